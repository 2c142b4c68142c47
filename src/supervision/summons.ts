/** A summons talk (约谈) of a government by the office above it: article 7 of the notice, after the pattern of the Shandong rules of 2017. */
import { z } from 'zod'
import { date, line, words } from '../platform/shared/contract.ts'
import type { Moves } from '../platform/shared/moves.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type Place, standsAbove } from './superior.ts'

export const summonsStatuses = [
  'proposed',
  'approved',
  'declined',
  'notified',
  'minuted',
  'answered',
  'verified',
] as const
export type SummonsStatus = (typeof summonsStatuses)[number]

/** The whole life of a summons. An answer that is sent back is given again; its limit runs on. */
export const summonsMoves = {
  approve: { from: ['proposed'], to: 'approved' },
  decline: { from: ['proposed'], to: 'declined' },
  notify: { from: ['approved'], to: 'notified' },
  minute: { from: ['notified'], to: 'minuted' },
  answer: { from: ['minuted'], to: 'answered' },
  return: { from: ['answered'], to: 'minuted' },
  verify: { from: ['answered'], to: 'verified' },
} as const satisfies Moves<SummonsStatus>

/** Why a place is summoned. */
export const grounds = ['overdue', 'unsigned', 'blindSpots', 'returned', 'poorHandling', 'superior', 'other'] as const

/** The four steps of the talk: reason and purpose, the problem, the explanation and measures, demands with dates; and the commitment. */
export const minutes = z.object({
  heldOn: date,
  /** Who took part, by name and post, on both sides. */
  present: words,
  problem: words,
  explanation: words,
  demands: z
    .array(z.object({ text: line, dueOn: date }))
    .min(1)
    .max(20),
  commitment: words,
})
export type Minutes = z.infer<typeof minutes>

/** What one proposed, another of the same office decides. */
export const mayDecide = (user: Actor, summons: Place & { proposedBy: string }): boolean =>
  standsAbove(user, summons) && user.officialId !== summons.proposedBy

/** A talk is minuted after it was held, and not before it was told. Refuses `talk-not-held`, `demand-before-talk`. */
export function checkMinutes({ heldOn, demands }: Minutes, notifiedOn: string, today: string): void {
  if (heldOn > today || heldOn < notifiedOn) throw new Refusal('talk-not-held')
  if (demands.some((demand) => demand.dueOn < heldOn)) throw new Refusal('demand-before-talk')
}
