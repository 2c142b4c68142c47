/** The one engine of time limits: start, suspend, resume, extend, meet, end. Pure; days come from the rulebook. */
import { z } from 'zod'
import {
  addDays,
  addWorkingDays,
  daysBetween,
  endOfCalendarLimit,
  isWorkingDay,
  nextWorkingDay,
  type WorkCalendar,
  workingDaysBetween,
} from './calendar.ts'
import { type Moves, move } from './moves.ts'
import { Refusal } from './refusal.ts'

export const timeLimit = z.object({
  id: z.uuid(),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  /** Key of the rule it follows. */
  kind: z.string(),
  /** Day of the event; not counted itself. */
  startedOn: z.iso.date(),
  /** Null where the text names a date instead of days. */
  days: z.number().int().nonnegative().nullable(),
  dayKind: z.enum(['working', 'calendar']),
  /** Last day on which the thing is in time. */
  dueOn: z.iso.date(),
  state: z.enum(['running', 'suspended', 'met', 'ended']),
  suspensions: z.array(
    z.object({
      from: z.iso.date(),
      until: z.iso.date().nullable(),
      reason: z.string(),
      /** Day on which it runs on by itself, unless somebody resumes it before. */
      expectedOn: z.iso.date().optional(),
    }),
  ),
  extensions: z.array(
    z.object({ days: z.number().int().positive(), approvedBy: z.uuid(), reason: z.string(), on: z.iso.date() }),
  ),
  metOn: z.iso.date().nullable(),
  endedReason: z.string().nullable(),
})
export type TimeLimit = z.infer<typeof timeLimit>
export type LimitState = TimeLimit['state']

export const limitMoves = {
  suspend: { from: ['running'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'running' },
  extend: { from: ['running'], to: 'running' },
  meet: { from: ['running', 'suspended'], to: 'met' },
  end: { from: ['running', 'suspended'], to: 'ended' },
} as const satisfies Moves<LimitState>

export type LimitStart = Pick<TimeLimit, 'id' | 'subjectKind' | 'subjectId' | 'kind' | 'startedOn' | 'dayKind'> & {
  days: number
  /** A date named by the text wins over the days and does not roll. */
  dueOn?: string
}

/** Refuses `calendar-year-unknown`. */
export function startLimit(start: LimitStart, calendar: WorkCalendar): TimeLimit {
  const { dueOn, days, ...facts } = start
  return {
    ...facts,
    days: dueOn ? null : days,
    dueOn: dueOn ?? laterBy(start.startedOn, days, start.dayKind, calendar),
    state: 'running',
    suspensions: [],
    extensions: [],
    metOn: null,
    endedReason: null,
  }
}

/** Last day of so many days of a kind after `date`, which is not counted. Refuses `calendar-year-unknown`. */
export const laterBy = (date: string, days: number, dayKind: TimeLimit['dayKind'], calendar: WorkCalendar): string =>
  dayKind === 'working' ? addWorkingDays(date, days, calendar) : endOfCalendarLimit(date, days, calendar)

/** Undefined where something is to be counted into a year that the rulebook does not hold, for work that goes on without it. */
export function ifKnown<T>(count: () => T): T | undefined {
  try {
    return count()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'calendar-year-unknown') return undefined
    throw error
  }
}

export const laterByIfKnown = (...limit: Parameters<typeof laterBy>): string | undefined =>
  ifKnown(() => laterBy(...limit))

function reasonGiven(reason: string): string {
  if (reason.trim() === '') throw new Refusal('reason-missing')
  return reason
}

/** What can be said of a limit whether its days can be counted or not. */
export type Said = Pick<TimeLimit, 'state' | 'suspensions' | 'extensions'>

/** Refuses `wrong-state`, `reason-missing`. */
export const withSuspension = <L extends Said>(limit: L, from: string, reason: string, expectedOn?: string): L => ({
  ...limit,
  state: move(limitMoves, 'suspend', limit.state),
  suspensions: [
    ...limit.suspensions,
    { from, until: null, reason: reasonGiven(reason), ...(expectedOn && { expectedOn }) },
  ],
})

/** Refuses `wrong-state`. */
export function withResumption<L extends Said>(limit: L, on: string): L {
  const state = move(limitMoves, 'resume', limit.state)
  const open = limit.suspensions.at(-1)
  if (!open || on < open.from) throw new Refusal('wrong-state', { move: 'resume', status: limit.state })
  return { ...limit, state, suspensions: [...limit.suspensions.slice(0, -1), { ...open, until: on }] }
}

/** Refuses `wrong-state`, `reason-missing`. */
export function withExtension<L extends Said>(limit: L, extension: TimeLimit['extensions'][number]): L {
  const state = move(limitMoves, 'extend', limit.state)
  reasonGiven(extension.reason)
  return { ...limit, state, extensions: [...limit.extensions, extension] }
}

/** From `on` no day is counted. Only before the limit has passed: what is late stays late. Refuses `wrong-state`, `limit-expired`, `reason-missing`. */
export function suspendLimit(limit: TimeLimit, on: string, reason: string, expectedOn?: string): TimeLimit {
  const suspended = withSuspension(limit, on, reason, expectedOn)
  if (on > limit.dueOn) throw new Refusal('limit-expired', { dueOn: limit.dueOn })
  return suspended
}

/** The days that were left when it was suspended are left again, `on` included. Refuses `wrong-state`. */
export function resumeLimit(limit: TimeLimit, on: string, calendar: WorkCalendar): TimeLimit {
  const resumed = withResumption(limit, on)
  const from = resumed.suspensions.at(-1)?.from ?? on
  const end = limit.dayKind === 'working' ? pushedBy(limit, from, on, calendar) : calendarEnd(resumed, limit, calendar)
  // Suspended on a day over which its end had rolled, nothing but the day of resumption is left.
  return { ...resumed, dueOn: later(limit.dueOn, later(end, nextWorkingDay(on, calendar))) }
}

const later = (a: string, b: string): string => (a > b ? a : b)

/** Counted days start after the day of the event, so a suspension cannot give back that day. */
const firstCounted = (limit: TimeLimit, from: string): string =>
  from > limit.startedOn ? from : addDays(limit.startedOn, 1)

function pushedBy(limit: TimeLimit, from: string, until: string, calendar: WorkCalendar): string {
  let days = 0
  for (let day = firstCounted(limit, from); day < until; day = addDays(day, 1))
    if (isWorkingDay(day, calendar)) days += 1
  return days === 0 ? limit.dueOn : addWorkingDays(limit.dueOn, days, calendar)
}

/**
 * The end of a limit in calendar days, counted anew: only the last day of all rolls over a holiday, so that neither a
 * suspension nor an extension is given the holiday's days on top. Where the text named a date, it goes on from that date.
 */
function calendarEnd(limit: TimeLimit, before: TimeLimit, calendar: WorkCalendar): string {
  if (limit.days !== null) return endOfCalendarLimit(limit.startedOn, limit.days + givenOnTop(limit), calendar)
  const days = givenOnTop(limit) - givenOnTop(before)
  return days === 0 ? limit.dueOn : endOfCalendarLimit(before.dueOn, days, calendar)
}

/** Calendar days on which it stood still and by which it was extended. */
const givenOnTop = (limit: TimeLimit): number =>
  limit.suspensions.reduce(
    (sum, { from, until }) => sum + (until === null ? 0 : Math.max(0, daysBetween(firstCounted(limit, from), until))),
    0,
  ) + limit.extensions.reduce((sum, { days }) => sum + days, 0)

/** Only before the limit has passed. Refuses `wrong-state`, `limit-expired`, `reason-missing`. */
export function extendLimit(
  limit: TimeLimit,
  extension: TimeLimit['extensions'][number],
  calendar: WorkCalendar,
): TimeLimit {
  const extended = withExtension(limit, extension)
  if (extension.on > limit.dueOn) throw new Refusal('limit-expired', { dueOn: limit.dueOn })
  const dueOn =
    limit.dayKind === 'working'
      ? addWorkingDays(limit.dueOn, extension.days, calendar)
      : calendarEnd(extended, limit, calendar)
  return { ...extended, dueOn: later(limit.dueOn, dueOn) }
}

/**
 * A limit that waited for the working days of a year, counted from its own day, with what was said of it meanwhile in the order of days. What
 * was said after its end counts no more: late stays late. Refuses `calendar-year-unknown`.
 */
export function startLater(
  start: LimitStart,
  { suspensions, extensions }: Omit<Said, 'state'>,
  calendar: WorkCalendar,
): TimeLimit {
  const said = [
    ...extensions.map((extension) => ({
      on: extension.on,
      // on one day: it runs on, is lengthened, stands still
      place: 1,
      act: (limit: TimeLimit) => extendLimit(limit, extension, calendar),
    })),
    ...suspensions.flatMap(({ from, until, reason, expectedOn }) => [
      { on: from, place: 2, act: (limit: TimeLimit) => suspendLimit(limit, from, reason, expectedOn) },
      ...(until === null
        ? []
        : [
            {
              on: until,
              place: until === from ? 3 : 0,
              act: (limit: TimeLimit) => resumeLimit(limit, until, calendar),
            },
          ]),
    ]),
  ].toSorted((a, b) => a.on.localeCompare(b.on) || a.place - b.place)
  return said.reduce((limit, { act }) => unlessPast(limit, act), startLimit(start, calendar))
}

function unlessPast(limit: TimeLimit, act: (limit: TimeLimit) => TimeLimit): TimeLimit {
  try {
    return act(limit)
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'limit-expired' || error.code === 'wrong-state')) return limit
    throw error
  }
}

/**
 * Lengthens a limit to a day, by as many days of its kind as lie between.
 * @param extension `until` is a working day later than its end. Refuses as `extendLimit`.
 */
export function extendLimitTo(
  limit: TimeLimit,
  { until, ...extension }: Omit<TimeLimit['extensions'][number], 'days'> & { until: string },
  calendar: WorkCalendar,
): TimeLimit {
  const counted = limit.days === null ? limit.dueOn : addDays(limit.startedOn, limit.days + givenOnTop(limit))
  const days =
    limit.dayKind === 'working'
      ? workingDaysBetween(addDays(limit.dueOn, 1), until, calendar)
      : daysBetween(counted, until)
  return extendLimit(limit, { ...extension, days }, calendar)
}

/** What was demanded is done; late stays visible for good. Refuses `wrong-state`. */
export const meetLimit = (limit: TimeLimit, on: string): TimeLimit => ({
  ...limit,
  state: move(limitMoves, 'meet', limit.state),
  metOn: on,
})

/** The limit lost its object. Refuses `wrong-state`, `reason-missing`. */
export const endLimit = (limit: TimeLimit, on: string, reason: string): TimeLimit => ({
  ...limit,
  state: move(limitMoves, 'end', limit.state),
  metOn: on,
  endedReason: reasonGiven(reason),
})

/** How a limit that runs stands. */
export const dueStatuses = ['due', 'soon', 'overdue'] as const
export type DueStatus = (typeof dueStatuses)[number]

export type LimitStatus = 'done' | 'doneLate' | 'due' | 'soon' | 'overdue' | 'suspended' | 'ended'

/** Met after its end; while it is suspended it has none, and `until: null` on a limit that is met says that it was. */
const metLate = (limit: TimeLimit): boolean =>
  limit.metOn !== null &&
  limit.metOn > limit.dueOn &&
  limit.suspensions.every((suspension) => suspension.until !== null)

/**
 * How a limit shows today. Never refuses: a list must not fail because one of its limits ends in a year without calendar.
 * @param soonWithinWorkingDays working days before the end from which it shows as soon.
 */
export function limitStatus(
  limit: TimeLimit,
  today: string,
  soonWithinWorkingDays: number,
  calendar: WorkCalendar,
): LimitStatus {
  if (limit.state === 'met') return metLate(limit) ? 'doneLate' : 'done'
  if (limit.state === 'ended' || limit.state === 'suspended') return limit.state
  if (today > limit.dueOn) return 'overdue'
  return isSoon(today, limit.dueOn, soonWithinWorkingDays, calendar) ? 'soon' : 'due'
}

function isSoon(today: string, dueOn: string, days: number, calendar: WorkCalendar): boolean {
  let day = today
  for (let left = days; left > 0 && day < dueOn; ) {
    day = addDays(day, 1)
    // A colour, not a limit: in a year without calendar every day counts, so the warning comes a little later, not never.
    if (!calendar.years.has(Number(day.slice(0, 4))) || isWorkingDay(day, calendar)) left -= 1
  }
  return day >= dueOn
}

/** The limit that must be kept first among those that run; of two with the same end the one listed first. */
export const strictest = <L extends TimeLimit>(limits: readonly L[]): L | undefined =>
  limits
    .filter((limit) => limit.state === 'running')
    .reduce<L | undefined>((first, limit) => (first && first.dueOn <= limit.dueOn ? first : limit), undefined)
