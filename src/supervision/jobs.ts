/** The daily round over time limits; and submitted reports kept in step with their task, where it was answered on its own page. */
import type { Jobs } from '../platform/server/context.ts'
import { asProgram } from '../platform/server/http.ts'
import { startWaitingLimits } from '../platform/server/time-limits.ts'
import { move } from '../platform/shared/moves.ts'
import { loadCalendar } from '../rulebook/store.ts'
import { followAwaitedRules } from './awaited-rules.ts'
import { reportMoves } from './report.ts'
import { lockWaiting, saveReviewed } from './report-store.ts'
import { goOnWithRound } from './round-acts.ts'

export const supervisionJobs: Jobs = {
  // looked at every few minutes, so that a round that was cut off goes on and one that is finished costs one question
  'supervision.limits': {
    cron: '*/5 * * * *',
    async run({ platform }) {
      const batch = () => asProgram(platform, goOnWithRound)
      while (await batch());
    },
  },
  'supervision.awaitedRules': {
    on: ['rule.raised', 'rule.entered'],
    // before the round of the day
    cron: '30 5 * * *',
    run: (context) => followAwaitedRules(context),
  },
  // a limit that waited for the working days of a year is counted from its own day
  'supervision.waitingLimits': {
    on: ['rule.entered'],
    cron: '20 0 * * *',
    async run({ db }) {
      await startWaitingLimits(db, await loadCalendar(db))
    },
  },
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
