/**
 * Work that a sender's device does before a tip is taken, in place of a captcha: cheap for one neighbour, dear for a flood, and it
 * identifies nobody. The challenge is ours, good once and for a while; the answer makes its hash begin with enough zero bits.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** How many zero bits the hash of challenge and answer begins with. */
export function zeroBits(challenge: string, answer: string): number {
  const hash = sha256(utf8ToBytes(`${challenge}:${answer}`))
  let bits = 0
  for (const octet of hash) {
    if (octet !== 0) return bits + Math.clz32(octet) - 24
    bits += 8
  }
  return bits
}

/** Whether an answer was worked for. An answer is a number of at most 12 digits. */
export const isWorkedFor = (challenge: string, answer: string, bits: number): boolean =>
  /^\d{1,12}$/.test(answer) && zeroBits(challenge, answer) >= bits

/**
 * Tries `count` answers from `from` on; the caller goes on with the next ones, so that a page stays alive meanwhile.
 * @returns the answer, or null if none of these is one.
 */
export function tryAnswers(challenge: string, bits: number, from: number, count: number): string | null {
  for (let n = from; n < from + count; n += 1) if (zeroBits(challenge, String(n)) >= bits) return String(n)
  return null
}

/** Zero bits asked for: one more for every doubling of the tips of the last minute beyond what is normal. */
export const bitsAsked = (base: number, lastMinute: number, normalPerMinute: number, most: number): number =>
  Math.min(most, base + Math.max(0, Math.ceil(Math.log2(Math.max(1, lastMinute) / normalPerMinute))))

/** With how many tips in a minute the most is asked for: to count further changes nothing. */
export const mostCounted = (base: number, normalPerMinute: number, most: number): number =>
  normalPerMinute * 2 ** Math.max(0, most - base)
