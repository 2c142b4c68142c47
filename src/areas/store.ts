/** All SQL of the areas. */
import { type RawBuilder, sql } from 'kysely'
import { type Db, prepared } from '../platform/server/db.ts'
import type { AreaLevel } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Area } from './area.ts'
import type { PlacedArea } from './area-seed.ts'
import type { AreaChangeKind } from './change-contract.ts'
import type { AreaChild, AreaFound } from './contract.ts'

const columns = sql.raw('a.id, v.level, a.kind, v.name, a.division_code, v.parent_id, v.path')

/** Rows of `area_versions v` that hold on a date. */
export const versionAt = (date: string) =>
  sql<boolean>`v.valid_from <= ${date} and (v.valid_to is null or v.valid_to >= ${date})`

/**
 * Rows of `area_versions v` as they are on a date or, for an area that has ended, as they were last: for records that say what was.
 */
export const lastVersionAt = (date: string) =>
  sql<boolean>`v.valid_from = (select max(x.valid_from) from area_versions x where x.area_id = v.area_id and x.valid_from <= ${date})`

/** @param date the day on which the tree is looked at. */
export async function findArea(db: Db, id: number, date: string): Promise<Area | undefined> {
  const { rows } = await sql<Area>`select ${columns} from area_versions v join areas a on a.id = v.area_id
    where v.area_id = ${id} and ${versionAt(date)}`.execute(prepared(db))
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
    select v.area_id, v.name from area_versions v where v.area_id = any (${[...ids]}::int[]) and ${versionAt(date)}`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.areaId, row.name]))
}

async function listCounted(db: Db, which: RawBuilder<unknown>, date: string, limit: number): Promise<AreaChild[]> {
  const { rows } = await sql<AreaChild>`
    select ${columns}, (select count(*) from area_versions c where c.parent_id = v.area_id
                          and c.valid_from <= ${date} and (c.valid_to is null or c.valid_to >= ${date}))::int as child_count
      from area_versions v join areas a on a.id = v.area_id
     where ${which} and ${versionAt(date)} order by a.kind, a.division_code nulls last, v.name limit ${limit}`.execute(
    db,
  )
  return rows
}

/** Areas directly below one, statutory ones by code first. */
export const listChildren = (db: Db, parentId: number, date: string, limit: number): Promise<AreaChild[]> =>
  listCounted(db, sql`v.parent_id = ${parentId}`, date, limit)

/** The areas of these ids with how many stand directly below each. */
export const listAreasWithCounts = (db: Db, ids: readonly number[], date: string): Promise<AreaChild[]> =>
  listCounted(db, sql`v.area_id = any (${[...ids]}::int[])`, date, ids.length)

/** All areas of these levels, from the city down. */
export async function listTree(db: Db, levels: readonly AreaLevel[], date: string): Promise<Area[]> {
  const { rows } = await sql<Area>`select ${columns} from area_versions v join areas a on a.id = v.area_id
    where v.level = any (${[...levels]}::text[]) and ${versionAt(date)} order by v.path`.execute(db)
  return rows
}

/** By part of the name or beginning of the code, within these paths; the higher area first, then names that begin with the text. */
export async function searchAreas(
  db: Db,
  text: string,
  paths: readonly string[],
  date: string,
  limit: number,
): Promise<AreaFound[]> {
  const { rows } = await sql<AreaFound>`
    select found.*, (select coalesce(array_agg(u.name order by length(u.path)), '{}') from area_versions u
                      where u.area_id = any (string_to_array(trim('/' from found.path), '/')::int[]) and u.area_id <> found.id
                        and u.valid_from <= ${date} and (u.valid_to is null or u.valid_to >= ${date})) as above
      from (select ${columns} from area_versions v join areas a on a.id = v.area_id
             where (strpos(v.name, ${text}) > 0 or starts_with(a.division_code, ${text}))
               and v.path ^@ any (${[...paths]}::text[]) and ${versionAt(date)}
             order by array_position(array['city', 'county', 'township', 'village'], v.level), not starts_with(v.name, ${text}), v.path
             limit ${limit}) found`.execute(db)
  return rows
}

/** Areas that are there already, by division code or, for a zone, by the path of its superior and its name. */
export async function findByCodes(
  db: Db,
  codes: readonly string[],
  date: string,
): Promise<Map<string, { id: number; path: string }>> {
  const { rows } = await sql<{ code: string; id: number; path: string }>`
    select a.division_code as code, a.id, v.path from areas a join area_versions v on v.area_id = a.id
     where a.division_code = any (${[...codes]}::text[]) and ${versionAt(date)}`.execute(db)
  return new Map(rows.map((row) => [row.code, { id: row.id, path: row.path }]))
}

/** Areas without a division code by their name, level and superior's code or name. */
export async function findUncoded(
  db: Db,
  name: string,
  level: string,
  date: string,
): Promise<{ id: number; path: string } | undefined> {
  const { rows } = await sql<{ id: number; path: string }>`
    select a.id, v.path from areas a join area_versions v on v.area_id = a.id
     where a.division_code is null and v.name = ${name} and v.level = ${level} and ${versionAt(date)}
     order by a.id limit 1`.execute(db)
  return rows[0]
}

/** One importer at a time; @returns the first of `count` ids that nobody else gets. */
export async function takeAreaIds(db: Db, count: number): Promise<number> {
  await sql`lock table areas in share row exclusive mode`.execute(db)
  const { rows } = await sql<{ first: number }>`
    select setval(pg_get_serial_sequence('areas', 'id'), nextval(pg_get_serial_sequence('areas', 'id')) + ${count} - 1) - ${count} + 1 as first`.execute(
    db,
  )
  return rows[0]?.first ?? 1
}

export async function insertAreas(db: Db, rows: readonly PlacedArea[], openedOn: string): Promise<void> {
  const list = <K extends keyof PlacedArea>(key: K) => rows.map((row) => row[key])
  await sql`insert into areas (id, level, kind, division_code, opened_on)
    select id, level, kind, code, ${openedOn}::date
      from unnest(${list('id')}::int[], ${list('level')}::text[], ${list('kind')}::text[], ${list('divisionCode')}::text[]) as r(id, level, kind, code)`.execute(
    db,
  )
  await sql`insert into area_versions (area_id, name, parent_id, level, path, valid_from)
    select id, name, parent, level, path, ${openedOn}::date
      from unnest(${list('id')}::int[], ${list('name')}::text[], ${list('parentId')}::int[], ${list('level')}::text[], ${list('path')}::text[])
        as r(id, name, parent, level, path)`.execute(db)
}

/** The day the area's present version began. */
export async function lockVersion(db: Db, id: number): Promise<Area & { validFrom: string }> {
  const { rows } = await sql<Area & { validFrom: string }>`
    select ${columns}, v.valid_from from area_versions v join areas a on a.id = v.area_id
     where v.area_id = ${id} and v.valid_to is null for update of v`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { areaId: id })
  return rows[0]
}

/** Whether anything in the subtree was changed on or after the day. */
export async function changedSince(db: Db, path: string, on: string): Promise<boolean> {
  const { rows } = await sql<{ changed: boolean }>`
    select exists (select 1 from area_versions v where v.path ^@ ${path} and v.valid_to is null and v.valid_from >= ${on}) as changed`.execute(
    db,
  )
  return rows[0]?.changed ?? false
}

/** Ends the present version the day before and opens the next one with another name. */
export async function saveRenamed(db: Db, id: number, name: string, on: string): Promise<void> {
  await sql`with ended as (update area_versions set valid_to = ${on}::date - 1 where area_id = ${id} and valid_to is null returning *)
    insert into area_versions (area_id, name, parent_id, level, path, valid_from)
    select area_id, ${name}, parent_id, level, path, ${on}::date from ended`.execute(db)
}

/** Puts the area and all below it under another superior from a day on. @returns how many areas have a new path. */
export async function saveMoved(
  db: Db,
  moved: { id: number; path: string },
  parent: { id: number; path: string },
  on: string,
): Promise<number> {
  const { numAffectedRows } = await sql`
    with ended as (update area_versions set valid_to = ${on}::date - 1 where path ^@ ${moved.path} and valid_to is null returning *)
    insert into area_versions (area_id, name, parent_id, level, path, valid_from)
    select area_id, name, case when area_id = ${moved.id} then ${parent.id} else parent_id end, level,
           ${`${parent.path}${moved.id}/`} || substr(path, ${moved.path.length + 1}::int), ${on}::date from ended`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0)
}

type AreaMove = {
  id: string
  areaId: number
  fromPath: string
  toPath: string
  movedOn: string
  reason: string
  kind?: AreaChangeKind
  intoId?: number
  siteIds?: readonly string[]
}

export async function insertMove(db: Db, { kind = 'move', intoId, siteIds = [], ...move }: AreaMove): Promise<void> {
  await sql`insert into area_moves (id, area_id, from_path, to_path, moved_on, reason, kind, into_id, site_ids)
    values (${move.id}, ${move.areaId}, ${move.fromPath}, ${move.toPath}, ${move.movedOn}, ${move.reason}, ${kind}, ${intoId ?? null},
      ${[...siteIds]}::uuid[])`.execute(db)
}

/** Moves whose day has come and whose records have not followed, in order. */
export async function listMovesToFollow(db: Db, day: string): Promise<AreaMove[]> {
  const { rows } = await sql<AreaMove>`select id, area_id, from_path, to_path, moved_on, reason from area_moves
    where followed_at is null and moved_on <= ${day} order by moved_on, id`.execute(db)
  return rows
}

/** Puts the new path into every record of the moved area. @returns how many rows of which table. */
export async function followMove(db: Db, id: string, at: Date): Promise<Record<string, number>> {
  const { rows } = await sql<{ counts: Record<string, number> }>`select follow_move(${id}, ${at}) as counts`.execute(db)
  return rows[0]?.counts ?? {}
}

/** Paths of old under which areas lay on a day that has been left since: nobody who answers for the old path sees their records. */
export async function listLeftPaths(db: Db, date: string): Promise<string[]> {
  const { rows } = await sql<{ fromPath: string }>`select distinct from_path from area_moves
    where kind <> 'split' and followed_at is not null and moved_on > ${date} and not in_scope(to_path)`.execute(db)
  return rows.map(({ fromPath }) => fromPath)
}

/**
 * What decides how the records of a subtree are best looked up on a day. `moved`: some area lay elsewhere on that day than its records
 * do today. `large`: more areas lie below the path than `most`.
 */
export async function sizeUp(
  db: Db,
  path: string,
  date: string,
  most: number,
): Promise<{ moved: boolean; large: boolean }> {
  const { rows } = await sql<{ moved: boolean; large: boolean }>`
    select exists (select 1 from area_moves where kind <> 'split' and (followed_at is not null) <> (moved_on <= ${date})
                      and (from_path ^@ ${path} or ${path}::text ^@ from_path or to_path ^@ ${path} or ${path}::text ^@ to_path)) as moved,
           (select count(*) from (select 1 from area_versions v where v.path ^@ ${path} limit ${most + 1}) s) > ${most} as large`.execute(
    db,
  )
  return rows[0] ?? { moved: true, large: false }
}
