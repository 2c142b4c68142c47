/** All SQL of the keys of the public register. */
import { sql } from 'kysely'
import { type Db, prepared } from '../platform/server/db.ts'
import type { ReceiptStep } from './receipt.ts'
import type { NoteAlgorithm } from './signed-note.ts'

const lock = 782_021_002

/** Until the end of the transaction nobody else begins or changes the key. */
export async function lockKeys(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lock})`.execute(db)
}

/** `fromAt`, `announcement` and `proof` are null for the first key. */
export type KeyRow = {
  number: number
  algorithm: NoteAlgorithm
  publicKey: Buffer
  fromAt: string | null
  lost: boolean
  announcement: string | null
  proof: ReceiptStep | null
}

/** When the first of these keys begins or, where it never signs, the one that a loss put in its place. */
export const beginOf = (rows: readonly Pick<KeyRow, 'fromAt'>[]): string | null =>
  rows[0]?.fromAt == null ? null : (rows.flatMap(({ fromAt }) => fromAt ?? []).sort()[0] ?? null)

/** All keys, oldest first: a handful in the life of a register. */
export async function listKeys(db: Db): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select number, algorithm, public_key, from_at, lost, announcement, proof from register_keys order by number limit 1000`.execute(
    prepared(db),
  )
  return rows
}

export async function insertKey(db: Db, key: Omit<KeyRow, 'publicKey'> & { publicKey: Uint8Array }): Promise<void> {
  await sql`
    insert into register_keys (number, algorithm, public_key, from_at, lost, announcement, proof)
    values (${key.number}, ${key.algorithm}, ${Buffer.from(key.publicKey)}, ${key.fromAt}, ${key.lost}, ${key.announcement},
            ${key.proof === null ? null : JSON.stringify(key.proof)}::jsonb)`.execute(db)
}

/** The database refuses it once something was promised. */
export async function deleteFirstKey(db: Db): Promise<void> {
  await sql`delete from register_keys where number = 1`.execute(db)
}

/** Whether a head or a promise has been signed already. */
export async function hasBegun(db: Db): Promise<boolean> {
  const { rows } = await sql<{ begun: boolean }>`
    select exists (select 1 from register_heads) or exists (select 1 from register_pending) as begun`.execute(db)
  return rows[0]?.begun ?? false
}
