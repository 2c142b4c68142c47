/** SQL of the figures: one statement counts a family for every area below one, the list behind a figure uses the same condition. */
import { type RawBuilder, sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { knownDay } from '../platform/server/unknown-day.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import type { FigureRow } from './contract.ts'
import { type FigureCounts, type FigureFamily, type FigureKey, families, figureFamilies, noFigures } from './figure.ts'

/** What is counted: below which path, on which day, of which notice (all when undefined) and sweep (none when null). */
export type Question = { path: string; day: string; noticeId: string | undefined; sweepId: string | null }

const below = (column: RawBuilder<unknown>, path: string) => sql`${column} >= ${path} and ${column} < ${`${path}~`}`

/** The rows of a family, all with the columns id, record_kind, record_id, title, area_id, area_path, status, due_on, done_on. */
const rowsOf: Record<FigureFamily, (question: Question) => RawBuilder<unknown>> = {
  tasks: ({ path, noticeId }) => sql`
    select t.id, 'task' as record_kind, t.id as record_id, t.title, t.owner_area_id as area_id, t.area_path, t.status, ${knownDay('t.due_on')} as due_on,
           case when t.status in ('delivered', 'accepted') then t.delivered_on end as done_on
      from tasks t where t.status <> 'cancelled' and ${below(sql`t.area_path`, path)} and ${noticeId ? sql`t.notice_id = ${noticeId}` : sql`true`}`,
  receipts: ({ path, noticeId }) => sql`
    select d.id, 'notice' as record_kind, n.id as record_id, coalesce(n.number || ' ', '') || n.title as title, d.area_id, d.area_path,
           case when r.addressee_id is null then 'unconfirmed' else 'confirmed' end as status,
           (select l.due_on from time_limits l where l.subject_id = d.id order by l.due_on limit 1) as due_on,
           (r.confirmed_at at time zone 'Asia/Shanghai')::date as done_on
      from notice_addressees d join notices n on n.id = d.notice_id left join receipts r on r.addressee_id = d.id
     where n.status = 'issued' and ${below(sql`d.area_path`, path)} and ${noticeId ? sql`n.id = ${noticeId}` : sql`true`}`,
  sweep: ({ path, sweepId, day }) => sql`
    select t.id, case when t.site_id is null then 'sweep' else 'site' end as record_kind, coalesce(t.site_id, t.sweep_id) as record_id,
           coalesce(s.name, (select v.name from area_versions v where v.area_id = t.area_id and ${versionAt(day)})) as title,
           t.area_id, t.area_path, t.kind || '.' || t.status as status, null::date as due_on, t.reported_on as done_on
      from sweep_targets t left join sites s on s.id = t.site_id where t.sweep_id = ${sweepId}::uuid and ${below(sql`t.area_path`, path)}`,
  // A lead that was joined to an earlier one is counted with that.
  leads: ({ path }) => sql`
    select e.id, 'lead' as record_kind, e.id as record_id, e.number || ' ' || e.title as title, e.area_id, e.area_path,
           case when e.status = 'closed' then e.outcome else e.status end as status,
           (select min(l.due_on) from time_limits l where l.subject_id = e.id and l.state = 'running') as due_on,
           (e.closed_at at time zone 'Asia/Shanghai')::date as done_on
      from leads e where e.joined_to is null and ${below(sql`e.area_path`, path)}`,
  furnaces: ({ path }) => sql`
    select f.id, 'site' as record_kind, f.site_id as record_id, s.name || ' ' || f.label as title, f.area_id, f.area_path,
           coalesce(f.judgement, 'unjudged') || '.' || f.state as status, null::date as due_on, f.judged_on as done_on
      from furnaces f join sites s on s.id = f.site_id where ${below(sql`f.area_path`, path)}`,
  closures: ({ path }) => sql`
    select c.id, 'caseFile' as record_kind, c.id as record_id, c.number || ' ' || s.name as title, c.area_id, c.area_path, c.status,
           null::date as due_on, c.closed_on as done_on
      from case_files c join sites s on s.id = c.site_id where ${below(sql`c.area_path`, path)}`,
}

const onTime = sql`x.done_on is not null and (x.due_on is null or x.done_on <= x.due_on)`
const late = sql`x.done_on > x.due_on`
const missing = (day: string) => sql`x.done_on is null and x.due_on < ${day}`
const running = (day: string) => sql`x.done_on is null and (x.due_on is null or x.due_on >= ${day})`
const is = (...statuses: string[]) => sql`x.status = any (${statuses}::text[])`
const judged = (judgement: string) => sql`split_part(x.status, '.', 1) = ${judgement}`

/** The condition of each figure on a row `x` of its family. */
const conditions: Record<FigureKey, (day: string) => RawBuilder<unknown>> = {
  'tasks.onTime': () => onTime,
  'tasks.late': () => late,
  'tasks.missing': missing,
  'tasks.running': running,
  'receipts.onTime': () => onTime,
  'receipts.late': () => late,
  'receipts.missing': missing,
  'receipts.running': running,
  'sweep.villagesReported': () => is('village.reported'),
  'sweep.villagesNothingSeen': () => is('village.nothingSeen'),
  'sweep.villagesUnvisited': () => is('village.unvisited'),
  'sweep.sitesVisited': () => is('site.visited'),
  'sweep.sitesObserved': () => is('site.observed'),
  'sweep.sitesUnvisited': () => is('site.unvisited'),
  'leads.waiting': () => is('opened', 'assigned'),
  'leads.underVerification': () => is('underVerification'),
  'leads.founded': () => is('founded'),
  'leads.cleared': () => is('unfounded', 'lawful', 'notOurs'),
  'leads.overdue': (day) => sql`x.due_on < ${day}`,
  'furnaces.permitted': () => judged('permitted'),
  'furnaces.forbidden': () => judged('forbidden'),
  'furnaces.expertNeeded': () => judged('expertNeeded'),
  'furnaces.unjudged': () => judged('unjudged'),
  'furnaces.forbiddenStanding': () => is('forbidden.standing', 'forbidden.idle', 'forbidden.sealed'),
  'closures.open': () => is('open'),
  'closures.closing': () => is('closing'),
  'closures.closed': () => is('closed'),
}

type Counted = { childId: number | null } & Record<string, number>

async function countFamily(db: Db, family: FigureFamily, question: Question): Promise<Counted[]> {
  // '/1/2/' splits into '', 1, 2, '': the child's id is the part after the path's own
  const part = question.path.split('/').length
  const columns = figureFamilies[family].map(
    (name) =>
      sql`count(*) filter (where ${conditions[`${family}.${name}` as FigureKey](question.day)}) as ${sql.id(name)}`, // the keys are built from these names
  )
  const { rows } = await sql<Counted>`
    select nullif(split_part(x.area_path, '/', ${part}), '')::int as child_id, ${sql.join(columns)}
      from (${rowsOf[family](question)}) x group by 1`.execute(db)
  return rows
}

/** Figures of each area directly below the question's, by its id; under null what stands at the area itself. */
export async function countFigures(db: Db, question: Question): Promise<Map<number | null, FigureCounts>> {
  const swept = question.sweepId !== null
  const byArea = new Map<number | null, FigureCounts>()
  for (const family of families) {
    if (family === 'sweep' && !swept) continue
    for (const { childId, ...counted } of await countFamily(db, family, question)) {
      const known = byArea.get(childId) ?? noFigures(swept)
      byArea.set(childId, { ...known, [family]: counted })
    }
  }
  return byArea
}

/** The rows a figure counts, by place. */
export async function listFigure(
  db: Db,
  key: FigureKey,
  question: Question,
  page: { after?: string | undefined; limit: number },
) {
  const after = readCursor(page.after, 2)
  const family = key.split('.')[0] as FigureFamily // the first part of a key is a family
  const { rows } = await sql<FigureRow & { areaPath: string }>`
    select x.id, x.record_kind, x.record_id, x.title, x.area_id, v.name as area_name, x.area_path, x.status, x.due_on, x.done_on
      from (${rowsOf[family](question)}) x join area_versions v on v.area_id = x.area_id and ${versionAt(question.day)}
     where ${conditions[key](question.day)}
       and ${after ? sql`(x.area_path, x.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`}
     order by x.area_path, x.id limit ${page.limit + 1}`.execute(db)
  return toPage(rows, page.limit, (row): CursorValues => [row.areaPath, row.id])
}

export type SweepAt = { id: string; name: string; startsOn: string; dueOn: string }

/** The sweep to be followed in an area: the given one, or the newest that covers the area (of the notice, when one is given). */
export async function findSweepFor(
  db: Db,
  path: string,
  noticeId: string | undefined,
  sweepId: string | undefined,
): Promise<SweepAt | null> {
  const { rows } = await sql<SweepAt>`
    select s.id, s.name, s.starts_on, s.due_on from sweeps s
     where ${sweepId ? sql`s.id = ${sweepId}` : sql`starts_with(${path}, s.area_path)`} and ${noticeId ? sql`s.notice_id = ${noticeId}` : sql`true`}
     order by s.opened_at desc, s.id desc limit 1`.execute(db)
  return rows[0] ?? null
}

export type ChildArea = {
  id: number
  name: string
  level: string
  path: string
  kind: string
  divisionCode: string | null
}

/** The areas directly below one, in the order of their codes. */
export async function listChildAreas(db: Db, parentId: number, day: string): Promise<ChildArea[]> {
  const { rows } = await sql<ChildArea>`
    select a.id, v.name, v.level, v.path, a.kind, a.division_code from area_versions v join areas a on a.id = v.area_id
     where v.parent_id = ${parentId} and ${versionAt(day)} order by a.division_code nulls last, a.id limit 1000`.execute(
    db,
  )
  return rows
}
