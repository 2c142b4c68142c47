/**
 * The slow reference for time limits: it walks one day at a time over the days of the `chinese-days` library and shares no code with
 * the program, so that the two can only agree by both being right.
 */
import chineseDays from 'chinese-days'

const dayMs = 86_400_000
export const toDay = (date: string): number => Math.round(Date.parse(date) / dayMs)
export const toDate = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

const known = new Map<number, boolean>()
/** Whether a day of 2007–2026 is worked, as the library says. */
export function isWorked(day: number): boolean {
  const found = known.get(day)
  if (found !== undefined) return found
  const worked = chineseDays.isWorkday(toDate(day))
  known.set(day, worked)
  return worked
}

export type ReferenceLimit = {
  startedOn: number
  dayKind: 'working' | 'calendar'
  days: number
  /** Days on which nothing is counted: the first is one, the last is not. */
  still: { from: number; until: number }[]
  /** Days given on top. */
  extra: number
}

const stands = (limit: ReferenceLimit, day: number): boolean =>
  limit.still.some(({ from, until }) => from <= day && day < until)

/** Walks until so many days were counted, then over days that are not worked or on which the limit stands still. */
export function referenceDue(limit: ReferenceLimit): number {
  let day = limit.startedOn
  for (let left = limit.days + limit.extra; left > 0; ) {
    day += 1
    if (stands(limit, day)) continue
    if (limit.dayKind === 'calendar' || isWorked(day)) left -= 1
  }
  while (!isWorked(day) || stands(limit, day)) day += 1
  return day
}

/** A named day moves on by what was given and by what was lost; each time its new end is a day that is worked. */
export function laterThanNamed(named: number, count: number, dayKind: 'working' | 'calendar'): number {
  if (count === 0) return named
  let day = named
  for (let left = count; left > 0; ) {
    day += 1
    if (dayKind === 'calendar' || isWorked(day)) left -= 1
  }
  return nextWorked(day)
}

/** The first worked day from this one on. */
export function nextWorked(day: number): number {
  let worked = day
  while (!isWorked(worked)) worked += 1
  return worked
}

/** Days of its kind that a limit lost while it stood still. */
export function lostDays({ from, until }: { from: number; until: number }, dayKind: 'working' | 'calendar'): number {
  let lost = 0
  for (let day = from; day < until; day += 1) if (dayKind === 'calendar' || isWorked(day)) lost += 1
  return lost
}

export type ReferenceStatus = 'due' | 'soon' | 'overdue'

/** Soon: fewer than so many worked days lie between today and the last day. */
export function referenceStatus(due: number, today: number, soonWithin: number): ReferenceStatus {
  if (today > due) return 'overdue'
  let between = 0
  for (let day = today + 1; day < due; day += 1) if (isWorked(day)) between += 1
  return today === due || between < soonWithin ? 'soon' : 'due'
}
