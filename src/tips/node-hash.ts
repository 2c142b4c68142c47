/** The hashes of the register on a machine with Node. */
import { hash } from '../platform/server/digest.ts'
import type { HashOf } from './register-leaf.ts'

export const nodeHashOf: HashOf =
  (algorithm) =>
  (...parts) =>
    hash(algorithm, ...parts)
