/** What later modules ask of the grid: who answers for a place, and which notices await confirmation. */

import { listAncestors } from '../areas/store.ts'
import type { Context } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import type { WorkCalendar } from '../platform/shared/calendar.ts'
import { laterByIfKnown } from '../platform/shared/time-limit.ts'
import { findRule, loadCalendar } from '../rulebook/store.ts'
import {
  type Demanded,
  insertDemanded,
  listDaysToCount,
  saveAcknowledged,
  saveDueOf,
  saveNoLongerDemanded,
} from './acknowledgement-store.ts'
import { loadBlindSpotRules } from './blind-spot-store.ts'
import type { ChainLink } from './contract.ts'
import { listChainHolders } from './store.ts'

/**
 * Who answers for a place on a day, from the village up; a required post without holder is a link without a person.
 * Holders above the caller are seen with their phones; beside and outside of the caller's scope nobody is.
 */
export async function responsibleChain(db: Db, areaPath: string, date: string): Promise<ChainLink[]> {
  const areas = (await listAncestors(db, areaPath, date)).reverse()
  const holders = await listChainHolders(db, areaPath, date)
  const { posts } = await loadBlindSpotRules(db, date)
  return areas.flatMap((area) => {
    const held = holders.filter((holder) => holder.areaId === area.id)
    const vacant = posts.filter(
      (p) => p.per === 'area' && p.level === area.level && !held.some((holder) => holder.post === p.post),
    )
    const empty = vacant.map(({ post }) => ({
      areaId: area.id,
      areaName: area.name,
      level: area.level,
      post,
      officialId: null,
      name: null,
      phone: null,
      onLeave: false,
    }))
    const substitutes = held.filter(({ post }) => post === 'substitute')
    return [...held.filter(({ post }) => post !== 'substitute'), ...empty, ...substitutes]
  })
}

/**
 * Places and departments are to confirm a notice from its issue on; those that let the rule's time pass are blind spots until they do.
 * Told by the event of the notice, like what follows. Without a rule on that day nothing is awaited; where the rule's time reaches into a year
 * without calendar, nobody is a blind spot before that is entered.
 */
export async function demandAcknowledgements(
  { db }: Pick<Context, 'db'>,
  addressees: readonly Omit<Demanded, 'dueOn'>[],
  issuedOn: string,
  calendar: WorkCalendar,
): Promise<void> {
  const rule = await findRule(db, 'blindSpot.unacknowledged', issuedOn)
  if (!rule) return
  const dueOn = laterByIfKnown(issuedOn, rule.value.days, rule.value.dayKind, calendar) ?? null
  await insertDemanded(
    db,
    addressees.map((addressee) => ({ ...addressee, dueOn })),
  )
}

/** The last days of confirmations that were counted into a year without calendar, once it is entered. */
export async function dateAcknowledgements({ db }: Pick<Context, 'db'>): Promise<void> {
  const calendar = await loadCalendar(db)
  for (const day of await listDaysToCount(db)) {
    const rule = (await findRule(db, 'blindSpot.unacknowledged', day))?.value
    const dueOn = rule && laterByIfKnown(day, rule.days, rule.dayKind, calendar)
    if (dueOn !== undefined) await saveDueOf(db, day, dueOn)
  }
}

export const acknowledge = ({ db }: Pick<Context, 'db'>, addresseeId: string, on: string): Promise<void> =>
  saveAcknowledged(db, addresseeId, on)

export const withdrawDemands = ({ db }: Pick<Context, 'db'>, noticeId: string, on: string): Promise<void> =>
  saveNoLongerDemanded(db, noticeId, on)
