/** A sweep (大排查): a campaign that must cover every village and every target site; what nobody visited is never clean. */
import { z } from 'zod'
import { date, line } from '../platform/shared/contract.ts'
import { type Moves, move } from '../platform/shared/moves.ts'
import { type Actor, mayActIn } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'

export const sweepStatuses = ['running', 'finished'] as const
export type SweepStatus = (typeof sweepStatuses)[number]

export const sweepMoves = { finish: { from: ['running'], to: 'finished' } } as const satisfies Moves<SweepStatus>

export const targetKinds = ['village', 'site'] as const
export const targetStatuses = ['unvisited', 'nothingSeen', 'reported', 'observed', 'visited'] as const
export type TargetStatus = (typeof targetStatuses)[number]

/**
 * What a target goes through. A village reports what it saw or signs "nothing seen"; a site is observed from outside and
 * visited by a competent body, and an observation never takes the place of a visit.
 */
export const targetMoves = {
  signNothingSeen: { from: ['unvisited', 'nothingSeen'], to: 'nothingSeen' },
  report: { from: ['unvisited', 'nothingSeen', 'reported'], to: 'reported' },
  observe: { from: ['unvisited', 'observed'], to: 'observed' },
  visit: { from: ['unvisited', 'observed', 'visited'], to: 'visited' },
} as const satisfies Moves<TargetStatus>

/** The status of a target after an observation of it. A visited site stays visited. */
export function afterObservation(
  kind: (typeof targetKinds)[number],
  status: TargetStatus,
  sawSomething: boolean,
): TargetStatus {
  if (kind === 'site') return status === 'visited' ? status : move(targetMoves, 'observe', status)
  if (sawSomething) return move(targetMoves, 'report', status)
  return status === 'reported' ? status : move(targetMoves, 'signNothingSeen', status)
}

/** Statuses that count as covered: a site only by a visit. */
export const isCovered = (kind: (typeof targetKinds)[number], status: TargetStatus): boolean =>
  kind === 'village' ? status === 'nothingSeen' || status === 'reported' : status === 'visited'

export const sweepOpening = z.object({
  noticeId: z.uuid(),
  areaId: z.number().int().positive(),
  name: line,
  startsOn: date,
  dueOn: date,
  /** Number of the approved plan, and the government or body above it that approved; only with both may it contain visits. */
  planNumber: line.nullable(),
  planApprovedBy: z.uuid().nullable(),
})
export type SweepOpening = z.infer<typeof sweepOpening>

/** City and county offices run sweeps of their own area. */
export const mayOpenSweep = (user: Actor, path: string): boolean => mayActIn(user, ['cityOffice', 'countyOffice'], path)

/** Refuses `sweep-dates`, `sweep-plan-half` where number and approver do not come together. */
export function checkSweep(opening: SweepOpening): void {
  if (opening.dueOn < opening.startsOn) throw new Refusal('sweep-dates')
  if ((opening.planNumber === null) !== (opening.planApprovedBy === null)) throw new Refusal('sweep-plan-half')
}
