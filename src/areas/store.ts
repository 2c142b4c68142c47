/** All SQL of the areas. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Area } from './area.ts'

const columns = sql.raw('a.id, v.level, a.kind, v.name, a.division_code, v.parent_id, v.path')

/** Rows of `area_versions v` that hold on a date. */
export const versionAt = (date: string) => sql<boolean>`v.valid_from <= ${date} and (v.valid_to is null or v.valid_to >= ${date})`

/** @param date the day on which the tree is looked at. */
export async function findArea(db: Db, id: number, date: string): Promise<Area | undefined> {
  const { rows } = await sql<Area>`select ${columns} from area_versions v join areas a on a.id = v.area_id
    where v.area_id = ${id} and ${versionAt(date)}`.execute(db)
  return rows[0]
}

/** Refuses `not-found`. */
export async function getArea(db: Db, id: number, date: string): Promise<Area> {
  const found = await findArea(db, id, date)
  if (!found) throw new Refusal('not-found', { areaId: id })
  return found
}

/** The area and those above it, from the city down. */
export async function listAncestors(db: Db, path: string, date: string): Promise<Area[]> {
  const ids = path.split('/').filter(Boolean).map(Number)
  const { rows } = await sql<Area>`select ${columns} from area_versions v join areas a on a.id = v.area_id
    where v.area_id = any (${ids}) and ${versionAt(date)} order by length(v.path)`.execute(db)
  return rows
}

export async function listAreaNames(db: Db, ids: readonly number[], date: string): Promise<Map<number, string>> {
  const { rows } = await sql<{ areaId: number; name: string }>`
    select v.area_id, v.name from area_versions v where v.area_id = any (${[...ids]}::int[]) and ${versionAt(date)}`.execute(db)
  return new Map(rows.map((row) => [row.areaId, row.name]))
}
