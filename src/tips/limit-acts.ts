/** Limits of a tip that stand still, all together as far as the rulebook lets each. */
import type { Context } from '../platform/server/context.ts'
import { listLimitsOf, resumeLimits, suspendLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { laterBy } from '../platform/shared/time-limit.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import type { TipState } from './tip.ts'

type AnyContext = Context<Actor | null>

export const handlingLimit = 'limit.tipHandling'

/**
 * The handling stands still up to a day, and beside it what the rule lets stand still. Refuses `suspension-too-long`, `limit-expired`,
 * `wrong-state`.
 */
export async function suspendTipLimits({ db, now }: AnyContext, tip: TipState, until: string, reason: string) {
  const on = dateInChina(now)
  const { limits, days, dayKind } = (await getRule(db, 'tips.suspension', on)).value
  const last = laterBy(on, days, dayKind, await loadCalendar(db))
  if (until <= on || until > last) throw new Refusal('suspension-too-long', { last })
  const open = await listLimitsOf(db, tip.id)
  if (!open.some(({ kind, state }) => kind === handlingLimit && state === 'running'))
    throw new Refusal('wrong-state', { move: 'suspend', status: tip.status })
  const stilled = open.filter(
    ({ kind, state, dueOn }) => limits.includes(kind) && state === 'running' && (kind === handlingLimit || on <= dueOn),
  )
  for (const { kind } of stilled) await suspendLimits(db, tip.id, kind, { on, reason, expectedOn: until })
}

/** Whatever of a tip stands still runs on from a day. Refuses `wrong-state` where nothing does. */
export async function resumeTipLimits({ db }: AnyContext, tip: TipState, on: string): Promise<void> {
  const still = (await listLimitsOf(db, tip.id)).filter(({ state }) => state === 'suspended')
  if (still.length === 0) throw new Refusal('wrong-state', { move: 'resume', status: tip.status })
  const calendar = await loadCalendar(db)
  for (const { kind } of still) await resumeLimits(db, tip.id, kind, on, calendar)
}
