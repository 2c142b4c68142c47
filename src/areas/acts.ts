/** Acts on the tree of areas: the import, a new name, another superior. Run by the command line or a job, as the program itself. */
import type { Context } from '../platform/server/context.ts'
import { covers } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type AreaSeed, divisionCodeOf, levelOrder, placeAreas } from './area-seed.ts'
import {
  changedSince,
  findByCodes,
  findUncoded,
  getArea,
  insertAreas,
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

/** From `on` an area bears another name; before it the old one stays. Refuses `not-found`, `area-day-too-early`. */
export async function renameArea({ db, record }: ActContext, id: number, name: string, on: string): Promise<void> {
  const before = await lockVersion(db, id)
  if (on <= before.validFrom) throw new Refusal('area-day-too-early', { since: before.validFrom })
  await saveRenamed(db, id, name, on)
  await record('area.renamed', {
    subject: 'area',
    id,
    areaPath: before.path,
    changed: { from: before.name, to: name, on },
  })
}

/**
 * From `on` an area and all below it answer to another superior. Later modules follow `area.moved` to bring the paths of
 * their records up to date. Refuses `not-found`, `area-into-itself`, `area-day-too-early`.
 */
export async function moveArea({ db, record }: ActContext, id: number, parentId: number, on: string): Promise<void> {
  const before = await lockVersion(db, id)
  const parent = await getArea(db, parentId, on)
  if (covers(before.path, parent.path)) throw new Refusal('area-into-itself', { areaId: id })
  if (await changedSince(db, before.path, on)) throw new Refusal('area-day-too-early', { since: before.validFrom })
  const moved = await saveMoved(db, before, parent, on)
  await record('area.moved', {
    subject: 'area',
    id,
    areaPath: parent.path,
    changed: { from: before.parentId, to: parentId, on, areas: moved },
  })
}
