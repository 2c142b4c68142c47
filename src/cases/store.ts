/** All SQL of case files and penalty decisions; the closing card is in card-store.ts. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { CaseState, CaseStatus, ServiceKind } from './case-file.ts'
import type { CaseDetail, CaseRow } from './contract.ts'
import type { DecisionView } from './step.ts'

/** The next number of the year; the row stays locked until the case is committed, so no gap can arise. */
export async function takeNumber(db: Db, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`insert into case_counters (year, last) values (${year}, 1)
    on conflict (year) do update set last = case_counters.last + 1 returning last`.execute(db)
  return rows[0]?.last ?? 1
}

/** The responsible agency, and those that took over from it by `day`. */
const actingAgencies = (day: string) => sql`(
  with recursive acting as (
    select c.agency_id as id
    union select s.successor_id from agency_successions s join acting on acting.id = s.predecessor_id where s.happened_on <= ${day}
  ) select jsonb_agg(id) from acting)`

const stateColumns = sql.raw(
  'c.id, c.number, c.status, c.lead_id, c.site_id, c.agency_id, c.area_id, c.area_path, c.opened_on',
)

/** The lead is known to the program, and shown to whoever may see it. */
export type CaseOfLead = CaseState & { leadId: string }

/** All acts on a case wait here for each other. Refuses `not-found`. */
export async function lockCase(db: Db, id: string, day: string): Promise<CaseOfLead> {
  const { rows } = await sql<CaseOfLead>`select ${stateColumns}, ${actingAgencies(day)} as acting_agency_ids
    from case_files c where c.id = ${id} for update of c`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { caseFileId: id })
  return rows[0]
}

export type CaseOpening = Omit<CaseOfLead, 'status' | 'actingAgencyIds'> & { openedAt: Date; openedBy: string }

/** The file and its empty card. Refuses `case-exists`. */
export async function insertCase(db: Db, opening: CaseOpening): Promise<void> {
  const { id, number, leadId, siteId, agencyId, areaId, areaPath, openedOn, openedAt, openedBy } = opening
  try {
    await sql`insert into case_files (id, number, lead_id, site_id, agency_id, status, area_id, area_path, opened_on, opened_at, opened_by)
      values (${id}, ${number}, ${leadId}, ${siteId}, ${agencyId}, 'open', ${areaId}, ${areaPath}, ${openedOn}, ${openedAt}, ${openedBy})`.execute(
      db,
    )
  } catch (error) {
    if (violatedConstraint(error) === 'case_files_lead_id_key') throw new Refusal('case-exists')
    throw error
  }
  await sql`insert into closure_cards (case_file_id, area_path, rules_on) values (${id}, ${areaPath}, ${openedOn})`.execute(
    db,
  )
}

export async function findCaseOfLead(db: Db, leadId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from case_files where lead_id = ${leadId}`.execute(db)
  return rows[0]?.id
}

export async function saveStatus(db: Db, id: string, status: CaseStatus, closedOn: string | null): Promise<void> {
  await sql`update case_files set status = ${status}, closed_on = ${closedOn} where id = ${id}`.execute(db)
}

export async function saveSubmitted(db: Db, id: string, by: string, at: Date): Promise<void> {
  await sql`update closure_cards set submitted_by = ${by}, submitted_at = ${at}, returned_by = null, returned_reason = null
    where case_file_id = ${id}`.execute(db)
}

export async function saveReturned(db: Db, id: string, by: string, reason: string): Promise<void> {
  await sql`update closure_cards set returned_by = ${by}, returned_reason = ${reason} where case_file_id = ${id}`.execute(
    db,
  )
}

export async function saveAccepted(db: Db, id: string, by: string, at: Date, note: string | null): Promise<void> {
  await sql`update closure_cards set accepted_by = ${by}, accepted_at = ${at}, acceptance_note = ${note}
    where case_file_id = ${id}`.execute(db)
}

export type NewDecision = {
  id: string
  agencyId: string
  number: string
  law: string
  article: string
  decidedOn: string
  fileId: string
  recordedBy: string
  recordedAt: Date
}

/** Refuses `decision-number-taken`. */
export async function insertDecision(db: Db, caseFile: CaseState, decision: NewDecision): Promise<void> {
  const { id, agencyId, number, law, article, decidedOn, fileId, recordedBy, recordedAt } = decision
  try {
    await sql`insert into penalty_decisions (id, case_file_id, area_path, agency_id, number, law, article, decided_on, file_id, recorded_by, recorded_at)
      values (${id}, ${caseFile.id}, ${caseFile.areaPath}, ${agencyId}, ${number}, ${law}, ${article}, ${decidedOn}, ${fileId},
        ${recordedBy}, ${recordedAt})`.execute(db)
  } catch (error) {
    if (violatedConstraint(error) === 'penalty_decisions_case_file_id_number_key')
      throw new Refusal('decision-number-taken')
    throw error
  }
}

export type Service = { servedOn: string; servedHow: ServiceKind; fileId: string }

export async function saveServed(db: Db, id: string, { servedOn, servedHow, fileId }: Service): Promise<void> {
  await sql`update penalty_decisions set served_on = ${servedOn}, served_how = ${servedHow}, service_file_id = ${fileId}
    where id = ${id}`.execute(db)
}

/** Oldest first. */
export async function listDecisions(db: Db, caseFileId: string): Promise<DecisionView[]> {
  const { rows } = await sql<DecisionView>`
    select d.id, d.number, d.law, d.article, d.agency_id, a.name as agency_name, d.decided_on, d.served_on, d.served_how, d.file_id,
           d.service_file_id, o.name as recorded_by_name
      from penalty_decisions d join agencies a on a.id = d.agency_id left join officials o on o.id = d.recorded_by
     where d.case_file_id = ${caseFileId} order by d.decided_on, d.recorded_at, d.id limit 50`.execute(db)
  return rows
}

export type CaseFilter = {
  after?: string | undefined
  limit: number
  /** Subtrees to look in: the area chosen, else all of the scope. */
  paths: readonly string[]
  status?: CaseStatus | undefined
  agencyId?: string | undefined
  siteId?: string | undefined
  leadId?: string | undefined
  atom?: string | undefined
  state?: string | undefined
  text?: string | undefined
}

const likeText = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

function conditions(filter: CaseFilter) {
  const after = readCursor(filter.after, 2)
  const { paths, status, agencyId, siteId, leadId, atom, state, text } = filter
  const below = paths.map((path) => sql`(c.area_path >= ${path} and c.area_path < ${`${path}~`})`)
  const ofAtom = sql`exists (select 1 from closure_atoms x where x.case_file_id = c.id and x.applies
    ${atom ? sql`and x.atom = ${atom}` : sql``} ${state ? sql`and x.state = ${state}` : sql``})`
  return sql.join(
    [
      below.length > 0 ? sql`(${sql.join(below, sql` or `)})` : sql`false`,
      ...(after ? [sql`(c.opened_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
      ...(status ? [sql`c.status = ${status}`] : []),
      ...(agencyId ? [sql`c.agency_id = ${agencyId}`] : []),
      ...(siteId ? [sql`c.site_id = ${siteId}`] : []),
      ...(leadId ? [sql`c.lead_id = (select l.id from leads l where l.id = ${leadId})`] : []),
      ...(atom || state ? [ofAtom] : []),
      ...(text
        ? [
            sql`(starts_with(c.number, ${text.toUpperCase()}) or exists (select 1 from sites s where s.id = c.site_id
              and s.name ilike ${`%${likeText(text)}%`}))`,
          ]
        : []),
    ],
    sql` and `,
  )
}

const rowColumns = (
  day: string,
) => sql`c.id, c.number, c.status, l.id as lead_id, l.number as lead_number, c.site_id, s.name as site_name, c.area_id,
  v.name as area_name, county.name as county_name, c.agency_id, a.name as agency_name, c.opened_on, c.opened_at, c.closed_on,
  (select count(*) from closure_atoms x where x.case_file_id = c.id and x.applies) as atoms,
  (select count(*) from closure_atoms x where x.case_file_id = c.id and x.applies
     and x.state not in ('unrecorded', 'intact', 'sealed')) as settled,
  (select min(t.due_on) from time_limits t where t.state = 'running'
     and (t.subject_id = c.id or t.subject_id in (select x.id from closure_atoms x where x.case_file_id = c.id))) as due_on,
  ${actingAgencies(day)} as acting_agency_ids, c.area_path`

const rowJoins = (day: string) => sql`
  left join leads l on l.id = c.lead_id join sites s on s.id = c.site_id join agencies a on a.id = c.agency_id
  left join area_versions v on v.area_id = c.area_id and ${versionAt(day)}
  left join area_versions county on county.area_id = nullif(split_part(c.area_path, '/', 3), '')::integer
    and county.valid_from <= ${day} and (county.valid_to is null or county.valid_to >= ${day})`

/** One page, newest first. */
export async function listCases(db: Db, filter: CaseFilter, day: string) {
  const { rows } = await sql<CaseRow>`
    with c as materialized (
      select * from case_files c where ${conditions(filter)} order by c.opened_at desc, c.id desc limit ${filter.limit + 1})
    select ${rowColumns(day)} from c ${rowJoins(day)} order by c.opened_at desc, c.id desc`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.openedAt, row.id])
}

type CardColumns = CaseDetail['card']
export type CaseRecord = CaseState &
  CaseRow &
  CardColumns &
  Pick<CaseDetail, 'title' | 'openedByName' | 'siteKind' | 'siteStatus' | 'siteAddress' | 'rulesOn'> & {
    submittedBy: string | null
  }

/** Refuses `not-found`. */
export async function getCaseRecord(db: Db, id: string, day: string): Promise<CaseRecord> {
  const { rows } = await sql<CaseRecord>`
    select ${rowColumns(day)}, coalesce(l.title, s.name) as title, opener.name as opened_by_name, s.kind as site_kind, s.status as site_status,
           s.address as site_address, k.rules_on, k.submitted_by, k.submitted_at, submitter.name as submitted_by_name, k.returned_reason,
           k.accepted_at, accepter.name as accepted_by_name, k.acceptance_note
      from case_files c ${rowJoins(day)} join closure_cards k on k.case_file_id = c.id
      left join officials opener on opener.id = c.opened_by
      left join officials submitter on submitter.id = k.submitted_by
      left join officials accepter on accepter.id = k.accepted_by
     where c.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { caseFileId: id })
  return rows[0]
}

export type SecondPerson = { id: string; agencyId: string | null; card: string | null }

/** An official of the place or above it, with the enforcement card if it holds on the day. Refuses `not-found`. */
export async function getSecondPerson(db: Db, id: string, path: string, day: string): Promise<SecondPerson> {
  const { rows } = await sql<SecondPerson>`
    select id, agency_id, case when card_valid_to is null or card_valid_to >= ${day} then enforcement_card end as card
      from officials where id = ${id} and starts_with(${path}, area_path)`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { officialId: id })
  return rows[0]
}

/** Officials of agencies whose place is this one or above it, the nearest first. */
export async function listOfficers(db: Db, path: string, day: string) {
  const { rows } = await sql<{
    id: string
    name: string
    agencyId: string | null
    agencyName: DecisionView['agencyName'] | null
    card: boolean
  }>`
    select o.id, o.name, o.agency_id, a.name as agency_name,
           o.enforcement_card is not null and (o.card_valid_to is null or o.card_valid_to >= ${day}) as card
      from officials o left join agencies a on a.id = o.agency_id
     where starts_with(${path}, o.area_path) and o.account_id is not null
     order by card desc, length(o.area_path) desc, o.name, o.id limit 300`.execute(db)
  return rows
}

/** Founded leads of these agencies without a case, behind which a visit stands, oldest first, the first 100. */
export async function listLeadsToOpen(db: Db, agencyIds: readonly string[]) {
  const { rows } = await sql<{
    id: string
    number: string
    title: string
    siteName: string | null
    decidedAt: string | null
  }>`
    select l.id, l.number, l.title, s.name as site_name, l.decided_at from leads l left join sites s on s.id = l.site_id
     where l.status = 'founded' and l.visit_id is not null and l.joined_to is null and l.assigned_agency_id = any (${[...agencyIds]}::uuid[])
       and not exists (select 1 from case_files c where c.lead_id = l.id)
     order by l.decided_at nulls first, l.id limit 100`.execute(db)
  return rows
}
