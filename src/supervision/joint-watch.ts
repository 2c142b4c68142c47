/**
 * The watch of article nine (联合调查): what was reported to the national conference or found in its check, and how long is left before
 * its local verification or handling runs late, which is the condition of a joint investigation. Pure.
 */
import { z } from 'zod'
import { nationalOrigins } from '../leads/lead.ts'
import { date } from '../platform/shared/contract.ts'
import type { CountWorking } from './ladder.ts'

/** What stands under the watch: a tip while it is open, then its lead, then the case of that. */
export const watchedKinds = ['tip', 'lead', 'caseFile'] as const
/** `noLimit`: nothing runs that would say when it is late, which is no comfort. `met`: the condition is met. */
export const watchStates = ['noLimit', 'met', 'pressing', 'inTime', 'suspended'] as const
export type WatchState = (typeof watchStates)[number]

export const watchedRow = z.object({
  recordKind: z.enum(watchedKinds),
  recordId: z.uuid(),
  title: z.string(),
  areaId: z.number(),
  areaName: z.string(),
  countyName: z.string().nullable(),
  origin: z.enum(nationalOrigins),
  phase: z.enum(['verification', 'handling']),
  /** The strictest limit that runs. */
  limitKind: z.string().nullable(),
  dueOn: date.nullable(),
  state: z.enum(watchStates),
  /** Days of the calendar and working days before the condition is met; null where it is, or where no limit runs. */
  daysLeft: z.number().nullable(),
  workingDaysLeft: z.number().nullable(),
})
export type WatchedRow = z.infer<typeof watchedRow>

type Limit = { dueOn: string | null; suspended: boolean }

/** How near a matter is to the condition on a day. */
export function watchState(
  { dueOn, suspended }: Limit,
  today: string,
  pressingWithin: number,
  count: CountWorking,
): WatchState {
  if (dueOn === null) return suspended ? 'suspended' : 'noLimit'
  if (today > dueOn) return 'met'
  return count(today, dueOn) <= pressingWithin ? 'pressing' : 'inTime'
}
