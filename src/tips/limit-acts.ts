/** Limits of a tip that stand still or are lengthened, all together as far as the rulebook lets each. */
import type { Context } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import {
  extendLimits,
  listAllLimitsOf,
  passLimits,
  resumeLimits,
  suspendLimits,
} from '../platform/server/time-limits.ts'
import { dateInChina, isWorkingDay } from '../platform/shared/calendar.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { laterByIfKnown, type TimeLimit } from '../platform/shared/time-limit.ts'
import { findRules, getRule, loadCalendar } from '../rulebook/store.ts'
import { getReceiver } from './office-store.ts'
import { daysStill } from './suspension.ts'
import type { TipState } from './tip.ts'

type AnyContext = Context<Actor | null>

export const handlingLimit = 'limit.tipHandling'
/** Of a request for more time, for whoever decides. */
export const extensionLimit = 'limit.tipExtension'
/** Of a second look that was drawn: for the city office, whoever concluded left out. */
export const recheckLimit = 'limit.tipRecheck'

/** A tip goes to the office of an area with the limits of whoever holds it; those of the city office stay with the city. */
export async function passTipLimits(
  db: Db,
  tipId: string,
  area: { id: number; path: string },
  day: string,
): Promise<void> {
  const { officeId } = await getReceiver(db, area.id, day)
  await passLimits(db, tipId, { area, holderAgencyId: officeId }, [extensionLimit, recheckLimit])
}

/**
 * The handling stands still up to a day, and beside it what the rule lets stand still: all suspensions together for no longer than the
 * days of the rule. Refuses `suspension-too-long`, `suspension-spent`, `limit-expired`, `wrong-state`,
 * `calendar-year-unknown`.
 */
export async function suspendTipLimits({ db, now }: AnyContext, tip: TipState, until: string, reason: string) {
  const on = dateInChina(now)
  const { limits, days, dayKind } = (await getRule(db, 'tips.suspension', on)).value
  const calendar = await loadCalendar(db)
  const open = await listAllLimitsOf(db, tip.id)
  if (!open.some(({ kind, state }) => kind === handlingLimit && state === 'running'))
    throw new Refusal('wrong-state', { move: 'suspend', status: tip.status })
  const handling = open.filter(({ kind }) => kind === handlingLimit)
  const left = days - daysStill(handling, dayKind, calendar)
  if (left <= 0) throw new Refusal('suspension-spent', { most: days })
  const last = laterByIfKnown(on, left, dayKind, calendar)
  if (last === undefined) isWorkingDay(until, calendar) // refuses a day of a year that nobody can count into
  if (until <= on || (last !== undefined && until > last))
    throw new Refusal('suspension-too-long', { last: last ?? null })
  const stilled = open.filter(
    ({ kind, state, dueOn }) =>
      limits.includes(kind) && state === 'running' && (kind === handlingLimit || dueOn === null || on <= dueOn),
  )
  for (const { kind } of stilled) await suspendLimits(db, tip.id, kind, { on, reason, expectedOn: until })
}

/** By how many days of its own kind the rule of the day it began lengthens a limit; undefined where it does not, or did already. */
async function extensionOf(
  db: Db,
  limit: Pick<TimeLimit, 'kind' | 'startedOn' | 'extensions'>,
): Promise<number | undefined> {
  if (limit.extensions.length > 0) return undefined
  const key = limit.kind as `limit.${string}` // limits are started by such a rule alone
  return (await findRules(db, [key], limit.startedOn))[key]?.value.extension?.days
}

/** Whether the rule gives the handling so many days more. Refuses `wrong-state`, `limit-expired`, `extension-spent`, `extension-too-long`. */
export async function refuseExtension({ db, now }: AnyContext, tip: TipState, days: number): Promise<void> {
  const open = await listAllLimitsOf(db, tip.id)
  const limit = open.find(({ kind, state }) => kind === handlingLimit && state === 'running')
  if (!limit) throw new Refusal('wrong-state', { move: 'extend', status: tip.status })
  if (limit.dueOn !== null && dateInChina(now) > limit.dueOn) throw new Refusal('limit-expired', { dueOn: limit.dueOn })
  const most = await extensionOf(db, limit)
  if (most === undefined) throw new Refusal('extension-spent')
  if (days > most) throw new Refusal('extension-too-long', { most })
}

/** The handling is lengthened, and beside it each limit as far as its own rule lets it. */
export async function extendTipLimits(
  { db, now }: AnyContext,
  tip: TipState,
  { days, reason, approvedBy }: { days: number; reason: string; approvedBy: string },
): Promise<void> {
  const on = dateInChina(now)
  const calendar = await loadCalendar(db)
  for (const limit of await listAllLimitsOf(db, tip.id)) {
    if (limit.state !== 'running' || (limit.dueOn !== null && on > limit.dueOn)) continue
    const most = await extensionOf(db, limit)
    if (most === undefined) continue
    await extendLimits(db, tip.id, limit.kind, { days: Math.min(days, most), reason, approvedBy, on }, calendar)
  }
}

/** Whatever of a tip stands still runs on from a day. Refuses `wrong-state` where nothing does. */
export async function resumeTipLimits({ db }: AnyContext, tip: TipState, on: string): Promise<void> {
  const still = (await listAllLimitsOf(db, tip.id)).filter(({ state }) => state === 'suspended')
  if (still.length === 0) throw new Refusal('wrong-state', { move: 'resume', status: tip.status })
  const calendar = await loadCalendar(db)
  for (const { kind } of still) await resumeLimits(db, tip.id, kind, on, calendar)
}
