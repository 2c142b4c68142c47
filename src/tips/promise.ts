/**
 * The promise given with every step: this leaf will be in the register by then. Signed as a note by the register's key; a promise that
 * was not kept is proof against whoever gave it.
 */
import { fromHex, hexOf } from '../platform/shared/bytes.ts'
import { type RegisterHash, registerHashes } from './register-leaf.ts'

export type InclusionPromise = { origin: string; algorithm: RegisterHash; leafHash: Uint8Array; by: string }

const firstLine = 'gangshao promise 1'
const hourMs = 3_600_000

/**
 * When a step of `at` has to be in the register: so many hours counted from the next full hour. The promise shows no minute, and a batch
 * at the same hour of every day keeps it with an hour to spare.
 */
export const promisedBy = (at: Date, hours: number): Date =>
  new Date((Math.floor(at.getTime() / hourMs) + 1 + hours) * hourMs)

export const promiseText = ({ origin, algorithm, leafHash, by }: InclusionPromise): string =>
  [firstLine, origin, `${algorithm}:${hexOf(leafHash)}`, by].map((line) => `${line}\n`).join('')

/** @returns undefined for a text that is no promise. */
export function readPromise(text: string): InclusionPromise | undefined {
  const [first, origin, hash, by, end, ...more] = text.split('\n')
  const [name, digits] = hash?.split(':') ?? []
  const algorithm = registerHashes.find((one) => one === name)
  const leafHash = fromHex(digits ?? '')
  if (first !== firstLine || !origin || !algorithm || leafHash?.length !== 32 || end !== '' || more.length > 0)
    return undefined
  return by && !Number.isNaN(Date.parse(by)) ? { origin, algorithm, leafHash, by } : undefined
}
