/**
 * Sealed identity. Name, contact and what is marked private are encrypted under a fresh key that is the XOR of two halves; one half
 * is sealed to the custodians of the county, the other to those of the city, so that always one of each must open it and the loss
 * of one hurts nothing. An envelope has one size, whether anything is in it or not. The server never holds a key.
 * Sealing to a custodian is age (C2SP age) with a key of the kind that is set; the letter itself is XChaCha20-Poly1305.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { Decrypter, Encrypter } from 'age-encryption'
import { weakestOf } from './key-kind.ts'
import { type Letter, type LetterPart, letterLimits } from './letter.ts'

/** Octets of a letter before it is encrypted; longer ones are refused, shorter ones filled up. */
export const letterOctets = 2048
export const nonceOctets = 24
const keyOctets = 32

export const envelopeAlgorithms = ['age-x25519', 'age-mlkem768x25519'] as const
export type WhichHalf = 'A' | 'B'

/** Public keys (`age1…`) of those who keep a half. */
export type CustodianKeys = { halfA: string[]; halfB: string[] }

/** Halves A and B of the key as they were sealed, nonce and letter; all in base64. Envelopes of old have neither of the last two. */
export type Envelope = {
  /** Of the weakest key it was sealed to; sealed anew, each half says its own in its age header. */
  algorithm: (typeof envelopeAlgorithms)[number]
  halfA: string
  halfB: string
  letter: string
  /** What each half has to be, whoever seals it anew: `commitmentTo`. */
  commitments?: { halfA: string; halfB: string } | undefined
  /** To whom it was sealed, for the program; it keeps their custodians and not these. */
  sealedTo?: CustodianKeys | undefined
}

/** Random octets of a length, from whatever the device has. */
export type Random = (length: number) => Uint8Array

/** Seals a letter, empty or not. Throws where it is too long: pages limit the fields so that it cannot be. */
export async function sealLetter(content: Letter, keys: CustodianKeys, random: Random): Promise<Envelope> {
  const halfA = random(keyOctets)
  const halfB = random(keyOctets)
  const nonce = random(nonceOctets)
  const sealed = xchacha20poly1305(xor(halfA, halfB), nonce).encrypt(fill(content))
  return {
    algorithm: weakestOf([...keys.halfA, ...keys.halfB]) === 'hybrid' ? 'age-mlkem768x25519' : 'age-x25519',
    halfA: toBase64(await sealHalf(halfA, keys.halfA)),
    halfB: toBase64(await sealHalf(halfB, keys.halfB)),
    letter: toBase64(concatBytes(nonce, sealed)),
    commitments: { halfA: commitmentTo(halfA, 'A'), halfB: commitmentTo(halfB, 'B') },
    sealedTo: keys,
  }
}

/**
 * By what a half can be known and not guessed: SHA-256 of the words `gangshao half A` (or B) and its 32 random octets, in base64. It
 * reveals nothing: there are 2²⁵⁶ halves to try.
 */
export const commitmentTo = (half: Uint8Array, which: WhichHalf): string =>
  toBase64(sha256(concatBytes(utf8ToBytes(`gangshao half ${which}`), half)))

/** Whether an opened half is the one that the reporter's device made. Of an envelope without commitment only its length can be told. */
export const isHalf = (half: Uint8Array, which: WhichHalf, commitment: string | null): boolean =>
  half.length === keyOctets && (commitment === null || commitmentTo(half, which) === commitment)

/** Seals half a key (or anything short) to recipients, each of whom can open it alone. */
export async function sealHalf(half: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(half)
}

/** Opens half a key with a custodian's own identity (`AGE-SECRET-KEY-1…`). Throws where it is not for this identity. */
export async function openHalf(sealed: string, identity: string): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return decrypter.decrypt(fromBase64(sealed))
}

/** Opens an original with the key that its letter holds. Throws where an octet was changed. */
export async function openOriginal(sealed: Uint8Array, key: string): Promise<Uint8Array<ArrayBuffer>> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(key)
  return new Uint8Array(await decrypter.decrypt(sealed))
}

/** Opens a letter with both halves. Throws where one is wrong or an octet was changed. */
export function openLetter(sealed: Envelope, halfA: Uint8Array, halfB: Uint8Array): Letter {
  const octets = fromBase64(sealed.letter)
  const plain = xchacha20poly1305(xor(halfA, halfB), octets.slice(0, nonceOctets)).decrypt(octets.slice(nonceOctets))
  const length = ((plain[0] ?? 0) << 8) | (plain[1] ?? 0)
  return readLetter(JSON.parse(new TextDecoder().decode(plain.slice(2, 2 + length))))
}

/** Two octets of length, the letter, zeros up to the size of all letters. */
function fill(content: Letter): Uint8Array {
  const text = utf8ToBytes(JSON.stringify(readLetter(content)))
  if (text.length > letterOctets - 2) throw new Error('the letter is longer than an envelope holds')
  const filled = new Uint8Array(letterOctets)
  filled.set([text.length >> 8, text.length & 255])
  filled.set(text, 2)
  return filled
}

/** Throws for what is no letter, or one with a part that is too long. */
function readLetter(value: Readonly<Record<string, unknown>>): Letter {
  const part = (key: LetterPart): string => {
    const text = value[key] ?? ''
    if (typeof text !== 'string' || text.length > letterLimits[key]) throw new Error(`not the ${key} of a letter`)
    return text
  }
  const original = readOriginal(value['original'])
  return { name: part('name'), contact: part('contact'), private: part('private'), ...(original && { original }) }
}

/** The key of an original, where there is one. Throws for anything else in its place. */
function readOriginal(value: unknown): Letter['original'] {
  if (value === undefined) return undefined
  if (typeof value === 'object' && value !== null && 'key' in value && 'type' in value) {
    const { key, type } = value
    if (typeof key === 'string' && typeof type === 'string' && /^AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{40,100}$/.test(key))
      if (/^[a-z]{1,20}\/[a-z0-9.+-]{1,60}$/.test(type)) return { key, type }
  }
  throw new Error('not the original of a letter')
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length !== keyOctets || b.length !== keyOctets) throw new Error('a half of a key has 32 octets')
  return a.map((octet, i) => octet ^ (b[i] ?? 0))
}

export const toBase64 = (octets: Uint8Array): string => {
  let text = ''
  for (const octet of octets) text += String.fromCharCode(octet)
  return btoa(text)
}
export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
