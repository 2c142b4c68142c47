/** Hand-overs of a day ahead are carried out when it begins, and every night it is proved that nothing is orphaned. */
import type { Jobs } from '../platform/server/context.ts'
import { dateAcknowledgements } from './acts.ts'
import { carryOutHandOvers, checkOrphans } from './hand-over-acts.ts'

export const gridJobs: Jobs = {
  'grid.dateAcknowledgements': {
    on: ['rule.entered'],
    cron: '15 0 * * *',
    run: (context) => dateAcknowledgements(context),
  },
  'grid.carryOutHandOvers': { cron: '2 0 * * *', run: (context) => carryOutHandOvers(context) },
  'grid.checkOrphans': { cron: '30 1 * * *', run: (context) => checkOrphans(context) },
}
