/** Proofs of the public register, read from its tiles. */
import type { Db } from '../platform/server/db.ts'
import { completeRoot, type Hash, joinNodes, nodesOf, type Range, type TreeNode } from './merkle-tree.ts'
import { findTile, readEntries } from './register-store.ts'
import { hashesOf, tileOf, tileWidth, widthAt } from './tile.ts'

/** The entries of a tile in the tree of `size` leaves; fewer than 256 at the right edge. */
export async function readTile(db: Db, level: number, index: number, size: number): Promise<Uint8Array[]> {
  const width = widthAt(level, index, size)
  const full = width === tileWidth ? await findTile(db, level, index) : undefined
  return full ? hashesOf(full) : readEntries(db, level, index * tileWidth, index * tileWidth + width)
}

/** The roots over these ranges of the tree of `size` leaves: what a proof consists of. Each tile is read once. */
export async function readProof(db: Db, hash: Hash, ranges: readonly Range[], size: number): Promise<Uint8Array[]> {
  const tiles = new Map<string, Promise<Uint8Array[]>>()
  const rootAt = async (node: TreeNode): Promise<Uint8Array> => {
    const { level, index, from, to } = tileOf(node)
    const key = `${level}/${index}`
    const tile = tiles.get(key) ?? readTile(db, level, index, size)
    tiles.set(key, tile)
    return completeRoot(hash, (await tile).slice(from, to))
  }
  const proof: Uint8Array[] = []
  for (const range of ranges) proof.push(joinNodes(hash, await Promise.all(nodesOf(range).map(rootAt))))
  return proof
}
