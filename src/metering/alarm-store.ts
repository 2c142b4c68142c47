/** All SQL of the alarms. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { Survey } from '../leads/survey.ts'
import { withinPaths } from '../platform/server/area-scope.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { AlarmCause, AlarmKind, AlarmState, AlarmStatus, Evidence, FeederKind } from './alarm.ts'
import type { AlarmRow } from './alarm-contract.ts'
import type { Finding, Spent } from './assessment.ts'

/** On a usage point, or on a feeder; then `siteName` is the name of the feeder. */
export type Alarm = AlarmState & {
  id: string
  usagePointId: string | null
  feederId: string | null
  siteId: string | null
  siteName: string
  score: number
  reasons: Evidence
  windowFrom: string
  windowTo: string
  lookedTo: string
  leadId: string | null
  areaId: number
  raisedAt: string
}

const alarmColumns =
  sql.raw(`a.id, a.usage_point_id, a.feeder_id, a.kind, a.score, a.reasons, a.window_from, a.window_to, a.looked_to, a.status,
  a.assigned_agency_id, a.register_checked_at, a.lead_id, a.area_id, a.area_path, a.raised_at, a.visit_id, a.survey, u.site_id,
  coalesce(s.name, f.name) as site_name`)
const ofPoint = sql.raw(`left join usage_points u on u.id = a.usage_point_id left join sites s on s.id = u.site_id
  left join feeders f on f.id = a.feeder_id`)

/** Refuses `not-found`. */
export async function lockAlarm(db: Db, id: string): Promise<Alarm> {
  const { rows } =
    await sql<Alarm>`select ${alarmColumns} from alarms a ${ofPoint} where a.id = ${id} for update of a`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { alarmId: id })
  return rows[0]
}

/** Open alarms of usage points, locked in one order. */
export async function lockOpenAlarms(db: Db, usagePointIds: readonly string[]): Promise<Alarm[]> {
  const { rows } = await sql<Alarm>`select ${alarmColumns} from alarms a ${ofPoint}
    where a.usage_point_id = any (${[...usagePointIds]}::uuid[]) and a.status <> 'closed' order by a.id for update of a`.execute(
    db,
  )
  return rows
}

/** The open alarm of a feeder of this kind, locked. */
export async function lockOpenFeederAlarm(db: Db, feederId: string, kind: FeederKind): Promise<Alarm | undefined> {
  const { rows } = await sql<Alarm>`select ${alarmColumns} from alarms a ${ofPoint}
    where a.feeder_id = ${feederId} and a.kind = ${kind} and a.status <> 'closed' for update of a`.execute(db)
  return rows[0]
}

/** The last day that a closed alarm of this kind has looked at. */
export async function findFeederSpent(db: Db, feederId: string, kind: FeederKind): Promise<string | null> {
  const { rows } = await sql<{ lookedTo: string | null }>`
    select max(looked_to) as looked_to from alarms
     where feeder_id = ${feederId} and kind = ${kind} and status = 'closed'`.execute(db)
  return rows[0]?.lookedTo ?? null
}

/** Alarms of suspicious kinds, or checked against the register in vain, whose lead is not open yet. */
export async function listWithoutLead(db: Db, kinds: readonly AlarmKind[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from alarms
    where lead_id is null and status in ('open', 'assigned') and kind = any (${[...kinds]}::text[]) order by raised_at, id`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Alarms that a lead, or one joined to it, came from. */
export async function lockAlarmsOfLead(db: Db, leadId: string): Promise<Alarm[]> {
  const { rows } = await sql<Alarm>`select ${alarmColumns} from alarms a ${ofPoint}
    where a.lead_id in (select id from leads where id = ${leadId} or joined_to = ${leadId}) and a.status <> 'closed'
    order by a.id for update of a`.execute(db)
  return rows
}

/** For each usage point and kind, the last day a closed alarm has looked at. */
export async function listSpent(db: Db, usagePointIds: readonly string[]): Promise<Map<string, Spent>> {
  const { rows } = await sql<{ usagePointId: string; kind: AlarmKind; lookedTo: string; volumeTo: string | null }>`
    select usage_point_id, kind, max(looked_to) as looked_to,
           max(looked_to) filter (where reasons -> 'reasons' @> '[{"code": "volumeExceeded"}]') as volume_to from alarms
     where usage_point_id = any (${[...usagePointIds]}::uuid[]) and status = 'closed' group by usage_point_id, kind`.execute(
    db,
  )
  const spent = new Map<string, Spent>()
  for (const { usagePointId, kind, lookedTo, volumeTo } of rows)
    spent.set(usagePointId, { ...spent.get(usagePointId), [kind]: lookedTo, ...(volumeTo && { volume: volumeTo }) })
  return spent
}

export type Raised = Finding & {
  id: string
  usagePointId: string | null
  feederId: string | null
  areaId: number
  areaPath: string
  lookedTo: string
  modelVersion: string | null
  at: Date
}

/** @returns false where the usage point or feeder has an open alarm of this kind. */
export async function insertAlarm(db: Db, alarm: Raised): Promise<boolean> {
  const { rows } = await sql<{
    id: string
  }>`insert into alarms (id, usage_point_id, feeder_id, kind, score, reasons, window_from, window_to, looked_to,
      raised_at, status, area_id, area_path, model_version)
    values (${alarm.id}, ${alarm.usagePointId}, ${alarm.feederId}, ${alarm.kind}, ${alarm.score}, ${JSON.stringify(alarm.evidence)}::jsonb, ${alarm.windowFrom},
      ${alarm.windowTo}, ${alarm.lookedTo}, ${alarm.at}, 'open', ${alarm.areaId}, ${alarm.areaPath}, ${alarm.modelVersion})
    on conflict do nothing returning id`.execute(db)
  return rows.length > 0
}

export async function saveRescored(
  db: Db,
  id: string,
  finding: Finding,
  lookedTo: string,
  modelVersion: string | null,
  at: Date,
): Promise<void> {
  await sql`update alarms set score = ${finding.score}, reasons = ${JSON.stringify(finding.evidence)}::jsonb, window_from = ${finding.windowFrom},
    window_to = ${finding.windowTo}, looked_to = ${lookedTo}, model_version = ${modelVersion}, rescored_at = ${at} where id = ${id}`.execute(
    db,
  )
}

export async function saveLookedTo(db: Db, ids: readonly string[], lookedTo: string): Promise<void> {
  await sql`update alarms set looked_to = ${lookedTo} where id = any (${[...ids]}::uuid[])`.execute(db)
}

export async function saveLead(db: Db, id: string, leadId: string): Promise<void> {
  await sql`update alarms set lead_id = ${leadId} where id = ${id}`.execute(db)
}

export async function saveAssigned(db: Db, id: string, status: AlarmStatus, agencyId: string): Promise<void> {
  await sql`update alarms set status = ${status}, assigned_agency_id = ${agencyId} where id = ${id}`.execute(db)
}

export async function saveRegisterChecked(db: Db, id: string, by: string, at: Date): Promise<void> {
  await sql`update alarms set register_checked_at = ${at}, register_checked_by = ${by} where id = ${id}`.execute(db)
}

/** What was found, and by whom; null where the lead tells it. */
type Verified = { status: AlarmStatus; found: string | null; survey: Survey | null; by: string | null; at: Date }

export async function saveVerified(db: Db, id: string, { status, found, survey, by, at }: Verified): Promise<void> {
  await sql`update alarms set status = ${status}, found = ${found}, survey = ${survey && JSON.stringify(survey)}::jsonb, verified_by = ${by},
    verified_at = ${at} where id = ${id}`.execute(db)
}

export type AlarmVisited = { id: string; areaPath: string; status: AlarmStatus }

/** Puts an accepted visit behind the alarms it bears out. @returns those that had another one, or none, before. */
export async function saveVisitBehind(db: Db, visitId: string): Promise<AlarmVisited[]> {
  const { rows } = await sql<AlarmVisited>`
    select alarm_id as id, alarm_path as area_path, alarm_status as status from put_visit_behind_alarms(${visitId})`.execute(
    db,
  )
  return rows
}

export async function saveClosed(
  db: Db,
  id: string,
  closing: { status: AlarmStatus; cause: AlarmCause; note: string | null; by: string | null; at: Date },
): Promise<void> {
  await sql`update alarms set status = ${closing.status}, cause = ${closing.cause}, close_note = ${closing.note}, closed_by = ${closing.by},
    closed_at = ${closing.at} where id = ${id}`.execute(db)
}

const rowColumns =
  sql.raw(`a.id, a.kind, a.score, a.reasons, a.window_from, a.window_to, a.raised_at, a.status, a.cause, a.lead_id,
  l.number as lead_number, a.area_id, a.area_path, v.name as area_name, a.usage_point_id, a.feeder_id,
  coalesce(u.account, f.account, '') as account, u.site_id, coalesce(s.name, f.name) as site_name,
  a.assigned_agency_id, g.name as assigned_agency_name, a.register_checked_at, a.model_version, a.visit_id, a.visited_on, a.survey`)
const rowJoins = (day: string) => sql`${ofPoint}
  left join area_versions v on v.area_id = a.area_id and ${versionAt(day)}
  left join agencies g on g.id = a.assigned_agency_id left join leads l on l.id = a.lead_id`

/** A visit stands behind alarm `a`, or a survey. */
const seenOnSite = sql.raw('(a.visit_id is not null or a.survey is not null)')

export type AlarmFilter = {
  after?: string | undefined
  limit: number
  paths: readonly string[]
  kinds?: readonly AlarmKind[] | undefined
  status?: AlarmStatus | undefined
  open?: 'true' | 'false' | undefined
  cause?: AlarmCause | undefined
  /** Whether somebody has been there. */
  onSite?: 'true' | 'false' | undefined
  usagePointId?: string | undefined
  siteId?: string | undefined
}

/** The most suspicious first. */
export async function listAlarms(
  db: Db,
  filter: AlarmFilter,
  day: string,
): Promise<{ rows: AlarmRow[]; next: string | null }> {
  const after = readCursor(filter.after, 2)
  const { kinds, status, open, cause, onSite, usagePointId, siteId } = filter
  const { rows } = await sql<AlarmRow>`select ${rowColumns} from alarms a ${rowJoins(day)}
     where ${withinPaths(sql`a.area_path`, filter.paths)}
       and ${kinds ? sql`a.kind = any (${[...kinds]}::text[])` : sql`true`}
       and ${status ? sql`a.status = ${status}` : sql`true`}
       and ${open ? (open === 'true' ? sql`a.status <> 'closed'` : sql`a.status = 'closed'`) : sql`true`}
       and ${cause ? sql`a.cause = ${cause}` : sql`true`}
       and ${onSite ? (onSite === 'true' ? seenOnSite : sql`not ${seenOnSite}`) : sql`true`}
       and ${usagePointId ? sql`a.usage_point_id = ${usagePointId}` : sql`true`}
       and ${siteId ? sql`u.site_id = ${siteId}` : sql`true`}
       and ${after ? sql`(a.score, a.id) < (${after[0]}::real, ${after[1]}::uuid)` : sql`true`}
     order by a.score desc, a.id desc limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.score, row.id])
}

export type AlarmRecord = AlarmRow & {
  surveyorNames: string[]
  found: string | null
  verifiedAt: string | null
  verifiedByName: string | null
  closeNote: string | null
  closedAt: string | null
  closedByName: string | null
  registerCheckedByName: string | null
  leadOutcome: string | null
}

/** Refuses `not-found`. */
export async function getAlarm(db: Db, id: string, day: string): Promise<AlarmRecord> {
  const { rows } = await sql<AlarmRecord>`
    select ${rowColumns}, a.found, a.verified_at, verifier.name as verified_by_name, a.close_note, a.closed_at, closer.name as closed_by_name,
           checker.name as register_checked_by_name, l.outcome as lead_outcome,
           array(select o.name from officials o where a.survey -> 'officerIds' ? o.id::text order by o.name) as surveyor_names
      from alarms a ${rowJoins(day)}
      left join officials verifier on verifier.id = a.verified_by left join officials closer on closer.id = a.closed_by
      left join officials checker on checker.id = a.register_checked_by
     where a.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { alarmId: id })
  return rows[0]
}

export type ClosedCount = { kind: AlarmKind; open: number; closed: number; forbidden: number; unseen: number }

/**
 * The measured yield: closed on a verification on site, and of those with cause `forbidden`. `unseen`: closed by a person with nobody having
 * been there, explained by the register or from before that was refused; they count for nothing.
 */
export async function countYield(db: Db, paths: readonly string[]): Promise<ClosedCount[]> {
  const { rows } = await sql<ClosedCount>`
    select a.kind, count(*) filter (where a.status <> 'closed') as open,
           count(*) filter (where a.cause <> 'readingsBack' and ${seenOnSite}) as closed,
           count(*) filter (where a.cause = 'forbidden' and a.visit_id is not null) as forbidden,
           count(*) filter (where a.cause <> 'readingsBack' and not ${seenOnSite}) as unseen
      from alarms a where ${withinPaths(sql`a.area_path`, paths)} group by a.kind order by a.kind`.execute(db)
  return rows
}

export type AlarmAgency = { id: string; name: { zh: string; en: string }; areaPath: string; areaName: string }

/** Departments of the day whose area covers a place, the nearest first. */
export async function listAlarmAgencies(db: Db, path: string, day: string): Promise<AlarmAgency[]> {
  const ids = path.split('/').filter(Boolean).map(Number)
  const { rows } = await sql<AlarmAgency>`select g.id, g.name, g.area_path, v.name as area_name from agencies g
      join area_versions v on v.area_id = g.area_id and ${versionAt(day)}
     where g.area_id = any (${ids}::int[]) and g.kind = 'department' and g.valid_from <= ${day} and (g.valid_to is null or g.valid_to >= ${day})
     order by length(g.area_path) desc, g.code limit 100`.execute(db)
  return rows
}
