/** All SQL of the public register. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import type { StepCount } from './books.ts'
import type { RegisterHash } from './register-leaf.ts'
import { type Edge, type FullTile, hashesOf, type TileAddress, tileBytes, tileWidth } from './tile.ts'

const lock = 782_021_001

/** One appender at a time; until the end of the transaction. @returns false where another one is at it. */
export async function lockRegister(db: Db): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${lock}) as got`.execute(db)
  return rows[0]?.got ?? false
}

export async function insertPending(db: Db, row: { id: string; leaf: Uint8Array; promisedBy: Date }): Promise<void> {
  await sql`insert into register_pending (id, leaf, promised_by) values (${row.id}, ${Buffer.from(row.leaf)}, ${row.promisedBy})`.execute(
    db,
  )
}

/** Takes waiting leaves out, any of them first. */
export async function takePending(db: Db, limit: number): Promise<Uint8Array[]> {
  const { rows } = await sql<{ leaf: Buffer }>`
    delete from register_pending where id in (select id from register_pending order by id limit ${limit}) returning leaf`.execute(
    db,
  )
  return rows.map((row) => row.leaf)
}

/** The instant by which the first of the waiting leaves has to be in. */
export async function firstPromise(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ by: string | null }>`select min(promised_by) as by from register_pending`.execute(db)
  return rows[0]?.by ? new Date(rows[0].by) : undefined
}

export type Head = { id: number; size: number; root: Buffer; algorithm: RegisterHash; signedAt: string; note: string }

/** The newest head; undefined before the first batch. */
export async function findHead(db: Db): Promise<Head | undefined> {
  const { rows } = await sql<Head>`
    select id, size, root, algorithm, signed_at, note from register_heads order by id desc limit 1`.execute(db)
  return rows[0]
}

/** @returns its id. */
export async function insertHead(db: Db, head: Omit<Head, 'id' | 'root'> & { root: Uint8Array }): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into register_heads (size, root, algorithm, signed_at, note)
    values (${head.size}, ${Buffer.from(head.root)}, ${head.algorithm}, ${head.signedAt}, ${head.note}) returning id`.execute(
    db,
  )
  const row = rows[0]
  if (!row) throw new Error('no head was written')
  return row.id
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** @param first place of the first of them. */
export async function insertLeaves(
  db: Db,
  first: number,
  leaves: readonly Uint8Array[],
  hashes: readonly Uint8Array[],
): Promise<void> {
  const rows = leaves.map((leaf, i) => ({ seq: first + i, leaf: base64(leaf), hash: base64(hashes[i] ?? leaf) }))
  await sql`
    insert into register_leaves (seq, leaf, leaf_hash)
    select seq, decode(leaf, 'base64'), decode(hash, 'base64')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(seq bigint, leaf text, hash text)`.execute(db)
}

export async function insertTiles(db: Db, tiles: readonly FullTile[]): Promise<void> {
  const rows = tiles.map(({ level, index, hashes, root }) => ({
    level,
    index,
    hashes: base64(tileBytes(hashes)),
    root: base64(root),
  }))
  await sql`
    insert into register_tiles (level, index, hashes, root)
    select level, index, decode(hashes, 'base64'), decode(root, 'base64')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(level smallint, index bigint, hashes text, root text)`.execute(
    db,
  )
}

export async function insertCounts(db: Db, headId: number, counts: readonly StepCount[]): Promise<void> {
  await sql`
    insert into register_counts (head_id, county, month, kind, steps)
    select ${headId}, county, month, kind, steps
      from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb) as r(county text, month text, kind text, steps integer)`.execute(
    db,
  )
}

/** Steps by county, month of arrival and kind, in all batches up to a head. */
export async function countSteps(db: Db, headId: number): Promise<StepCount[]> {
  const { rows } = await sql<StepCount>`
    select county, month, kind, sum(steps)::int as steps from register_counts where head_id <= ${headId} group by county, month, kind`.execute(
    db,
  )
  return rows
}

/** The octets of one tile: stored when it is full, else put together from the leaves or from the roots of the full tiles below. */
function tileQuery({ level, index, width }: TileAddress, place: number): RawBuilder<unknown> {
  if (width === tileWidth)
    return sql`select ${place}::int as place, hashes from register_tiles where level = ${level} and index = ${index}`
  const [from, to] = [index * tileWidth, index * tileWidth + width]
  return level === 0
    ? sql`select ${place}::int as place, string_agg(leaf_hash, '' order by seq) as hashes
            from register_leaves where seq >= ${from} and seq < ${to}`
    : sql`select ${place}::int as place, string_agg(root, '' order by index) as hashes
            from register_tiles where level = ${level - 1} and index >= ${from} and index < ${to}`
}

/** The entries of each of these tiles, in one question; none where a tile is missing. */
export async function readTiles(db: Db, tiles: readonly TileAddress[]): Promise<Uint8Array[][]> {
  if (tiles.length === 0) return []
  const { rows } = await sql<{
    place: number
    hashes: Buffer | null
  }>`${sql.join(tiles.map(tileQuery), sql` union all `)}`.execute(db)
  const found = new Map(rows.map((row) => [row.place, row.hashes]))
  return tiles.map((_, place) => hashesOf(found.get(place) ?? new Uint8Array()))
}

/** The right edge of the tree of `size` leaves. */
export function readEdge(db: Db, size: number): Promise<Edge> {
  const tiles: TileAddress[] = []
  for (let level = 0, entries = size; entries > 0; level += 1, entries = Math.floor(entries / tileWidth))
    tiles.push({ level, index: Math.floor(entries / tileWidth), width: entries % tileWidth })
  return readTiles(db, tiles)
}

export async function readLeaves(db: Db, from: number, to: number): Promise<Buffer[]> {
  const { rows } = await sql<{ leaf: Buffer }>`
    select leaf from register_leaves where seq >= ${from} and seq < ${to} order by seq`.execute(db)
  return rows.map((row) => row.leaf)
}

/** The place of a leaf in the tree of `size` leaves. */
export async function findPlace(db: Db, leafHash: Uint8Array, size: number): Promise<number | undefined> {
  const { rows } = await sql<{ seq: number }>`
    select seq from register_leaves where leaf_hash = ${Buffer.from(leafHash)} and seq < ${size}`.execute(db)
  return rows[0]?.seq
}
