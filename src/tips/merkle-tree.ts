/**
 * The Merkle tree of RFC 6962 and RFC 9162 (section 2.1): hashes of leaves and nodes, which parts of the tree a proof consists of,
 * and the check of inclusion and consistency proofs. Pure; the hash is an argument, so that the same lines run in a browser.
 */
import { equalBytes } from '../platform/shared/bytes.ts'

/** The hash of the parts one after the other: 32 octets. */
export type Hash = (...parts: Uint8Array[]) => Uint8Array

const leafMark = Uint8Array.of(0)
const nodeMark = Uint8Array.of(1)

export const leafHash = (hash: Hash, leaf: Uint8Array): Uint8Array => hash(leafMark, leaf)
export const nodeHash = (hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array => hash(nodeMark, left, right)
/** The root of a tree without leaves. */
export const emptyRoot = (hash: Hash): Uint8Array => hash()

/** Leaves `from` up to, not including, `to`. */
export type Range = { from: number; to: number }
/** The complete subtree over the leaves `index * 2^level` up to `(index + 1) * 2^level`. */
export type TreeNode = { level: number; index: number }

/** The largest power of two below `n`: where RFC 6962 splits `n` leaves. */
function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** What the inclusion proof of a leaf is made of, bottom first: PATH(m, D[n]) of RFC 6962. */
export function inclusionRanges(index: number, { from, to }: Range): Range[] {
  if (to - from <= 1) return []
  const middle = from + splitOf(to - from)
  return index < middle
    ? [...inclusionRanges(index, { from, to: middle }), { from: middle, to }]
    : [...inclusionRanges(index, { from: middle, to }), { from, to: middle }]
}

/** What the proof is made of that the tree of `second` leaves begins with that of `first`: PROOF(m, D[n]). Empty for none or all leaves. */
export function consistencyRanges(first: number, second: number): Range[] {
  return first === 0 ? [] : subproof(first, { from: 0, to: second }, true)
}

function subproof(first: number, { from, to }: Range, known: boolean): Range[] {
  if (first === to) return known ? [] : [{ from, to }]
  const middle = from + splitOf(to - from)
  return first <= middle
    ? [...subproof(first, { from, to: middle }, known), { from: middle, to }]
    : [...subproof(first, { from: middle, to }, false), { from, to: middle }]
}

/** The complete subtrees a range of the tree is made of, largest first. The range begins where RFC 6962 may split a tree. */
export function nodesOf({ from, to }: Range): TreeNode[] {
  const nodes: TreeNode[] = []
  for (let at = from; at < to; ) {
    let level = 0
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level += 1
    nodes.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return nodes
}

/** The root over neighbouring complete subtrees, largest first: MTH of RFC 6962. */
export function joinNodes(hash: Hash, hashes: readonly Uint8Array[]): Uint8Array {
  const last = hashes.at(-1)
  return last === undefined
    ? emptyRoot(hash)
    : hashes.slice(0, -1).reduceRight((right, left) => nodeHash(hash, left, right), last)
}

/** The root of a complete subtree from the hashes at its bottom, a power of two of them. */
export function completeRoot(hash: Hash, bottom: readonly Uint8Array[]): Uint8Array {
  let row = bottom
  while (row.length > 1) {
    const above: Uint8Array[] = []
    for (let i = 0; i + 1 < row.length; i += 2) {
      const [left, right] = [row[i], row[i + 1]]
      if (left && right) above.push(nodeHash(hash, left, right))
    }
    row = above
  }
  return row[0] ?? emptyRoot(hash)
}

const isOdd = (n: number): boolean => n % 2 === 1
const half = (n: number): number => Math.floor(n / 2)
const isPowerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n))

export type Inclusion = {
  index: number
  size: number
  leafHash: Uint8Array
  proof: readonly Uint8Array[]
  root: Uint8Array
}

/** Whether a leaf stands at its place in the tree of this size and root: RFC 9162, 2.1.3.2. */
export function verifyInclusion(hash: Hash, { index, size, leafHash: leaf, proof, root }: Inclusion): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  if (proof.some((part) => part.length !== 32)) return false
  let [at, last, here] = [index, size - 1, leaf]
  for (const part of proof) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      here = nodeHash(hash, part, here)
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else here = nodeHash(hash, here, part)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && equalBytes(here, root)
}

export type Consistency = {
  first: number
  second: number
  firstRoot: Uint8Array
  secondRoot: Uint8Array
  proof: readonly Uint8Array[]
}

/** Whether the larger tree begins with the whole smaller one: RFC 9162, 2.1.4.2. An empty tree is the beginning of every tree. */
export function verifyConsistency(hash: Hash, { first, second, firstRoot, secondRoot, proof }: Consistency): boolean {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 0 || first > second) return false
  if (proof.some((part) => part.length !== 32)) return false
  if (first === second) return proof.length === 0 && equalBytes(firstRoot, secondRoot)
  if (first === 0) return proof.length === 0 && equalBytes(firstRoot, emptyRoot(hash))
  const [begin, ...rest] = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof
  if (begin === undefined || proof.length === 0) return false
  let [at, last, inFirst, inSecond] = [first - 1, second - 1, begin, begin]
  while (isOdd(at)) [at, last] = [half(at), half(last)]
  for (const part of rest) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      inFirst = nodeHash(hash, part, inFirst)
      inSecond = nodeHash(hash, part, inSecond)
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else inSecond = nodeHash(hash, inSecond, part)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && equalBytes(inFirst, firstRoot) && equalBytes(inSecond, secondRoot)
}
