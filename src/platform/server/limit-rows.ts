/** Time limits as people see them: with what they are about, the name of their place and the colour of today. */
import { dateInChina } from '../shared/calendar.ts'
import type { Output } from '../shared/contract.ts'
import type { platformContract } from '../shared/platform-contract.ts'
import { limitStatus } from '../shared/time-limit.ts'
import type { Context } from './context.ts'
import { findTitles } from './subject-titles.ts'
import type { HeldLimit } from './time-limits.ts'

export type LimitRow = Output<(typeof platformContract)['listLimitsOf']>['rows'][number]

export async function toLimitRows(
  { db, platform }: Pick<Context, 'db' | 'platform'>,
  limits: readonly HeldLimit[],
  now: Date,
): Promise<LimitRow[]> {
  if (limits.length === 0) return []
  const today = dateInChina(now)
  const [calendar, soon, names, titles] = [
    await platform.directory.calendar(db),
    await platform.directory.soonWithinWorkingDays(db, today),
    await platform.directory.areaNames(db, [...new Set(limits.map((limit) => limit.areaId))], today),
    await findTitles(db, platform.titles, limits),
  ]
  return limits.map((limit) => ({
    ...limit,
    title: titles.get(limit.subjectId) ?? null,
    areaName: names.get(limit.areaId) ?? '',
    status: limitStatus(limit, today, soon, calendar),
  }))
}
