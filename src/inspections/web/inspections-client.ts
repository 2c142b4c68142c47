import { client } from '../../platform/web/client.ts'
import { inspectionsContract } from '../contract.ts'

/** Operations of sweeps, observations, visits and judgements. */
export const inspections = client(inspectionsContract)
