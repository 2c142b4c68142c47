/**
 * An item of the rectification ledger (整改台账): what a government is to put right. It answers with evidence, the level directly above
 * accepts, the closure is public for ten working days, and only then is the item struck off (after the Linyi pattern). Pure.
 */
import { z } from 'zod'
import { date, line, words } from '../platform/shared/contract.ts'
import type { Moves } from '../platform/shared/moves.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { grantAbove, type Place, standsDirectlyAbove } from './superior.ts'

export const rectificationStatuses = ['open', 'answered', 'accepted', 'publicised', 'struckOff', 'withdrawn'] as const
export type RectificationStatus = (typeof rectificationStatuses)[number]

/** The whole life of an item. An answer that is sent back is given again; an objection opens an item that was already accepted. */
export const rectificationMoves = {
  answer: { from: ['open'], to: 'answered' },
  return: { from: ['answered'], to: 'open' },
  accept: { from: ['answered'], to: 'accepted' },
  publicise: { from: ['accepted'], to: 'publicised' },
  object: { from: ['publicised'], to: 'open' },
  strikeOff: { from: ['publicised'], to: 'struckOff' },
  withdraw: { from: ['open', 'answered'], to: 'withdrawn' },
} as const satisfies Moves<RectificationStatus>

/** Where an item comes from: a record of this program, or a finding of an inspection from above. */
export const rectificationSources = ['meeting', 'summons', 'onSite', 'listing', 'superior'] as const
export type RectificationSource = (typeof rectificationSources)[number]

export const objectionChannels = ['phone', 'letter', 'inPerson', 'online', 'recheck'] as const

/** A demand on one government, as minutes and feedback state it. */
export const demand = z.object({ problem: words, demand: words, dueOn: date.nullable() })
export type Demand = z.infer<typeof demand>

export const evidenceFiles = z.array(z.uuid()).max(20)
export const publicWords = z.object({ problem: line, result: line })

type Item = { areaPath: string; answeredBy: readonly string[] }

/** The level directly above accepts, and nobody of it who has answered the item himself. */
export const mayAccept = (user: Actor, item: Item): boolean =>
  standsDirectlyAbove(user, item) && !item.answeredBy.includes(user.officialId)

/** Whoever entered an item takes it off, or a colleague of the same office; what came from above is not taken off by a level between. */
export const mayWithdraw = (user: Actor, item: Place & { raiserLevel: string }): boolean =>
  grantAbove(user, item)?.areaLevel === item.raiserLevel

const numbers = /1[3-9]\d[\d\s-]{8,11}|0\d{2,3}[-\s]?\d{7,8}|\d{15,17}[\dXx]/

/** What goes before the public names no telephone and no identity number. Refuses `public-words-personal`. */
export function checkPublicWords(...written: readonly string[]): void {
  if (written.some((text) => numbers.test(text))) throw new Refusal('public-words-personal')
}

/** The last day of publicity must have passed. Refuses `publicity-running`. */
export function checkPublicityOver(publicUntil: string | null, today: string): void {
  if (publicUntil === null || today <= publicUntil) throw new Refusal('publicity-running', { publicUntil })
}
