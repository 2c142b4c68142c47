/** For how long limits of a tip have stood still, all suspensions together. Pure. */
import { addDays, daysBetween, type WorkCalendar, workingDaysBetween } from '../platform/shared/calendar.ts'
import type { TimeLimit } from '../platform/shared/time-limit.ts'

type Suspended = Pick<TimeLimit, 'state' | 'suspensions'>

/**
 * Days on which the limits of one kind stood still, in days of the rule: from the day of each suspension up to the day before it ran on.
 * A limit that was met belongs to an earlier result, whose second look has days of its own.
 */
export const daysStill = (
  limits: readonly Suspended[],
  dayKind: 'working' | 'calendar',
  calendar: WorkCalendar,
): number =>
  limits
    .filter(({ state }) => state !== 'met')
    .flatMap(({ suspensions }) => suspensions)
    .reduce((sum, { from, until }) => {
      if (until === null) return sum
      return (
        sum +
        (dayKind === 'working' ? workingDaysBetween(from, addDays(until, -1), calendar) : daysBetween(from, until))
      )
    }, 0)
