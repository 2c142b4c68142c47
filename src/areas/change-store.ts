/** SQL of areas that open, end, merge and split, and of what has changed. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import type { AreaLevel } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { AreaChange } from './change-contract.ts'
import { versionAt } from './store.ts'

/** Whether an area directly below one bears that name on a day or later, `except` left out. */
export async function nameTaken(db: Db, parentId: number, name: string, on: string, except = 0): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select exists (select 1 from area_versions v
    where v.parent_id = ${parentId} and v.name = ${name} and v.area_id <> ${except} and (v.valid_to is null or v.valid_to >= ${on})) as taken`.execute(
    db,
  )
  return rows[0]?.taken ?? false
}

export async function codeTaken(db: Db, divisionCode: string): Promise<boolean> {
  const { rows } = await sql<{
    taken: boolean
  }>`select exists (select 1 from areas where division_code = ${divisionCode}) as taken`.execute(db)
  return rows[0]?.taken ?? false
}

/** Areas directly below one on a day. */
export async function countChildren(db: Db, parentId: number, date: string): Promise<number> {
  const { rows } = await sql<{ found: number }>`select count(*)::int as found from area_versions v
    where v.parent_id = ${parentId} and ${versionAt(date)}`.execute(db)
  return rows[0]?.found ?? 0
}

/**
 * An area ends the day before; what lies below it answers to the other one from the day on. @returns how many areas have a new path.
 */
export async function saveClosed(
  db: Db,
  closed: { id: number; path: string },
  into: { id: number; path: string },
  on: string,
): Promise<number> {
  await sql`update areas set closed_on = ${on}::date - 1 where id = ${closed.id}`.execute(db)
  const { numAffectedRows } = await sql`
    with ended as (update area_versions set valid_to = ${on}::date - 1 where path ^@ ${closed.path} and valid_to is null returning *)
    insert into area_versions (area_id, name, parent_id, level, path, valid_from)
    select area_id, name, case when parent_id = ${closed.id} then ${into.id} else parent_id end, level,
           ${into.path}::text || substr(path, ${closed.path.length + 1}::int), ${on}::date from ended where area_id <> ${closed.id}`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0)
}

const nameBefore = (id: string, on: string) =>
  sql.raw(
    `(select x.name from area_versions x where x.area_id = ${id} and x.valid_from < ${on} order by x.valid_from desc limit 1)`,
  )
const nameFrom = (id: string, on: string) =>
  sql.raw(
    `(select x.name from area_versions x where x.area_id = ${id} and x.valid_from <= ${on} order by x.valid_from desc limit 1)`,
  )
/** The id before the last of a path: the superior's. */
const superiorOf = (path: string) => `nullif(split_part(${path}, '/', -3), '')::int`

const changeColumns = sql`m.id, m.kind, m.area_id, ${nameBefore('m.area_id', 'm.moved_on')} as area_name,
  ${nameBefore(superiorOf('m.from_path'), 'm.moved_on')} as from_name, ${nameFrom(superiorOf('m.to_path'), 'm.moved_on')} as to_name,
  m.into_id, ${nameFrom('m.into_id', 'm.moved_on')} as into_name, m.moved_on as on, m.reason, m.followed_at is not null as followed`

type ChangeFilter = { areaPath: string; after?: string | undefined; limit: number }

export async function listChanges(db: Db, { areaPath, after, limit }: ChangeFilter) {
  const mark = readCursor(after, 2)
  const { rows } = await sql<AreaChange>`select ${changeColumns} from area_moves m
    where (m.from_path ^@ ${areaPath} or m.to_path ^@ ${areaPath})
      and ${mark ? sql`(m.moved_on, m.id) < (${mark[0]}::date, ${mark[1]}::uuid)` : sql`true`}
    order by m.moved_on desc, m.id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [row.on, row.id])
}

/** Where an area lies, or lay last. Refuses `not-found`. */
export async function getLastPath(db: Db, areaId: number): Promise<string> {
  const { rows } = await sql<{ path: string }>`select path from area_versions where area_id = ${areaId}
    order by valid_from desc limit 1`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { areaId })
  return rows[0].path
}

/** What an area itself went through, and what went into it, oldest first. */
export async function listChangesOf(db: Db, areaId: number): Promise<AreaChange[]> {
  const { rows } = await sql<AreaChange>`select ${changeColumns} from area_moves m
    where m.area_id = ${areaId} or m.into_id = ${areaId} order by m.moved_on, m.id limit 500`.execute(db)
  return rows
}

export type AreaVersion = {
  name: string
  level: AreaLevel
  superior: string | null
  validFrom: string
  validTo: string | null
}

/** Oldest first. */
export async function listVersions(db: Db, areaId: number): Promise<AreaVersion[]> {
  const { rows } = await sql<AreaVersion>`
    select v.name, v.level, (select p.name from area_versions p where p.area_id = v.parent_id and p.valid_from <= v.valid_from
                               and (p.valid_to is null or p.valid_to >= v.valid_from)) as superior, v.valid_from, v.valid_to
      from area_versions v where v.area_id = ${areaId} order by v.valid_from limit 500`.execute(db)
  return rows
}

/** The area that a division code belongs to by its digits, where that is not the superior of today. */
export async function findStatutorySuperior(db: Db, areaId: number, date: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select p.name from areas a join area_versions v on v.area_id = a.id and ${versionAt(date)}
      join areas s on s.division_code = case v.level when 'township' then substr(a.division_code, 1, 6)
                                                     when 'village' then substr(a.division_code, 1, 9) || '000' end
      join area_versions p on p.area_id = s.id and p.valid_from <= ${date} and (p.valid_to is null or p.valid_to >= ${date})
     where a.id = ${areaId} and a.kind = 'statutory' and s.id <> v.parent_id`.execute(db)
  return rows[0]?.name ?? null
}
