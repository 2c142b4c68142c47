/** Time limits as people see them: with the name of their place and the colour of today, in a list of many with what they are about. */
import { dateInChina } from '../shared/calendar.ts'
import type { Output } from '../shared/contract.ts'
import type { platformContract } from '../shared/platform-contract.ts'
import { limitStatus } from '../shared/time-limit.ts'
import type { Context } from './context.ts'
import { findTitles } from './subject-titles.ts'
import type { HeldLimit } from './time-limits.ts'

export type LimitRow = Output<(typeof platformContract)['listLimitsOf']>['rows'][number]
type DueLimitRow = Output<(typeof platformContract)['listDueLimits']>['rows'][number]

export async function toLimitRows(
  { db, platform }: Pick<Context, 'db' | 'platform'>,
  limits: readonly HeldLimit[],
  now: Date,
): Promise<LimitRow[]> {
  if (limits.length === 0) return []
  const today = dateInChina(now)
  const [calendar, soon, names] = [
    await platform.directory.calendar(db),
    await platform.directory.soonWithinWorkingDays(db, today),
    await platform.directory.areaNames(db, [...new Set(limits.map((limit) => limit.areaId))], today),
  ]
  return limits.map((limit) => ({
    ...limit,
    areaName: names.get(limit.areaId) ?? '',
    status: limitStatus(limit, today, soon, calendar),
  }))
}

export async function toDueRows(
  context: Pick<Context, 'db' | 'platform'>,
  limits: readonly HeldLimit[],
  now: Date,
): Promise<DueLimitRow[]> {
  const titles = await findTitles(context.db, context.platform.titles, limits)
  return (await toLimitRows(context, limits, now)).map((limit) => ({
    ...limit,
    title: titles.get(limit.subjectId) ?? null,
  }))
}
