/** Seals on the reporter's device. A part of its own, loaded after the page has been painted. */
import { Encrypter } from 'age-encryption'
import { type CustodianKeys, type Envelope, sealLetter } from '../envelope.ts'
import { makeKey } from '../key-file.ts'
import { weakestOf } from '../key-kind.ts'
import type { Letter } from '../letter.ts'
import { random } from './random.ts'

export const seal = (letter: Letter, keys: CustodianKeys): Promise<Envelope> => {
  lendCurve()
  return sealLetter(letter, keys, random)
}

/**
 * An original, sealed as it is read, to a key made for it alone, of the kind its custodians have. @param size octets of the original.
 */
export async function sealOriginal(
  original: ReadableStream<Uint8Array>,
  size: number,
  { halfA, halfB }: CustodianKeys,
): Promise<{ key: string; stream: ReadableStream<Uint8Array>; size: number }> {
  lendCurve()
  const { identity, recipient } = await makeKey(weakestOf([...halfA, ...halfB]))
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const stream = await encrypter.encrypt(original)
  return { key: identity, stream, size: stream.size(size) }
}

/**
 * Pages that did not come over TLS have no `crypto.subtle`. The age library has a curve of its own for browsers that lack X25519, but
 * takes it only where the question fails in the way an unknown name does.
 */
function lendCurve(): void {
  if ('subtle' in window.crypto && window.crypto.subtle) return
  const missing = {
    importKey: () => {
      throw new ReferenceError('no crypto.subtle')
    },
  }
  Object.defineProperty(window.crypto, 'subtle', { value: missing, configurable: true })
}
