/** Seals on the reporter's device. A part of its own, loaded after the page has been painted. */
import { type CustodianKeys, type Envelope, sealLetter } from '../envelope.ts'
import type { Letter } from '../letter.ts'
import { random } from './random.ts'

export const seal = (letter: Letter, keys: CustodianKeys): Promise<Envelope> => {
  useOwnCurve()
  return sealLetter(letter, keys, random)
}

/**
 * Pages that did not come over TLS have no `crypto.subtle`. The age library has a curve of its own for browsers that lack X25519, but
 * takes it only where the question fails in the way an unknown name does.
 */
function useOwnCurve(): void {
  if ('subtle' in window.crypto && window.crypto.subtle) return
  const missing = {
    importKey: () => {
      throw new ReferenceError('no crypto.subtle')
    },
  }
  Object.defineProperty(window.crypto, 'subtle', { value: missing, configurable: true })
}
