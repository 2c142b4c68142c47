/**
 * The check of a receipt: what the leaf shows, whether salt and claim are those it was made of, whether the promise is signed by the key
 * of its time and was kept. The same lines in the page that works from disk and in the command line.
 */
import { fromHex, hexOf, utf8 } from '../platform/shared/bytes.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { type Checkpoint, readCheckpoint } from './checkpoint.ts'
import { type Hash, leafHash, verifyInclusion } from './merkle-tree.ts'
import { type InclusionPromise, readPromise } from './promise.ts'
import type { Receipt, ReceiptStep } from './receipt.ts'
import {
  faultsFor,
  firstKeyOf,
  followKeys,
  type KeyChain,
  type KeySpan,
  namesOneOf,
  signerIn,
  standingAt,
} from './register-key.ts'
import { type Claim, type HashOf, type Leaf, openLeaf, readLeaf } from './register-leaf.ts'
import { type CheckOf, readKey, readNote } from './signed-note.ts'

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
  /** Signed by a key of the register that did not sign at the instant of the step. */
  | 'promiseByOtherKey'
  | 'promiseOfOther'
  /** The proof does not lead from this leaf to the head. */
  | 'proofFails'
  /** A head signed after the promised instant, and the leaf is not in it. */
  | 'promiseBroken'
  /** The hash is one this machine does not have. */
  | 'hashMissing'
/** `waiting`: the promised instant has not come. `unproven`: it has, and the receipt has no newer head: ask the register. */
export type StepState = 'included' | 'waiting' | 'unproven' | 'wrong'
export type ReceiptFault =
  | 'keyUnreadable'
  | 'keyDiffers'
  /** An announcement does not hold, or the key of the receipt is none of those announced. */
  | 'keysBroken'
  /** The register lost a key, and only the key of today vouches for itself. */
  | 'keyLost'
  | 'headNotSigned'
  /** Signed by a key of the register that did not sign at that time. */
  | 'headByOtherKey'
  /** Signed by a key that the receipt has no announcement of: ask the register. */
  | 'headByUnknownKey'
  | 'empty'

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

export type ReceiptTools = {
  hashOf: HashOf
  checkOf: CheckOf
  now: Date
  /** The key one was given elsewhere (village poster); the receipt's own is believed without it. */
  trustedKey?: string | undefined
}

export function verifyReceipt(receipt: Receipt, tools: ReceiptTools): ReceiptReport {
  const { trustedKey, checkOf } = tools
  const chain = followKeys(firstKeyOf(receipt.changes ?? []) ?? receipt.key, receipt.changes ?? [], checkOf)
  const { head, fault } = headOf(receipt, chain, checkOf)
  const arrival = readLeaf(utf8(receipt.steps[0]?.leaf ?? ''))?.receivedMonth
  const steps = receipt.steps.map((step) => verifyStep(step, { ...tools, chain, head, arrival }))
  const faults: ReceiptFault[] = [
    ...faultsOfKeys(receipt.key, trustedKey, chain),
    ...(fault ? [fault] : []),
    ...(steps.length === 0 ? ['empty' as const] : []),
  ]
  const ok = faults.length === 0 && steps.every((step) => step.faults.length === 0)
  return { ok, faults, steps, head }
}

function faultsOfKeys(key: string, trustedKey: string | undefined, chain: KeyChain): ReceiptFault[] {
  if (readKey(key) === undefined || chain.spans.length === 0) return ['keyUnreadable']
  const known = (one: string) => chain.spans.some(({ text }) => text === one.trim())
  const faults = faultsFor(chain, trustedKey ?? key)
  return [
    ...(trustedKey !== undefined && !known(trustedKey) ? ['keyDiffers' as const] : []),
    ...(!known(key) || faults.some(({ code }) => code !== 'keyLost') ? ['keysBroken' as const] : []),
    ...(faults.some(({ code }) => code === 'keyLost') ? ['keyLost' as const] : []),
  ]
}

/** The head of the receipt where the key that signed at its time signed it. */
function headOf(
  { checkpoint }: Receipt,
  chain: KeyChain,
  checkOf: CheckOf,
): { head?: Checkpoint; fault?: ReceiptFault } {
  if (checkpoint === undefined) return {}
  const note = readNote(checkpoint)
  const span = note && signerIn(chain, note, checkOf)
  if (!span) return { fault: note && !namesOneOf(chain, note) ? 'headByUnknownKey' : 'headNotSigned' }
  const head = readCheckpoint(note.text)
  if (!head || head.origin !== span.key.name) return { fault: 'headNotSigned' }
  return standingAt(span, head.at) === 'inForce' ? { head } : { fault: 'headByOtherKey' }
}

type Against = ReceiptTools & {
  chain: KeyChain
  head: Checkpoint | undefined
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
  const note = readNote(step.promise)
  const span = note && signerIn(against.chain, note, against.checkOf)
  const promise = span && readPromise(note.text)
  const report = { leaf, claim: step.claim, promisedBy: promise?.by }
  if (!leaf) return { ...report, state: 'wrong', faults: ['leafUnreadable'] }
  if (!hashOrNone(against.hashOf, leaf.algorithm)) return { ...report, state: 'wrong', faults: ['hashMissing'] }
  const place = placeOf(step, bytes, promise, against)
  const faults = [
    ...faultsOfClaim(step, leaf, against),
    ...faultsOfPromise(step, bytes, { promise, span }, against),
    ...(typeof place === 'string' ? [] : place),
  ]
  const state = typeof place === 'string' && faults.length === 0 ? place : 'wrong'
  return { ...report, state, faults }
}

function faultsOfClaim({ salt, claim }: ReceiptStep, leaf: Leaf, { hashOf, arrival }: Against): StepFault[] {
  const opened = openLeaf(hashOf, leaf, fromHex(salt) ?? new Uint8Array(), claim)
  const at = Date.parse(String(claim['at']))
  const month = Number.isNaN(at) ? '' : dateInChina(new Date(at)).slice(0, 7)
  return [
    ...(opened ? [] : ['claimDiffers' as const]),
    ...(month === leaf.stepMonth ? [] : ['monthDiffers' as const]),
    ...(leaf.receivedMonth === arrival ? [] : ['arrivalDiffers' as const]),
  ]
}

function faultsOfPromise(
  { claim }: ReceiptStep,
  bytes: Uint8Array,
  { promise, span }: { promise: InclusionPromise | undefined; span: KeySpan | undefined },
  { hashOf }: Against,
): StepFault[] {
  if (!promise || !span || promise.origin !== span.key.name) return ['promiseNotSigned']
  const hash = hashOrNone(hashOf, promise.algorithm)
  if (!hash) return ['hashMissing']
  return [
    ...(hexOf(leafHash(hash, bytes)) === hexOf(promise.leafHash) ? [] : ['promiseOfOther' as const]),
    ...(standingAt(span, String(claim['at'])) === 'inForce' ? [] : ['promiseByOtherKey' as const]),
  ]
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
