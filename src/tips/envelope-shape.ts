/** The shapes of a sealed letter. Apart from envelope.ts, so that the page that seals does not carry the checks of the server. */
import { z } from 'zod'
import { envelopeAlgorithms, letterOctets, nonceOctets } from './envelope.ts'

/** Room for a half sealed to four keys of the longer kind. */
export const half = z.base64().max(9000)

/** SHA-256 in base64. */
export const commitment = z.base64().length(44)

/** Public keys (`age1…`) of those who keep a half. Two of each body; one has to do while a successor is being found. */
export const custodianKeys = z.strictObject({
  halfA: z.array(z.string().startsWith('age1')).min(1).max(4),
  halfB: z.array(z.string().startsWith('age1')).min(1).max(4),
})

export const envelope = z.strictObject({
  algorithm: z.enum(envelopeAlgorithms),
  /** Half A of the key, for the custodians of the county or of the second body. */
  halfA: half,
  /** Half B of the key, for the custodians of the city. */
  halfB: half,
  /** Nonce and letter. */
  letter: z.base64().length(Math.ceil((nonceOctets + letterOctets + 16) / 3) * 4),
  commitments: z.strictObject({ halfA: commitment, halfB: commitment }).optional(),
  sealedTo: custodianKeys.optional(),
})
