/** What is open in a place or with a holder, and who may take it over when he leaves or the area ends. Pure. */
import { z } from 'zod'
import { date, instant } from '../platform/shared/contract.ts'
import { areaLevels } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { post } from './appointment.ts'

/** `appointment`: other posts of an area that ends. A custodian's key stays in use until others keep what is sealed to it. */
export const openWorkKinds = [
  'task',
  'lead',
  'tip',
  'case',
  'visit',
  'sweepTarget',
  'limit',
  'custodian',
  'appointment',
  'pledge',
] as const
export type OpenWorkKind = (typeof openWorkKinds)[number]

export const openRecord = z.object({
  id: z.uuid(),
  title: z.string(),
  areaName: z.string(),
  dueOn: date.nullable(),
})

export const openWorkGroup = z.object({
  kind: z.enum(openWorkKinds),
  /** Null: the caller may not know how many there are. */
  total: z.number().int().nullable(),
  /** The first of them, soonest due first; none of the tips. */
  rows: z.array(openRecord),
  /** Names of those who take it over by themselves: custodians of the successor, of whom nobody can be chosen. */
  heirs: z.array(z.string()),
  /** Must be settled before the area ends. */
  blocks: z.boolean(),
})
export type OpenWorkGroup = z.infer<typeof openWorkGroup>

/** Somebody who holds a post of the place, or above it, on the day of taking over. */
export const receiver = z.object({
  officialId: z.uuid(),
  name: z.string(),
  post,
  areaId: z.number().int(),
  areaName: z.string(),
  level: z.enum(areaLevels),
})
export type Receiver = z.infer<typeof receiver>

export const openWork = z.object({
  groups: z.array(openWorkGroup),
  /** Who may take over, the nearest first. */
  receivers: z.array(receiver),
})
export type OpenWork = z.infer<typeof openWork>

/**
 * Whether anything at all is to be handed over. Tips, of which the caller may not know, are held by the city and the counties and by
 * nobody below; posts and pledges end.
 */
export const anythingOpen = (groups: readonly Pick<OpenWorkGroup, 'kind' | 'total'>[]): boolean =>
  groups.some(({ kind, total }) => kind !== 'appointment' && kind !== 'pledge' && kind !== 'tip' && (total ?? 0) > 0)

/** How many of each kind, for the record; kinds of which the caller may not know are left out. */
export const countsOf = (groups: readonly OpenWorkGroup[]): Record<string, number> =>
  Object.fromEntries(groups.flatMap(({ kind, total }) => (total ? [[kind, total]] : [])))

/**
 * The person named takes over, or nobody where nothing is open.
 * Refuses `hand-over-needed` (open things and nobody named), `receiver-not-responsible` (one who holds no post there or above).
 */
export function chooseReceiver(
  groups: readonly OpenWorkGroup[],
  receivers: readonly Receiver[],
  officialId: string | null,
): string | null {
  if (officialId === null) {
    if (anythingOpen(groups)) throw new Refusal('hand-over-needed', countsOf(groups))
    return null
  }
  if (!receivers.some((one) => one.officialId === officialId)) throw new Refusal('receiver-not-responsible')
  return officialId
}

/** Refuses `hand-over-blocked`: what has to be settled by itself before an area ends. */
export function checkNothingBlocks(groups: readonly OpenWorkGroup[]): void {
  const blocking = groups.filter((group) => group.blocks && (group.total ?? 0) > 0)
  if (blocking.length > 0) throw new Refusal('hand-over-blocked', countsOf(blocking))
}

/** The key of a rule that a limit follows stands for its title. */
export const handOver = z.object({
  id: z.uuid(),
  cause: z.enum(['appointment', 'area']),
  areaId: z.number().int(),
  areaName: z.string(),
  intoName: z.string().nullable(),
  post: post.nullable(),
  fromOfficialId: z.uuid().nullable(),
  fromName: z.string().nullable(),
  toOfficialId: z.uuid(),
  toName: z.string(),
  effectiveOn: date,
  reason: z.string(),
  counts: z.partialRecord(z.enum(openWorkKinds), z.number().int()),
  orderedByName: z.string(),
  orderedAt: instant,
  done: z.boolean(),
  limitsPassed: z.number().int().nullable(),
  confirmedAt: instant.nullable(),
})
export type HandOver = z.infer<typeof handOver>
