/** The hashes of the register in a browser. SM3 is not among them: such a register is checked with the command line. */
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '../../platform/shared/bytes.ts'
import type { HashOf } from '../register-leaf.ts'

export const browserHashOf: HashOf = (algorithm) => {
  if (algorithm !== 'sha256') throw new Error(`no ${algorithm} in a browser`)
  return (...parts) => sha256(concatBytes(parts))
}
