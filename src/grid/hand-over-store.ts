/** SQL of hand-overs and of the nightly check that nothing is orphaned. */
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { HandOver, OpenWorkKind, Receiver } from './hand-over.ts'
import type { Orphan } from './hand-over-contract.ts'
import { isAway } from './leave-store.ts'
import { runsOn } from './store.ts'

/** Holders of posts of an area and of those above it that run on a day, the nearest area first; liaisons left out. */
export async function listReceivers(db: Db, path: string, date: string, except: string | null): Promise<Receiver[]> {
  const { rows } = await sql<Receiver>`
    select distinct on (length(v.path), p.official_id) p.official_id, o.name, p.post, v.area_id, v.name as area_name, v.level
      from area_versions v join appointments p on p.area_id = v.area_id join officials o on o.id = p.official_id
     where v.area_id = any (string_to_array(trim('/' from ${path}::text), '/')::int[]) and ${versionAt(date)} and ${runsOn(date)}
       and p.post <> 'liaison' and ${except === null ? sql`true` : sql`p.official_id <> ${except}`}
     order by length(v.path) desc, p.official_id, p.post limit 100`.execute(db)
  return rows
}

/** Substitutes of a place who are there on a day. */
export async function listStandIns(db: Db, areaId: number, date: string): Promise<string[]> {
  const { rows } = await sql<{ officialId: string }>`select p.official_id from appointments p
    where p.area_id = ${areaId} and p.post = 'substitute' and ${runsOn(date)} and not ${isAway('p', date)} order by p.valid_from, p.id limit 20`.execute(
    db,
  )
  return rows.map(({ officialId }) => officialId)
}

/** Those of these people who are on leave from every post they hold in these places. */
export async function listAway(
  db: Db,
  officialIds: readonly string[],
  path: string,
  date: string,
): Promise<Set<string>> {
  const { rows } = await sql<{ officialId: string }>`select p.official_id from appointments p
    where p.official_id = any (${[...officialIds]}::uuid[]) and ${path}::text ^@ p.area_path and ${runsOn(date)}
    group by p.official_id having bool_and(${isAway('p', date)})`.execute(db)
  return new Set(rows.map(({ officialId }) => officialId))
}

/** Appointments of exactly one area that run on or after a day. */
export async function lockAppointmentsOf(db: Db, areaId: number, from: string) {
  const { rows } = await sql<{ id: string; officialId: string; post: string; validFrom: string }>`
    select id, official_id, post, valid_from from appointments
     where area_id = ${areaId} and (valid_to is null or valid_to >= ${from}) order by id limit 1000 for update`.execute(
    db,
  )
  return rows
}

export type HandOverToAdd = Pick<
  HandOver,
  'id' | 'cause' | 'areaId' | 'toOfficialId' | 'effectiveOn' | 'reason' | 'counts'
> & {
  appointmentId: string | null
  areaPath: string
  fromOfficialId: string | null
  intoId: number | null
  orderedBy: string
  items: readonly { kind: OpenWorkKind; subjectId: string }[]
}

export async function insertHandOver(db: Db, h: HandOverToAdd, at: Date): Promise<void> {
  await sql`insert into hand_overs (id, cause, appointment_id, area_id, area_path, from_official_id, to_official_id, into_id, effective_on, reason,
      counts, ordered_by, ordered_at)
    values (${h.id}, ${h.cause}, ${h.appointmentId}, ${h.areaId}, ${h.areaPath}, ${h.fromOfficialId}, ${h.toOfficialId}, ${h.intoId},
      ${h.effectiveOn}, ${h.reason}, ${JSON.stringify(h.counts)}::jsonb, ${h.orderedBy}, ${at})`.execute(db)
  if (h.items.length === 0) return
  await sql`insert into hand_over_items (hand_over_id, area_path, kind, subject_id)
    select ${h.id}, ${h.areaPath}, kind, "subjectId" from jsonb_to_recordset(${JSON.stringify(h.items)}::jsonb) as r(kind text, "subjectId" uuid)
    on conflict do nothing`.execute(db)
}

/** Lets limits held by name change hands. @returns how many. */
export async function carryOut(db: Db, id: string, at: Date): Promise<number> {
  const { rows } = await sql<{ passed: number }>`select carry_out_hand_over(${id}, ${at}) as passed`.execute(db)
  return rows[0]?.passed ?? 0
}

/** Hand-overs whose day has come, in order. */
export async function listToCarryOut(db: Db, day: string): Promise<{ id: string; areaPath: string }[]> {
  const { rows } = await sql<{ id: string; areaPath: string }>`select id, area_path from hand_overs
    where done_at is null and effective_on <= ${day} order by effective_on, id limit 1000`.execute(db)
  return rows
}

const lastName = (id: string) =>
  sql.raw(`(select v.name from area_versions v where v.area_id = ${id} order by v.valid_from desc limit 1)`)
const columns = sql`h.id, h.cause, h.area_id, ${lastName('h.area_id')} as area_name, ${lastName('h.into_id')} as into_name, p.post,
  h.from_official_id, f.name as from_name, h.to_official_id, t.name as to_name, h.effective_on, h.reason, h.counts, b.name as ordered_by_name,
  h.ordered_at, h.done_at is not null as done, h.limits_passed, h.confirmed_at
  from hand_overs h left join appointments p on p.id = h.appointment_id left join officials f on f.id = h.from_official_id
  join officials t on t.id = h.to_official_id join officials b on b.id = h.ordered_by`

type Filter = {
  areaPath?: string | undefined
  toOfficialId?: string | undefined
  after?: string | undefined
  limit: number
}

export async function listHandOvers(db: Db, filter: Filter) {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<HandOver>`select ${columns}
    where ${filter.areaPath ? sql`h.area_path ^@ ${filter.areaPath}` : sql`true`}
      and ${filter.toOfficialId ? sql`h.to_official_id = ${filter.toOfficialId}` : sql`true`}
      and ${after ? sql`(h.ordered_at, h.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by h.ordered_at desc, h.id desc limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.orderedAt, row.id])
}

/** Refuses `not-found`. */
export async function getHandOver(db: Db, id: string): Promise<HandOver> {
  const { rows } = await sql<HandOver>`select ${columns} where h.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function listItems(db: Db, id: string) {
  const { rows } = await sql<{ kind: OpenWorkKind; subjectId: string }>`select kind, subject_id from hand_over_items
    where hand_over_id = ${id} order by kind, subject_id limit 2000`.execute(db)
  return rows
}

/** @returns where it lies, or undefined where it was confirmed before. */
export async function saveConfirmed(db: Db, id: string, at: Date): Promise<string | undefined> {
  const { rows } = await sql<{ areaPath: string }>`update hand_overs set confirmed_at = ${at}
    where id = ${id} and confirmed_at is null returning area_path`.execute(db)
  return rows[0]?.areaPath
}

type FoundOrphan = Pick<Orphan, 'kind' | 'tableName' | 'count' | 'officialId'> & { areaPath: string }

/** Whatever no area and no holder of the day answers for; nothing is the proof that nothing is orphaned. */
export async function findOrphans(db: Db, day: string): Promise<FoundOrphan[]> {
  const { rows } = await sql<FoundOrphan>`
    with held as (
      select subject_kind, area_path, holder_official_id, holder_agency_id from time_limits where state in ('running', 'suspended')
      union all select subject_kind, area_path, holder_official_id, holder_agency_id from time_limits_waiting)
    select 'record' as kind, r.table_name::text, coalesce(r.area_path, v.path, '/') as area_path, r.found::int as count, null::uuid as official_id
      from orphaned_records(${day}) r
      left join lateral (select x.path from area_versions x where x.area_id = r.area_id order by x.valid_from desc limit 1) v on true
    union all
    select 'appointment', null, p.area_path, count(*)::int, null from appointments p
     where ${runsOn(day)} and not exists (select 1 from area_versions v where v.area_id = p.area_id and ${versionAt(day)}) group by p.area_path
    union all
    select 'limit', null, l.area_path, count(*)::int, l.holder_official_id from held l
     where l.holder_official_id is not null and l.subject_kind <> 'custodian'
       and not exists (select 1 from appointments p where p.official_id = l.holder_official_id and l.area_path ^@ p.area_path and ${runsOn(day)})
       and not exists (select 1 from role_grants g where g.official_id = l.holder_official_id and l.area_path ^@ g.area_path
                          and g.valid_from <= ${day} and (g.valid_to is null or g.valid_to >= ${day}))
     group by l.area_path, l.holder_official_id
    union all
    select 'limit', null, l.area_path, count(*)::int, null from held l join agencies g on g.id = l.holder_agency_id
     where g.kind in ('office', 'government')
       and not (l.area_path ^@ g.area_path and g.valid_from <= ${day} and (g.valid_to is null or g.valid_to >= ${day}))
     group by l.area_path
     order by area_path, kind limit 5000`.execute(db)
  return rows
}

/** One check a day; a second one takes its place. */
export async function saveOrphanCheck(db: Db, day: string, at: Date, found: readonly FoundOrphan[]): Promise<string> {
  await sql`delete from orphans where check_id in (select id from orphan_checks where checked_on = ${day})`.execute(db)
  await sql`delete from orphan_checks where checked_on = ${day}`.execute(db)
  const id = uuidv7()
  const total = found.reduce((sum, one) => sum + one.count, 0)
  await sql`insert into orphan_checks (id, checked_on, checked_at, found) values (${id}, ${day}, ${at}, ${total})`.execute(
    db,
  )
  const rows = found.map((one) => ({ ...one, id: uuidv7() }))
  await sql`insert into orphans (id, check_id, area_path, kind, table_name, count, official_id)
    select r.id, ${id}, r."areaPath", r.kind, r."tableName", r.count, r."officialId"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "areaPath" text, kind text, "tableName" text, count int, "officialId" uuid)`.execute(
    db,
  )
  return id
}

export async function findLastCheck(db: Db) {
  const { rows } = await sql<{ id: string; checkedAt: string; found: number }>`
    select id, checked_at, found from orphan_checks order by checked_on desc limit 1`.execute(db)
  return rows[0]
}

export async function listOrphans(db: Db, checkId: string): Promise<Orphan[]> {
  const { rows } = await sql<Orphan>`
    select x.id, x.kind, x.table_name, x.count, x.official_id, o.name as official_name, a.area_id,
           ${lastName('a.area_id')} as area_name,
           (select p.id from appointments p where p.official_id = x.official_id and x.area_path ^@ p.area_path order by p.valid_from desc limit 1) as appointment_id
      from orphans x left join officials o on o.id = x.official_id
      cross join lateral (select coalesce(nullif(split_part(x.area_path, '/', -2), ''), '0')::int as area_id) a
     where x.check_id = ${checkId} order by x.area_path, x.id limit 500`.execute(db)
  return rows
}
