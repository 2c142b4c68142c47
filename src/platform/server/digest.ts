/** Hashes and salted digests; the algorithm is a setting, never a constant. */
import { createHash, randomBytes } from 'node:crypto'
import { canonicalJson } from '../shared/canonical-json.ts'
import type { HashAlgorithm } from './config.ts'

export const hash = (algorithm: HashAlgorithm, ...parts: (string | Uint8Array)[]): Buffer => {
  const state = createHash(algorithm)
  for (const part of parts) state.update(part)
  return state.digest()
}

export const sha256Hex = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

/** A digest that proves content without giving it away: useless once its salt is deleted. */
export function saltedDigest(algorithm: HashAlgorithm, content: unknown): { digest: Buffer; salt: Buffer } {
  const salt = randomBytes(16)
  return { digest: hash(algorithm, salt, canonicalJson(content)), salt }
}
