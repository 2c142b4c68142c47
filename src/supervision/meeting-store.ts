/** SQL of the supervision meetings. */
import { sql } from 'kysely'
import { lastVersionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Attendance, MeetingMinutes, MeetingStatus } from './meeting.ts'
import type { Attendee, MeetingRecord, MeetingRow } from './meeting-contract.ts'
import type { MeetingMinutesPaper, MeetingNoticePaper } from './meeting-document.ts'
import type { PlacePick } from './pick.ts'

export type Meeting = {
  id: string
  agencyId: string
  areaId: number
  areaPath: string
  status: MeetingStatus
  subject: string
  cause: string
  agenda: string[]
  number: string | null
  notifiedOn: string | null
  noticePaper: MeetingNoticePaper | null
  minutesPaper: MeetingMinutesPaper | null
}

/** Refuses `not-found`. */
export async function getMeeting(db: Db, id: string, forUpdate = false): Promise<Meeting> {
  const { rows } =
    await sql<Meeting>`select id, agency_id, area_id, area_path, status, subject, cause, agenda, number, notified_on, notice_paper,
    minutes_paper from meetings where id = ${id} ${forUpdate ? sql`for update` : sql``}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type PlannedMeeting = Pick<
  Meeting,
  'id' | 'agencyId' | 'areaId' | 'areaPath' | 'subject' | 'cause' | 'agenda'
> & {
  picks: readonly PlacePick[] | null
  plannedBy: string
  at: Date
}

export async function insertMeeting(db: Db, m: PlannedMeeting): Promise<void> {
  await sql`insert into meetings (id, agency_id, area_id, area_path, status, subject, cause, agenda, picks, planned_by, planned_at)
    values (${m.id}, ${m.agencyId}, ${m.areaId}, ${m.areaPath}, 'planned', ${m.subject}, ${m.cause}, ${m.agenda}::text[],
      ${m.picks === null ? null : JSON.stringify(m.picks)}::jsonb, ${m.plannedBy}, ${m.at})`.execute(db)
}

export type Called = { id: string; areaId: number; areaPath: string; agencyId: string | null }

export async function insertAttendees(db: Db, meetingId: string, called: readonly Called[]): Promise<void> {
  await sql`insert into meeting_attendees (id, meeting_id, area_id, area_path, agency_id)
    select x.id, ${meetingId}, x.area_id, x.area_path, x.agency_id
      from jsonb_to_recordset(${JSON.stringify(called.map(({ id, areaId, areaPath, agencyId }) => ({ id, area_id: areaId, area_path: areaPath, agency_id: agencyId })))}::jsonb)
        as x(id uuid, area_id int, area_path text, agency_id uuid) on conflict do nothing`.execute(db)
}

export async function saveMeetingNotified(
  db: Db,
  id: string,
  status: MeetingStatus,
  paper: MeetingNoticePaper,
): Promise<void> {
  await sql`update meetings set status = ${status}, number = ${paper.number}, meeting_at = ${paper.meetingAt}, place = ${paper.place},
    notice_paper = ${JSON.stringify(paper)}::jsonb, notified_on = ${paper.date} where id = ${id}`.execute(db)
}

export async function saveReply(db: Db, attendeeId: string, who: string, by: string, at: Date): Promise<void> {
  await sql`update meeting_attendees set reply = ${who}, replied_by = ${by}, replied_at = ${at} where id = ${attendeeId}`.execute(
    db,
  )
}

export async function saveMeetingMinuted(
  db: Db,
  id: string,
  status: MeetingStatus,
  minutes: MeetingMinutes,
  paper: MeetingMinutesPaper,
): Promise<void> {
  await sql`update meetings set status = ${status}, minutes_number = ${paper.number}, minutes = ${JSON.stringify(minutes)}::jsonb,
    minutes_paper = ${JSON.stringify(paper)}::jsonb, held_on = ${minutes.heldOn} where id = ${id}`.execute(db)
}

export async function saveAttendance(db: Db, attendance: ReadonlyMap<string, Attendance>): Promise<void> {
  await sql`update meeting_attendees a set attendance = x.attendance
      from unnest(${[...attendance.keys()]}::uuid[], ${[...attendance.values()]}::text[]) as x(id, attendance) where a.id = x.id`.execute(
    db,
  )
}

export async function saveCancelled(db: Db, id: string, status: MeetingStatus, reason: string): Promise<void> {
  await sql`update meetings set status = ${status}, cancelled_reason = ${reason} where id = ${id}`.execute(db)
}

const rowColumns =
  sql.raw(`m.id, m.area_id, m.area_path, g.name as caller_name, m.subject, m.status, m.number, m.planned_at, m.meeting_at, m.held_on,
  (select count(*) from meeting_attendees a where a.meeting_id = m.id)::int as summoned_count,
  (select count(*) from meeting_attendees a where a.meeting_id = m.id and a.reply is not null)::int as replied_count`)

export async function listMeetings(
  db: Db,
  input: { after?: string | undefined; limit: number; status?: MeetingStatus | undefined },
) {
  const after = readCursor(input.after, 2)
  const { rows } = await sql<MeetingRow>`
    select ${rowColumns} from meetings m join agencies g on g.id = m.agency_id
     where ${input.status ? sql`m.status = ${input.status}` : sql`true`}
       and ${after ? sql`(m.planned_at, m.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
     order by m.planned_at desc, m.id desc limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row): CursorValues => [row.plannedAt, row.id])
}

/** Refuses `not-found`. */
export async function getMeetingRecord(db: Db, id: string): Promise<Omit<MeetingRecord, 'attendees'>> {
  const { rows } = await sql<Omit<MeetingRecord, 'attendees'>>`
    select ${rowColumns}, m.cause, m.agenda, coalesce(m.picks, '[]') as picks, o.name as planner_name, m.place, m.minutes_number, m.minutes,
           m.cancelled_reason
      from meetings m join agencies g on g.id = m.agency_id join officials o on o.id = m.planned_by where m.id = ${id}`.execute(
    db,
  )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** Those the caller may see, by place. */
export async function listAttendees(
  db: Db,
  meetingId: string,
  day: string,
): Promise<(Attendee & { areaPath: string })[]> {
  const { rows } = await sql<Attendee & { areaPath: string }>`
    select a.id, a.area_id, a.area_path, v.name as area_name, v.level as area_level, a.agency_id, g.name as agency_name, a.reply,
           o.name as replier_name, a.attendance
      from meeting_attendees a join area_versions v on v.area_id = a.area_id and ${lastVersionAt(day)}
      left join agencies g on g.id = a.agency_id left join officials o on o.id = a.replied_by
     where a.meeting_id = ${meetingId} order by a.area_path, g.code nulls first, a.id limit 200`.execute(db)
  return rows
}
