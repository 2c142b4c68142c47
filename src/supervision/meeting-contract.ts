/** Operations of supervision meetings. */
import { z } from 'zod'
import { contract, date, instant, line, page, pageInput, words } from '../platform/shared/contract.ts'
import { areaLevels } from '../platform/shared/permission.ts'
import { attendances, meetingMinutes, meetingPlan, meetingStatuses } from './meeting.ts'
import { pick } from './pick.ts'
import { callingOffices } from './superior.ts'

const readers = [
  'cityOffice',
  'countyOffice',
  'townshipLeader',
  'departmentOfficer',
  'superiorInspector',
  'legalReviewer',
] as const
export const meetingReaders = readers
const byId = z.object({ id: z.uuid() })
const name = z.object({ zh: z.string(), en: z.string() })

export const meetingRow = z.object({
  id: z.uuid(),
  areaId: z.number(),
  areaPath: z.string(),
  callerName: name,
  subject: z.string(),
  status: z.enum(meetingStatuses),
  number: z.string().nullable(),
  plannedAt: instant,
  meetingAt: instant.nullable(),
  heldOn: date.nullable(),
  /** Of those I may see. */
  summonedCount: z.number(),
  repliedCount: z.number(),
})
export type MeetingRow = z.infer<typeof meetingRow>

const attendee = z.object({
  id: z.uuid(),
  areaId: z.number(),
  areaName: z.string(),
  areaLevel: z.enum(areaLevels),
  agencyId: z.uuid().nullable(),
  agencyName: name.nullable(),
  reply: z.string().nullable(),
  replierName: z.string().nullable(),
  attendance: z.enum(attendances).nullable(),
})
export type Attendee = z.infer<typeof attendee>

export const meetingRecord = meetingRow.extend({
  cause: z.string(),
  agenda: z.array(z.string()),
  /** Those of places in my scope. */
  picks: z.array(pick),
  plannerName: z.string(),
  place: z.string().nullable(),
  minutesNumber: z.string().nullable(),
  minutes: meetingMinutes.nullable(),
  cancelledReason: z.string().nullable(),
  attendees: z.array(attendee),
})
export type MeetingRecord = z.infer<typeof meetingRecord>

export const meetingContract = contract({
  listMeetings: {
    method: 'GET',
    path: '/api/supervision/meetings',
    needs: readers,
    title: 'Meetings that I call or am summoned to, newest first',
    input: z.object({ ...pageInput, status: z.enum(meetingStatuses).optional() }),
    output: page(meetingRow),
  },
  getMeeting: {
    method: 'GET',
    path: '/api/supervision/meetings/:id',
    needs: readers,
    title: 'One meeting with its agenda, who is summoned, and its minutes',
    input: byId,
    output: meetingRecord,
  },
  planMeeting: {
    method: 'POST',
    path: '/api/supervision/meetings',
    needs: callingOffices,
    title: 'Plan a meeting of governments and departments below',
    input: meetingPlan.extend({ citePick: z.boolean() }),
    output: byId,
  },
  notifyMeeting: {
    method: 'POST',
    path: '/api/supervision/meetings/:id/notify',
    needs: callingOffices,
    title: 'Issue the notice of the meeting under the next number and tell everybody who is summoned',
    input: z.object({ id: z.uuid(), meetingAt: instant, place: line }),
    output: z.object({ number: z.string() }),
  },
  replyToMeeting: {
    method: 'POST',
    path: '/api/supervision/meetings/:id/reply',
    needs: ['countyOffice', 'townshipLeader', 'departmentOfficer'],
    title: 'Say who will come; a new answer takes the place of the last',
    input: z.object({ id: z.uuid(), attendeeId: z.uuid(), who: line }),
    output: byId,
  },
  recordMeetingMinutes: {
    method: 'POST',
    path: '/api/supervision/meetings/:id/minutes',
    needs: callingOffices,
    title: 'Record attendance and minutes under a number; each demand becomes an item of the rectification ledger',
    input: meetingMinutes.extend({ id: z.uuid() }),
    output: z.object({ number: z.string(), itemIds: z.array(z.uuid()) }),
  },
  cancelMeeting: {
    method: 'POST',
    path: '/api/supervision/meetings/:id/cancel',
    needs: callingOffices,
    title: 'Cancel a meeting with reasons; those who were told are told',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  downloadMeeting: {
    method: 'GET',
    path: '/api/supervision/meetings/:id/document',
    needs: readers,
    title: 'The notice of the meeting or its minutes, Word or PDF',
    body: 'download',
    input: z.object({ id: z.uuid(), paper: z.enum(['notice', 'minutes']), format: z.enum(['docx', 'pdf']) }),
    output: z.unknown(),
  },
})
