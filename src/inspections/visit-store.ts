/** SQL of the visits. */
import { sql } from 'kysely'
import type { CardHolder } from '../agencies/official-store.ts'
import { versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { TaskSource } from '../rulebook/values.ts'
import type { VisitRecord, VisitRow } from './contract.ts'
import type { Findings, VisitPlan, VisitStatus } from './visit.ts'

export type Visit = {
  id: string
  siteId: string
  enterpriseId: string | null
  agencyId: string
  areaId: number
  areaPath: string
  leadId: string | null
  sweepTargetId: string | null
  caseFileId: string | null
  taskSource: TaskSource
  plannedOn: string
  status: VisitStatus
  /** Comes from a lead that only its handlers see: theirs until it has begun, and what it came from after that. */
  confined: boolean
  officerIds: string[]
}

const visitColumns =
  sql.raw(`v.id, v.site_id, v.enterprise_id, v.agency_id, v.area_id, v.area_path, v.lead_id, v.sweep_target_id, v.case_file_id,
  v.task_source, v.planned_on, v.status, v.confined, array(select o.official_id from visit_officers o where o.visit_id = v.id) as officer_ids`)

/** Refuses `not-found`. */
export async function lockVisit(db: Db, id: string): Promise<Visit> {
  const { rows } = await sql<Visit>`select ${visitColumns} from visits v where v.id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type SitePlace = { areaId: number; areaPath: string; name: string; enterpriseId: string | null }

/** A site with its occupant on a day. Refuses `not-found`. */
export async function getOccupiedSite(db: Db, siteId: string, day: string): Promise<SitePlace> {
  const { rows } = await sql<SitePlace>`
    select s.area_id, s.area_path, s.name,
           (select o.enterprise_id from occupancies o where o.site_id = s.id and o.valid_from <= ${day}
              and (o.valid_to is null or o.valid_to >= ${day}) order by o.valid_from desc limit 1) as enterprise_id
      from sites s where s.id = ${siteId}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** What an agency is on a day: its function, or null where it is none of that day. */
export async function findFunctionKind(db: Db, agencyId: string, day: string): Promise<string | null> {
  const { rows } = await sql<{ functionKind: string | null }>`select function_kind from agencies where id = ${agencyId}
    and valid_from <= ${day} and (valid_to is null or valid_to >= ${day})`.execute(db)
  return rows[0]?.functionKind ?? null
}

/** Visits to a firm in the calendar year of a day that count against the cap. */
export async function countVisits(
  db: Db,
  enterpriseId: string | null,
  siteId: string,
  agencyId: string | null,
  day: string,
  exempt: readonly TaskSource[],
): Promise<number> {
  const year = day.slice(0, 4)
  const { rows } = await sql<{ visits: number }>`
    select count(*) as visits from visits
     where ${enterpriseId ? sql`enterprise_id = ${enterpriseId}` : sql`site_id = ${siteId}`}
       and ${agencyId ? sql`agency_id = ${agencyId}` : sql`true`}
       and planned_on >= ${`${year}-01-01`} and planned_on <= ${`${year}-12-31`}
       and status not in ('proposed', 'cancelled') and task_source <> all (${[...exempt]}::text[])`.execute(db)
  return rows[0]?.visits ?? 0
}

export type NewVisit = VisitPlan & {
  id: string
  status: VisitStatus
  place: SitePlace
  basisRuleId: string
  caseFileId: string | null
  confined: boolean
  plannedBy: string | null
}

export async function insertVisit(db: Db, v: NewVisit): Promise<void> {
  await sql`insert into visits (id, site_id, enterprise_id, agency_id, area_id, area_path, lead_id, sweep_target_id, case_file_id, task_source,
      basis, basis_rule_id, planned_on, item_code, approval, notice, exempt_reason, status, confined, planned_by)
    values (${v.id}, ${v.siteId}, ${v.place.enterpriseId}, ${v.agencyId}, ${v.place.areaId}, ${v.place.areaPath}, ${v.leadId}, ${v.sweepTargetId},
      ${v.caseFileId}, ${v.taskSource}, ${JSON.stringify(v.basis ?? '')}::jsonb, ${v.basisRuleId}, ${v.plannedOn}, ${v.itemCode},
      ${v.approval && JSON.stringify(v.approval)}::jsonb, ${v.notice && JSON.stringify(v.notice)}::jsonb, ${v.exemptReason}, ${v.status}, ${v.confined}, ${v.plannedBy})`.execute(
    db,
  )
}

/** A proposed visit gets its plan. */
export async function savePlan(
  db: Db,
  id: string,
  plan: VisitPlan,
  status: VisitStatus,
  basisRuleId: string,
  by: string,
): Promise<void> {
  await sql`update visits set status = ${status}, planned_on = ${plan.plannedOn}, basis = ${JSON.stringify(plan.basis ?? '')}::jsonb,
    basis_rule_id = ${basisRuleId}, item_code = ${plan.itemCode}, approval = ${plan.approval && JSON.stringify(plan.approval)}::jsonb,
    notice = ${plan.notice && JSON.stringify(plan.notice)}::jsonb, exempt_reason = ${plan.exemptReason}, planned_by = ${by} where id = ${id}`.execute(
    db,
  )
}

export async function insertOfficers(
  db: Db,
  visitId: string,
  areaPath: string,
  officers: readonly CardHolder[],
): Promise<void> {
  await sql`insert into visit_officers (visit_id, official_id, area_path, card, confined)
    select ${visitId}, t.id, ${areaPath}, t.card, v.confined
      from jsonb_to_recordset(${JSON.stringify(officers)}::jsonb) as t(id uuid, card text), visits v where v.id = ${visitId}`.execute(
    db,
  )
}

export async function saveStarted(
  db: Db,
  id: string,
  status: VisitStatus,
  gateLogIn: string | null,
  at: Date,
): Promise<void> {
  await sql`update visits set status = ${status}, gate_log_in = ${gateLogIn}, started_at = ${at} where id = ${id}`.execute(
    db,
  )
}

export async function saveSubmitted(
  db: Db,
  id: string,
  status: VisitStatus,
  findings: Findings,
  photoIds: readonly string[],
  at: Date,
): Promise<void> {
  await sql`update visits set status = ${status}, findings = ${JSON.stringify(findings)}::jsonb, photo_ids = ${[...photoIds]}::uuid[],
    submitted_at = ${at}, returned_reason = null where id = ${id}`.execute(db)
}

export async function saveVisitStatus(db: Db, id: string, status: VisitStatus, reason: string | null): Promise<void> {
  await sql`update visits set status = ${status}, returned_reason = ${reason} where id = ${id}`.execute(db)
}

/** Planned visits from a lead that is closed or with which the agency of the visit is charged no more. */
export async function lockVisitsWithoutGround(db: Db, leadId: string): Promise<Visit[]> {
  const { rows } = await sql<Visit>`
    select ${visitColumns} from visits v join leads l on l.id = v.lead_id
     where v.lead_id = ${leadId} and v.status = 'planned' and (l.status = 'closed' or l.assigned_agency_id is distinct from v.agency_id)
       for update of v`.execute(db)
  return rows
}

export async function saveVisitLead(db: Db, id: string, leadId: string): Promise<void> {
  await sql`update visits set lead_id = ${leadId} where id = ${id}`.execute(db)
}

/** Furnaces still standing at the site that neither this visit has judged nor an accepted one before. */
export async function countUnjudged(db: Db, { id, siteId }: Pick<Visit, 'id' | 'siteId'>): Promise<number> {
  const { rows } = await sql<{ unjudged: number }>`select count(*) as unjudged from furnaces f
    where f.site_id = ${siteId} and f.judgement is null and f.state not in ('destroyed', 'removed')
      and not exists (select 1 from judgements j where j.visit_id = ${id} and j.furnace_id = f.id)`.execute(db)
  return rows[0]?.unjudged ?? 0
}

/** Whoever may not see the lead reads neither which it is nor that it was a tip; a word to the firm why nobody told it may say so too. */
const sourceSeen = sql.raw('(not x.confined or exists (select from leads l where l.id = x.lead_id))')
const rowColumns = sql`
  x.id, x.site_id, s.name as site_name, x.area_id, v.name as area_name, x.area_path, x.agency_id, g.name as agency_name,
  case when ${sourceSeen} then x.task_source else 'lead' end as task_source,
  x.planned_on, x.status, case when ${sourceSeen} then x.lead_id end as lead_id, x.sweep_target_id`
const rowJoins = (day: string) => sql`visits x join sites s on s.id = x.site_id join agencies g on g.id = x.agency_id
  join area_versions v on v.area_id = x.area_id and ${versionAt(day)}`

export type VisitFilter = {
  after?: string | undefined
  limit: number
  areaPath?: string | undefined
  siteId?: string | undefined
  leadId?: string | undefined
  status?: VisitStatus | undefined
}

export async function listVisits(db: Db, filter: VisitFilter, day: string) {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<VisitRow>`
    select ${rowColumns} from ${rowJoins(day)}
     where ${filter.areaPath ? sql`x.area_path >= ${filter.areaPath} and x.area_path < ${`${filter.areaPath}~`}` : sql`true`}
       and ${filter.siteId ? sql`x.site_id = ${filter.siteId}` : sql`true`}
       and ${filter.leadId ? sql`x.lead_id = ${filter.leadId} and ${sourceSeen}` : sql`true`}
       and ${filter.status ? sql`x.status = ${filter.status}` : sql`true`}
       and ${after ? sql`(x.planned_on, x.id) < (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
     order by x.planned_on desc, x.id desc limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.plannedOn, row.id])
}

/** Refuses `not-found`. */
export async function getVisitFacts(db: Db, id: string, day: string): Promise<Omit<VisitRecord, 'judgements'>> {
  const { rows } = await sql<Omit<VisitRecord, 'judgements'>>`
    select ${rowColumns}, x.basis, x.item_code, x.approval, case when ${sourceSeen} then x.notice end as notice,
           case when ${sourceSeen} then x.exempt_reason end as exempt_reason, x.gate_log_in, x.started_at, x.submitted_at,
           x.findings, x.photo_ids, x.returned_reason, x.case_file_id,
           (select coalesce(jsonb_agg(jsonb_build_object('id', o.official_id, 'name', p.name, 'card', o.card) order by p.name), '[]')
              from visit_officers o join officials p on p.id = o.official_id where o.visit_id = x.id) as officers,
           (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'label', f.label, 'judgement',
                coalesce((select j.outcome from judgements j where j.visit_id = x.id and j.furnace_id = f.id order by j.id desc limit 1), f.judgement))
                order by f.label), '[]')
              from furnaces f where f.site_id = x.site_id) as furnaces
      from ${rowJoins(day)} where x.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}
