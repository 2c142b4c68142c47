/** A supervision meeting (督导会), article 7 of the notice: called by an office, told by a notice, minuted; its demands go into the ledger. Pure. */
import { z } from 'zod'
import { date, line, words } from '../platform/shared/contract.ts'
import type { Moves } from '../platform/shared/moves.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { demand } from './rectification.ts'
import { answersFor, callingOffices } from './superior.ts'

export const meetingStatuses = ['planned', 'notified', 'minuted', 'cancelled'] as const
export type MeetingStatus = (typeof meetingStatuses)[number]

/** The whole life of a meeting. */
export const meetingMoves = {
  notify: { from: ['planned'], to: 'notified' },
  minute: { from: ['notified'], to: 'minuted' },
  cancel: { from: ['planned', 'notified'], to: 'cancelled' },
} as const satisfies Moves<MeetingStatus>

export const attendances = ['present', 'excused', 'absent'] as const
export type Attendance = (typeof attendances)[number]

const areaId = z.number().int().positive().max(2_147_483_647)
/** The government of an area, or a department there. */
export const summoned = z.object({ areaId, agencyId: z.uuid().nullable() })

export const meetingPlan = z.object({
  subject: line,
  cause: words,
  agenda: z.array(line).min(1).max(20),
  summoned: z.array(summoned).min(1).max(200),
})
export type MeetingPlan = z.infer<typeof meetingPlan>

export const meetingMinutes = z.object({
  heldOn: date,
  chair: line,
  /** What was reported and said. */
  proceedings: words,
  /** Whoever is not named here was absent. */
  attendance: z.array(z.object({ attendeeId: z.uuid(), attendance: z.enum(attendances) })).max(200),
  demands: z.array(demand.extend({ areaId })).max(50),
})
export type MeetingMinutes = z.infer<typeof meetingMinutes>

/** Whoever sits in the office that calls. */
export const mayCall = (user: Actor, { areaId }: { areaId: number }): boolean =>
  user.grants.some((g) => callingOffices.some((role) => role === g.role) && g.areaId === areaId)

/** A government answers by its office, a department by its own people. */
export const mayReply = (user: Actor, attendee: { areaId: number; agencyId: string | null }): boolean =>
  attendee.agencyId === null
    ? answersFor(user, attendee)
    : user.grants.some((g) => g.agencyId === attendee.agencyId && g.role === 'departmentOfficer')

type Attending = { areaId: number; agencyId: string | null }

/**
 * Minutes are of a meeting that was held, after its notice, and demand something of governments that were summoned.
 * Refuses `meeting-not-held`, `demand-before-meeting`, `not-summoned`.
 */
export function checkMeetingMinutes(
  { heldOn, demands }: MeetingMinutes,
  attending: readonly Attending[],
  notifiedOn: string,
  today: string,
): void {
  if (heldOn > today || heldOn < notifiedOn) throw new Refusal('meeting-not-held')
  if (demands.some(({ dueOn }) => dueOn !== null && dueOn < heldOn)) throw new Refusal('demand-before-meeting')
  const governments = attending.filter(({ agencyId }) => agencyId === null).map(({ areaId }) => areaId)
  if (demands.some(({ areaId }) => !governments.includes(areaId))) throw new Refusal('not-summoned')
}
