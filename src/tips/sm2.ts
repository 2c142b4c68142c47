/**
 * SM2 signatures with SM3 (GB/T 32918.2, curve of GB/T 32918.5), and SM3 where the machine has none of its own. A signature is r and s,
 * 32 octets each; the user id that goes into the digest is the default one of GM/T 0009.
 */
import { sm2, sm3 } from 'sm-crypto-v2'
import { concatBytes, fromHex, hexOf, utf8 } from '../platform/shared/bytes.ts'
import type { Hash } from './merkle-tree.ts'
import type { SignatureCheck } from './signed-note.ts'

export const sm2UserId = '1234567812345678'
const signatureLength = 64

/** Order of the group: a private key lies between 1 and n − 2, r and s between 1 and n − 1. */
const order = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123')

const unhex = (text: string): Uint8Array => {
  const bytes = fromHex(text.toLowerCase())
  if (!bytes) throw new Error('no hexadecimal digits')
  return bytes
}
const isInOrder = (half: Uint8Array): boolean => {
  const value = BigInt(`0x${hexOf(half)}`)
  return value > BigInt(0) && value < order
}

/** @param publicKey compressed. The library reads wrong lengths and a zero as if they were right: they are refused here. */
export const sm2Check: SignatureCheck = (publicKey, text, signature) =>
  signature.length === signatureLength &&
  isInOrder(signature.subarray(0, 32)) &&
  isInOrder(signature.subarray(32)) &&
  sm2.doVerifySignature(text, hexOf(signature), hexOf(publicKey), { hash: true, userId: sm2UserId })

export type Sm2Key = { privateKey: string; publicKey: Uint8Array }

/** @param seed at least 40 random octets, of which the private key is made without preferring one. */
export function sm2KeyOf(seed: Uint8Array): Sm2Key {
  if (seed.length < 40) throw new RangeError('too few octets for a key')
  const privateKey = ((BigInt(`0x${hexOf(seed)}`) % (order - BigInt(2))) + BigInt(1)).toString(16).padStart(64, '0')
  return { privateKey, publicKey: sm2PublicKey(privateKey) }
}

/** The compressed public key of a private one, both as the standard has them. */
export function sm2PublicKey(privateKey: string): Uint8Array {
  const point = sm2.getPublicKeyFromPrivateKey(privateKey)
  return unhex(sm2.compressPublicKeyHex(point))
}

export function sm2Sign({ privateKey, publicKey }: Sm2Key, text: Uint8Array): Uint8Array {
  const options = { hash: true, publicKey: hexOf(publicKey), userId: sm2UserId }
  return unhex(sm2.doSignature(text, privateKey, options))
}

export const sm3Hash: Hash = (...parts) => unhex(sm3(concatBytes(parts.length > 0 ? parts : [utf8('')])))
