/** Chasing by rule (催签): so many working days after the issue, step by step, for sealed notices in force. */
import type { JobContext, Jobs } from '../platform/server/context.ts'
import { addDays, dateInChina, type WorkCalendar } from '../platform/shared/calendar.ts'
import { laterByIfKnown } from '../platform/shared/time-limit.ts'
import { findRule, loadCalendar } from '../rulebook/store.ts'
import type { RuleValue } from '../rulebook/values.ts'
import { chase, endDelivery } from './delivery-acts.ts'
import { demands } from './notice.ts'
import { listNoticesToChase } from './receipt-store.ts'
import { getNotice } from './store.ts'
import { listDueToCount, saveDue } from './task-store.ts'

/** Older notices are chased by people only: nobody is told daily of what was left lying for months. */
const lookBackDays = 120

/** Chases by every step that has come and was not taken; running twice a day chases nobody twice. */
export async function chaseDue(context: JobContext): Promise<number> {
  const { db, now } = context
  const today = dateInChina(now)
  const calendar = await loadCalendar(db)
  let chased = 0
  for (const { issuedOn, ...notice } of await listNoticesToChase(db, addDays(today, -lookBackDays), today)) {
    const rule = await findRule(db, 'chase.receipt', issuedOn)
    if (!rule) continue
    const step = stepsCome(issuedOn, rule.value, today, calendar)
    if (step === 0) continue
    chased += await chase(context, notice, { notAreas: [], occasion: `chase.${step}`, by: null })
  }
  return chased
}

/** How many steps of the rule have come by a day. A step in a year whose working days nobody has entered has not. */
function stepsCome(
  issuedOn: string,
  { days, dayKind }: RuleValue<'chase.receipt'>,
  today: string,
  calendar: WorkCalendar,
): number {
  const ends = days.map((n) => laterByIfKnown(issuedOn, n, dayKind, calendar))
  return ends.filter((end) => end !== undefined && end <= today).length
}

/** Tasks that were counted into a year without calendar get their day once it is entered. */
async function dateTasks({ db }: JobContext): Promise<void> {
  const calendar = await loadCalendar(db)
  for (const due of await listDueToCount(db)) {
    const dueOn = laterByIfKnown(due.issuedOn, due.days, due.dayKind, calendar)
    if (dueOn !== undefined) await saveDue(db, due, dueOn)
  }
}

/** What came to another superior after the issue is out of the issuer's sight, and ends with the notice all the same. */
async function endElsewhere(context: JobContext, noticeId: string): Promise<void> {
  const { status, withdrawnReason } = await getNotice(context.db, noticeId)
  if (!demands(status)) await endDelivery(context, noticeId, withdrawnReason ?? '')
}

export const noticesJobs: Jobs = {
  endElsewhere: {
    on: ['notice.withdrawn', 'notice.superseded'],
    run: (context, { subjectId }) => endElsewhere(context, String(subjectId)),
  },
  dateTasks: { on: ['rule.entered'], cron: '15 0 * * *', run: dateTasks },
  chaseReceipts: {
    // before the offices open
    cron: '40 7 * * *',
    async run(context) {
      await chaseDue(context)
    },
  },
}
