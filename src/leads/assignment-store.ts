/** All SQL of the assignments of leads, and of the agencies that may be charged. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import type { LeadDetail } from './contract.ts'
import type { AssignableAgency, LeadState } from './lead.ts'

export type ChargeableAgency = AssignableAgency & { name: { zh: string; en: string }; areaName: string }

/**
 * Agencies of the day whose area covers the lead's place, the nearest first; not those whose officers are all among `kept`.
 * @param agencyId only this one.
 */
export async function listCoveringAgencies(
  db: Db,
  lead: LeadState,
  functions: readonly string[],
  day: string,
  kept: readonly string[],
  agencyId: string | null = null,
): Promise<ChargeableAgency[]> {
  const ids = lead.areaPath.split('/').filter(Boolean).map(Number)
  const { rows } = await sql<ChargeableAgency>`
    select a.id, a.name, a.function_kind, a.area_path, v.level as area_level, v.name as area_name,
           exists (select 1 from lead_assignments x where x.lead_id = ${lead.id} and x.agency_id = a.id and x.returned_at is not null) as returned_before,
           exists (select 1 from leads l join lead_assignments x on x.lead_id = l.second_look_of
                    where l.id = ${lead.id} and x.agency_id = a.id and x.taken_up_at is not null) as looked_before
      from agencies a join area_versions v on v.area_id = a.area_id and ${versionAt(day)}
     where a.area_id = any (${ids}::int[]) and a.function_kind = any (${[...functions]}::text[])
       and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day})
       and not coalesce((select bool_and(r.official_id = any (${[...kept]}::uuid[])) from role_grants r
             where r.agency_id = a.id and r.role = 'departmentOfficer' and r.valid_from <= ${day} and (r.valid_to is null or r.valid_to >= ${day})), false)
       and ${agencyId === null ? sql`true` : sql`a.id = ${agencyId}`}
     order by length(a.area_path) desc, a.code limit 100`.execute(db)
  return rows
}

export type Assignment = { id: string; agencyId: string; by: string; at: Date; note: string | null }

export async function insertAssignment(db: Db, lead: LeadState, assignment: Assignment): Promise<void> {
  const { id, agencyId, by, at, note } = assignment
  await sql`insert into lead_assignments (id, lead_id, area_path, agency_id, assigned_by, assigned_at, note)
    values (${id}, ${lead.id}, ${lead.areaPath}, ${agencyId}, ${by}, ${at}, ${note})`.execute(db)
}

export async function saveTakenUp(db: Db, leadId: string, by: string, at: Date): Promise<void> {
  await sql`update lead_assignments set taken_up_by = ${by}, taken_up_at = ${at}
    where lead_id = ${leadId} and returned_at is null and taken_up_at is null`.execute(db)
}

export async function saveReturned(db: Db, leadId: string, by: string, at: Date, reason: string): Promise<void> {
  await sql`update lead_assignments set returned_by = ${by}, returned_at = ${at}, return_reason = ${reason}
    where lead_id = ${leadId} and returned_at is null`.execute(db)
}

/** The program takes an assignment back, taken up or not. */
export async function saveTakenBack(db: Db, leadId: string, at: Date, reason: string): Promise<void> {
  await sql`update lead_assignments set returned_at = ${at}, return_reason = ${reason} where lead_id = ${leadId} and returned_at is null`.execute(
    db,
  )
}

/** Whether one of these agencies has given the lead back before. */
export async function wasReturnedBy(db: Db, leadId: string, agencyIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (
    select 1 from lead_assignments where lead_id = ${leadId} and agency_id = any (${[...agencyIds]}::uuid[]) and returned_at is not null) as found`.execute(
    db,
  )
  return rows[0]?.found ?? false
}

/** Oldest first. */
export async function listAssignments(db: Db, leadId: string): Promise<LeadDetail['assignments']> {
  const { rows } = await sql<LeadDetail['assignments'][number]>`
    select x.id, x.agency_id, a.name as agency_name, by.name as assigned_by_name, x.assigned_at, x.note,
           up.name as taken_up_by_name, x.taken_up_at, back.name as returned_by_name, x.returned_at, x.return_reason
      from lead_assignments x join agencies a on a.id = x.agency_id
      left join officials by on by.id = x.assigned_by
      left join officials up on up.id = x.taken_up_by
      left join officials back on back.id = x.returned_by
     where x.lead_id = ${leadId} order by x.assigned_at, x.id limit 100`.execute(db)
  return rows
}
