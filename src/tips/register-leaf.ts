/**
 * A leaf of the public register. In clear it says only which kind of step, the county, the month in which the tip was received and the
 * month of the step; everything else is the claim, of which the leaf holds a salted commitment. Its octets are the UTF-8 of six lines,
 * each ended by a line feed:
 *
 *     gangshao leaf 1
 *     founded
 *     320412
 *     2018-03
 *     2018-05
 *     sha256:<64 hexadecimal digits>
 *
 * The last line is HASH(salt || claim): 32 octets of salt, then the claim as canonical JSON in UTF-8.
 */
import { fromHex, hexOf, textOf, utf8 } from '../platform/shared/bytes.ts'
import { canonicalJson } from '../platform/shared/canonical-json.ts'
import type { Hash } from './merkle-tree.ts'
import { type StepKind, stepKinds } from './step.ts'

export const registerHashes = ['sha256', 'sm3'] as const
export type RegisterHash = (typeof registerHashes)[number]
/** The hash of a name. Throws where this machine does not have it (no browser has SM3). */
export type HashOf = (algorithm: RegisterHash) => Hash

/** What a step said to the holder of the receipt; JSON. */
export type Claim = Readonly<Record<string, unknown>>

export type Leaf = {
  kind: StepKind
  /** Division code of the county, or the code of a zone. */
  county: string
  receivedMonth: string
  stepMonth: string
  algorithm: RegisterHash
  commitment: Uint8Array
}

export const saltLength = 32
const firstLine = 'gangshao leaf 1'
const month = '\\d{4}-(?:0[1-9]|1[0-2])'
const shape = new RegExp(
  `^${firstLine}\\n([a-zA-Z]+)\\n([0-9A-Za-z-]{2,24})\\n(${month})\\n(${month})\\n(${registerHashes.join('|')}):([0-9a-f]{64})\\n$`,
)

/** @throws where county or months are not as a leaf writes them: a bug of the caller. */
export function leafBytes(leaf: Leaf): Uint8Array<ArrayBuffer> {
  const lines = [
    firstLine,
    leaf.kind,
    leaf.county,
    leaf.receivedMonth,
    leaf.stepMonth,
    `${leaf.algorithm}:${hexOf(leaf.commitment)}`,
  ]
  const text = lines.map((line) => `${line}\n`).join('')
  if (!shape.test(text)) throw new Error(`this cannot be a leaf of the register: ${JSON.stringify(text)}`)
  return utf8(text)
}

/** @returns undefined for octets that are no leaf of this register. */
export function readLeaf(bytes: Uint8Array): Leaf | undefined {
  const parts = shape.exec(textOf(bytes) ?? '')
  const kind = stepKinds.find((one) => one === parts?.[1])
  const algorithm = registerHashes.find((one) => one === parts?.[5])
  const [county, receivedMonth, stepMonth, commitment] = [parts?.[2], parts?.[3], parts?.[4], fromHex(parts?.[6] ?? '')]
  if (!kind || !algorithm || !county || !receivedMonth || !stepMonth || !commitment) return undefined
  return { kind, county, receivedMonth, stepMonth, algorithm, commitment }
}

/** @param salt 32 octets, kept by the holder of the receipt and with the step until its data end. */
export const commitmentOf = (hash: Hash, salt: Uint8Array, claim: Claim): Uint8Array =>
  hash(salt, utf8(canonicalJson(claim)))

/** Whether salt and claim are those the leaf was made of. */
export function openLeaf(hashOf: HashOf, leaf: Leaf, salt: Uint8Array, claim: Claim): boolean {
  return (
    salt.length === saltLength && hexOf(commitmentOf(hashOf(leaf.algorithm), salt, claim)) === hexOf(leaf.commitment)
  )
}
