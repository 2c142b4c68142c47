/** Keeps a submitted report in step with its task, where the answer was given on the page of the task. */
import type { Jobs } from '../platform/server/context.ts'
import { move } from '../platform/shared/moves.ts'
import { reportMoves } from './report.ts'
import { lockWaiting, saveReviewed } from './report-store.ts'

export const supervisionJobs: Jobs = {
  'supervision.followTask': {
    on: ['task.accepted', 'task.returned'],
    async run({ db, now, record }, { subjectId }) {
      const report = await lockWaiting(db, String(subjectId))
      if (!report || (report.taskStatus !== 'accepted' && report.taskStatus !== 'returned')) return
      const status = move(reportMoves, report.taskStatus === 'accepted' ? 'accept' : 'return', report.status)
      await saveReviewed(db, report.id, status, null, now, report.taskReason)
      await record(`report.${status}`, {
        subject: 'report',
        id: report.id,
        areaPath: report.areaPath,
        from: report.status,
        to: status,
      })
    },
  },
}
