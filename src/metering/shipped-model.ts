/** The model that comes with the program: fitted on semi-synthetic cases (docs/metering.md). It scores a city once a person has approved it. */
import data from './data/detector-model.json' with { type: 'json' }
import { type DetectorModel, detectorModel } from './detector-model.ts'

export const shippedModel: DetectorModel = detectorModel.parse(data)
