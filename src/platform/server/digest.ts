/** Hashes and salted digests; the algorithm is a setting, never a constant. */
import { createHash, randomBytes } from 'node:crypto'
import type { HashAlgorithm } from './config.ts'

export const hash = (algorithm: HashAlgorithm, ...parts: (string | Buffer)[]): Buffer => {
  const state = createHash(algorithm)
  for (const part of parts) state.update(part)
  return state.digest()
}

export const sha256Hex = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

/** JSON with sorted keys: the same text for equal content. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonicalJson(v)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

/** A digest that proves content without giving it away: useless once its salt is deleted. */
export function saltedDigest(algorithm: HashAlgorithm, content: unknown): { digest: Buffer; salt: Buffer } {
  const salt = randomBytes(16)
  return { digest: hash(algorithm, salt, canonicalJson(content)), salt }
}
