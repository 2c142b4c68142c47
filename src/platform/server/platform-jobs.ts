/** The scheduler says once a minute that it is alive, by the same way on which all timed work comes. */
import type { Jobs } from './context.ts'
import { beat } from './heartbeats.ts'

export const platformJobs: Jobs = {
  'platform.beat': { cron: '* * * * *', run: ({ db, now }) => beat(db, 'scheduler', now) },
}
