/** Acts on the tree of areas: the import, a new name, another superior. Run by the command line or a job, as the program itself. */
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { checkMove, mayMoveArea } from './area.ts'
import { type AreaSeed, divisionCodeOf, levelOrder, placeAreas } from './area-seed.ts'
import { nameTaken } from './change-store.ts'
import {
  changedSince,
  findByCodes,
  findUncoded,
  followMove,
  getArea,
  insertAreas,
  insertMove,
  listMovesToFollow,
  lockVersion,
  saveMoved,
  saveRenamed,
  takeAreaIds,
} from './store.ts'

type ActContext = Pick<Context, 'db' | 'record'>

type ImportOptions = {
  /** First day of the new areas, ISO date. */
  openedOn: string
  onProgress?: (done: number, total: number) => void
}

const batchSize = 10_000

/**
 * Adds the areas that are not there yet, by division code (an area without one: by name and level); the same rows twice
 * change nothing. @returns how many were added. Refuses `area-parent-unknown`, `area-parent-loop`.
 */
export async function importAreas(
  { db, record }: ActContext,
  rows: readonly AreaSeed[],
  { openedOn, onProgress }: ImportOptions,
): Promise<number> {
  const known = await findKnown(db, rows, openedOn)
  const firstId = await takeAreaIds(db, rows.length)
  const inOrder = [...rows].sort((a, b) => levelOrder(a.level) - levelOrder(b.level))
  const placed = placeAreas(inOrder, known, firstId)
  for (let done = 0; done < placed.length; done += batchSize) {
    await insertAreas(db, placed.slice(done, done + batchSize), openedOn)
    onProgress?.(Math.min(done + batchSize, placed.length), placed.length)
  }
  const top = placed[0]
  if (top)
    await record('area.imported', {
      subject: 'area',
      id: top.id,
      areaPath: top.path,
      changed: { added: placed.length, openedOn },
    })
  return placed.length
}

async function findKnown(db: Context['db'], rows: readonly AreaSeed[], date: string) {
  const known = new Map<string, { id: number; path: string }>()
  for (let at = 0; at < rows.length; at += batchSize) {
    const codes = rows
      .slice(at, at + batchSize)
      .flatMap((row) => [row.code, row.parentCode ?? ''].flatMap((code) => divisionCodeOf(code) ?? []))
    for (const [code, area] of await findByCodes(db, codes, date)) known.set(code, area)
  }
  for (const row of rows) {
    if (divisionCodeOf(row.code) !== null) continue
    const found = await findUncoded(db, row.name, row.level, date)
    if (found) known.set(row.code, found)
  }
  return known
}

type Renaming = { name: string; on: string; reason?: string }

/**
 * From `on` an area bears another name; before it the old one stays.
 * Refuses `not-found`, `area-day-too-early`, `area-name-taken` by another area of the same superior.
 */
export async function renameArea(
  { db, record }: ActContext,
  id: number,
  { name, on, reason }: Renaming,
): Promise<void> {
  const before = await lockVersion(db, id)
  if (on <= before.validFrom) throw new Refusal('area-day-too-early', { since: before.validFrom })
  if (before.parentId !== null && (await nameTaken(db, before.parentId, name, on, id)))
    throw new Refusal('area-name-taken', { name })
  await saveRenamed(db, id, name, on)
  await record('area.renamed', {
    subject: 'area',
    id,
    areaPath: before.path,
    changed: { from: before.name, to: name, on, reason },
  })
}

type MoveContext = Pick<Context<Actor | null>, 'db' | 'user' | 'now' | 'record'>
export type Moved = { areas: number; followed: boolean; records: Readonly<Record<string, number>> }

/**
 * From `on` an area and all below it answer to another superior; where that day has come, every record of theirs follows
 * (docs/decisions/005-moving-areas.md). `user` null is the program itself.
 * Refuses `not-found`, `not-permitted`, `area-into-itself`, `area-same-superior`, `area-wrong-superior`, `area-day-too-early`.
 */
export async function moveArea(
  { db, user, now, record }: MoveContext,
  { id, parentId, on, reason }: { id: number; parentId: number; on: string; reason: string },
): Promise<Moved> {
  const before = await lockVersion(db, id)
  const parent = await getArea(db, parentId, on)
  if (user !== null && !mayMoveArea(user, before.path, parent.path)) throw new Refusal('not-permitted')
  checkMove(before, parent)
  if (await changedSince(db, before.path, on)) throw new Refusal('area-day-too-early', { since: before.validFrom })
  const areas = await saveMoved(db, before, parent, on)
  const toPath = `${parent.path}${id}/`
  const moveId = uuidv7()
  await insertMove(db, { id: moveId, areaId: id, fromPath: before.path, toPath, movedOn: on, reason })
  const followed = on <= dateInChina(now)
  const records = followed ? await followMove(db, moveId, now) : {}
  await record('area.moved', {
    subject: 'area',
    id,
    areaPath: before.path,
    changed: {
      from: before.parentId,
      to: parentId,
      fromPath: before.path,
      toPath,
      on,
      reason,
      areas,
      followed,
      records,
    },
  })
  return { areas, followed, records }
}

/** Lets the records of areas whose day of moving has come follow them. */
export async function followMoves({ db, now, record }: Omit<MoveContext, 'user'>): Promise<void> {
  for (const { id, areaId, fromPath } of await listMovesToFollow(db, dateInChina(now))) {
    const records = await followMove(db, id, now)
    await record('area.recordsFollowed', { subject: 'area', id: areaId, areaPath: fromPath, changed: { records } })
  }
}
