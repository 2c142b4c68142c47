/** The signed head of the chain, one a day: what anyone may keep and later hold against us. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { type Database, type Db, transaction } from './db.ts'

export const eventHead = z.object({
  day: z.iso.date(),
  seq: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  algorithm: z.enum(['sha256', 'sm3']),
  publicKey: z.string(),
  signature: z.string(),
})
export type EventHead = z.infer<typeof eventHead>

const signedText = (head: Pick<EventHead, 'day' | 'seq' | 'hash' | 'algorithm'>): Buffer =>
  Buffer.from(`gangshao events\n${head.day}\n${head.seq}\n${head.algorithm}:${head.hash}\n`)

/** PKCS#8 frame of an Ed25519 private key (RFC 8410), before its 32 bytes. */
const ed25519Frame = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The signing key made of a secret of 32 bytes in base64url, as the data folder keeps it. */
export const signingKeyOf = (secret: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([ed25519Frame, Buffer.from(secret, 'base64url')]),
    type: 'pkcs8',
    format: 'der',
  })

/** Whether the signature of a head is its own key's. Which key to trust is for the reader to compare. */
export function headIsSigned(head: EventHead): boolean {
  const key = createPublicKey({ key: Buffer.from(head.publicKey, 'base64'), type: 'spki', format: 'der' })
  return verify(null, signedText(head), key, Buffer.from(head.signature, 'base64'))
}

/** Signs the head for `day` unless there is one or nothing is sealed. */
export function publishHead(database: Database, key: KeyObject, day: string): Promise<EventHead | null> {
  return transaction(database, 'system', async (db) => {
    const { rows } = await sql<{ seq: number; hash: Buffer; algorithm: 'sha256' | 'sm3' }>`
      select seq, hash, algorithm from event_seals
       where not exists (select 1 from event_heads where day = ${day}) order by seq desc limit 1`.execute(db)
    const last = rows[0]
    if (!last) return null
    const unsigned = { day, seq: last.seq, hash: last.hash.toString('hex'), algorithm: last.algorithm }
    const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
    const signature = sign(null, signedText(unsigned), key).toString('base64')
    await sql`insert into event_heads (day, seq, hash, algorithm, public_key, signature)
      values (${day}, ${last.seq}, ${last.hash}, ${last.algorithm}, ${publicKey}, ${signature}) on conflict do nothing`.execute(
      db,
    )
    return { ...unsigned, publicKey, signature }
  })
}

/** The newest published head. */
export async function findHead(db: Db): Promise<EventHead | undefined> {
  const { rows } = await sql<EventHead>`
    select day, seq, encode(hash, 'hex') as hash, algorithm, public_key, signature from event_heads order by day desc limit 1`.execute(
    db,
  )
  return rows[0]
}
