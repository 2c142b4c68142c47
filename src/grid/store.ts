/** All SQL of appointments and rosters; blind spots are in blind-spot-store.ts. */
import { type RawBuilder, sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type Appointment, postsWithRole } from './appointment.ts'
import type { ChainLink } from './contract.ts'
import { isAway, leaveOf } from './leave-store.ts'
import type { RosterArea } from './roster.ts'

const columns = (date: string | null) =>
  sql`${sql.raw(`p.id, p.official_id, o.name as official_name, p.post, p.area_id, p.area_path, v.name as area_name, v.level, p.agency_id,
  g.name as agency_name, p.phone, p.valid_from, p.valid_to, p.source, p.source_file_id, p.pledge_file_id, p.last_active_on`)}, ${leaveOf('p', date)} as leave`

/** Whether a post carries a role at its level. @param level @param post columns of the statement it stands in. */
export const carriesRole = (level: string, post: string): string =>
  Object.entries(postsWithRole)
    .map(([at, posts]) => `(${level} = '${at}' and ${post} in (${posts.map((one) => `'${one}'`).join(', ')}))`)
    .join(' or ')

/** Appointments `p` that run on a date. */
export const runsOn = (date: string) =>
  sql<boolean>`p.valid_from <= ${date} and (p.valid_to is null or p.valid_to >= ${date})`

/** The area's name and level as of the date, or as they were when the appointment began. */
const joined = (
  date: string | null,
) => sql`appointments p join officials o on o.id = p.official_id left join agencies g on g.id = p.agency_id
  join area_versions v on v.area_id = p.area_id and ${date ? versionAt(date) : sql`v.valid_from = (select max(x.valid_from) from area_versions x where x.area_id = p.area_id)`}`

type AppointmentFilter = {
  date: string
  areaPath: string
  post?: string | undefined
  text?: string | undefined
  after?: string | undefined
  limit: number
}

/** In an area and below, by place. */
export async function listAppointments(
  db: Db,
  filter: AppointmentFilter,
): Promise<{ rows: Appointment[]; next: string | null }> {
  const after = readCursor(filter.after, 3)
  const { rows } = await sql<Appointment>`select ${columns(filter.date)} from ${joined(filter.date)}
    where v.path ^@ ${filter.areaPath} and ${runsOn(filter.date)}
      and ${filter.post ? sql`p.post = ${filter.post}` : sql`true`}
      and ${filter.text ? sql`(strpos(o.name, ${filter.text}) > 0 or strpos(v.name, ${filter.text}) > 0)` : sql`true`}
      and ${after ? sql`(p.area_path, p.post, p.id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)` : sql`true`}
    order by p.area_path, p.post, p.id limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.areaPath, row.post, row.id])
}

async function one(db: Db, which: RawBuilder<unknown>): Promise<Appointment> {
  const { rows } = await sql<Appointment>`select ${columns(null)} from ${joined(null)} where ${which}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** Refuses `not-found`. */
export const getAppointment = (db: Db, id: string): Promise<Appointment> => one(db, sql`p.id = ${id}`)

/** Refuses `not-found`, also where it may be seen but lies outside the scope of who would change it. */
export async function lockAppointment(db: Db, id: string): Promise<Appointment> {
  const { rows } = await sql`select id from appointments where id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return getAppointment(db, id)
}

/** All of exactly one area that run on a day. */
export async function listHolders(db: Db, areaId: number, date: string): Promise<Appointment[]> {
  const { rows } =
    await sql<Appointment>`select ${columns(date)} from ${joined(date)} where p.area_id = ${areaId} and ${runsOn(date)}
    order by p.post, p.valid_from, p.id limit 200`.execute(db)
  return rows
}

/** Terms of one area that have not ended before a day, also those to come; locks out a second appointment to the area meanwhile. */
export async function lockTerms(db: Db, areaId: number, from: string) {
  await sql`select pg_advisory_xact_lock(782018100, ${areaId}::int)`.execute(db)
  const { rows } = await sql<Pick<Appointment, 'id' | 'officialId' | 'post' | 'agencyId' | 'validFrom' | 'validTo'>>`
    select id, official_id, post, agency_id, valid_from, valid_to from appointments
     where area_id = ${areaId} and (valid_to is null or valid_to >= ${from}) limit 500`.execute(db)
  return rows
}

export type AppointmentToAdd = Pick<
  Appointment,
  | 'id'
  | 'officialId'
  | 'post'
  | 'areaId'
  | 'areaPath'
  | 'agencyId'
  | 'phone'
  | 'validFrom'
  | 'validTo'
  | 'source'
  | 'sourceFileId'
>

export async function insertAppointments(db: Db, rows: readonly AppointmentToAdd[]): Promise<void> {
  await sql`insert into appointments (id, official_id, post, area_id, area_path, agency_id, phone, valid_from, valid_to, source, source_file_id)
    select id, "officialId", post, "areaId", "areaPath", "agencyId", phone, "validFrom", "validTo", source, "sourceFileId"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "officialId" uuid, post text, "areaId" int, "areaPath" text,
        "agencyId" uuid, phone text, "validFrom" date, "validTo" date, source text, "sourceFileId" uuid)`.execute(db)
}

export async function saveEnd(db: Db, ids: readonly string[], validTo: string): Promise<void> {
  await sql`update appointments set valid_to = ${validTo} where id = any (${[...ids]}::uuid[])`.execute(db)
}

export async function savePhone(db: Db, id: string, phone: string | null): Promise<void> {
  await sql`update appointments set phone = ${phone} where id = ${id}`.execute(db)
}

export async function savePledge(db: Db, id: string, fileId: string): Promise<void> {
  await sql`update appointments set pledge_file_id = ${fileId} where id = ${id}`.execute(db)
}

/**
 * A part of the statement that writes what a holder did in an area (an observation), so that he does not count as inactive: he was active
 * there on that day, only forward, and only where `holds` does. It is told by the event of what he did and has none of its own.
 */
export const activity = (officialId: string, areaPath: string, on: string): RawBuilder<unknown> =>
  sql`update appointments p set last_active_on = ${on}::date where p.official_id = ${officialId} and ${areaPath}::text ^@ p.area_path
    and (p.last_active_on is null or p.last_active_on < ${on}::date) and p.valid_from <= ${on}::date
    and (p.valid_to is null or p.valid_to >= ${on}::date)`

/** Areas that can stand in a roster: those below a path, with their codes. */
export async function listRosterAreas(db: Db, path: string, date: string, limit: number): Promise<RosterArea[]> {
  const { rows } = await sql<RosterArea>`select a.id, v.path, v.name, v.level, a.division_code
    from area_versions v join areas a on a.id = v.area_id where v.path ^@ ${path} and ${versionAt(date)} order by v.path limit ${limit}`.execute(
    db,
  )
  return rows
}

/** Present holders below a path, for a roster. */
export async function listPresentHolders(db: Db, path: string, date: string, limit: number) {
  const { rows } = await sql<
    Pick<Appointment, 'id' | 'officialId' | 'officialName' | 'areaId' | 'post' | 'phone' | 'validFrom'>
  >`
    select p.id, p.official_id, o.name as official_name, p.area_id, p.post, p.phone, p.valid_from
      from appointments p join officials o on o.id = p.official_id
     where p.area_path ^@ ${path} and (p.valid_to is null or p.valid_to >= ${date}) order by p.area_path limit ${limit}`.execute(
    db,
  )
  return rows
}

/** Holders of the posts of every area of a path that run on a day, from the village up; liaisons left out. */
export async function listChainHolders(db: Db, path: string, date: string): Promise<ChainLink[]> {
  const { rows } =
    await sql<ChainLink>`select v.area_id, v.name as area_name, v.level, p.post, p.official_id, o.name, p.phone, ${isAway('p', date)} as on_leave
    from area_versions v join appointments p on p.area_id = v.area_id join officials o on o.id = p.official_id
    where v.area_id = any (string_to_array(trim('/' from ${path}::text), '/')::int[]) and ${versionAt(date)} and ${runsOn(date)} and p.post <> 'liaison'
    order by length(v.path) desc, p.post, p.valid_from limit 100`.execute(db)
  return rows
}

/** The phones under which these officials hold their posts on a day. */
export async function listPhones(db: Db, officialIds: readonly string[], date: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ officialId: string; phone: string }>`
    select distinct on (p.official_id) p.official_id, p.phone from appointments p
     where p.official_id = any (${[...officialIds]}::uuid[]) and p.phone is not null and ${runsOn(date)}
     order by p.official_id, p.valid_from desc, p.id`.execute(db)
  return new Map(rows.map(({ officialId, phone }) => [officialId, phone]))
}
