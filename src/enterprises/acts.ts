/** What later modules may do to the ledger inside their own transaction, permission, save and event included. */
import type { Context } from '../platform/server/context.ts'
import { type Actor, mayActIn } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { JudgementOutcome } from '../rulebook/values.ts'
import { bringFurnaceTo, type Furnace, type FurnaceState } from './furnace.ts'
import { lockFurnace, saveFurnace } from './furnace-store.ts'
import { moveSite, type Site } from './site.ts'
import { lockSite, saveSite } from './site-store.ts'

type Acting = Pick<Context<Actor | null>, 'db' | 'user' | 'record'>

/** Officers of the departments judge and enforce; null is the program itself, finishing what an officer decided. */
const mayEnforceAt = (user: Actor | null, path: string): boolean =>
  user === null || mayActIn(user, ['departmentOfficer'], path)

/** Those, and the offices that accept what officers hand in, let a judgement stand. */
const mayLetStand = (user: Actor | null, path: string): boolean =>
  mayEnforceAt(user, path) || (user !== null && mayActIn(user, ['countyOffice', 'cityOffice'], path))

/** Those, and the governments that answer for the place, note what became of it. */
const mayNoteOutcome = (user: Actor | null, path: string): boolean =>
  mayEnforceAt(user, path) || (user !== null && mayActIn(user, ['countyOffice', 'townshipLeader'], path))

/**
 * Writes the outcome of a judgement whose visit is accepted to the furnace, as of the day of the judgement; an earlier day than the one
 * kept changes nothing. Event `furnace.judged`. Refuses `not-found`, `not-permitted`.
 */
export async function judgeFurnace(
  { db, user, record }: Acting,
  furnaceId: string,
  outcome: JudgementOutcome,
  judgedOn: string,
): Promise<Furnace> {
  const before = await lockFurnace(db, furnaceId)
  if (!mayLetStand(user, before.areaPath)) throw new Refusal('not-permitted')
  if (before.judgedOn !== null && before.judgedOn > judgedOn) return before
  const after = { ...before, judgement: outcome, judgedOn }
  await saveFurnace(db, after)
  await record('furnace.judged', {
    subject: 'furnace',
    id: furnaceId,
    areaPath: after.areaPath,
    from: before.judgement,
    to: outcome,
    changed: { judgedOn, siteId: after.siteId },
  })
  return after
}

/**
 * Brings the furnace to the state a case has brought it to. Event `furnace.stateChanged`; nothing happens when it is there already.
 * @param whereabouts where it, or what is left, is now. Refuses `not-found`, `not-permitted`, `wrong-state`, `whereabouts-missing`.
 */
export async function changeFurnaceState(
  { db, user, record }: Acting,
  furnaceId: string,
  state: FurnaceState,
  whereabouts: string | null,
): Promise<Furnace> {
  const before = await lockFurnace(db, furnaceId)
  if (!mayNoteOutcome(user, before.areaPath)) throw new Refusal('not-permitted')
  if (before.state === state) return before
  const after = bringFurnaceTo(before, state, whereabouts)
  await saveFurnace(db, after)
  await record('furnace.stateChanged', {
    subject: 'furnace',
    id: furnaceId,
    areaPath: after.areaPath,
    from: before.state,
    to: after.state,
    changed: { siteId: after.siteId },
    personal: { whereabouts: after.whereabouts },
  })
  return after
}

/** Closes the site on a day; nothing happens when it is closed already. Event `site.closed`. Refuses `not-found`, `not-permitted`. */
export async function markSiteClosed({ db, user, record }: Acting, siteId: string, on: string): Promise<Site> {
  const before = await lockSite(db, siteId)
  if (!mayNoteOutcome(user, before.areaPath)) throw new Refusal('not-permitted')
  if (before.status === 'closed') return before
  const after = moveSite(before, 'close', on)
  await saveSite(db, after)
  await record('site.closed', {
    subject: 'site',
    id: siteId,
    areaPath: after.areaPath,
    from: before.status,
    to: after.status,
    changed: { closedOn: on },
  })
  return after
}
