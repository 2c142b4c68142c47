/** All SQL of agencies, their succession and duties; officials and roles are in official-store.ts. */
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Agency, Duty, RelatedAgency } from './agency.ts'

export async function listOfficialNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{
    id: string
    name: string
  }>`select id, name from officials where id = any (${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row.name]))
}

const columns =
  sql.raw(`g.id, g.code, g.name, g.kind, g.function_kind, g.area_id, g.area_path, g.document_code, g.valid_from, g.valid_to,
  g.standing, g.note`)

/** The name an area bears today, or bore last. */
const lastAreaName = sql.raw(
  `(select v.name from area_versions v where v.area_id = g.area_id order by v.valid_from desc limit 1) as area_name`,
)

/** Agencies `g` that exist on a date. */
export const existsOn = (date: string) =>
  sql<boolean>`g.valid_from <= ${date} and (g.valid_to is null or g.valid_to >= ${date})`

type AgencyFilter = {
  date: string
  areaPath?: string | undefined
  functionKind?: string | undefined
  text?: string | undefined
  after?: string | undefined
  limit: number
}

/** The registry is no secret: it is not cut to the caller's scope. */
export async function listAgencies(db: Db, filter: AgencyFilter): Promise<{ rows: Agency[]; next: string | null }> {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<Agency>`select ${columns}, ${lastAreaName} from agencies g
    where ${existsOn(filter.date)}
      and ${filter.areaPath ? sql`g.area_path ^@ ${filter.areaPath}` : sql`true`}
      and ${filter.functionKind ? sql`g.function_kind = ${filter.functionKind}` : sql`true`}
      and ${filter.text ? sql`(strpos(g.name ->> 'zh', ${filter.text}) > 0 or strpos(lower(g.name ->> 'en'), lower(${filter.text})) > 0)` : sql`true`}
      and ${after ? sql`(g.area_path, g.code) > (${after[0]}, ${after[1]})` : sql`true`}
    order by g.area_path, g.code limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.areaPath, row.code])
}

/** Refuses `not-found`. */
export async function getAgency(db: Db, id: string): Promise<Agency> {
  const { rows } = await sql<Agency>`select ${columns}, ${lastAreaName} from agencies g where g.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function listRelated(db: Db, id: string, side: 'predecessors' | 'successors'): Promise<RelatedAgency[]> {
  const [own, other] = side === 'predecessors' ? ['successor_id', 'predecessor_id'] : ['predecessor_id', 'successor_id']
  const { rows } = await sql<RelatedAgency>`select g.id, g.name, g.valid_from, g.valid_to, s.happened_on
    from agency_successions s join agencies g on g.id = s.${sql.ref(other)}
    where s.${sql.ref(own)} = ${id} order by s.happened_on, g.code limit 50`.execute(db)
  return rows
}

export async function listOfficeIds(db: Db, areaIds: readonly number[], day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select g.id from agencies g
    where g.area_id = any (${[...areaIds]}::int[]) and g.kind in ('office', 'government') and ${existsOn(day)} order by g.id limit 200`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** The office of a place on a day, or the nearest above where it has none. */
export async function findOfficeOver(db: Db, areaPath: string, day: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select g.id from agencies g
    where g.kind in ('office', 'government') and ${areaPath}::text ^@ g.area_path and ${existsOn(day)}
    order by length(g.area_path) desc, g.kind = 'office' desc, g.code limit 1`.execute(db)
  return rows[0]?.id
}

/** The duties of a function on a day, what the notice orders first. */
export async function listDuties(db: Db, functionKind: string, date: string): Promise<Duty[]> {
  const { rows } = await sql<Duty>`select code, text, citation, standing, grade from duties
    where function_kind = ${functionKind} and valid_from <= ${date} and (valid_to is null or valid_to >= ${date})
    order by array_position(array['authentic', 'secondary', 'inferred', 'unverified'], standing), code limit 100`.execute(
    db,
  )
  return rows
}

/** The body that has the matters of an agency on a day: itself, or the one that took over, however often. Refuses `not-found`. */
export async function getAgencyInForce(db: Db, id: string, date: string): Promise<Agency> {
  const { rows } = await sql<Agency>`
    with recursive line (id, depth) as (
      select ${id}::uuid, 0
      union all select s.successor_id, l.depth + 1 from line l join agency_successions s on s.predecessor_id = l.id where l.depth < 10)
    select ${columns}, ${lastAreaName} from line l join agencies g on g.id = l.id
     where ${existsOn(date)} order by l.depth limit 1`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type AgencyToFound = {
  code: string
  name: { zh: string; en: string }
  kind: string
  functionKind: string
  areaId: number
  areaPath: string
  documentCode: string | null
  validFrom: string
  validTo: string | null
  standing: string
  note: { zh: string; en: string } | null
}

/** Adds those whose code is not there yet. @returns how many. */
export async function insertAgencies(db: Db, agencies: readonly AgencyToFound[]): Promise<number> {
  const rows = agencies.map((agency) => ({ ...agency, id: uuidv7() }))
  const { numAffectedRows } = await sql`
    insert into agencies (id, code, name, kind, function_kind, area_id, area_path, document_code, valid_from, valid_to, standing, note)
    select id, code, name, kind, "functionKind", "areaId", "areaPath", "documentCode", "validFrom", "validTo", standing, note
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, code text, name jsonb, kind text, "functionKind" text, "areaId" int,
        "areaPath" text, "documentCode" text, "validFrom" date, "validTo" date, standing text, note jsonb)
    on conflict (code) do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Ties bodies to those that took over, by code, on the day after the last of the predecessor. */
export async function insertSuccessions(
  db: Db,
  pairs: readonly { predecessor: string; successor: string }[],
): Promise<void> {
  await sql`insert into agency_successions (predecessor_id, successor_id, happened_on)
    select p.id, s.id, p.valid_to + 1
      from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as r(predecessor text, successor text)
      join agencies p on p.code = r.predecessor join agencies s on s.code = r.successor
    on conflict do nothing`.execute(db)
}

type DutyToAdd = Omit<Duty, 'text'> & { functionKind: string; text: { zh: string; en: string }; validFrom: string }

export async function insertDuties(db: Db, duties: readonly DutyToAdd[]): Promise<number> {
  const rows = duties.map((duty) => ({ ...duty, id: uuidv7() }))
  const { numAffectedRows } = await sql`
    insert into duties (id, code, function_kind, text, citation, standing, grade, valid_from)
    select id, code, "functionKind", text, citation, standing, grade, "validFrom"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, code text, "functionKind" text, text jsonb, citation jsonb,
        standing text, grade text, "validFrom" date)
    on conflict (code) do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export async function saveDocumentCode(db: Db, id: string, documentCode: string): Promise<void> {
  await sql`update agencies set document_code = ${documentCode} where id = ${id}`.execute(db)
}
