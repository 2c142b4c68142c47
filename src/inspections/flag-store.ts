/** SQL that looks for signs of faked work, and of the flags found. */
import { type RawBuilder, sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { lastVersionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { RuleValue } from '../rulebook/values.ts'
import type { Flag, FlagKind, FlagReasons, FlagStatus } from './flag.ts'

export type Found = {
  fingerprint: string
  officialId: string | null
  areaId: number
  areaPath: string
  subjectKind: Flag['subjectKind']
  subjectIds: string[]
  reasons: FlagReasons
}

/** More than these a day is no longer looked at one by one. */
const most = 500

const search = async (db: Db, query: RawBuilder<unknown>): Promise<Found[]> =>
  (await sql<Found>`${query} limit ${most}`.execute(db)).rows

type Since<K extends string> = RuleValue<K> & { since: Date }

/** One file in several records: the later ones did not see what it shows. */
export const findSamePhotos = (db: Db, { since }: Since<'fakeWork.samePhoto'>) =>
  search(
    db,
    sql`with used as (
        select 'observation' as kind, o.id, o.observed_by as official_id, o.area_id, o.area_path, o.received_at as at, f.sha256
          from observations o cross join unnest(o.photo_ids) as p(id) join files f on f.id = p.id
        union all
        select 'visit', v.id, v.planned_by, v.area_id, v.area_path, coalesce(v.submitted_at, v.started_at), f.sha256
          from visits v cross join unnest(v.photo_ids) as p(id) join files f on f.id = p.id where v.started_at is not null),
      last as (select distinct on (sha256) * from used order by sha256, at desc, id)
    select 'photo ' || l.sha256 as fingerprint, l.official_id, l.area_id, l.area_path, l.kind as subject_kind,
           array_agg(distinct u.id) filter (where u.kind = l.kind) as subject_ids,
           jsonb_build_object('records', count(distinct u.id)) as reasons
      from last l join used u on u.sha256 = l.sha256 where l.at >= ${since}
     group by l.sha256, l.official_id, l.area_id, l.area_path, l.kind having count(distinct u.id) > 1`,
  )

export const findShortVisits = (db: Db, { since, minutes }: Since<'fakeWork.shortVisit'>) =>
  search(
    db,
    sql`select 'visit ' || v.id as fingerprint, v.planned_by as official_id, v.area_id, v.area_path, 'visit' as subject_kind,
           array[v.id] as subject_ids,
           jsonb_build_object('minutes', round(extract(epoch from v.submitted_at - v.started_at) / 60, 1)) as reasons
      from visits v where v.submitted_at >= ${since} and v.submitted_at - v.started_at < make_interval(mins => ${minutes}::int)`,
  )

/** Many records of one observer for one sweep within a short time just before its end. */
export const findBursts = (db: Db, rule: Since<'fakeWork.burst'>) =>
  search(
    db,
    sql`with late as (
        select o.id, o.observed_by, o.area_id, o.area_path, o.observed_at, w.id as sweep_id, w.due_on,
               count(*) over (partition by w.id, o.observed_by order by o.observed_at
                              range between make_interval(mins => ${rule.minutes}::int) preceding and current row) as within
          from observations o join sweep_targets t on t.id = o.sweep_target_id join sweeps w on w.id = t.sweep_id
         where o.received_at >= ${rule.since} and (o.observed_at at time zone 'Asia/Shanghai')::date > w.due_on - ${rule.daysBeforeDue}::int)
    select 'burst ' || l.sweep_id || ' ' || l.observed_by as fingerprint, l.observed_by as official_id,
           (array_agg(l.area_id order by l.observed_at desc))[1] as area_id, (array_agg(l.area_path order by l.observed_at desc))[1] as area_path,
           'observation' as subject_kind, array_agg(l.id order by l.observed_at) as subject_ids,
           jsonb_build_object('records', max(l.within), 'minutes', ${rule.minutes}::int, 'dueOn', l.due_on) as reasons
      from late l group by l.sweep_id, l.observed_by, l.due_on having max(l.within) >= ${rule.records}`,
  )

/** Two records of one observer further apart than anybody travels in the time between. Haversine on a sphere of 6,371 km. */
export const findLeaps = (db: Db, rule: Since<'fakeWork.position'>) =>
  search(
    db,
    sql`with placed as (
        select o.id, o.observed_by, o.area_id, o.area_path, o.received_at, o.observed_at,
               radians((o.position ->> 'lat')::float8) as lat, radians((o.position ->> 'lon')::float8) as lon,
               coalesce((o.position ->> 'accuracyM')::float8, 0) / 1000 as slack
          from observations o where o.position is not null and o.received_at >= ${rule.since}),
      pairs as (
        select p.*, lag(p.id) over w as before_id, lag(p.lat) over w as before_lat, lag(p.lon) over w as before_lon,
               lag(p.slack) over w as before_slack, p.observed_at - lag(p.observed_at) over w as passed
          from placed p window w as (partition by p.observed_by order by p.observed_at, p.id)),
      apart as (
        select *, 12742 * asin(sqrt(least(1, sin((lat - before_lat) / 2) ^ 2 + cos(lat) * cos(before_lat) * sin((lon - before_lon) / 2) ^ 2)))
                    - slack - before_slack as km,
               greatest(extract(epoch from passed) / 3600, 1.0 / 60) as hours
          from pairs where before_id is not null)
    select 'leap ' || id as fingerprint, observed_by as official_id, area_id, area_path, 'observation' as subject_kind,
           array[before_id, id] as subject_ids,
           jsonb_build_object('km', round(km::numeric, 1), 'minutes', round(extract(epoch from passed) / 60, 1), 'kmPerHour', round((km / hours)::numeric)) as reasons
      from apart where km > ${rule.km} and km / hours > ${rule.kmPerHour}`,
  )

/** The same words of one observer again and again. */
export const findCopies = (db: Db, rule: Since<'fakeWork.copiedText'>) =>
  search(
    db,
    sql`select 'text ' || o.observed_by || ' ' || md5(o.words) as fingerprint, o.observed_by as official_id,
           (array_agg(o.area_id order by o.observed_at desc))[1] as area_id, (array_agg(o.area_path order by o.observed_at desc))[1] as area_path,
           'observation' as subject_kind, array_agg(o.id order by o.observed_at) as subject_ids,
           jsonb_build_object('records', count(*)) as reasons
      from observations o where o.received_at >= ${rule.since} and length(o.words) >= ${rule.characters}
     group by o.observed_by, o.words having count(*) >= ${rule.records}`,
  )

/** @returns the flags that are new; what was found before is left as it was decided. */
export async function insertFlags(
  db: Db,
  kind: FlagKind,
  ruleId: string,
  found: readonly Found[],
  on: string,
  at: Date,
): Promise<{ id: string; areaPath: string }[]> {
  if (found.length === 0) return []
  const rows = found.map((one) => ({ ...one, id: uuidv7() }))
  const { rows: added } = await sql<{ id: string; areaPath: string }>`
    insert into work_flags (id, kind, fingerprint, official_id, area_id, area_path, subject_kind, subject_ids, reasons, rule_id, found_on, found_at, status)
    select r.id, ${kind}, r.fingerprint, r."officialId", r."areaId", r."areaPath", r."subjectKind",
           array(select jsonb_array_elements_text(r."subjectIds"))::uuid[], r.reasons, ${ruleId}, ${on}, ${at}, 'open'
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, fingerprint text, "officialId" uuid, "areaId" int, "areaPath" text,
        "subjectKind" text, "subjectIds" jsonb, reasons jsonb)
    on conflict (fingerprint) do nothing returning id, area_path`.execute(db)
  return added
}

const columns = (
  day: string,
) => sql`f.id, f.kind, f.official_id, o.name as official_name, f.area_id, v.name as area_name, f.subject_kind,
  f.subject_ids, f.reasons, r.key as rule_key, r.standing as rule_standing, f.found_on, f.found_at, f.status, d.name as decided_by_name,
  f.decided_at, f.decision_reason
  from work_flags f join rules r on r.id = f.rule_id join area_versions v on v.area_id = f.area_id and ${lastVersionAt(day)}
  left join officials o on o.id = f.official_id left join officials d on d.id = f.decided_by`

export type FlagFilter = {
  areaPath?: string | undefined
  kind?: FlagKind | undefined
  status?: FlagStatus | undefined
  after?: string | undefined
  limit: number
}

export async function listFlags(db: Db, filter: FlagFilter, day: string) {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<Flag>`select ${columns(day)}
    where ${filter.areaPath ? sql`f.area_path ^@ ${filter.areaPath}` : sql`true`}
      and ${filter.kind ? sql`f.kind = ${filter.kind}` : sql`true`} and ${filter.status ? sql`f.status = ${filter.status}` : sql`true`}
      and ${after ? sql`(f.found_at, f.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by f.found_at desc, f.id desc limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.foundAt, row.id])
}

/** Refuses `not-found`. */
export async function getFlag(db: Db, id: string, day: string): Promise<Flag> {
  const { rows } = await sql<Flag>`select ${columns(day)} where f.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** Refuses `not-found`. */
export async function lockFlag(db: Db, id: string) {
  const { rows } = await sql<{ officialId: string | null; areaPath: string; kind: FlagKind; status: FlagStatus }>`
    select official_id, area_path, kind, status from work_flags where id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function saveDecided(db: Db, id: string, status: FlagStatus, by: string, at: Date, reason: string) {
  await sql`update work_flags set status = ${status}, decided_by = ${by}, decided_at = ${at}, decision_reason = ${reason} where id = ${id}`.execute(
    db,
  )
}
