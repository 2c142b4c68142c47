import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hexOf } from '../platform/shared/bytes.ts'
import { leafHash } from './merkle-tree.ts'
import { nodeHashOf } from './node-hash.ts'
import { bundleOf, growTree, readBundle, readTilePath, tileOf, tilePath, widthAt } from './tile.ts'

const hash = nodeHashOf('sha256')

describe('the address of a tile', () => {
  test('is the one of the specification', () => {
    expect(tilePath(1_234_067, 256)).toBe('x001/x234/067')
    expect(tilePath(0, 256)).toBe('000')
    expect(tilePath(1000, 7)).toBe('x001/000.p/7')
  })

  test('is read back, and nothing else is', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.integer({ min: 1, max: 256 }), (index, width) => {
        expect(readTilePath(tilePath(index, width))).toEqual({ index, width })
      }),
    )
    for (const wrong of [
      '',
      '1',
      '0000',
      'x000/001',
      '001.p/0',
      '001.p/256',
      '001.p/08',
      'x001',
      '001/',
      '../001',
      '001.p/',
    ])
      expect(readTilePath(wrong), wrong).toBeUndefined()
  })
})

test('the width of a tile follows from the size of the tree', () => {
  expect(widthAt(0, 273, 70_000)).toBe(112)
  expect(widthAt(0, 274, 70_000)).toBe(0)
  expect(widthAt(1, 1, 70_000)).toBe(17)
  expect(widthAt(2, 0, 70_000)).toBe(1)
  expect(widthAt(3, 0, 70_000)).toBe(0)
})

test('a node lies in the tile of its level', () => {
  expect(tileOf({ level: 0, index: 300 })).toEqual({ level: 0, index: 1, from: 44, to: 45 })
  expect(tileOf({ level: 7, index: 3 })).toEqual({ level: 0, index: 1, from: 128, to: 256 })
  expect(tileOf({ level: 8, index: 3 })).toEqual({ level: 1, index: 0, from: 3, to: 4 })
})

test('full tiles come out once each, the ones above them after 65,536 leaves', () => {
  const leaves = Array.from({ length: 66_000 }, (_, i) =>
    leafHash(hash, Uint8Array.of(i & 255, (i >> 8) & 255, i >> 16)),
  )
  const edge: Uint8Array[][] = []
  const tiles = [...growTree(hash, edge, leaves.slice(0, 1000), 0), ...growTree(hash, edge, leaves.slice(1000), 1000)]
  expect(tiles.filter((tile) => tile.level === 0).map((tile) => tile.index)).toEqual(
    Array.from({ length: 257 }, (_, i) => i),
  )
  expect(tiles.filter((tile) => tile.level === 1).map((tile) => tile.index)).toEqual([0])
  expect(tiles.every((tile) => tile.hashes.length === 256)).toBe(true)
  expect(edge.map((row) => row.length)).toEqual([208, 1, 1])
})

test('a bundle gives back its leaves; one that is cut off is none', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (leaves) => {
      const bundle = bundleOf(leaves)
      expect(readBundle(bundle)?.map(hexOf)).toEqual(leaves.map(hexOf))
      if ((leaves.at(-1)?.length ?? 0) > 0) expect(readBundle(bundle.subarray(0, -1))).toBeUndefined()
    }),
  )
  expect(readBundle(Uint8Array.of(0))).toBeUndefined()
})
