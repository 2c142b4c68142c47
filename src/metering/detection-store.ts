/** All SQL of detection as a job: runs, their parts, and what the newest run measured of each usage point. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import type { Assessment } from './assessment.ts'
import type { AreaPoints, DetectionPart } from './detection-part.ts'
import type { DetectionRun } from './detector-contract.ts'
import type { LookedAt } from './usage-point-store.ts'

/** Areas that have usage points, in the order of their paths. */
export async function listAreasWithPoints(db: Db): Promise<AreaPoints[]> {
  const { rows } = await sql<AreaPoints>`
    select area_path, count(*) as points from usage_points group by area_path order by area_path`.execute(db)
  return rows
}

/** Planning waits until no part is being saved, so that no part of an older run is saved after one of the new. */
export async function lockPlanning(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('metering.detect', 0))`.execute(db)
}

/** Parts are saved side by side, but not while a run is being planned. */
export async function lockSaving(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended('metering.detect', 0))`.execute(db)
}

export type Run = { id: string; newestDay: string; modelVersion: string | null }

export async function insertRun(db: Db, run: Run & { at: Date }, parts: readonly DetectionPart[]): Promise<void> {
  await sql`insert into detection_runs (id, planned_at, newest_day, model_version, parts, finished_at)
    values (${run.id}, ${run.at}, ${run.newestDay}, ${run.modelVersion}, ${parts.length}, ${parts.length === 0 ? run.at : null})`.execute(
    db,
  )
  await sql`insert into detection_parts (run_id, part, from_path, to_path, points)
    select ${run.id}, n, p ->> 'fromPath', p ->> 'toPath', (p ->> 'points')::integer
      from jsonb_array_elements(${JSON.stringify(parts)}::jsonb) with ordinality as list (p, n)`.execute(db)
}

/** Newest day of a run; undefined where a newer run was planned. */
export async function findNewestDayOf(db: Db, runId: string): Promise<string | undefined> {
  const { rows } = await sql<{ newestDay: string }>`select newest_day from detection_runs r where r.id = ${runId}
    and not exists (select 1 from detection_runs n where n.number > r.number)`.execute(db)
  return rows[0]?.newestDay
}

export type RunPart = Run & { part: number; fromPath: string; toPath: string }

/** A part that is still to be done, its row locked; undefined where it is done or a newer run was planned. */
export async function lockPart(db: Db, runId: string, part: number): Promise<RunPart | undefined> {
  const { rows } = await sql<RunPart>`
    select r.id, r.newest_day, r.model_version, p.part, p.from_path, p.to_path
      from detection_parts p join detection_runs r on r.id = p.run_id
     where p.run_id = ${runId} and p.part = ${part} and p.done_at is null
       and not exists (select 1 from detection_runs n where n.number > r.number)
       for update of p`.execute(db)
  return rows[0]
}

/** Whether nobody else works on this part: the lock lasts as long as the transaction, and so never outlives a killed process. */
export async function lockPartWork(db: Db, runId: string, part: number): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`detection part ${runId} ${part}`}, 0)) as held`.execute(db)
  return rows[0]?.held ?? false
}

/** @returns false where the part is done or a newer run was planned. */
export async function savePartBegun(db: Db, runId: string, part: number, at: Date): Promise<boolean> {
  const { rows } = await sql`update detection_parts p set begun_at = ${at}, attempts = p.attempts + 1
      from detection_runs r
     where r.id = p.run_id and p.run_id = ${runId} and p.part = ${part} and p.done_at is null
       and not exists (select 1 from detection_runs n where n.number > r.number) returning p.part`.execute(db)
  return rows.length > 0
}

/** A part that has failed this often is left to the retries of its own job: the health page counts that one. */
const mostAttempts = 5

/** Parts of the newest run that were begun and have not ended, whether somebody holds them or not. */
export async function listBegunParts(db: Db): Promise<{ runId: string; part: number }[]> {
  const { rows } = await sql<{ runId: string; part: number }>`
    select p.run_id, p.part from detection_parts p
     where p.run_id = (select id from detection_runs order by number desc limit 1)
       and p.done_at is null and p.begun_at is not null and p.attempts < ${mostAttempts} order by p.part`.execute(db)
  return rows
}

/** The last part to end ends its run. */
export async function savePartDone(db: Db, { id, part }: RunPart, at: Date): Promise<void> {
  await sql`select 1 from detection_runs where id = ${id} for no key update`.execute(db)
  await sql`update detection_parts set done_at = ${at} where run_id = ${id} and part = ${part}`.execute(db)
  await sql`update detection_runs r set finished_at = ${at} where r.id = ${id}
    and not exists (select 1 from detection_parts p where p.run_id = r.id and p.done_at is null)`.execute(db)
}

/** How far the newest run has come; null before the first. */
export async function findNewestRun(db: Db): Promise<DetectionRun | null> {
  const { rows } = await sql<DetectionRun>`
    select r.planned_at, r.finished_at, r.newest_day, r.model_version, r.parts, coalesce(d.done, 0)::integer as done,
           coalesce(d.points, 0)::integer as points, coalesce(d.points_done, 0)::integer as points_done
      from (select * from detection_runs order by number desc limit 1) r
      left join lateral (select count(*) filter (where p.done_at is not null) as done, sum(p.points) as points,
             sum(p.points) filter (where p.done_at is not null) as points_done
        from detection_parts p where p.run_id = r.id) d on true`.execute(db)
  return rows[0] ?? null
}

/** A window with its features; a feature that is not known is null. */
const windowOf = ({ from, to, score, filledShare, features }: Assessment['newestWindows'][number]) => ({
  from,
  to,
  score,
  filledShare,
  features,
})

/** What a run with a model measured; without one what an earlier run measured is taken away: it holds no more. */
export async function savePointFeatures(db: Db, looked: readonly LookedAt[], run: Run): Promise<void> {
  const rows = looked.map(({ point, assessment }) => ({
    id: point.id,
    path: point.areaPath,
    score: assessment.score,
    kind: assessment.meltingKind,
    windows: assessment.newestWindows.map(windowOf),
  }))
  await sql`insert into point_features (usage_point_id, area_path, run_id, model_version, as_of, score, kind, windows)
    select id, path, ${run.id}::uuid, ${run.modelVersion}, ${run.newestDay}::date, score, kind, windows
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, path text, score real, kind text, windows jsonb)
    on conflict (usage_point_id) do update set area_path = excluded.area_path, run_id = excluded.run_id, model_version = excluded.model_version,
      as_of = excluded.as_of, score = excluded.score, kind = excluded.kind, windows = excluded.windows`.execute(db)
}

/** What a model measured says nothing once none is in use. */
export async function clearScores(db: Db, usagePointIds: readonly string[]): Promise<void> {
  await sql`update point_features set score = null, kind = null where usage_point_id = any (${[...usagePointIds]}::uuid[])`.execute(
    db,
  )
}
