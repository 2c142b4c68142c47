/** SQL of what the detector would list and what it has missed: the budget of alarms, and finds that came by another way. */
import { type RawBuilder, sql } from 'kysely'
import { withinPaths } from '../platform/server/area-scope.ts'
import type { Db } from '../platform/server/db.ts'
import { modelKinds } from './alarm.ts'
import { type HeatQueue, heatQueues, type KnownFind, kindsOfQueue } from './detector-contract.ts'

export type Budget = {
  fromScore: number | null
  queues: { queue: HeatQueue; points: number }[]
  judged: number
  notJudged: number
}

/** Usage points on the list: the most suspicious so many, or all from a score on. */
export async function countBudget(
  db: Db,
  paths: readonly string[],
  wanted: { points: number } | { score: number | null },
): Promise<Budget> {
  const inScope = withinPaths(sql`f.area_path`, paths)
  const fromScore = 'points' in wanted ? await scoreOfPlace(db, inScope, wanted.points) : wanted.score
  const { rows } = await sql<{ kind: string; points: number }>`select f.kind, count(*) as points from point_features f
     where ${inScope} and f.kind is not null and f.score >= ${fromScore}::real group by f.kind`.execute(db)
  const { rows: judged } = await sql<{ judged: number; notJudged: number }>`
    select count(*) filter (where f.score is not null) as judged, count(*) filter (where f.score is null) as not_judged
      from usage_points u left join point_features f on f.usage_point_id = u.id
     where ${withinPaths(sql`u.area_path`, paths)}`.execute(db)
  return {
    fromScore,
    queues: heatQueues.map((queue) => ({
      queue,
      points: rows
        .filter(({ kind }) => kindsOfQueue[queue].some((one) => one === kind))
        .reduce((sum, { points }) => sum + points, 0),
    })),
    judged: judged[0]?.judged ?? 0,
    notJudged: judged[0]?.notJudged ?? 0,
  }
}

/** Score of the usage point in that place of the list, or of the last one; null where nobody has heats. */
async function scoreOfPlace(db: Db, inScope: RawBuilder<unknown>, place: number): Promise<number | null> {
  const { rows } = await sql<{ score: number | null }>`select min(score)::float8 as score from
    (select f.score from point_features f where ${inScope} and f.kind is not null and f.score is not null
      order by f.score desc, f.usage_point_id limit ${place}) as first`.execute(db)
  return rows[0]?.score ?? null
}

/** Leads founded on site that did not come from an alarm, at sites whose meter the detector has judged. */
const findsOf = (paths: readonly string[]) => sql`
  select l.id as lead_id, l.number as lead_number, l.site_id, s.name as site_name, l.opened_at,
         exists (select 1 from alarms a join usage_points u on u.id = a.usage_point_id
           where u.site_id = l.site_id and a.kind = any (${[...modelKinds]}::text[]) and a.raised_at < l.opened_at) as alarmed_before
    from leads l join sites s on s.id = l.site_id
   where l.outcome = 'founded' and l.source <> 'alarm' and l.joined_to is null and ${withinPaths(sql`l.area_path`, paths)}
     and exists (select 1 from usage_points u join point_features f on f.usage_point_id = u.id where u.site_id = l.site_id)`

export async function listFinds(db: Db, paths: readonly string[], limit: number): Promise<KnownFind[]> {
  const { rows } = await sql<KnownFind>`select * from (${findsOf(paths)}) as finds
    order by opened_at desc, lead_id desc limit ${limit}`.execute(db)
  return rows
}

export async function countFinds(db: Db, paths: readonly string[]): Promise<{ inAll: number; alarmed: number }> {
  const { rows } = await sql<{ inAll: number; alarmed: number }>`
    select count(*) as in_all, count(*) filter (where alarmed_before) as alarmed from (${findsOf(paths)}) as finds`.execute(
    db,
  )
  return rows[0] ?? { inAll: 0, alarmed: 0 }
}
