/**
 * What the audit finds out about the keys of the register: whether the announcements lead from the first key to that of the head, whether
 * each key signed in its own time, and whether the tree has every announcement and no other. Pure, as the audit is.
 */
import { fromHex, hexOf, utf8 } from '../platform/shared/bytes.ts'
import { type Checkpoint, readCheckpoint } from './checkpoint.ts'
import { readPromise } from './promise.ts'
import type { ReceiptStep } from './receipt.ts'
import { type KeyChain, type KeySpan, namesOneOf, signerIn, standingAt } from './register-key.ts'
import { type HashOf, openLeaf, readLeaf } from './register-leaf.ts'
import { type CheckOf, readNote } from './signed-note.ts'

export type PublishedChange = { announcement: string; proof: ReceiptStep }
/** What the register says of its keys; `first` as C2SP writes it. */
export type PublishedKeys = { first: string; changes: readonly PublishedChange[] }

export type HeadFinding =
  | { code: 'headNotSigned' }
  /** Signed by a key that was never announced. */
  | { code: 'headByUnknownKey'; key: string }
  | { code: 'headByOldKey'; key: string; at: string; until: string }
  | { code: 'headByLaterKey'; key: string; at: string; from: string }

/** The head of a note that the key of its time signed, or what is wrong with it. */
export function openHead(text: string, chain: KeyChain, checkOf: CheckOf): Checkpoint | HeadFinding {
  const note = readNote(text)
  const span = note && signerIn(chain, note, checkOf)
  if (!span)
    return note && !namesOneOf(chain, note)
      ? { code: 'headByUnknownKey', key: note.signatures.map(({ name, id }) => nameOf(name, id)).join(', ') }
      : { code: 'headNotSigned' }
  const head = readCheckpoint(note.text)
  if (!head || head.origin !== span.key.name) return { code: 'headNotSigned' }
  return outOfTime(span, head.at) ?? head
}

const nameOf = (name: string, id: Uint8Array): string => `${name}+${hexOf(id)}`

function outOfTime(span: KeySpan, at: string): HeadFinding | undefined {
  const { text: key, from, to } = span
  const standing = standingAt(span, at)
  if (standing === 'past') return { code: 'headByOldKey', key, at, until: to ?? '' }
  return standing === 'notYet' ? { code: 'headByLaterKey', key, at, from: from ?? '' } : undefined
}

export type ChangeFinding =
  /** What is published does not prove that this announcement is a leaf. */
  | { code: 'changeProofFails'; number: number }
  /** Promised for the time of the head, and no leaf is of it. */
  | { code: 'changeNotInRegister'; number: number }
  /** The tree has an announcement that is not published. */
  | { code: 'changeHidden'; index: number }

/** @param leaves of kind `registerKey` in the tree: place by text. */
export function compareChanges(
  changes: readonly PublishedChange[],
  leaves: ReadonlyMap<string, number>,
  { chain, head, hashOf, checkOf }: { chain: KeyChain; head: Checkpoint; hashOf: HashOf; checkOf: CheckOf },
): ChangeFinding[] {
  const known = new Set(changes.map(({ proof }) => proof.leaf))
  const hidden = [...leaves].filter(([leaf]) => !known.has(leaf))
  return [
    ...changes.flatMap((change, i): ChangeFinding[] => {
      const number = i + 1
      if (!provesItself(change, hashOf)) return [{ code: 'changeProofFails', number }]
      if (leaves.has(change.proof.leaf)) return []
      const by = promisedTime(change.proof, chain, checkOf)
      if (by === undefined) return [{ code: 'changeProofFails', number }]
      return Date.parse(by) <= Date.parse(head.at) ? [{ code: 'changeNotInRegister', number }] : []
    }),
    ...hidden.map(([, index]) => ({ code: 'changeHidden' as const, index })),
  ]
}

function provesItself({ announcement, proof }: PublishedChange, hashOf: HashOf): boolean {
  const leaf = readLeaf(utf8(proof.leaf))
  if (leaf?.kind !== 'registerKey' || proof.claim['announcement'] !== announcement) return false
  return openLeaf(hashOf, leaf, fromHex(proof.salt) ?? new Uint8Array(), proof.claim)
}

/** Until when the leaf is to be in the tree; undefined where no key of the chain promised it. */
function promisedTime({ promise }: ReceiptStep, chain: KeyChain, checkOf: CheckOf): string | undefined {
  const note = readNote(promise)
  return note && signerIn(chain, note, checkOf) ? readPromise(note.text)?.by : undefined
}
