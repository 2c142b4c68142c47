/** SQL of the daily round over the open time limits; runs as the program itself. */
import { sql } from 'kysely'
import { isAway } from '../grid/leave-store.ts'
import { taskLimit } from '../notices/task.ts'
import type { Db } from '../platform/server/db.ts'
import type { Rung } from '../rulebook/ladder-values.ts'
import { findRule } from '../rulebook/store.ts'
import type { Address, Held } from './address.ts'
import type { Passed, StepKind } from './ladder.ts'

export type Round = {
  day: string
  afterDueOn: string | null
  afterLimitId: string | null
  limitsDone: boolean
  afterOfficialId: string | null
}

/** The oldest round that is not finished; waits for another process that is at it. */
export async function lockRound(db: Db): Promise<Round | undefined> {
  const { rows } = await sql<Round>`
    select day, after_due_on, after_limit_id, limits_done, after_official_id from limit_rounds
     where finished_at is null order by day limit 1 for update`.execute(db)
  return rows[0]
}

export async function findLastRound(db: Db): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`select max(day) as day from limit_rounds`.execute(db)
  return rows[0]?.day ?? null
}

export async function insertRound(db: Db, day: string, at: Date): Promise<void> {
  await sql`insert into limit_rounds (day, started_at) values (${day}, ${at}) on conflict do nothing`.execute(db)
}

export async function saveLimitsPassed(db: Db, day: string, last: { dueOn: string; id: string } | null): Promise<void> {
  await sql`update limit_rounds set limits_done = ${last === null}, after_due_on = ${last?.dueOn ?? null},
    after_limit_id = ${last?.id ?? null} where day = ${day}`.execute(db)
}

export const saveOfficialsPassed = async (db: Db, day: string, after: string): Promise<void> =>
  void (await sql`update limit_rounds set after_official_id = ${after} where day = ${day}`.execute(db))

export const saveFinished = async (db: Db, day: string, digested: boolean, at: Date): Promise<void> =>
  void (await sql`update limit_rounds set finished_at = ${at}, digested = ${digested} where day = ${day}`.execute(db))

export type OpenLimit = Held & {
  id: string
  subjectKind: string
  subjectId: string
  kind: string
  startedOn: string
  dueOn: string
  confined: boolean
  ofOffice: boolean
  /** Reported to the national conference, or found in its check. */
  national: boolean
}

/** Running limits that end by `horizon`, in the order of their ends, from behind where the round stands. */
export async function listRunning(db: Db, round: Round, horizon: string, most: number): Promise<OpenLimit[]> {
  const after =
    round.afterDueOn === null
      ? sql`true`
      : sql`(l.due_on, l.id) > (${round.afterDueOn}::date, ${round.afterLimitId}::uuid)`
  const { rows } = await sql<OpenLimit>`
    select l.id, l.subject_kind, l.subject_id, l.kind, l.area_path, l.started_on, l.due_on, l.confined, l.raised_level,
           l.holder_official_id, l.holder_agency_id, k.owner_post as holder_post, coalesce(o.area_path, g.area_path, l.area_path) as holder_path,
           coalesce(g.kind = 'office', false) as of_office, l.subject_kind in ('rule', 'custodian') as of_keeper,
           coalesce(e.national_origin, t.national_origin) is not null as national
      from time_limits l
      left join officials o on o.id = l.holder_official_id
      left join agencies g on g.id = l.holder_agency_id
      left join tasks k on l.kind = ${taskLimit} and k.id = l.subject_id
      left join case_files c on l.subject_kind = 'caseFile' and c.id = l.subject_id
      left join tips t on l.subject_kind = 'tip' and t.id = l.subject_id
      left join leads e on e.id = case l.subject_kind when 'lead' then l.subject_id else c.lead_id end
     where l.state = 'running' and l.due_on <= ${horizon} and ${after}
     order by l.due_on, l.id limit ${most}`.execute(db)
  return rows
}

/** Those of `ids` that still run, kept as they are until the transaction ends. */
export async function lockRunning(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; dueOn: string }>`
    select id, due_on from time_limits where id = any (${[...ids]}::uuid[]) and state = 'running' order by id for no key update`.execute(
    db,
  )
  return new Map(rows.map(({ id, dueOn }) => [id, dueOn]))
}

/** Rungs taken before, by limit. */
export async function listTaken(db: Db, ids: readonly string[]): Promise<Map<string, Set<Rung>>> {
  const { rows } = await sql<{ limitId: string; rungs: Rung[] }>`
    select limit_id, array_agg(rung) as rungs from limit_steps where limit_id = any (${[...ids]}::uuid[]) and rung is not null
     group by limit_id`.execute(db)
  return new Map(rows.map(({ limitId, rungs }) => [limitId, new Set(rungs)]))
}

type Found = { n: number; officialId: string; away: boolean; standsIn: boolean }

/**
 * Who is at each address on a day; a person only while he still has a post or a role, the substitute where a post is vacant. Where a holder is
 * on leave and nobody else holds the post, the substitute stands in: by the rule of the day both are told, or he alone.
 */
export async function listPeopleAt(db: Db, addresses: readonly Address[], day: string): Promise<string[][]> {
  if (addresses.length === 0) return []
  const runs = (table: string) =>
    sql`${sql.raw(table)}.valid_from <= ${day} and (${sql.raw(table)}.valid_to is null or ${sql.raw(table)}.valid_to >= ${day})`
  const asked = addresses.map((address, n) => ({ n, ...address }))
  const none = sql`false as away, false as stands_in`
  const present = sql`exists (select from appointments h where h.area_path = x.path collate "C" and h.post = x.post and ${runs('h')} and not ${isAway('h', day)})`
  const { rows } = await sql<Found>`
    select x.n, p.official_id, p.away, p.stands_in
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as x(n int, official uuid, at text, agency uuid, path text, post text)
     cross join lateral (
       select a.official_id, ${isAway('a', day)} as away, false as stands_in from appointments a where a.official_id = x.official and ${runs('a')}
       union all select r.official_id, ${none} from role_grants r where r.official_id = x.official and ${runs('r')}
       union all select s.official_id, false, true from appointments a
         join appointments s on s.area_id = a.area_id and s.post = 'substitute' and ${runs('s')} and not ${isAway('s', day)}
        where a.official_id = x.official and x.at ^@ a.area_path and ${runs('a')} and ${isAway('a', day)}
       union all select r.official_id, ${none} from role_grants r where r.agency_id = x.agency and ${runs('r')}
       union all select a.official_id, ${isAway('a', day)}, false from appointments a
        where x.post <> 'cityOffice' and a.area_path = x.path collate "C" and a.post = x.post and ${runs('a')}
       union all select a.official_id, false, true from appointments a
        where a.area_path = x.path collate "C" and a.post = 'substitute' and ${runs('a')} and not ${isAway('a', day)} and not ${present}
          and (x.post in ('gridWorker', 'gridLeader')
               or exists (select from appointments h where h.area_path = x.path collate "C" and h.post = x.post and ${runs('h')}))
       union all select r.official_id, ${none} from role_grants r
        where x.post = 'cityOffice' and r.area_path = x.path collate "C" and r.role = 'cityOffice' and ${runs('r')}) p
     order by x.n, p.official_id`.execute(db)
  const alone = (await findRule(db, 'leave.substitution', day))?.value.told === 'substitute'
  const found: Found[][] = addresses.map(() => [])
  for (const row of rows) found[row.n]?.push(row)
  return found.map((people) => toldOf(people, alone))
}

/** @param alone whoever is on leave is not told where somebody stands in for him. */
function toldOf(found: readonly Found[], alone: boolean): string[] {
  const without = alone && found.some(({ standsIn }) => standsIn) ? found.filter(({ away }) => !away) : found
  return [...new Set(without.map(({ officialId }) => officialId))]
}

/** From whom a matter is kept, by the record it is about: a tip or a lead, with all that belongs to the same matter. */
export async function listKeptFrom(db: Db, subjectIds: readonly string[]): Promise<Map<string, Set<string>>> {
  if (subjectIds.length === 0) return new Map()
  const { rows } = await sql<{ subjectId: string; officialIds: string[] }>`
    select subject_id, array_agg(official_id) as official_ids from matters_kept(null)
     where subject_id = any (${[...subjectIds]}::uuid[]) group by subject_id`.execute(db)
  return new Map(rows.map(({ subjectId, officialIds }) => [subjectId, new Set(officialIds)]))
}

export type Step = {
  id: string
  limitId: string
  kind: StepKind
  dueOn: string
  rung: Rung | null
  passed: Passed | null
}

/** Adds what is not there yet. @returns the ids of those that were added. */
export async function insertSteps(db: Db, day: string, at: Date, steps: readonly Step[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into limit_steps (id, limit_id, kind, for_day, due_on, rung, passed, made_at)
    select id, "limitId", kind, ${day}, "dueOn", rung, passed, ${at}
      from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as s(id uuid, "limitId" uuid, kind text, "dueOn" date, rung text, passed text)
    on conflict do nothing returning id`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

export type Telling = { officialId: string; stepId: string }

export async function insertTellings(db: Db, day: string, tellings: readonly Telling[]): Promise<void> {
  await sql`insert into limit_tellings (official_id, for_day, step_id)
    select "officialId", ${day}, "stepId" from jsonb_to_recordset(${JSON.stringify(tellings)}::jsonb) as t("officialId" uuid, "stepId" uuid)`.execute(
    db,
  )
}

export type DigestToMake = { officialId: string; areaPath: string; since: string | null; items: number }

/** People to whom something was told since their last digest, in the order of their ids, from behind where the round stands. */
export async function listDigestsToMake(db: Db, round: Round, most: number): Promise<DigestToMake[]> {
  const { rows } = await sql<DigestToMake>`
    with told as (
      select t.official_id, t.for_day, t.step_id, (select max(d.day) from digests d where d.official_id = t.official_id and d.day < ${round.day}) as since
        from limit_tellings t
       where t.for_day <= ${round.day} and t.for_day > coalesce((select max(r.day) from limit_rounds r where r.digested), '-infinity'::date)
         and ${round.afterOfficialId === null ? sql`true` : sql`t.official_id > ${round.afterOfficialId}::uuid`})
    select told.official_id, o.area_path, told.since, count(distinct s.limit_id) as items
      from told join limit_steps s on s.id = told.step_id join officials o on o.id = told.official_id
     where told.since is null or told.for_day > told.since
     group by told.official_id, o.area_path, told.since order by told.official_id limit ${most}`.execute(db)
  return rows
}

export type DigestRow = DigestToMake & { id: string }

/** @returns the ids of those that were not there yet. */
export async function insertDigests(
  db: Db,
  day: string,
  at: Date,
  digests: readonly DigestRow[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into digests (id, official_id, day, since, items, made_at)
    select id, "officialId", ${day}, since, items, ${at}
      from jsonb_to_recordset(${JSON.stringify(digests)}::jsonb) as d(id uuid, "officialId" uuid, since date, items int)
    on conflict do nothing returning id`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Digests of these people from days before. */
export const digestsBefore = (day: string, officialIds: readonly string[]) =>
  sql`select id as subject_id from digests where official_id = any (${[...officialIds]}::uuid[]) and day < ${day}`
