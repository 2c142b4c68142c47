/** The hashes of the register on a machine with Node: in one call, which is three times as fast as a hash fed part by part. */
import { hash } from 'node:crypto'
import { concatBytes } from '../platform/shared/bytes.ts'
import type { HashOf } from './register-leaf.ts'

export const nodeHashOf: HashOf =
  (algorithm) =>
  (...parts) =>
    hash(algorithm, concatBytes(parts), 'buffer')
