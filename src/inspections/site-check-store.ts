/** SQL of alarms whose outcome a visit has borne out. */
import { sql } from 'kysely'
import { modelKinds } from '../metering/alarm.ts'
import type { LicencePeriod } from '../metering/held-licence.ts'
import { type TeachingCause, teachingCauses } from '../metering/site-check.ts'
import type { Db } from '../platform/server/db.ts'

export type CheckedAlarm = {
  alarmId: string
  cause: TeachingCause
  account: string
  contractKw: number | null
  contractKva: number | null
  siteClosedOn: string | null
  licences: LicencePeriod[]
  windowFrom: string
  windowTo: string
}

/**
 * Closed alarms on heats with a cause that teaches, behind which an accepted visit of at least two card-holders stands. The newest first,
 * one a usage point: what was found last is what holds.
 */
export async function listCheckedAlarms(db: Db, limit: number): Promise<CheckedAlarm[]> {
  const { rows } = await sql<CheckedAlarm>`select * from (
    select distinct on (u.id) a.id as alarm_id, a.cause, u.account, u.contract_kw, u.contract_kva, a.window_from, a.window_to, a.closed_at,
           case when s.status = 'closed' then s.closed_on end as site_closed_on,
           coalesce((select jsonb_agg(jsonb_build_object('furnacePowerKw', l.furnace_power_kw, 'shift', l.shift, 'hours', l.hours, 'yearlyVolumeT', l.yearly_volume_t, 'validFrom', l.valid_from, 'validTo', l.valid_to)
             order by l.valid_from, l.id) from licences l where l.site_id = u.site_id), '[]') as licences
      from alarms a join usage_points u on u.id = a.usage_point_id join sites s on s.id = u.site_id
     where a.status = 'closed' and a.kind = any (${[...modelKinds]}::text[]) and a.cause = any (${[...teachingCauses]}::text[])
       and (select count(*) from visit_officers o where o.visit_id = a.visit_id and o.card <> '') >= 2
     order by u.id, a.closed_at desc, a.id) as checked
    order by closed_at desc, alarm_id limit ${limit}`.execute(db)
  return rows
}
