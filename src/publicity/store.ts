/** SQL of what the public may see; runs as the role that is granted nothing else. */
import { sql } from 'kysely'
import { lastVersionAt, versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import type { ChannelRow, PublicRectification, PublicUrging } from './contract.ts'
import { type ChainLink, type PlaceRow, publicPosts } from './place.ts'

const shown = 20

/** Areas below the city whose name begins with the text, then those that hold it, the higher first. */
export async function findPlaces(db: Db, text: string, day: string): Promise<PlaceRow[]> {
  const { rows } = await sql<PlaceRow>`
    with found as (
      select v.area_id, v.name, v.level, v.path from area_versions v
       where strpos(v.name, ${text}) > 0 and v.level <> 'city' and ${versionAt(day)}
       order by strpos(v.name, ${text}), length(v.path), length(v.name), v.path limit ${shown})
    select f.area_id as id, f.name, f.level,
           (select coalesce(array_agg(v.name order by length(v.path)), '{}') from area_versions v
             where v.area_id = any (string_to_array(trim(f.path, '/'), '/')::int[]) and v.area_id <> f.area_id and ${versionAt(day)}) as within
      from found f order by strpos(f.name, ${text}), length(f.path), length(f.name), f.path`.execute(db)
  return rows
}

export type Holder = { areaId: number; post: (typeof publicPosts)[number]; name: string }

/** Present holders of the public posts of some areas. */
export async function listHolders(db: Db, ids: readonly number[], day: string): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select h.area_id, h.post, h.name from public_holders h
     where h.area_id = any (${[...ids]}::int[]) and h.post = any (${[...publicPosts]}::text[])
       and h.valid_from <= ${day} and (h.valid_to is null or h.valid_to >= ${day})
     order by h.area_id, array_position(${[...publicPosts]}::text[], h.post), h.name limit 100`.execute(db)
  return rows
}

/** The coordinating office of each area, where one is registered. */
export async function listOffices(
  db: Db,
  ids: readonly number[],
  day: string,
): Promise<Map<number, ChainLink['officeName']>> {
  const { rows } = await sql<{ areaId: number; name: { zh: string; en: string } }>`
    select distinct on (area_id) area_id, name from agencies
     where area_id = any (${[...ids]}::int[]) and kind = 'office' and valid_from <= ${day} and (valid_to is null or valid_to >= ${day})
     order by area_id, code limit 10`.execute(db)
  return new Map(rows.map((row) => [row.areaId, row.name]))
}

export async function listChannels(db: Db, day: string): Promise<ChannelRow[]> {
  const { rows } = await sql<ChannelRow>`
    select key, kind, title, address, help, citation, standing, grade from public_channels
     where valid_from <= ${day} and (valid_to is null or valid_to >= ${day}) order by position, key limit 50`.execute(
    db,
  )
  return rows
}

/** Items of the rectification ledger that are or were public, newest first. */
export async function listPublicRectifications(
  db: Db,
  input: { after?: string | undefined; limit: number },
  day: string,
) {
  const after = readCursor(input.after, 2)
  const { rows } = await sql<PublicRectification>`
    select r.id, v.name as area_name, coalesce(u.name, '') as accepted_by, r.source, r.public_problem as problem, r.public_result as result,
           r.public_from as "from", r.public_until as until, r.status = 'publicised' and r.public_until >= ${day} as running
      from public_rectifications r join area_versions v on v.area_id = r.area_id and ${lastVersionAt(day)}
      left join lateral (select x.name from area_versions x where x.path = r.superior_path order by x.valid_from desc limit 1) u on true
     where ${after ? sql`(r.public_from, r.id) < (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
     order by r.public_from desc, r.id desc limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row): CursorValues => [row.from, row.id])
}

/** Matters listed in public, newest first. */
export async function listPublicUrgings(db: Db, input: { after?: string | undefined; limit: number }, day: string) {
  const after = readCursor(input.after, 2)
  const { rows } = await sql<PublicUrging>`
    select u.id, v.name as area_name, u.lister_level, u.public_words as words, u.listed_on, u.due_on,
           case when u.status = 'struckOff' then u.ended_on end as struck_off_on
      from public_urgings u join area_versions v on v.area_id = u.area_id and ${lastVersionAt(day)}
     where ${after ? sql`(u.listed_on, u.id) < (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
     order by u.listed_on desc, u.id desc limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row): CursorValues => [row.listedOn, row.id])
}
