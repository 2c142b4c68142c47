/** How the strictest running limit of each row of a list stands today. */
import { addWorkingDays, dateInChina } from '../shared/calendar.ts'
import { Refusal } from '../shared/refusal.ts'
import type { DueStatus } from '../shared/time-limit.ts'
import type { Context } from './context.ts'

type Asking = Pick<Context<unknown>, 'db' | 'now' | 'platform'>

export async function withDueStatus<T extends { dueOn: string | null }>(
  { db, now, platform }: Asking,
  rows: readonly T[],
): Promise<(T & { dueStatus: DueStatus | null })[]> {
  const day = dateInChina(now)
  const soonBy = await lastSoonDay({ db, platform }, day)
  return rows.map((row) => ({ ...row, dueStatus: row.dueOn === null ? null : dueStatus(row.dueOn, day, soonBy) }))
}

const dueStatus = (dueOn: string, day: string, soonBy: string): DueStatus =>
  day > dueOn ? 'overdue' : dueOn <= soonBy ? 'soon' : 'due'

/** The last day that counts as soon; today alone where the rulebook does not reach, so that a list is never refused for it. */
async function lastSoonDay({ db, platform }: Pick<Asking, 'db' | 'platform'>, day: string): Promise<string> {
  try {
    const days = await platform.directory.soonWithinWorkingDays(db, day)
    return addWorkingDays(day, days, await platform.directory.calendar(db))
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'calendar-year-unknown' || error.code === 'rule-missing'))
      return day
    throw error
  }
}
