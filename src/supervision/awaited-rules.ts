/**
 * Rules that stand in for a text whose figures are still to be entered (`awaited.…`). Whoever keeps the rulebook has a time limit for it, of
 * which the daily round reminds as of any other; it is kept once none of the rows is inferred any more.
 */
import type { JobContext } from '../platform/server/context.ts'
import { meetLimits, openLimit, openLimitOrWait } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { listAwaited, listKeepersWithoutLimit } from './awaited-rules-store.ts'

export const ruleEntryLimit = 'limit.ruleEntry'

export async function followAwaitedRules({ db, now, record }: JobContext): Promise<void> {
  const today = dateInChina(now)
  for (const { id, key, entered, dueOn, areaPaths } of await listAwaited(db, ruleEntryLimit, today)) {
    const fact = (areaPath: string) => ({ subject: 'rule', id, areaPath, changed: { key } })
    if (entered) {
      await meetLimits(db, id, ruleEntryLimit, today)
      for (const areaPath of areaPaths) await record('rule.entryMet', fact(areaPath))
      continue
    }
    const { days, dayKind } = (await getRule(db, ruleEntryLimit, today)).value
    const calendar = await loadCalendar(db)
    for (const { officialId, ...area } of await listKeepersWithoutLimit(db, id, ruleEntryLimit, today)) {
      const start = { subjectKind: 'rule', subjectId: id, kind: ruleEntryLimit, startedOn: today }
      const held = { ...start, area, holderOfficialId: officialId }
      // the day of the calendar is named: it cannot wait for itself
      if (dueOn !== null) await openLimit(db, { ...held, days: 0, dayKind: 'calendar', dueOn }, calendar)
      else await openLimitOrWait(db, { ...held, days, dayKind }, calendar)
      await record('rule.entryDemanded', fact(area.path))
    }
  }
}
