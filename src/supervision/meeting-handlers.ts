/** Supervision meetings: plan → notice and replies → minutes, whose demands go into the rectification ledger. */
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import { takeDocumentNumber } from '../notices/acts.ts'
import type { Recipients } from '../notices/notice-document.ts'
import { getIssuer } from '../notices/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { documentDownload } from '../platform/server/documents/download.ts'
import { isDemonstration } from '../platform/server/platform-store.ts'
import { endLimits, meetLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { covers, type Grant, scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type Attendance, checkMeetingMinutes, type MeetingStatus, mayCall, mayReply, meetingMoves } from './meeting.ts'
import type { Attendee, meetingContract } from './meeting-contract.ts'
import { meetingMinutesDocument, meetingNotice } from './meeting-document.ts'
import {
  type Called,
  getMeeting,
  getMeetingRecord,
  insertAttendees,
  insertMeeting,
  listAttendees,
  listMeetings,
  type Meeting,
  saveAttendance,
  saveCancelled,
  saveMeetingMinuted,
  saveMeetingNotified,
  saveReply,
} from './meeting-store.ts'
import { startLimitOrWait, tellAgency, tellOffice } from './office-acts.ts'
import { citePicks } from './pick-acts.ts'
import { raiseRectification } from './rectification-acts.ts'
import { findReportAgency } from './snapshot-store.ts'
import { callingOffices } from './superior.ts'

export const meetingHandlers: Handlers<typeof meetingContract> = {
  listMeetings: ({ db }, input) => listMeetings(db, input),

  async getMeeting({ db, user, now }, { id }) {
    const record = await getMeetingRecord(db, id)
    const attendees = await listAttendees(db, id, dateInChina(now))
    // why another was picked is not the business of whoever sits beside it
    const mine = new Set(attendees.map((one) => one.areaId))
    const picks = mayCall(user, record) ? record.picks : record.picks.filter((one) => mine.has(one.areaId))
    return { ...record, picks, attendees }
  },

  async planMeeting(context, { citePick, summoned, ...plan }) {
    const { db, user, now } = context
    const called = await callUp(context, summoned)
    const from = callerOf(user.grants, called)
    if (!from) throw new Refusal('not-permitted')
    const agency = await findReportAgency(db, from.areaId, dateInChina(now))
    if (!agency) throw new Refusal('report-agency-missing')
    const governments = called.filter((one) => one.agencyId === null).map((one) => one.areaPath)
    const picks = citePick ? await citePicks(context, governments) : null
    const id = uuidv7()
    await insertMeeting(db, {
      id,
      ...plan,
      picks,
      agencyId: agency.id,
      areaId: from.areaId,
      areaPath: from.areaPath,
      plannedBy: user.officialId,
      at: now,
    })
    await insertAttendees(db, id, called)
    const changed = { summoned: called.length, cited: citePick }
    await context.record('meeting.planned', { subject: 'meeting', id, areaPath: from.areaPath, to: 'planned', changed })
    return { id }
  },

  async notifyMeeting(context, { id, meetingAt, place }) {
    const { db, now } = context
    const { meeting, status } = await take(context, id, 'notify')
    const today = dateInChina(now)
    const meetingOn = dateInChina(new Date(meetingAt))
    if (meetingOn < today) throw new Refusal('meeting-in-the-past')
    const attendees = await listAttendees(db, id, today)
    const frame = await frameOf(context, meeting, attendees)
    const { cause, agenda } = meeting
    await saveMeetingNotified(db, id, status, { ...frame, cause, agenda, meetingAt, place })
    const holder = { startedOn: meetingOn, holderAgencyId: meeting.agencyId }
    await startLimitOrWait(context, { kind: 'meeting', ...meeting }, 'limit.meetingMinutes', holder)
    await tellAll(context, attendees, { id, number: frame.number }, 'notice')
    await recordMove(context, 'meeting.notified', meeting, status, { number: frame.number, meetingAt })
    return { number: frame.number }
  },

  async replyToMeeting(context, { id, attendeeId, who }) {
    const { db, user, now, record } = context
    const { status, number } = await getMeeting(db, id)
    const attendee = (await listAttendees(db, id, dateInChina(now))).find((one) => one.id === attendeeId)
    if (!attendee) throw new Refusal('not-found')
    if (!mayReply(user, attendee)) throw new Refusal('not-permitted')
    if (status !== 'notified') throw new Refusal('wrong-state', { status })
    await saveReply(db, attendeeId, who, user.officialId, now)
    const { areaPath } = attendee
    await record('meeting.replied', { subject: 'meeting', id, areaPath, changed: { number }, personal: { who } })
    return { id }
  },

  async recordMeetingMinutes(context, { id, ...minutes }) {
    const { db, now } = context
    const { meeting, status } = await take(context, id, 'minute')
    const today = dateInChina(now)
    const attendees = await listAttendees(db, id, today)
    checkMeetingMinutes(minutes, attendees, meeting.notifiedOn ?? today, today)
    const noted = new Map<string, Attendance>(minutes.attendance.map((one) => [one.attendeeId, one.attendance]))
    const attendance = new Map(attendees.map((one) => [one.id, noted.get(one.id) ?? 'absent']))
    const frame = await frameOf(context, meeting, attendees)
    const names = new Map(attendees.map((one) => [one.areaId, one.areaName]))
    await saveMeetingMinuted(db, id, status, minutes, {
      ...frame,
      heldOn: minutes.heldOn,
      chair: minutes.chair,
      proceedings: minutes.proceedings,
      agenda: meeting.agenda,
      noticeNumber: meeting.number ?? '',
      attending: attendees.map((one) => ({
        name: one.agencyName?.zh ?? one.areaName,
        attendance: attendance.get(one.id) ?? 'absent',
        reply: one.reply,
      })),
      demands: minutes.demands.map((one) => ({ ...one, areaName: names.get(one.areaId) ?? '' })),
    })
    await saveAttendance(db, attendance)
    await meetLimits(db, id, 'limit.meetingMinutes', today)
    const origin = { source: 'meeting', sourceId: id, sourceNumber: frame.number } as const
    const itemIds: string[] = []
    for (const one of minutes.demands) itemIds.push(await raiseRectification(context, { ...one, ...origin }))
    await tellAll(context, attendees, { id, number: frame.number }, 'minutes')
    await recordMove(context, 'meeting.minuted', meeting, status, {
      number: frame.number,
      heldOn: minutes.heldOn,
      itemIds,
    })
    return { number: frame.number, itemIds }
  },

  async cancelMeeting(context, { id, reason }) {
    const { db, now } = context
    const { meeting, status } = await take(context, id, 'cancel')
    const today = dateInChina(now)
    await saveCancelled(db, id, status, reason)
    await endLimits(db, id, 'limit.meetingMinutes', today, 'cancelled')
    if (meeting.number !== null)
      await tellAll(context, await listAttendees(db, id, today), { id, number: meeting.number }, 'cancel')
    await recordMove(context, 'meeting.cancelled', meeting, status)
    return { id }
  },

  async downloadMeeting({ db }, { id, paper, format }) {
    const { noticePaper, minutesPaper } = await getMeeting(db, id)
    if (paper === 'notice' && noticePaper)
      return documentDownload(meetingNotice(noticePaper), format, `会议通知-${noticePaper.number}`)
    if (paper === 'minutes' && minutesPaper)
      return documentDownload(meetingMinutesDocument(minutesPaper), format, `会议纪要-${minutesPaper.number}`)
    throw new Refusal('not-found')
  },
}

/** Places and departments by their ids, each once. Refuses `not-found`, `not-permitted` for what lies outside my scope. */
async function callUp(
  { db, user, now }: Context,
  summoned: readonly { areaId: number; agencyId: string | null }[],
): Promise<Called[]> {
  const paths = scopePaths(user)
  const called = new Map<string, Called>()
  for (const { areaId, agencyId } of summoned) {
    const area = await getArea(db, areaId, dateInChina(now))
    if (!paths.some((path) => covers(path, area.path))) throw new Refusal('not-permitted')
    if (agencyId !== null && (await getIssuer(db, agencyId)).areaId !== areaId) throw new Refusal('not-found')
    called.set(`${areaId} ${agencyId}`, { id: uuidv7(), areaId, areaPath: area.path, agencyId })
  }
  return [...called.values()]
}

/** The grant by which an office stands above all governments it calls; departments may sit beside it. */
const callerOf = (grants: readonly Grant[], called: readonly Called[]): Grant | undefined =>
  grants.find(
    (g) =>
      callingOffices.some((role) => role === g.role) &&
      called.every((one) => covers(g.areaPath, one.areaPath) && (one.agencyId !== null || one.areaId !== g.areaId)),
  )

/** Locks, permits and moves. Refuses `not-found`, `not-permitted`, `wrong-state`. */
async function take({ db, user }: Context, id: string, name: keyof typeof meetingMoves) {
  const meeting = await getMeeting(db, id, true)
  if (!mayCall(user, meeting)) throw new Refusal('not-permitted')
  return { meeting, status: move<MeetingStatus>(meetingMoves, name, meeting.status) }
}

async function frameOf(context: Context, { agencyId, subject }: Meeting, attendees: readonly Attendee[]) {
  const { db, now } = context
  const levels = [...new Set(attendees.map((one) => (one.agencyId === null ? one.areaLevel : 'agency')))]
  const recipients = levels.map((level): Recipients => {
    const of = attendees.filter((one) => (one.agencyId === null ? one.areaLevel : 'agency') === level)
    return { level, count: of.length, names: of.map((one) => one.agencyName?.zh ?? one.areaName) }
  })
  return {
    number: await takeDocumentNumber(context, agencyId),
    issuerName: (await getIssuer(db, agencyId)).name.zh,
    date: dateInChina(now),
    demonstration: await isDemonstration(db),
    subject,
    recipients,
  }
}

async function tellAll(
  context: Context,
  attendees: readonly (Attendee & { areaPath: string })[],
  { id, number }: { id: string; number: string },
  occasion: string,
): Promise<void> {
  const matter = { kind: 'meeting', id, number, occasion }
  for (const { agencyId, areaId, areaPath } of attendees) {
    if (agencyId === null) await tellOffice(context, { areaId, areaPath }, matter)
    else await tellAgency(context, agencyId, areaPath, matter)
  }
}

const recordMove = (
  { record }: Context,
  kind: string,
  { id, areaPath, status }: Meeting,
  to: MeetingStatus,
  changed: Record<string, unknown> = {},
): Promise<void> => record(kind, { subject: 'meeting', id, areaPath, from: status, to, changed })
