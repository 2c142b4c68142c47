/**
 * The tree cut into tiles of eight levels, as C2SP tlog-tiles publishes it: an entry of a tile of level L is the root over 256^L leaves,
 * a full tile has 256 entries, the tile at the right edge fewer. Full tiles never change.
 */
import { concatBytes } from '../platform/shared/bytes.ts'
import { completeRoot, type Hash, joinNodes, nodesOf, type TreeNode } from './merkle-tree.ts'

export const tileHeight = 8
export const tileWidth = 2 ** tileHeight

export type TileAddress = { level: number; index: number; width: number }
export type FullTile = { level: number; index: number; hashes: Uint8Array[]; root: Uint8Array }

/** How many entries the tile has in a tree of `size` leaves; 0 where there is no such tile. */
export const widthAt = (level: number, index: number, size: number): number =>
  Math.max(0, Math.min(tileWidth, Math.floor(size / tileWidth ** level) - index * tileWidth))

/** `1234067` → `x001/x234/067`, and `.p/<width>` behind it for a tile that is not full. */
export function tilePath(index: number, width: number): string {
  const groups: string[] = []
  for (let rest = index; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`${groups.length === 0 ? '' : 'x'}${String(rest % 1000).padStart(3, '0')}`)
  return groups.join('/') + (width === tileWidth ? '' : `.p/${width}`)
}

/** Reads what tilePath writes; undefined for every other text. */
export function readTilePath(path: string): { index: number; width: number } | undefined {
  const parts = /^((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  if (!parts?.[1]) return undefined
  const index = Number(parts[1].replace(/[x/]/g, ''))
  const width = parts[2] === undefined ? tileWidth : Number(parts[2])
  return width > 0 && tilePath(index, width) === path ? { index, width } : undefined
}

/** The tile that holds a node, and which of its entries the node stands over. */
export function tileOf({ level, index }: TreeNode): { level: number; index: number; from: number; to: number } {
  const above = level % tileHeight
  const first = index * 2 ** above
  const from = first % tileWidth
  return { level: (level - above) / tileHeight, index: Math.floor(first / tileWidth), from, to: from + 2 ** above }
}

/** Entries since the last full tile, per level: all that is needed to let a tree grow. */
export type Edge = Uint8Array[][]

/** Appends the hashes of leaves. @returns the tiles that became full; `edge` is the one of the larger tree afterwards. */
export function growTree(hash: Hash, edge: Edge, leafHashes: readonly Uint8Array[], size: number): FullTile[] {
  const full: FullTile[] = []
  const add = (level: number, entry: Uint8Array, leaves: number): void => {
    const row = edge[level] ?? []
    row.push(entry)
    edge[level] = row
    if (row.length < tileWidth) return
    const root = completeRoot(hash, row)
    full.push({ level, index: leaves / tileWidth ** (level + 1) - 1, hashes: row, root })
    edge[level] = []
    add(level + 1, root, leaves)
  }
  for (const [i, leaf] of leafHashes.entries()) add(0, leaf, size + i + 1)
  return full
}

/** The root of the tree from its right edge. */
export function rootOfEdge(hash: Hash, edge: Edge): Uint8Array {
  const complete = edge
    .toReversed()
    .flatMap((row) =>
      nodesOf({ from: 0, to: row.length }).map(({ level, index }) =>
        completeRoot(hash, row.slice(index * 2 ** level, (index + 1) * 2 ** level)),
      ),
    )
  return joinNodes(hash, complete)
}

/** The octets of a tile: its entries one after the other. */
export const tileBytes = (hashes: readonly Uint8Array[]): Uint8Array => concatBytes(hashes)

/** The entries of a tile. */
export const hashesOf = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.floor(bytes.length / 32) }, (_, i) => bytes.subarray(32 * i, 32 * i + 32))

/** Leaves as tlog-tiles bundles them: each behind its length in two octets, the higher first. */
export const bundleOf = (leaves: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  concatBytes(leaves.flatMap((leaf) => [Uint8Array.of(leaf.length >> 8, leaf.length & 255), leaf]))

/** @returns undefined for octets that are no bundle. */
export function readBundle(bytes: Uint8Array): Uint8Array[] | undefined {
  const leaves: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)
    const leaf = bytes.subarray(at + 2, at + 2 + length)
    if (leaf.length !== length || at + 1 >= bytes.length) return undefined
    leaves.push(leaf)
    at += 2 + length
  }
  return leaves
}
