/**
 * The code under which a reporter comes back: 80 random bits and 20 bits that catch a slip of the pen, as five groups of four
 * letters and digits that cannot be taken for each other. It is made where the tip is written, goes to the server in a body or
 * a header, never in an address, and is kept there only as a slow keyed hash.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** Crockford's digits: no I, L, O, U. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const randomBytes = 10
const checkDigits = 4
const allDigits = 20

/** @param random 10 random octets. @returns `7K2M-…`, five groups. */
export function makeCode(random: Uint8Array): string {
  if (random.length !== randomBytes) throw new Error(`a code is made of ${randomBytes} octets`)
  const body = encode(random)
  return group(body + checkOf(body))
}

/**
 * The code as it is hashed: 20 digits without blanks; what people confuse is put right (O→0, I and L→1), full-width and
 * lower-case letters are taken. Null for anything that is no code or was copied wrongly.
 */
export function readCode(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.·]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  if (plain.length !== allDigits || [...plain].some((digit) => !digits.includes(digit))) return null
  const body = plain.slice(0, -checkDigits)
  return plain.slice(-checkDigits) === checkOf(body) ? plain : null
}

/** `7K2M…` → `7K2M-…`. */
export const group = (plain: string): string => plain.match(/.{1,4}/g)?.join('-') ?? ''

function encode(octets: Uint8Array): string {
  let [text, bits, held] = ['', 0, 0]
  for (const octet of octets) {
    held = (held << 8) | octet
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += digits[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return text
}

const checkOf = (body: string): string =>
  encode(sha256(concatBytes(utf8ToBytes('gangshao code\n'), utf8ToBytes(body)))).slice(0, checkDigits)
