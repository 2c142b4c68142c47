import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, hexOf } from '../platform/shared/bytes.ts'
import {
  consistencyRanges,
  emptyRoot,
  inclusionRanges,
  joinNodes,
  leafHash,
  nodesOf,
  type Range,
  verifyConsistency,
  verifyInclusion,
} from './merkle-tree.ts'
import { nodeHashOf } from './node-hash.ts'
import { growTree, rootOfEdge } from './tile.ts'

const hash = nodeHashOf('sha256')
const unhex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array()

/** Leaves, roots and proofs of the test data of the reference implementation (Certificate Transparency). */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  unhex,
)
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
].map(unhex)
const [a, b, c, d, e, f, g] = [
  '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
]
const inclusions: [index: number, size: number, proof: (string | undefined)[]][] = [
  [0, 1, []],
  [0, 8, [a, b, c]],
  [5, 8, [d, e, f]],
  [2, 3, [hexOf(roots[1] ?? new Uint8Array())]],
  [1, 5, [hexOf(roots[0] ?? new Uint8Array()), b, d]],
]
const consistencies: [first: number, second: number, proof: (string | undefined)[]][] = [
  [1, 1, []],
  [1, 8, [a, b, c]],
  [6, 8, [g, e, f]],
  [2, 5, [b, d]],
]

const hashes = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => leafHash(hash, Uint8Array.of(i & 255, i >> 8)))

/** The root over a range by the recursive definition of RFC 6962, without tiles. */
function definedRoot(row: readonly Uint8Array[]): Uint8Array {
  if (row.length < 2) return row[0] ?? emptyRoot(hash)
  let k = 1
  while (k * 2 < row.length) k *= 2
  return hash(Uint8Array.of(1), definedRoot(row.slice(0, k)), definedRoot(row.slice(k)))
}
const proofOf = (row: readonly Uint8Array[], ranges: readonly Range[]): Uint8Array[] =>
  ranges.map(({ from, to }) => definedRoot(row.slice(from, to)))

/** Every way to change one bit of one octet string. */
const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))

describe('the vectors of the reference implementation', () => {
  const row = leaves.map((leaf) => leafHash(hash, leaf))

  test('the root of no leaves is the hash of nothing', () => {
    expect(hexOf(emptyRoot(hash))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(hexOf(rootOfEdge(hash, []))).toBe(hexOf(emptyRoot(hash)))
  })

  test.each(roots.map((root, i) => [i + 1, root] as const))('the root of %i leaves', (size, root) => {
    const edge: Uint8Array[][] = []
    growTree(hash, edge, row.slice(0, size), 0)
    expect(hexOf(rootOfEdge(hash, edge))).toBe(hexOf(root))
    expect(
      hexOf(
        joinNodes(
          hash,
          nodesOf({ from: 0, to: size }).map((n) =>
            definedRoot(row.slice(n.index * 2 ** n.level, (n.index + 1) * 2 ** n.level)),
          ),
        ),
      ),
    ).toBe(hexOf(root))
  })

  test.each(inclusions)('the inclusion proof of leaf %i of %i', (index, size, proof) => {
    const made = proofOf(row, inclusionRanges(index, { from: 0, to: size }))
    expect(made.map(hexOf)).toEqual(proof)
    const root = roots[size - 1] ?? new Uint8Array()
    expect(verifyInclusion(hash, { index, size, leafHash: row[index] ?? root, proof: made, root })).toBe(true)
  })

  test.each(consistencies)('the consistency proof from %i to %i leaves', (first, second, proof) => {
    const made = proofOf(row, consistencyRanges(first, second))
    expect(made.map(hexOf)).toEqual(proof)
    const [firstRoot, secondRoot] = [roots[first - 1] ?? new Uint8Array(), roots[second - 1] ?? new Uint8Array()]
    expect(verifyConsistency(hash, { first, second, firstRoot, secondRoot, proof: made })).toBe(true)
  })
})

describe('every tree', () => {
  const row = hashes(600)
  const size = fc.integer({ min: 1, max: 600 })

  test('grows to the same root in whatever portions its leaves come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 }), (portions) => {
        const edge: Uint8Array[][] = []
        let at = 0
        for (const portion of portions) {
          growTree(hash, edge, row.slice(at, at + portion), at)
          at = Math.min(row.length, at + portion)
          expect(hexOf(rootOfEdge(hash, edge))).toBe(hexOf(definedRoot(row.slice(0, at))))
        }
      }),
      { numRuns: 40 },
    )
  })

  test('proves each of its leaves, and no single bit of hash, proof or root can be changed', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (n, at, bits) => {
        const index = at % n
        const [leaf, root] = [row[index] ?? new Uint8Array(), definedRoot(row.slice(0, n))]
        const proof = proofOf(row, inclusionRanges(index, { from: 0, to: n }))
        const claim = { index, size: n, leafHash: leaf, proof, root }
        expect(verifyInclusion(hash, claim)).toBe(true)
        const bit = bits % 256
        expect(verifyInclusion(hash, { ...claim, leafHash: flipped(leaf, bit) })).toBe(false)
        expect(verifyInclusion(hash, { ...claim, root: flipped(root, bit) })).toBe(false)
        for (const [i, part] of proof.entries())
          expect(verifyInclusion(hash, { ...claim, proof: proof.with(i, flipped(part, bit)) })).toBe(false)
        expect(verifyInclusion(hash, { ...claim, proof: [...proof, root] })).toBe(false)
        if (n > 1) {
          expect(verifyInclusion(hash, { ...claim, proof: proof.slice(1) })).toBe(false)
          expect(verifyInclusion(hash, { ...claim, index: (index + 1) % n })).toBe(false)
        }
      }),
    )
  })

  test('proves what it began with, and no single bit of a root or of the proof can be changed', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (second, at, bits) => {
        const first = 1 + (at % second)
        const [firstRoot, secondRoot] = [definedRoot(row.slice(0, first)), definedRoot(row.slice(0, second))]
        const proof = proofOf(row, consistencyRanges(first, second))
        const claim = { first, second, firstRoot, secondRoot, proof }
        expect(verifyConsistency(hash, claim)).toBe(true)
        const bit = bits % 256
        expect(verifyConsistency(hash, { ...claim, firstRoot: flipped(firstRoot, bit) })).toBe(false)
        expect(verifyConsistency(hash, { ...claim, secondRoot: flipped(secondRoot, bit) })).toBe(false)
        for (const [i, part] of proof.entries())
          expect(verifyConsistency(hash, { ...claim, proof: proof.with(i, flipped(part, bit)) })).toBe(false)
        expect(verifyConsistency(hash, { ...claim, proof: [...proof, secondRoot] })).toBe(false)
      }),
    )
  })

  test('a tree that lost, changed or got a leaf in between is no continuation', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), (first, at) => {
        const index = at % first
        const other = row.with(index, leafHash(hash, Uint8Array.of(9, 9, 9)))
        const proof = proofOf(other, consistencyRanges(first, 400))
        const [firstRoot, secondRoot] = [definedRoot(row.slice(0, first)), definedRoot(other.slice(0, 400))]
        expect(verifyConsistency(hash, { first, second: 400, firstRoot, secondRoot, proof })).toBe(false)
      }),
      { numRuns: 30 },
    )
  })

  test('continues the empty tree, with nothing to prove and nothing else in its place', () => {
    const [empty, root] = [emptyRoot(hash), definedRoot(row.slice(0, 5))]
    const claim = { first: 0, second: 5, firstRoot: empty, secondRoot: root, proof: [] }
    expect(consistencyRanges(0, 5)).toEqual([])
    expect(verifyConsistency(hash, claim)).toBe(true)
    expect(verifyConsistency(hash, { ...claim, firstRoot: root })).toBe(false)
    expect(verifyConsistency(hash, { ...claim, proof: [root] })).toBe(false)
  })

  test('no octet can wander between a hash and the part of the proof beside it', () => {
    const [leaf, next] = [row[0] ?? new Uint8Array(), row[1] ?? new Uint8Array()]
    const root = definedRoot([leaf, next])
    const whole = new Uint8Array([...leaf, ...next])
    const claim = { index: 0, size: 2, leafHash: leaf, proof: [next], root }
    expect(verifyInclusion(hash, claim)).toBe(true)
    for (const at of [0, 31, 33, 64])
      expect(
        verifyInclusion(hash, { ...claim, leafHash: whole.subarray(0, at), proof: [whole.subarray(at)] }),
        `${at}`,
      ).toBe(false)
    const grown = { first: 1, second: 2, firstRoot: leaf, secondRoot: root, proof: [next] }
    expect(verifyConsistency(hash, grown)).toBe(true)
    for (const at of [0, 31, 33, 64])
      expect(
        verifyConsistency(hash, { ...grown, firstRoot: whole.subarray(0, at), proof: [whole.subarray(at)] }),
        `${at}`,
      ).toBe(false)
  })

  test('is cut into complete subtrees, wherever a range of it begins', () => {
    expect(nodesOf({ from: 0, to: 7 })).toEqual([
      { level: 2, index: 0 },
      { level: 1, index: 2 },
      { level: 0, index: 6 },
    ])
    expect(nodesOf({ from: 4, to: 8 })).toEqual([{ level: 2, index: 1 }])
    expect(nodesOf({ from: 6, to: 12 })).toEqual([
      { level: 1, index: 3 },
      { level: 2, index: 2 },
    ])
  })

  test('nonsense proves nothing', () => {
    const root = roots[0] ?? new Uint8Array()
    for (const [index, n] of [
      [0, 0],
      [1, 1],
      [2, 1],
      [-1, 1],
      [0.5, 1],
    ] as const)
      expect(verifyInclusion(hash, { index, size: n, leafHash: root, proof: [], root })).toBe(false)
    for (const [first, second] of [
      [2, 1],
      [-1, 1],
      [1, 2],
    ] as const)
      expect(verifyConsistency(hash, { first, second, firstRoot: root, secondRoot: root, proof: [] })).toBe(false)
  })
})
