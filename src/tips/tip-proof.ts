/** The shape of what proves a step. */
import { z } from 'zod'

/** Leaf, salt, claim and promise of a step, as the register wrote them (receipt.ts). */
export const stepProof = z.object({
  leaf: z.string(),
  salt: z.string(),
  claim: z.record(z.string(), z.unknown()),
  promise: z.string(),
})
