/** A judgement (界定): permitted, forbidden, or for experts, per furnace or per site, by process, equipment, raw material, product. */
import { z } from 'zod'
import { line, words } from '../platform/shared/contract.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { equipment, outcomes, processes, products, rawMaterials } from '../rulebook/values.ts'
import { mayCarryOut } from './visit.ts'

/** What was seen, in the closed words of the decision table; an empty group is unknown. */
export const judgementEvidence = z.object({
  process: z.array(z.enum(processes)).max(processes.length),
  equipment: z.array(z.enum(equipment)).max(equipment.length),
  rawMaterial: z.array(z.enum(rawMaterials)).max(rawMaterials.length),
  product: z.array(z.enum(products)).max(products.length),
})

export const judging = z.object({
  visitId: z.uuid(),
  /** Null: the site itself, for rolling, selling and building without a furnace. */
  furnaceId: z.uuid().nullable(),
  evidence: judgementEvidence,
  photoIds: z.array(z.uuid()).max(20),
  note: words.nullable(),
})

/** Experts settle what the table leaves open: at least two, with a written opinion; never a single click. */
export const settling = z.object({
  outcome: z.enum(outcomes).exclude(['expertNeeded']),
  experts: z
    .array(z.object({ name: line, body: line }))
    .min(1)
    .max(20),
  opinionFileId: z.uuid(),
})
export const expertsNeeded = 2

export const mayJudge = (user: Actor, officerIds: readonly string[]): boolean => mayCarryOut(user, officerIds)

/** Refuses `judgement-without-photo`: what was seen must be shown. */
export function checkJudging(input: z.infer<typeof judging>): void {
  if (input.photoIds.length === 0) throw new Refusal('judgement-without-photo')
}

/** Refuses `wrong-state`, `experts-too-few`. */
export function checkSettling(outcome: string, experts: readonly { name: string }[]): void {
  if (outcome !== 'expertNeeded') throw new Refusal('wrong-state', { status: outcome })
  if (new Set(experts.map((expert) => expert.name)).size < expertsNeeded)
    throw new Refusal('experts-too-few', { needed: expertsNeeded })
}
