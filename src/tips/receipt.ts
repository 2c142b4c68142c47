/**
 * The receipt of a tip as a file, and its check: what the leaf shows, whether salt and claim are those it was made of, whether the
 * promise is signed and was kept. The same lines in the page that works from disk and in the command line. Format: docs/register.md.
 */
import { fromHex, hexOf, textOf, utf8 } from '../platform/shared/bytes.ts'
import { type Checkpoint, readCheckpoint } from './checkpoint.ts'
import { type Hash, leafHash, verifyInclusion } from './merkle-tree.ts'
import { type InclusionPromise, readPromise } from './promise.ts'
import { type Claim, type HashOf, type Leaf, openLeaf, readLeaf } from './register-leaf.ts'
import { type NoteKey, openNote, readKey } from './signed-note.ts'

export const receiptFormat = 'gangshao receipt 1'

/** Where the leaf stands under the head of the receipt; hashes in hexadecimal. */
export type PlacedStep = { index: number; proof: string[] }
export type ReceiptStep = { leaf: string; salt: string; claim: Claim; promise: string; inclusion?: PlacedStep }
/** `key` as C2SP writes it, `checkpoint` the signed head that the proofs lead to. */
export type Receipt = { format: typeof receiptFormat; key: string; steps: ReceiptStep[]; checkpoint?: string }

export const writeStep = (step: {
  leaf: Uint8Array
  salt: Uint8Array
  claim: Claim
  promise: string
}): ReceiptStep => ({
  leaf: textOf(step.leaf) ?? '',
  salt: hexOf(step.salt),
  claim: step.claim,
  promise: step.promise,
})

/** What is wrong with a step of a receipt. */
export type StepFault =
  | 'leafUnreadable'
  /** Salt and claim are not those the leaf was made of. */
  | 'claimDiffers'
  /** The claim's instant lies in another month than the leaf shows. */
  | 'monthDiffers'
  /** Another month of arrival than in the first step. */
  | 'arrivalDiffers'
  | 'promiseNotSigned'
  | 'promiseOfOther'
  /** The proof does not lead from this leaf to the head. */
  | 'proofFails'
  /** A head signed after the promised instant, and the leaf is not in it. */
  | 'promiseBroken'
  /** The hash is one this machine does not have. */
  | 'hashMissing'
/** `waiting`: the promised instant has not come. `unproven`: it has, and the receipt has no newer head: ask the register. */
export type StepState = 'included' | 'waiting' | 'unproven' | 'wrong'
export type ReceiptFault = 'keyUnreadable' | 'keyDiffers' | 'headNotSigned' | 'empty'

export type StepReport = {
  leaf: Leaf | undefined
  claim: Claim
  promisedBy: string | undefined
  state: StepState
  faults: StepFault[]
}
export type ReceiptReport = {
  ok: boolean
  faults: ReceiptFault[]
  steps: StepReport[]
  head: Checkpoint | undefined
}

/** What to say about a receipt as a whole. */
export const verdictOf = ({ ok, steps }: ReceiptReport): 'wrong' | 'unproven' | 'ok' =>
  !ok ? 'wrong' : steps.some(({ state }) => state === 'unproven') ? 'unproven' : 'ok'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readStep(value: unknown): ReceiptStep | undefined {
  if (!isRecord(value)) return undefined
  const { leaf, salt, claim, promise, inclusion } = value
  if (typeof leaf !== 'string' || typeof salt !== 'string' || !isRecord(claim) || typeof promise !== 'string')
    return undefined
  const step = { leaf, salt, claim, promise }
  if (inclusion === undefined) return step
  if (!isRecord(inclusion) || typeof inclusion['index'] !== 'number' || !Array.isArray(inclusion['proof']))
    return undefined
  return { ...step, inclusion: { index: inclusion['index'], proof: inclusion['proof'].map(String) } }
}

/** @returns undefined for a text that is no receipt. */
export function readReceipt(text: string): Receipt | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(value) || value['format'] !== receiptFormat || typeof value['key'] !== 'string') return undefined
  if (!Array.isArray(value['steps'])) return undefined
  const steps = value['steps'].map(readStep)
  const known = steps.filter((step) => step !== undefined)
  if (known.length !== steps.length) return undefined
  const checkpoint = value['checkpoint']
  return {
    format: receiptFormat,
    key: value['key'],
    steps: known,
    ...(typeof checkpoint === 'string' && { checkpoint }),
  }
}

export type ReceiptTools = {
  hashOf: HashOf
  now: Date
  /** The key one was given elsewhere (village poster); the receipt's own is believed without it. */
  trustedKey?: string | undefined
}

export function verifyReceipt(receipt: Receipt, { hashOf, now, trustedKey }: ReceiptTools): ReceiptReport {
  const key = readKey(trustedKey ?? receipt.key)
  const signed = key && receipt.checkpoint !== undefined ? openNote(receipt.checkpoint, key) : undefined
  const head = readCheckpoint(signed ?? '')
  const ownHead = head && head.origin === key?.name ? head : undefined
  const arrival = readLeaf(utf8(receipt.steps[0]?.leaf ?? ''))?.receivedMonth
  const steps = receipt.steps.map((step) => verifyStep(step, { key, head: ownHead, now, hashOf, arrival }))
  const faults: ReceiptFault[] = [
    ...(key === undefined ? ['keyUnreadable' as const] : []),
    ...(trustedKey !== undefined && trustedKey.trim() !== receipt.key.trim() ? ['keyDiffers' as const] : []),
    ...(receipt.checkpoint !== undefined && !ownHead ? ['headNotSigned' as const] : []),
    ...(steps.length === 0 ? ['empty' as const] : []),
  ]
  const ok = faults.length === 0 && steps.every((step) => step.faults.length === 0)
  return { ok, faults, steps, head: ownHead }
}

type Against = {
  key: NoteKey | undefined
  head: Checkpoint | undefined
  now: Date
  hashOf: HashOf
  arrival: string | undefined
}

/** The hash by its name, or undefined where this machine does not have it. */
function hashOrNone(hashOf: HashOf, algorithm: Leaf['algorithm']): Hash | undefined {
  try {
    const hash = hashOf(algorithm)
    hash()
    return hash
  } catch {
    return undefined
  }
}

function verifyStep(step: ReceiptStep, against: Against): StepReport {
  const bytes = utf8(step.leaf)
  const leaf = readLeaf(bytes)
  const promised = against.key && openNote(step.promise, against.key)
  const promise = promised === undefined ? undefined : readPromise(promised)
  const report = { leaf, claim: step.claim, promisedBy: promise?.by }
  if (!leaf) return { ...report, state: 'wrong', faults: ['leafUnreadable'] }
  if (!hashOrNone(against.hashOf, leaf.algorithm)) return { ...report, state: 'wrong', faults: ['hashMissing'] }
  const place = placeOf(step, bytes, promise, against)
  const faults = [
    ...faultsOfClaim(step, leaf, against),
    ...faultsOfPromise(bytes, promise, against),
    ...(typeof place === 'string' ? [] : place),
  ]
  const state = typeof place === 'string' && faults.length === 0 ? place : 'wrong'
  return { ...report, state, faults }
}

function faultsOfClaim({ salt, claim }: ReceiptStep, leaf: Leaf, { hashOf, arrival }: Against): StepFault[] {
  const opened = openLeaf(hashOf, leaf, fromHex(salt) ?? new Uint8Array(), claim)
  const at = Date.parse(String(claim['at']))
  const month = Number.isNaN(at) ? '' : new Date(at + 8 * 3_600_000).toISOString().slice(0, 7)
  return [
    ...(opened ? [] : ['claimDiffers' as const]),
    ...(month === leaf.stepMonth ? [] : ['monthDiffers' as const]),
    ...(leaf.receivedMonth === arrival ? [] : ['arrivalDiffers' as const]),
  ]
}

function faultsOfPromise(
  bytes: Uint8Array,
  promise: InclusionPromise | undefined,
  { key, hashOf }: Against,
): StepFault[] {
  if (!promise || promise.origin !== key?.name) return ['promiseNotSigned']
  const hash = hashOrNone(hashOf, promise.algorithm)
  if (!hash) return ['hashMissing']
  return hexOf(leafHash(hash, bytes)) === hexOf(promise.leafHash) ? [] : ['promiseOfOther']
}

/** Where the leaf stands, or what is wrong with its place. */
function placeOf(
  { inclusion }: ReceiptStep,
  bytes: Uint8Array,
  promise: InclusionPromise | undefined,
  { head, now, hashOf }: Against,
): StepState | StepFault[] {
  if (inclusion && head) {
    const hash = hashOrNone(hashOf, head.algorithm)
    if (!hash) return ['hashMissing']
    const proof = inclusion.proof.map((part) => fromHex(part) ?? new Uint8Array())
    const { size, root } = head
    const stands = verifyInclusion(hash, { index: inclusion.index, size, leafHash: leafHash(hash, bytes), proof, root })
    return stands ? 'included' : ['proofFails']
  }
  if (!promise) return 'unproven'
  if (head && Date.parse(head.at) >= Date.parse(promise.by)) return ['promiseBroken']
  return now.getTime() < Date.parse(promise.by) ? 'waiting' : 'unproven'
}
