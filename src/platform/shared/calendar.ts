/** Working days of China, from dated calendar data; dates are ISO dates, arithmetic is on day numbers and knows no time zone. */
import { Refusal } from './refusal.ts'

export type CalendarYear = {
  year: number
  /** Weekdays that are days off (and holidays at weekends, which change nothing). */
  offDays: readonly string[]
  /** Saturdays and Sundays that are worked. */
  makeUpDays: readonly string[]
}

export type WorkCalendar = {
  readonly years: ReadonlySet<number>
  readonly offDays: ReadonlySet<string>
  readonly makeUpDays: ReadonlySet<string>
}

const dayMs = 86_400_000

export const workCalendar = (years: readonly CalendarYear[]): WorkCalendar => ({
  years: new Set(years.map((y) => y.year)),
  offDays: new Set(years.flatMap((y) => y.offDays)),
  makeUpDays: new Set(years.flatMap((y) => y.makeUpDays)),
})

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** `days` calendar days later (earlier if negative). */
export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days)

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** The same day `months` later; the last day of the month where that month is shorter. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day, last))
  return first.toISOString().slice(0, 10)
}

/** The day in China (+08:00) on which an instant falls. */
export const dateInChina = (instant: Date): string =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** The last millisecond of a day in China. */
export const endOfDayInChina = (date: string): Date => new Date(`${date}T23:59:59.999+08:00`)

/** The clock of China at an instant, to the minute: `2018-03-10 09:30`. */
export const clockInChina = (instant: Date): string =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** The full hour of the day in China at an instant, 0 to 23. */
export const hourInChina = (instant: Date): number => new Date(instant.getTime() + 8 * 3_600_000).getUTCHours()

/** Refuses `calendar-year-unknown`: a year that the rulebook does not hold is never guessed. */
export function isWorkingDay(date: string, calendar: WorkCalendar): boolean {
  const year = Number(date.slice(0, 4))
  if (!calendar.years.has(year)) throw new Refusal('calendar-year-unknown', { year })
  if (calendar.makeUpDays.has(date)) return true
  if (calendar.offDays.has(date)) return false
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** The first working day on or after `date`. */
export function nextWorkingDay(date: string, calendar: WorkCalendar): string {
  let day = date
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1)
  return day
}

/** The `days`-th working day after `date`; the day of the event itself is not counted. */
export function addWorkingDays(date: string, days: number, calendar: WorkCalendar): string {
  let day = date
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(day, calendar)) left -= 1
  }
  return days === 0 ? nextWorkingDay(date, calendar) : day
}

/** End of a limit in calendar days: the event's day is not counted, a last day off rolls to the next working day. */
export const endOfCalendarLimit = (date: string, days: number, calendar: WorkCalendar): string =>
  nextWorkingDay(addDays(date, days), calendar)

/** Working days from `from` to `to`, both included; 0 when `to` is earlier. */
export function workingDaysBetween(from: string, to: string, calendar: WorkCalendar): number {
  let count = 0
  for (let day = from; day <= to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count += 1
  return count
}

/**
 * Counts working days after one date up to and including another, for many questions about the same few years: 0 when the second is not
 * later. For colours and reminders, not for limits: in a year without calendar every day counts, so that what warns comes early, not never.
 */
export function workingDayCounter(
  calendar: WorkCalendar,
  from: string,
  to: string,
): (after: string, upTo: string) => number {
  const first = dayNumber(from)
  const sums = new Uint32Array(Math.max(1, daysBetween(from, to) + 1))
  for (let i = 1; i < sums.length; i += 1) {
    const day = dateOf(first + i)
    const works = !calendar.years.has(Number(day.slice(0, 4))) || isWorkingDay(day, calendar)
    sums[i] = (sums[i - 1] ?? 0) + (works ? 1 : 0)
  }
  const upTo = (date: string): number => {
    const sum = sums[dayNumber(date) - first]
    if (sum === undefined) throw new RangeError(`${date} lies outside ${from} to ${to}`)
    return sum
  }
  return (after, until) => (until > after ? upTo(until) - upTo(after) : 0)
}
