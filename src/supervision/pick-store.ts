/** SQL of the picking rule: what figure-store does not count. The list behind a figure has exactly the rows that are counted. */
import { type RawBuilder, sql } from 'kysely'
import { lastVersionAt, versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import type { ListedPickKey } from './pick.ts'
import type { PickedRow } from './pick-contract.ts'

/** `since`: first day of the window of the figure's rule. */
export type PickQuestion = { path: string; day: string; since: string; months: number }

/** Sources of leads that a place has not found itself; alarms belong to the meters of all. */
const others = sql`e.source in ('tip', 'superior', 'media')`
const windowed = ({ path, since }: PickQuestion) =>
  sql`e.joined_to is null and e.area_path ^@ ${path} and e.source <> 'alarm' and e.opened_at >= ${`${since}T00:00:00+08:00`}`

/** Rows with the columns id, record_kind, record_id, title, area_id, area_path, due_on, done_on. */
const rowsOf: Record<ListedPickKey, (question: PickQuestion) => RawBuilder<unknown>> = {
  // verified after the last day, or not yet and the day has passed; of a confined matter the limit is seen by its office alone
  lateVerifications: ({ path, day, since }) => sql`
    select l.id::text, l.subject_kind as record_kind, l.subject_id as record_id,
           coalesce(e.number || ' ' || e.title, t.code_name, l.kind) as title, l.area_id, l.area_path, l.due_on, l.met_on as done_on
      from time_limits l left join leads e on l.subject_kind = 'lead' and e.id = l.subject_id
      left join tips t on l.subject_kind = 'tip' and t.id = l.subject_id
     where l.kind in ('limit.leadVerification', 'limit.tipHandling', 'limit.tipVerification') and l.subject_kind in ('lead', 'tip')
       and l.area_path ^@ ${path}
       and ((l.state = 'running' and l.due_on < ${day}) or (l.state = 'met' and l.met_on > l.due_on and l.met_on >= ${since}))`,
  overdueRectifications: ({ path, day }) => sql`
    select r.id::text, 'rectification' as record_kind, r.id as record_id, r.number || ' ' || r.problem as title, r.area_id, r.area_path, r.due_on,
           null::date as done_on
      from rectifications r where r.status = 'open' and r.due_on < ${day} and r.area_path ^@ ${path}`,
  // months after the first look anywhere in which nobody of the place looked: what lies before the program was used says nothing
  silentMonths: ({ path, day, months }) => sql`
    select c.area_id || ' ' || to_char(m.month, 'YYYY-MM') as id, 'month' as record_kind, null::uuid as record_id, to_char(m.month, 'YYYY-MM') as title,
           c.area_id, c.path as area_path, null::date as due_on, null::date as done_on
      from (select v.area_id, v.path from area_versions v where v.path ^@ ${path} and ${versionAt(day)}
               and (v.path = ${path} or v.parent_id = ${Number(path.split('/').at(-2))})) c,
           generate_series(date_trunc('month', ${day}::timestamp) - make_interval(months => ${months}), date_trunc('month', ${day}::timestamp) - interval '1 month', '1 month') as m(month)
     where c.path <> '/' and m.month > (select min(x.at) from (
               select min(o.observed_at) at time zone 'Asia/Shanghai' as at from observations o union all select min(w.planned_on)::timestamp from visits w) x)
       and not exists (select from observations o where o.area_path ^@ c.path and (o.observed_at at time zone 'Asia/Shanghai') >= m.month
                         and (o.observed_at at time zone 'Asia/Shanghai') < m.month + interval '1 month')
       and not exists (select from visits w where w.area_path ^@ c.path and w.planned_on >= m.month and w.planned_on < m.month + interval '1 month'
                         and w.status in ('underway', 'submitted', 'accepted'))`,
  foundByOthers: (question) => sql`
    select e.id::text, 'lead' as record_kind, e.id as record_id, e.number || ' ' || e.title as title, e.area_id, e.area_path, null::date as due_on,
           (e.opened_at at time zone 'Asia/Shanghai')::date as done_on
      from leads e where ${windowed(question)} and ${others}`,
}

const childOf = (path: string) => sql`nullif(split_part(x.area_path, '/', ${path.split('/').length}), '')::int`

/** How many rows each area directly below has. */
export async function countPicked(db: Db, key: ListedPickKey, question: PickQuestion): Promise<Map<number, number>> {
  const { rows } = await sql<{ childId: number | null; n: number }>`
    select ${childOf(question.path)} as child_id, count(*)::int as n from (${rowsOf[key](question)}) x group by 1`.execute(
    db,
  )
  return new Map(rows.flatMap(({ childId, n }) => (childId === null ? [] : [[childId, n]])))
}

/** Of how many leads the share of those found by others is. */
export async function countWindowed(db: Db, question: PickQuestion): Promise<Map<number, number>> {
  const { rows } = await sql<{ childId: number | null; n: number }>`
    select ${childOf(question.path)} as child_id, count(*)::int as n from (select e.area_path from leads e where ${windowed(question)}) x group by 1`.execute(
    db,
  )
  return new Map(rows.flatMap(({ childId, n }) => (childId === null ? [] : [[childId, n]])))
}

/** Whether anybody has looked at anything anywhere: before that, silence says nothing. */
export async function hasLooks(db: Db): Promise<boolean> {
  const { rows } = await sql<{
    looked: boolean
  }>`select exists (select from observations) or exists (select from visits) as looked`.execute(db)
  return rows[0]?.looked ?? false
}

/** The rows a figure counts, by place. */
export async function listPicked(
  db: Db,
  key: ListedPickKey,
  question: PickQuestion,
  page: { after?: string | undefined; limit: number },
) {
  const after = readCursor(page.after, 2)
  // of silent months those of the place itself; the others lie below it
  const own = key === 'silentMonths' ? sql`x.area_path = ${question.path}` : sql`true`
  const { rows } = await sql<PickedRow & { areaPath: string }>`
    select x.id, x.record_kind, x.record_id, x.title, x.area_id, v.name as area_name, x.area_path, x.due_on, x.done_on
      from (${rowsOf[key](question)}) x join area_versions v on v.area_id = x.area_id and ${lastVersionAt(question.day)}
     where ${own} and ${after ? sql`(x.area_path, x.id) > (${after[0]}, ${after[1]})` : sql`true`}
     order by x.area_path, x.id limit ${page.limit + 1}`.execute(db)
  return toPage(rows, page.limit, (row): CursorValues => [row.areaPath, row.id])
}
