/** SQL of leaves. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import type { Leave } from './leave.ts'

/** Whether a leave `l` holds on a day. */
const holds = (day: string) =>
  sql`l.from_on <= ${day} and l.to_on >= ${day} and (l.returned_on is null or l.returned_on > ${day})`

/** Whether an appointment (the name of its row) is on leave on a day. */
export const isAway = (appointment: string, day: string): RawBuilder<boolean> =>
  sql`exists (select from leaves l where l.appointment_id = ${sql.ref(`${appointment}.id`)} and ${holds(day)})`

/** The leave of an appointment that holds on a day; without a day, the one that is not over today, the nearest first. */
export const leaveOf = (appointment: string, day: string | null): RawBuilder<Leave | null> => sql`
  (select jsonb_build_object('id', l.id, 'fromOn', l.from_on, 'toOn', l.to_on) from leaves l
    where l.appointment_id = ${sql.ref(`${appointment}.id`)} and ${day === null ? notOver(sql`(present_instant() at time zone 'Asia/Shanghai')::date`) : holds(day)}
    order by l.from_on limit 1)`

const notOver = (today: RawBuilder<unknown>) => sql`l.to_on >= ${today} and l.returned_on is null`

/** Whether anybody within sight is on leave on a day. */
export async function isAnyoneAway(db: Db, day: string): Promise<boolean> {
  const { rows } = await sql<{
    away: boolean
  }>`select exists (select from leaves l where ${holds(day)}) as away`.execute(db)
  return rows[0]?.away ?? false
}

/** Leaves of an appointment that are not over, the nearest first. */
export async function listLeaves(db: Db, appointmentId: string, today: string): Promise<Leave[]> {
  const { rows } = await sql<Leave>`select l.id, l.from_on, l.to_on from leaves l
    where l.appointment_id = ${appointmentId} and ${notOver(sql`${today}::date`)} order by l.from_on limit 100`.execute(
    db,
  )
  return rows
}

type LeaveToAdd = Leave & { appointmentId: string; areaPath: string; enteredBy: string }

export async function insertLeave(db: Db, leave: LeaveToAdd, at: Date): Promise<void> {
  await sql`insert into leaves (id, appointment_id, area_path, from_on, to_on, entered_by, entered_at)
    values (${leave.id}, ${leave.appointmentId}, ${leave.areaPath}, ${leave.fromOn}, ${leave.toOn}, ${leave.enteredBy}, ${at})`.execute(
    db,
  )
}

export async function saveReturned(db: Db, id: string, on: string): Promise<void> {
  await sql`update leaves set returned_on = ${on} where id = ${id}`.execute(db)
}

/** Appointments `a` on leave on a day, with their area `v`, in whose place nobody is: no other holder of the post, and no substitute. */
export const nobodyStandsIn = (day: string): RawBuilder<unknown> => {
  const runs = (name: string) =>
    sql`${sql.ref(`${name}.valid_from`)} <= ${day} and (${sql.ref(`${name}.valid_to`)} is null or ${sql.ref(`${name}.valid_to`)} >= ${day})`
  return sql`leaves l join appointments a on a.id = l.appointment_id and ${runs('a')}
    where ${holds(day)} and a.post <> 'substitute'
      and not exists (select from appointments s where s.area_id = a.area_id and s.agency_id is not distinct from a.agency_id
                         and s.post in (a.post, 'substitute') and ${runs('s')}
                         and not exists (select from leaves l where l.appointment_id = s.id and ${holds(day)}))`
}
