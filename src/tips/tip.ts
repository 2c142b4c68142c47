/** A tip (举报): a report from outside, received, verified, acted on and answered. Pure; the clock is an argument. */
import { z } from 'zod'
import { isUnverified, type LeadStatus } from '../leads/lead.ts'
import { type Moves, mayMove, move } from '../platform/shared/moves.ts'
import { type Actor, areaPath, covers } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { runningTimes, signs, tipKinds, wordLimits } from './report-choices.ts'
import type { StepKind } from './step.ts'

export const tipStatuses = [
  'received',
  'handedOver',
  'verifying',
  'founded',
  'dealtWith',
  'unfounded',
  'notVerifiable',
  'handedOn',
] as const
export type TipStatus = (typeof tipStatuses)[number]

/** What may come out, as the books count it. A lawful foundry is unfounded: the answer says what it is. */
export const tipResults = ['founded', 'unfounded', 'notVerifiable', 'handedOn'] as const
export type TipResult = (typeof tipResults)[number]

const open = ['received', 'handedOver', 'verifying'] as const satisfies readonly TipStatus[]
export const isOpen = (status: TipStatus): boolean => (open as readonly TipStatus[]).includes(status) // wider for includes

/**
 * The whole life of a tip. A move not listed here cannot happen. `giveBack` is the county's “不属于我”, `escalate` what silence
 * brings: the tip is with the city again, which can finish it from any open state.
 */
export const tipMoves = {
  handOver: { from: ['received'], to: 'handedOver' },
  giveBack: { from: ['handedOver'], to: 'received' },
  takeUp: { from: ['handedOver'], to: 'verifying' },
  escalate: { from: ['handedOver', 'verifying'], to: 'received' },
  founded: { from: open, to: 'founded' },
  unfounded: { from: open, to: 'unfounded' },
  notVerifiable: { from: open, to: 'notVerifiable' },
  handedOn: { from: open, to: 'handedOn' },
  dealWith: { from: ['founded'], to: 'dealtWith' },
  reopen: { from: ['founded', 'dealtWith', 'unfounded', 'notVerifiable', 'handedOn'], to: 'received' },
} as const satisfies Moves<TipStatus>

/** The step by which the books take a closed tip back to open. */
export const reopenedFrom = {
  founded: 'reopenedBeingDealtWith',
  dealtWith: 'reopenedDealtWith',
  unfounded: 'reopenedUnfounded',
  notVerifiable: 'reopenedNotVerifiable',
  handedOn: 'reopenedHandedOn',
} as const satisfies Partial<Record<TipStatus, StepKind>>

/** What the books said before the tip was taken up again, by its last step of that kind; undefined where there is none. */
export function resultBefore(steps: readonly StepKind[]): TipResult | undefined {
  const last = steps.findLast((kind) => Object.values<StepKind>(reopenedFrom).includes(kind))
  const [status] = Object.entries(reopenedFrom).find(([, kind]) => kind === last) ?? []
  return status === 'dealtWith' ? 'founded' : tipResults.find((result) => result === status)
}

/** The step by which a result is taken up again. Throws for a tip that is open: its move is refused before. */
export function reopeningStep(status: TipStatus): StepKind {
  if (!(status in reopenedFrom)) throw new Error(`${status} is no result`)
  return reopenedFrom[status as keyof typeof reopenedFrom] // the line before asks whether it is one
}

/** The city at the top of a path, as whoever holds a tip there is written. */
export function cityOf(path: string): { areaId: number; areaPath: string } {
  const areaId = Number(path.split('/')[1])
  return { areaId, areaPath: `/${areaId}/` }
}

/** The steps by which an open tip comes to where another of the same matter is already. */
export const resultSteps = (status: TipStatus): StepKind[] =>
  status === 'dealtWith' ? ['founded', 'dealtWith'] : tipResults.filter((result) => result === status)

export const webChannels = ['web', 'plainForm'] as const
/** Channels whose tips a clerk writes down. */
export const clerkChannels = ['phone12345', 'phone12315', 'phone12369', 'letter', 'visit', 'superior', 'media'] as const
export const channels = [...webChannels, ...clerkChannels] as const
export type Channel = (typeof channels)[number]

const noControl = /^[^\p{Cc}]*$/u
const paragraph = /^[^\p{Cc}\n]*(?:\n[^\p{Cc}\n]*)*$/u

/** What is asked of a reporter. Nothing but the place and the kind has to be answered. */
export const report = z.strictObject({
  /** Village, township, county or zone; the city itself is not exact enough. */
  placeAreaId: z.number().int().positive().max(2_147_483_647),
  placeWords: z.string().trim().max(wordLimits.place).regex(noControl).default(''),
  /** Hundredths of a degree, about a kilometre: rounded before it is sent. */
  position: z
    .strictObject({
      lat: z.number().min(-90).max(90).multipleOf(0.01),
      lon: z.number().min(-180).max(180).multipleOf(0.01),
    })
    .nullable()
    .default(null),
  kind: z.enum(tipKinds),
  runs: z.enum(runningTimes).default('unknown'),
  signs: z.array(z.enum(signs)).max(signs.length).default([]),
  words: z.string().trim().max(wordLimits.words).regex(paragraph).default(''),
  /** Somebody in the county may be involved: the county shall not see it. */
  countyInvolved: z.boolean().default(false),
})
export type Report = z.output<typeof report>

/** As much of a tip as permissions and moves need. */
export const tipState = z.object({
  id: z.uuid(),
  codeName: z.string(),
  status: z.enum(tipStatuses),
  holderLevel: z.enum(['city', 'county']),
  areaId: z.number().int(),
  areaPath,
  countyId: z.number().int(),
  countyCode: z.string(),
  countyInvolved: z.boolean(),
  receivedOn: z.iso.date(),
  hops: z.number().int(),
  leadId: z.uuid().nullable(),
  /** The lead of a result that was disputed. */
  formerLeadId: z.uuid().nullable(),
  joinedTo: z.uuid().nullable(),
  concludedBy: z.uuid().nullable(),
  disputedAt: z.string().nullable(),
})
export type TipState = z.infer<typeof tipState>

/** `JB-` and six signs that say nothing of when or as which it came. @param random 6 random octets. */
export const codeNameOf = (random: Uint8Array): string =>
  `JB-${[...random.slice(0, 6)].map((octet) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[octet % 32]).join('')}`

export const overseeingRoles = ['cityOffice'] as const
/** Who reads tips at all: the city, and a county what it was handed. */
export const tipRoles = ['cityOffice', 'countyOffice'] as const

/** The city office oversees every tip of its area. */
export const mayOversee = (user: Actor, tip: Pick<TipState, 'areaPath'>): boolean =>
  user.grants.some((g) => g.role === 'cityOffice' && covers(g.areaPath, tip.areaPath))

/** The office that holds the tip: the city's, or that of the very county it was handed to. */
export const mayHandle = (user: Actor, tip: TipState): boolean =>
  mayOversee(user, tip) ||
  (tip.holderLevel === 'county' && user.grants.some((g) => g.role === 'countyOffice' && g.areaPath === tip.areaPath))

const isHead = (tip: TipState): boolean => tip.joinedTo === null

export const mayDraftHandOver = (user: Actor, tip: TipState): boolean =>
  isHead(tip) && mayMove(tipMoves, 'handOver', tip.status) && mayOversee(user, tip)

/** The second person is another than the one who wrote the paraphrase. */
export const mayIssueHandOver = (user: Actor, tip: TipState, draftedBy: string): boolean =>
  mayDraftHandOver(user, tip) && draftedBy !== user.officialId

export const mayGiveBack = (user: Actor, tip: TipState): boolean =>
  isHead(tip) &&
  mayMove(tipMoves, 'giveBack', tip.status) &&
  tip.holderLevel === 'county' &&
  user.grants.some((g) => g.role === 'countyOffice' && g.areaPath === tip.areaPath)

/** An open tip that was concluded before is looked at again, by somebody else. */
export const mayConclude = (user: Actor, tip: TipState): boolean =>
  isHead(tip) && isOpen(tip.status) && mayHandle(user, tip) && tip.concludedBy !== user.officialId

/** Whoever holds an open tip asks for more time. */
export const mayAskExtension = (user: Actor, tip: TipState): boolean =>
  isHead(tip) && isOpen(tip.status) && mayHandle(user, tip)

/** The city office decides, and nobody on what he asked for himself. */
export const mayDecideExtension = (user: Actor, tip: TipState, askedBy: string): boolean =>
  isHead(tip) && isOpen(tip.status) && mayOversee(user, tip) && askedBy !== user.officialId

/** Whoever looks again is not who concluded. */
export const mayRecheck = (user: Actor, tip: TipState): boolean =>
  mayOversee(user, tip) && tip.concludedBy !== user.officialId

/**
 * Whether the verification of an open tip still has to say what it finds. With the city again, from whoever gave it back or stayed
 * silent, and no agency charged, nobody verifies.
 */
export const awaitsVerification = (tip: Pick<TipState, 'status'> & { leadStatus: LeadStatus | null }): boolean =>
  isOpen(tip.status) &&
  tip.leadStatus !== null &&
  isUnverified(tip.leadStatus) &&
  !(tip.status === 'received' && tip.leadStatus === 'opened')

/** The status after a result. Refuses `wrong-state`. */
export const conclude = (status: TipStatus, result: TipResult): TipStatus => move<TipStatus>(tipMoves, result, status)

/** A tip goes back so often and no more; then the city decides. Refuses `tip-hops-spent`. */
export function refuseMoreHops(hops: number, most: number): void {
  if (hops >= most) throw new Refusal('tip-hops-spent', { most })
}

/** The county is not charged with what may concern itself. Refuses `tip-county-involved`. */
export function refuseInvolvedCounty(tip: Pick<TipState, 'countyInvolved'>, receiverLevel: 'city' | 'county'): void {
  if (tip.countyInvolved && receiverLevel === 'county') throw new Refusal('tip-county-involved')
}

/** A result may be disputed once, while it is a result. Refuses `wrong-state`, `tip-disputed-before`. */
export function refuseDispute(tip: Pick<TipState, 'status' | 'disputedAt'>): void {
  if (tip.disputedAt !== null) throw new Refusal('tip-disputed-before')
  if (isOpen(tip.status)) throw new Refusal('wrong-state', { move: 'dispute', status: tip.status })
}

/** Messages cost their sender no work. Refuses `messages-enough` {most}. @param lastDay how many there were in 24 hours. */
export function refuseMoreMessages(lastDay: number, most: number): void {
  if (lastDay >= most) throw new Refusal('messages-enough', { most })
}

/** What the reporter said, as one text that only an equal report has: its digest stands in the first step's claim. */
export const reportText = (said: Report): string =>
  JSON.stringify([
    said.placeAreaId,
    said.placeWords,
    said.position && [said.position.lat, said.position.lon],
    said.kind,
    said.runs,
    [...said.signs].sort(),
    said.words,
    said.countyInvolved,
  ])
