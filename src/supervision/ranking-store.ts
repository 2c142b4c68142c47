/** SQL of the ranking: what figure-store does not count, for every area directly below one. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import type { Duty } from './ranking.ts'

type Question = { path: string; day: string; since: string }
const childOf = (path: string) => sql`nullif(split_part(x.area_path, '/', ${path.split('/').length}), '')::int`

export type Duties = { childId: number | null; verification: Duty; rectification: Duty }

/** Limits that ended or ran over in the window: kept, kept late, not kept. */
export async function countDuties(db: Db, { path, day, since }: Question): Promise<Map<number, Duties>> {
  const duty = (kinds: readonly string[]) => {
    const of = sql`x.kind = any (${[...kinds]}::text[])`
    return sql`jsonb_build_object(
      'onTime', count(*) filter (where ${of} and x.state = 'met' and x.met_on <= x.due_on and x.met_on >= ${since}),
      'late', count(*) filter (where ${of} and x.state = 'met' and x.met_on > x.due_on and x.met_on >= ${since}),
      'missing', count(*) filter (where ${of} and x.state = 'running' and x.due_on < ${day}))`
  }
  const { rows } = await sql<Duties>`
    select ${childOf(path)} as child_id, ${duty(['limit.leadVerification', 'limit.tipHandling', 'limit.tipVerification'])} as verification,
           ${duty(['limit.rectification'])} as rectification
      from time_limits x where x.area_path ^@ ${path}
       and x.kind in ('limit.leadVerification', 'limit.tipHandling', 'limit.tipVerification', 'limit.rectification') group by 1`.execute(
    db,
  )
  return new Map(rows.flatMap((row) => (row.childId === null ? [] : [[row.childId, row]])))
}

export type Finds = { childId: number | null; own: number; others: number; looks: number }

/** Founded leads of the window by who found them, and how often anybody looked. */
export async function countFinds(db: Db, { path, since }: Question): Promise<Map<number, Finds>> {
  const from = `${since}T00:00:00+08:00`
  const { rows } = await sql<Finds>`
    select ${childOf(path)} as child_id, count(*) filter (where x.kind = 'own')::int as own, count(*) filter (where x.kind = 'others')::int as others,
           count(*) filter (where x.kind = 'look')::int as looks
      from (select e.area_path, case when e.source in ('observation', 'visit') then 'own' else 'others' end as kind from leads e
             where e.outcome = 'founded' and e.joined_to is null and e.source in ('observation', 'visit', 'superior', 'media')
               and e.opened_at >= ${from} and e.area_path ^@ ${path}
            union all select o.area_path, 'look' from observations o where o.received_at >= ${from} and o.area_path ^@ ${path}
            union all select w.area_path, 'look' from visits w where w.planned_on >= ${since} and w.status in ('underway', 'submitted', 'accepted')
               and w.area_path ^@ ${path}) x
     group by 1`.execute(db)
  return new Map(rows.flatMap((row) => (row.childId === null ? [] : [[row.childId, row]])))
}
