/** Acts on the tree by which areas open, end in another one, and are split. `user` null is the program itself. */
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { type Actor, areaLevels } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { moveArea } from './acts.ts'
import { type Area, type areaKinds, checkClosing, idsOfPath, mayChangeTree } from './area.ts'
import { codeTaken, countChildren, nameTaken, saveClosed } from './change-store.ts'
import { changedSince, followMove, getArea, insertAreas, insertMove, lockVersion, takeAreaIds } from './store.ts'

type ChangeContext = Pick<Context<Actor | null>, 'db' | 'user' | 'now' | 'record'>
type Followed = { followed: boolean; records: Readonly<Record<string, number>> }

export type Opening = {
  parentId: number
  name: string
  kind: (typeof areaKinds)[number]
  divisionCode: string | null
  on: string
  reason: string
}

/** Refuses `not-found`, `not-permitted`, `area-level-lowest`, `area-name-taken`, `area-code-taken`. @returns its id. */
export async function openArea({ db, user, record }: ChangeContext, opening: Opening): Promise<Area> {
  const { parentId, name, kind, divisionCode, on, reason } = opening
  const parent = await getArea(db, parentId, on)
  if (user !== null && !mayChangeTree(user, parent.path)) throw new Refusal('not-permitted')
  const level = areaLevels[areaLevels.indexOf(parent.level) + 1]
  if (level === undefined) throw new Refusal('area-level-lowest')
  if (await nameTaken(db, parentId, name, on)) throw new Refusal('area-name-taken', { name })
  if (divisionCode !== null && (await codeTaken(db, divisionCode)))
    throw new Refusal('area-code-taken', { divisionCode })
  const id = await takeAreaIds(db, 1)
  const opened: Area = { id, name, level, kind, divisionCode, parentId, path: `${parent.path}${id}/` }
  await insertAreas(db, [opened], on)
  await record('area.opened', {
    subject: 'area',
    id,
    areaPath: opened.path,
    changed: { name, level, kind, divisionCode, parentId, on, reason },
  })
  return opened
}

export type Closing = { id: number; intoId: number; on: string; reason: string }

/**
 * An area ends the day before `on` and all of it goes into another one: of the same level (a merger, what lies below comes along), or
 * the superior (a closing, where nothing lies below any more). Its holders must have left; that is the grid's part.
 * Refuses `not-found`, `not-permitted`, `area-into-itself`, `area-wrong-successor`, `area-has-children`, `area-day-too-early`.
 */
export async function closeArea(
  context: ChangeContext,
  { id, intoId, on, reason }: Closing,
): Promise<Followed & { kind: 'merge' | 'close'; path: string; into: Area }> {
  const { db, user, now } = context
  const before = await lockVersion(db, id)
  const into = await getArea(db, intoId, on)
  if (user !== null && !(mayChangeTree(user, before.path) && mayChangeTree(user, into.path)))
    throw new Refusal('not-permitted')
  const kind = checkClosing(before, into, await countChildren(db, id, on))
  if ((await changedSince(db, before.path, on)) || (await lockVersion(db, intoId)).validFrom > on)
    throw new Refusal('area-day-too-early', { since: before.validFrom })
  const areas = await saveClosed(db, before, into, on)
  const moveId = uuidv7()
  const move = { id: moveId, areaId: id, kind, intoId, fromPath: before.path, toPath: into.path, movedOn: on, reason }
  await insertMove(db, move)
  const followed = await followIfDue(db, moveId, on, now)
  await context.record(kind === 'merge' ? 'area.merged' : 'area.closed', {
    subject: 'area',
    id,
    areaPath: before.path,
    changed: { name: before.name, into: intoId, intoName: into.name, on, reason, areas, ...followed },
  })
  return { ...followed, kind, path: before.path, into }
}

async function followIfDue(db: Context['db'], moveId: string, on: string, now: Date): Promise<Followed> {
  const followed = on <= dateInChina(now)
  return { followed, records: followed ? await followMove(db, moveId, now) : {} }
}

export type Splitting = Omit<Opening, 'parentId'> & {
  id: number
  childIds: readonly number[]
  siteIds: readonly string[]
}

/**
 * A new area beside another one, from a part of it: areas directly below answer to the new one; sites go over with all their records.
 * The old area goes on. Refuses as `openArea` and `moveArea`, and `area-split-empty`, `area-not-below`.
 */
export async function splitArea(context: ChangeContext, splitting: Splitting): Promise<Followed & { id: number }> {
  const { db, user, now, record } = context
  const { id, childIds, siteIds, on, reason } = splitting
  const before = await lockVersion(db, id)
  if (user !== null && !mayChangeTree(user, before.path)) throw new Refusal('not-permitted')
  if (before.parentId === null) throw new Refusal('not-permitted')
  if (childIds.length + siteIds.length === 0) throw new Refusal('area-split-empty')
  if (on <= before.validFrom) throw new Refusal('area-day-too-early', { since: before.validFrom })
  const opened = await openArea(context, { ...splitting, parentId: before.parentId })
  const records: Record<string, number> = {}
  const add = (more: Readonly<Record<string, number>>) => {
    for (const [table, count] of Object.entries(more)) records[table] = (records[table] ?? 0) + count
  }
  for (const childId of childIds) {
    const child = await getArea(db, childId, on)
    if (idsOfPath(child.path).at(-2) !== id) throw new Refusal('area-not-below', { areaId: childId })
    add((await moveArea(context, { id: childId, parentId: opened.id, on, reason })).records)
  }
  const moveId = uuidv7()
  const move = { areaId: id, kind: 'split', intoId: opened.id, fromPath: before.path, toPath: opened.path } as const
  await insertMove(db, { id: moveId, ...move, movedOn: on, reason, siteIds })
  const { followed, records: ofSites } = await followIfDue(db, moveId, on, now)
  add(ofSites)
  await record('area.split', {
    subject: 'area',
    id,
    areaPath: before.path,
    changed: {
      into: opened.id,
      name: opened.name,
      on,
      reason,
      areas: childIds.length,
      sites: siteIds.length,
      followed,
      records,
    },
  })
  return { id: opened.id, followed, records }
}
