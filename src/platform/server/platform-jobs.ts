/** The scheduler says once a minute that it is alive, by the same way on which all timed work comes; and the exports. */
import type { Jobs } from './context.ts'
import { deleteOldExports, writeExport } from './exports.ts'
import { beat } from './heartbeats.ts'

export const platformJobs: Jobs = {
  'platform.beat': { cron: '* * * * *', run: ({ db, now }) => beat(db, 'scheduler', now) },
  'platform.export': { run: ({ platform }, { exportId }) => writeExport(platform, String(exportId)) },
  'platform.deleteExports': { cron: '*/10 * * * *', run: deleteOldExports },
}
