/** Secrets around tips, drawn from the program's own key: a code is kept only as a slow hash that is worth nothing without it. */
import { createHmac, hkdfSync, type KeyObject, scrypt, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../platform/shared/refusal.ts'
import { readCode } from './receipt-code.ts'

const purposes = ['code', 'claim', 'challenge', 'form', 'file'] as const
type Purpose = (typeof purposes)[number]
type SignedPurpose = Exclude<Purpose, 'code' | 'claim'>

/** 1 MiB and two milliseconds: a code has 80 random bits, the slowness is for whoever holds both database and key. */
const cost = { N: 1024, r: 8, p: 1 }

const drawn = new WeakMap<KeyObject, Map<Purpose, Buffer>>()

/** Drawn once per key and purpose for as long as the process lives. */
export function keyFor(signingKey: KeyObject, purpose: Purpose): Buffer {
  const keys = drawn.get(signingKey) ?? new Map<Purpose, Buffer>()
  drawn.set(signingKey, keys)
  const known = keys.get(purpose)
  if (known) return known
  const seed = signingKey.export({ format: 'der', type: 'pkcs8' })
  const key = Buffer.from(hkdfSync('sha256', seed, '', `gangshao tips ${purpose}`, 32))
  keys.set(purpose, key)
  return key
}

function hashCode(signingKey: KeyObject, purpose: 'code' | 'claim', plain: string): Promise<Buffer> {
  return new Promise((done, failed) =>
    scrypt(plain, keyFor(signingKey, purpose), 32, cost, (error, hash) => (error ? failed(error) : done(hash))),
  )
}

/** @param typed a code as somebody typed it. Refuses `code-wrong` for what is none. */
export async function hashTyped(signingKey: KeyObject, purpose: 'code' | 'claim', typed: string): Promise<Buffer> {
  const plain = readCode(typed)
  if (plain === null) throw new Refusal('code-wrong')
  return hashCode(signingKey, purpose, plain)
}

/** `text.signature`, so that what we hand out comes back as we handed it out. */
export function signText(signingKey: KeyObject, purpose: SignedPurpose, text: string): string {
  return `${text}.${mac(signingKey, purpose, text).toString('base64url')}`
}

/** The text, or null where the signature is not ours. */
export function readSigned(signingKey: KeyObject, purpose: SignedPurpose, signed: string): string | null {
  const at = signed.lastIndexOf('.')
  const text = signed.slice(0, Math.max(0, at))
  // compared as text: several texts of base64 stand for the same octets, and one that was spent must not come back as another
  const given = Buffer.from(signed.slice(at + 1))
  const expected = Buffer.from(mac(signingKey, purpose, text).toString('base64url'))
  return given.length === expected.length && timingSafeEqual(given, expected) ? text : null
}

const mac = (signingKey: KeyObject, purpose: Purpose, text: string): Buffer =>
  createHmac('sha256', keyFor(signingKey, purpose)).update(text).digest().subarray(0, 16)
