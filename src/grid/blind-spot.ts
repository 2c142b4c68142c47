/** What makes a blind spot (盲区) on a day: the rules of that day, gathered. Pure. */
import { z } from 'zod'
import { addDays, isWorkingDay, type WorkCalendar } from '../platform/shared/calendar.ts'
import { date } from '../platform/shared/contract.ts'
import { type AreaLevel, areaLevels } from '../platform/shared/permission.ts'
import { bilingual } from '../rulebook/rule.ts'
import type { FunctionKind } from '../rulebook/values.ts'
import { type PostKind, post } from './appointment.ts'

export const blindSpotKinds = ['vacancy', 'onLeave', 'noPhone', 'overloaded', 'unacknowledged', 'inactive'] as const
export type BlindSpotKind = (typeof blindSpotKinds)[number]

/** A post that each area of a level, or each department of the named functions there, must have filled. */
export type RequiredPost = {
  level: AreaLevel
  post: PostKind
  per: 'area' | 'department'
  required: number
  functionKinds: readonly FunctionKind[]
}

/** The post from which the confirmation of a notice is awaited; for a department, its liaison. */
export const confirmingPost = {
  city: 'leaderInCharge',
  county: 'leaderInCharge',
  township: 'gridLeader',
  village: 'gridWorker',
} as const satisfies Record<AreaLevel, PostKind>

/** The rules of one day; a kind without rule on that day is not looked for. */
export type BlindSpotRules = {
  posts: readonly RequiredPost[]
  /** Days after the end of an appointment before the post counts as vacant. */
  graceDays: number | null
  /** Whether a holder on leave in whose place nobody stands is one. */
  leaves: boolean
  phoneRequired: boolean
  /** Areas of one level that one holder may have at most. */
  maxAreas: Partial<Record<AreaLevel, number>>
  /** Grid workers whose last observation lies before this day are inactive; null: no rule. */
  inactiveBefore: string | null
}

export const blindSpot = z.object({
  kind: z.enum(blindSpotKinds),
  areaId: z.number().int(),
  areaPath: z.string(),
  areaName: z.string(),
  level: z.enum(areaLevels),
  post,
  /** Null for a vacancy, and for a notice not confirmed, which any holder of the place may confirm. */
  appointmentId: z.uuid().nullable(),
  officialId: z.uuid().nullable(),
  officialName: z.string().nullable(),
  /** The department without liaison. */
  agencyId: z.uuid().nullable(),
  agencyName: bilingual.nullable(),
  lastActiveOn: date.nullable(),
  /** The oldest notice in force that was not confirmed in time. */
  noticeId: z.uuid().nullable(),
  noticeNumber: z.string().nullable(),
  /** The last day on which it was chased. */
  chasedOn: date.nullable(),
})
export type BlindSpot = z.infer<typeof blindSpot>

/**
 * The last day that lies a whole term of days before `date`; in a year without calendar every day counts, so that the list of blind spots
 * does not fail for it. @param calendar needed for working days only.
 */
export function dayBefore(
  date: string,
  days: number,
  dayKind: 'working' | 'calendar',
  calendar: WorkCalendar | null,
): string {
  if (dayKind === 'calendar' || calendar === null) return addDays(date, -days)
  let day = date
  for (let left = days; left > 0; ) {
    day = addDays(day, -1)
    if (!calendar.years.has(Number(day.slice(0, 4))) || isWorkingDay(day, calendar)) left -= 1
  }
  return day
}
