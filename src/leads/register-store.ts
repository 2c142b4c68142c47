/** The SQL of the register's list and its counts. */
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { instant } from '../platform/shared/contract.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { LeadSource, LeadStatus } from './lead.ts'
import { type ListedLead, rowColumns } from './store.ts'

export type LeadFilter = {
  after?: string | undefined
  limit: number
  /** Subtrees to look in: the area chosen, else all of the scope. */
  paths: readonly string[]
  status?: LeadStatus | undefined
  open?: 'true' | 'false' | undefined
  source?: LeadSource | undefined
  agencyId?: string | undefined
  siteId?: string | undefined
  openedSince?: string | undefined
  text?: string | undefined
}

/** Rows in one subtree: the id of its top where the rows carry it, because an index then keeps the order of the list too. */
function within(path: string): RawBuilder<unknown> {
  const [city, county, township, village, deeper] = path.split('/').filter(Boolean).map(Number)
  if (city === undefined || county === undefined || deeper !== undefined)
    return sql`(l.area_path >= ${path} and l.area_path < ${`${path}~`})`
  if (township === undefined) return sql`l.county_id = ${county}`
  return village === undefined ? sql`l.township_id = ${township}` : sql`l.village_id = ${village}`
}

/** Refuses `bad-input` for a mark whose values are not of our columns. */
function readMark(mark: string | undefined): { openedAt: string; id: string } | null {
  const values = readCursor(mark, 2)
  if (values === null) return null
  const parsed = z.tuple([instant, z.uuid()]).safeParse(values)
  if (!parsed.success) throw new Refusal('bad-input', { field: 'after' })
  return { openedAt: parsed.data[0], id: parsed.data[1] }
}

function conditions(filter: LeadFilter, withText: readonly string[] | null): RawBuilder<unknown>[] {
  const after = readMark(filter.after)
  const { status, source, agencyId, siteId, openedSince, text } = filter
  return [
    ...(after ? [sql`(l.opened_at, l.id) < (${after.openedAt}::timestamptz, ${after.id}::uuid)`] : []),
    ...(status ? [sql`l.status = ${status}`] : []),
    ...(filter.open ? [filter.open === 'true' ? sql`l.status <> 'closed'` : sql`l.status = 'closed'`] : []),
    ...(source ? [sql`l.source = ${source}`] : []),
    ...(agencyId ? [sql`l.assigned_agency_id = ${agencyId}`] : []),
    ...(siteId ? [sql`l.site_id = ${siteId}`] : []),
    ...(openedSince ? [sql`l.opened_at >= ${openedSince}`] : []),
    ...(text && withText ? [sql`l.id = any (${[...withText]}::uuid[])`] : []),
    ...(text && !withText
      ? [sql`(starts_with(l.number, ${text.toUpperCase()}) or strpos(lower(l.title), lower(${text})) > 0)`]
      : []),
  ]
}

/** More leads than this with a text are found by walking the list: the first page then lies near its beginning. */
const manyLeads = 500

/** Ids of the leads with a text, or null where they are many. */
async function findWithText(db: Db, text: string, paths: readonly string[]): Promise<string[] | null> {
  const { rows } = await sql<{ found: string[] | null }>`
    select leads_with_text(${text}, ${[...paths]}::text[], ${manyLeads}) as found`.execute(db)
  return rows[0]?.found ?? null
}

/**
 * As `rowJoins`, for a whole page `l`: each table is asked once for all of its ids, so that fifty leads of one village look it up once.
 * A closed lead has been decided, and its limit met: it is not looked for.
 */
const pageJoins = (day: string) => sql`
  left join (select v.area_id, v.name from area_versions v where v.area_id = any (array(select area_id from l)) and ${versionAt(day)}) v on v.area_id = l.area_id
  left join (select v.area_id, v.name from area_versions v where v.area_id = any (array(select county_id from l)) and ${versionAt(day)}) c on c.area_id = l.county_id
  left join (select a.id, a.name from agencies a where a.id = any (array(select assigned_agency_id from l))) a on a.id = l.assigned_agency_id
  left join (select s.id, s.name from sites s where s.id = any (array(select site_id from l))) s on s.id = l.site_id
  left join (select distinct on (t.subject_id) t.subject_id, t.due_on, t.kind from time_limits t
              where t.subject_id = any (array(select id from l where status <> 'closed')) and t.state = 'running' order by t.subject_id, t.due_on) due on due.subject_id = l.id`

/**
 * One page, newest first. Each subtree of the scope is one walk of an index in the order of the list (leads_in_order, leads_of_county,
 * leads_of_township, leads_of_village) that stops after the page, so that neither the size of the register nor that of the scope is
 * felt, and the policy of the table is asked for the rows of the page only. `npm run bench:api` measures it for every role.
 */
export async function listLeads(
  db: Db,
  filter: LeadFilter,
  day: string,
): Promise<{ rows: ListedLead[]; next: string | null }> {
  const withText = filter.text ? await findWithText(db, filter.text, filter.paths) : null
  if (filter.paths.length === 0 || withText?.length === 0) return { rows: [], next: null }
  const others = conditions(filter, withText)
  const inOrder = sql`order by l.opened_at desc, l.id desc limit ${filter.limit + 1}`
  const branches = filter.paths.map(
    (path) => sql`(select * from leads l where ${sql.join([within(path), ...others], sql` and `)} ${inOrder})`,
  )
  const { rows } = await sql<ListedLead>`
    with l as materialized (select * from (${sql.join(branches, sql` union all `)}) l ${inOrder})
    select ${rowColumns} from l ${pageJoins(day)} order by l.opened_at desc, l.id desc`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.openedAt, row.id])
}

/** Open leads by state. */
export async function countLeads(
  db: Db,
  paths: readonly string[],
  agencyId: string | undefined,
): Promise<{ status: LeadStatus; count: number }[]> {
  if (paths.length === 0) return []
  const { rows } = await sql<{ status: LeadStatus; count: number }>`
    select l.status, count(*) as count from leads l
     where (${sql.join(paths.map(within), sql` or `)}) and l.status <> 'closed' and ${agencyId ? sql`l.assigned_agency_id = ${agencyId}` : sql`true`}
     group by l.status order by l.status`.execute(db)
  return rows
}
