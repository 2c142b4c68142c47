/** Proofs of the public register, read from its tiles. */
import type { Db } from '../platform/server/db.ts'
import { completeRoot, type Hash, joinNodes, nodesOf, type Range, type TreeNode } from './merkle-tree.ts'
import { readTiles } from './register-store.ts'
import { type TileAddress, tileOf, widthAt } from './tile.ts'

const keyOf = ({ level, index }: Pick<TileAddress, 'level' | 'index'>): string => `${level}/${index}`

/** The roots over these ranges of the tree of `size` leaves: what a proof consists of. All tiles are read in one question. */
export async function readProof(db: Db, hash: Hash, ranges: readonly Range[], size: number): Promise<Uint8Array[]> {
  const wanted = new Map<string, TileAddress>()
  for (const node of ranges.flatMap(nodesOf)) {
    const { level, index } = tileOf(node)
    wanted.set(keyOf({ level, index }), { level, index, width: widthAt(level, index, size) })
  }
  const entries = await readTiles(db, [...wanted.values()])
  const tiles = new Map([...wanted.keys()].map((key, i) => [key, entries[i] ?? []]))
  const rootAt = (node: TreeNode): Uint8Array => {
    const tile = tileOf(node)
    return completeRoot(hash, (tiles.get(keyOf(tile)) ?? []).slice(tile.from, tile.to))
  }
  return ranges.map((range) => joinNodes(hash, nodesOf(range).map(rootAt)))
}
