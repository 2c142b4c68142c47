/** SQL of the ranking: what figure-store does not count, for every area directly below one; the list behind a figure has exactly these rows. */
import { type RawBuilder, sql } from 'kysely'
import { lastVersionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import type { PickedRow } from './pick-contract.ts'
import type { RankedFamily, RankedKey } from './ranking.ts'

type Question = { path: string; day: string; since: string }

/** Limits that ended or ran over in the window: kept, kept late, not kept. */
const duties =
  (kinds: readonly string[]) =>
  ({ path, day, since }: Question): RawBuilder<unknown> =>
    sql`
    select l.id, l.subject_kind as record_kind, l.subject_id as record_id,
           coalesce(e.number || ' ' || e.title, t.code_name, r.number || ' ' || r.problem, l.kind) as title, l.area_id, l.area_path, l.due_on,
           l.met_on as done_on, case when l.state = 'running' then 'missing' when l.met_on <= l.due_on then 'onTime' else 'late' end as part
      from time_limits l left join leads e on l.subject_kind = 'lead' and e.id = l.subject_id
      left join tips t on l.subject_kind = 'tip' and t.id = l.subject_id
      left join rectifications r on l.subject_kind = 'rectification' and r.id = l.subject_id
     where l.kind = any (${[...kinds]}::text[]) and l.area_path ^@ ${path}
       and ((l.state = 'running' and l.due_on < ${day}) or (l.state = 'met' and l.met_on >= ${since}))`

const dayOf = (instant: string) => sql.raw(`(${instant} at time zone 'Asia/Shanghai')::date`)

/** Rows with the columns id, record_kind, record_id, title, area_id, area_path, due_on, done_on and the part they are counted in. */
const rowsOf: Record<RankedFamily, (question: Question) => RawBuilder<unknown>> = {
  verification: duties(['limit.leadVerification', 'limit.tipHandling', 'limit.tipVerification']),
  rectification: duties(['limit.rectification']),
  // founded leads of the window by who found them
  ownFinds: ({ path, since }) => sql`
    select e.id, 'lead' as record_kind, e.id as record_id, e.number || ' ' || e.title as title, e.area_id, e.area_path, null::date as due_on,
           ${dayOf('e.opened_at')} as done_on, case when e.source in ('observation', 'visit') then 'own' else 'others' end as part
      from leads e where e.outcome = 'founded' and e.joined_to is null and e.source in ('observation', 'visit', 'superior', 'media')
       and e.opened_at >= ${`${since}T00:00:00+08:00`} and e.area_path ^@ ${path}`,
  // how often anybody looked
  looks: ({ path, since }) => sql`
    select o.id, 'observation' as record_kind, o.id as record_id, s.name as title, o.area_id, o.area_path, null::date as due_on,
           ${dayOf('o.received_at')} as done_on, 'observations' as part
      from observations o left join sites s on s.id = o.site_id
     where o.received_at >= ${`${since}T00:00:00+08:00`} and o.area_path ^@ ${path}
    union all
    select w.id, 'visit', w.id, s.name, w.area_id, w.area_path, null, w.planned_on, 'visits'
      from visits w join sites s on s.id = w.site_id
     where w.planned_on >= ${since} and w.status in ('underway', 'submitted', 'accepted') and w.area_path ^@ ${path}`,
}

/** How many rows each part has, by area directly below. */
export async function countRanked<P extends string>(
  db: Db,
  family: RankedFamily,
  question: Question,
): Promise<Map<number, Partial<Record<P, number>>>> {
  const childOf = sql`nullif(split_part(x.area_path, '/', ${question.path.split('/').length}), '')::int`
  const { rows } = await sql<{ childId: number | null; counts: Partial<Record<P, number>> }>`
    select c.child_id, jsonb_object_agg(c.part, c.n) as counts
      from (select ${childOf} as child_id, x.part, count(*)::int as n from (${rowsOf[family](question)}) x group by 1, 2) c group by 1`.execute(
    db,
  )
  return new Map(rows.flatMap(({ childId, counts }) => (childId === null ? [] : [[childId, counts]])))
}

/** The rows a figure of the ranking counts, by place. */
export async function listRanked(
  db: Db,
  key: RankedKey,
  question: Question,
  page: { after?: string | undefined; limit: number },
) {
  const after = readCursor(page.after, 2)
  const [family, part] = key.split('.') as [RankedFamily, string] // a key is built of these two
  const { rows } = await sql<PickedRow & { areaPath: string }>`
    select x.id, x.record_kind, x.record_id, coalesce(x.title, v.name) as title, x.area_id, v.name as area_name, x.area_path, x.due_on, x.done_on
      from (${rowsOf[family](question)}) x join area_versions v on v.area_id = x.area_id and ${lastVersionAt(question.day)}
     where x.part = ${part} and ${after ? sql`(x.area_path, x.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`}
     order by x.area_path, x.id limit ${page.limit + 1}`.execute(db)
  return toPage(rows, page.limit, (row): CursorValues => [row.areaPath, row.id])
}
