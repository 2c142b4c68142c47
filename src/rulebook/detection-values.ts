/** The shapes of the rules about the electricity watch. */
import { z } from 'zod'

const count = z.int().nonnegative()
const share = z.number().min(0).max(1)
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
/** A stretch of the day; over midnight where it ends before it begins. */
export const clockWindow = z.strictObject({ from: clock, to: clock })

export const detectionValues = {
  'detection.wendeng': z.strictObject({
    monthEnergyAboveKwh: z.number().positive(),
    nightShareAbove: share,
    observed: z.strictObject({ checked: count, found: count }),
  }),
  'detection.nightWindow': clockWindow,
  'detection.licenceGrace': z.strictObject({
    minutesBefore: count,
    minutesAfter: count,
    /** Times the licensed kW up to which a load counts as licensed. */
    loadTolerance: z.number().positive(),
  }),
  /** This year's tonnage, counted at the most energy a tonne, above so many times the licensed volume adds so many points. */
  'detection.licensedVolume': z.strictObject({ aboveTimes: z.number().positive(), points: z.number().positive() }),
  /** Days without a reading from which a meter counts as silent; share of a month's readings missing from which it has gaps. */
  'detection.silentMeter': z.strictObject({ silentDays: count, gapsFromShare: share }),
  /** Shares of what flows in. The other feeders speak from so many on; beyond their median by so much is beyond them. */
  'detection.feederLoss': z.strictObject({
    mediumVoltageMost: share,
    lowVoltageMost: share,
    othersLeast: count,
    othersAbove: share,
  }),
}
