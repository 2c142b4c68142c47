/** SQL of sweeps and their targets. */
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { lastVersionAt, versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import type { AreaLevel } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { ProgressRow, SweepRow, TargetRow } from './contract.ts'
import type { SweepOpening, SweepStatus, TargetStatus } from './sweep.ts'

export type Sweep = {
  id: string
  areaId: number
  areaPath: string
  status: SweepStatus
  planNumber: string | null
  approverLevel: AreaLevel | null
}

/** Refuses `not-found`. */
export async function getSweep(db: Db, id: string, forUpdate = false): Promise<Sweep> {
  const { rows } = await sql<Sweep>`
    select s.id, s.area_id, s.area_path, s.status, s.plan_number,
           (select ar.level from agencies g join areas ar on ar.id = g.area_id where g.id = s.plan_approved_by) as approver_level
      from sweeps s where s.id = ${id} ${forUpdate ? sql`for update of s` : sql``}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function insertSweep(
  db: Db,
  id: string,
  areaPath: string,
  opening: SweepOpening,
  by: string,
  at: Date,
): Promise<void> {
  await sql`insert into sweeps (id, notice_id, name, area_id, area_path, starts_on, due_on, plan_number, plan_approved_by, status, opened_by, opened_at)
    values (${id}, ${opening.noticeId}, ${opening.name}, ${opening.areaId}, ${areaPath}, ${opening.startsOn}, ${opening.dueOn},
      ${opening.planNumber}, ${opening.planApprovedBy}, 'running', ${by}, ${at})`.execute(db)
}

/** One target for every village, and one for every site with a furnace, a mill, a focus kind, or closed before. @returns how many. */
export async function insertTargets(db: Db, sweepId: string, areaPath: string, day: string): Promise<number> {
  const { rows } = await sql<{ areaId: number; areaPath: string; siteId: string | null }>`
    select v.area_id, v.path as area_path, null::uuid as site_id from area_versions v
     where v.level = 'village' and v.path >= ${areaPath} and v.path < ${`${areaPath}~`} and ${versionAt(day)}
    union all
    select s.area_id, s.area_path, s.id from sites s
     where s.area_path >= ${areaPath} and s.area_path < ${`${areaPath}~`}
       and (s.kind in ('melting', 'rolling', 'both') or s.status = 'closed' or s.focus_kinds <> '{}'
         or exists (select 1 from furnaces f where f.site_id = s.id))`.execute(db)
  const targets = rows.map((row) => ({ ...row, id: uuidv7() }))
  await sql`insert into sweep_targets (id, sweep_id, kind, area_id, area_path, site_id, status)
    select id, ${sweepId}, case when "siteId" is null then 'village' else 'site' end, "areaId", "areaPath", "siteId", 'unvisited'
      from jsonb_to_recordset(${JSON.stringify(targets)}::jsonb) as t(id uuid, "areaId" int, "areaPath" text, "siteId" uuid)`.execute(
    db,
  )
  return targets.length
}

export type Target = {
  id: string
  sweepId: string
  kind: 'village' | 'site'
  areaId: number
  areaPath: string
  siteId: string | null
  status: TargetStatus
}

/** Refuses `not-found`. */
export async function lockTarget(db: Db, id: string): Promise<Target> {
  const { rows } =
    await sql<Target>`select id, sweep_id, kind, area_id, area_path, site_id, status from sweep_targets where id = ${id} for update`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function saveTarget(db: Db, id: string, status: TargetStatus, on: string): Promise<void> {
  await sql`update sweep_targets set status = ${status}, reported_on = ${on} where id = ${id}`.execute(db)
}

export async function saveSweepStatus(db: Db, id: string, status: SweepStatus, finishedOn: string): Promise<void> {
  await sql`update sweeps set status = ${status}, finished_on = ${finishedOn} where id = ${id}`.execute(db)
}

const covered = sql`(kind = 'village' and status in ('nothingSeen', 'reported')) or (kind = 'site' and status = 'visited')`

const sweepColumns = (day: string) => sql`
  s.id, s.name, s.notice_id, n.number as notice_number, s.area_id, v.name as area_name, s.area_path, s.starts_on, s.due_on,
  s.plan_number, s.status, s.opened_at,
  (select count(*) from sweep_targets t where t.sweep_id = s.id) as targets,
  (select count(*) from sweep_targets t where t.sweep_id = s.id and (${covered})) as covered
  from sweeps s join area_versions v on v.area_id = s.area_id and ${versionAt(day)} left join notices n on n.id = s.notice_id`

export async function listSweeps(db: Db, input: { after?: string | undefined; limit: number }, day: string) {
  const after = readCursor(input.after, 2)
  const { rows } = await sql<SweepRow>`select ${sweepColumns(day)}
    where ${after ? sql`(s.opened_at, s.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by s.opened_at desc, s.id desc limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row): CursorValues => [row.openedAt, row.id])
}

/** Refuses `not-found`. */
export async function getSweepRow(db: Db, id: string, day: string): Promise<SweepRow> {
  const { rows } = await sql<SweepRow>`select ${sweepColumns(day)} where s.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

const progressColumns = sql`
  count(t.id) filter (where t.kind = 'village') as villages,
  count(t.id) filter (where t.kind = 'village' and t.status = 'reported') as villages_reported,
  count(t.id) filter (where t.kind = 'village' and t.status = 'nothingSeen') as villages_nothing_seen,
  count(t.id) filter (where t.kind = 'village' and t.status = 'unvisited') as villages_unvisited,
  count(t.id) filter (where t.kind = 'site') as sites,
  count(t.id) filter (where t.kind = 'site' and t.status = 'visited') as sites_visited,
  count(t.id) filter (where t.kind = 'site' and t.status = 'observed') as sites_observed,
  count(t.id) filter (where t.kind = 'site' and t.status = 'unvisited') as sites_unvisited`

/** Progress of a sweep for each area directly below `parentId`. */
export async function listProgress(db: Db, sweepId: string, parentId: number, day: string): Promise<ProgressRow[]> {
  const { rows } = await sql<ProgressRow>`
    select v.area_id, v.name as area_name, v.path as area_path, ${progressColumns}
      from area_versions v
      left join sweep_targets t on t.sweep_id = ${sweepId} and t.area_path >= v.path and t.area_path < v.path || '~'
     where v.parent_id = ${parentId} and ${versionAt(day)}
     group by v.area_id, v.name, v.path order by v.area_id limit 1000`.execute(db)
  return rows
}

export async function getProgress(
  db: Db,
  sweepId: string,
  area: { id: number; name: string; path: string },
): Promise<ProgressRow> {
  const { rows } = await sql<Omit<ProgressRow, 'areaId' | 'areaName' | 'areaPath'>>`
    select ${progressColumns} from sweep_targets t
     where t.sweep_id = ${sweepId} and t.area_path >= ${area.path} and t.area_path < ${`${area.path}~`}`.execute(db)
  const [counts] = rows
  if (!counts) throw new Refusal('not-found')
  return { areaId: area.id, areaName: area.name, areaPath: area.path, ...counts }
}

export type TargetFilter = {
  after?: string | undefined
  limit: number
  areaPath?: string | undefined
  kind?: Target['kind'] | undefined
  status?: TargetStatus | undefined
}

export async function listTargets(db: Db, sweepId: string, filter: TargetFilter, day: string) {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<TargetRow>`
    select t.id, t.sweep_id, t.kind, t.area_id, v.name as area_name, t.area_path, t.site_id, s.name as site_name, t.status, t.reported_on
      from sweep_targets t join area_versions v on v.area_id = t.area_id and ${lastVersionAt(day)} left join sites s on s.id = t.site_id
     where t.sweep_id = ${sweepId}
       and ${filter.areaPath ? sql`t.area_path >= ${filter.areaPath} and t.area_path < ${`${filter.areaPath}~`}` : sql`true`}
       and ${filter.kind ? sql`t.kind = ${filter.kind}` : sql`true`}
       and ${filter.status ? sql`t.status = ${filter.status}` : sql`true`}
       and ${after ? sql`(t.area_path, t.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`}
     order by t.area_path, t.id limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.areaPath, row.id])
}
