/**
 * The chain over committed events. A sealer appends `hash(previous hash, text of the event)` in commit-safe order: only
 * events of transactions below the oldest open one, so that a slow transaction with a low id is never jumped over, and
 * writers never wait.
 */
import { sql } from 'kysely'
import type { HashAlgorithm } from './config.ts'
import { type Database, type Db, transaction } from './db.ts'
import { hash } from './digest.ts'

const sealerLock = 782_018_003
const batchSize = 5000
const genesis = Buffer.alloc(32)

type Unsealed = { id: number; text: string }
type LastSeal = { seq: number; eventId: number; hash: Buffer }

async function lastSeal(db: Db): Promise<LastSeal | undefined> {
  const { rows } = await sql<LastSeal>`select seq, event_id, hash from event_seals order by seq desc limit 1`.execute(
    db,
  )
  return rows[0]
}

async function listUnsealed(db: Db, after: LastSeal | undefined): Promise<Unsealed[]> {
  const from = after ? sql`(e.xid, e.id) > (select l.xid, l.id from events l where l.id = ${after.eventId})` : sql`true`
  const { rows } = await sql<Unsealed>`
    select e.id, event_text(e) as text from events e
     where ${from} and e.xid < pg_snapshot_xmin(pg_current_snapshot())
     order by e.xid, e.id limit ${batchSize}`.execute(db)
  return rows
}

/** Seals one batch. @returns how many events were sealed; 0 when there are none or another process is sealing. */
export function sealEvents(database: Database, algorithm: HashAlgorithm): Promise<number> {
  return transaction(database, 'system', async (db) => {
    const lock = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${sealerLock}) as got`.execute(db)
    if (!lock.rows[0]?.got) return 0
    const last = await lastSeal(db)
    const events = await listUnsealed(db, last)
    if (events.length === 0) return 0
    let previous = last?.hash ?? genesis
    let seq = last?.seq ?? 0
    const seals = events.map((event) => {
      previous = hash(algorithm, previous, event.text)
      seq += 1
      return { seq, event: event.id, hash: previous.toString('hex') }
    })
    await sql`
      insert into event_seals (seq, event_id, hash, algorithm)
      select s.seq, s.event, decode(s.hash, 'hex'), ${algorithm}
        from jsonb_to_recordset(${JSON.stringify(seals)}::jsonb) as s(seq bigint, event bigint, hash text)`.execute(db)
    return events.length
  })
}

export type ChainReport = {
  ok: boolean
  events: number
  sealed: number
  unsealed: number
  head: { seq: number; hash: string } | null
  /** The first row that does not fit, and why. */
  broken: {
    seq: number
    eventId: number
    reason: 'event-changed' | 'event-missing' | 'gap' | 'anchor-differs' | 'anchor-missing'
  } | null
}

type SealedRow = { seq: number; eventId: number; hash: Buffer; algorithm: HashAlgorithm; text: string | null }

/**
 * Walks the whole chain and names the first broken row.
 * @param anchor a head published earlier, `{seq, hash}`; the chain must still pass through it.
 */
export async function verifyChain(
  database: Database,
  anchor: { seq: number; hash: string } | null,
  onProgress: (done: number) => void = () => {},
): Promise<ChainReport> {
  const walk = { seq: 0, previous: genesis, anchorSeen: anchor === null }
  let broken: ChainReport['broken'] = null
  for (;;) {
    const rows = await readSeals(database, walk.seq)
    for (const row of rows) {
      broken = checkRow(row, walk, anchor)
      if (broken) break
    }
    onProgress(walk.seq)
    if (broken || rows.length < batchSize) break
  }
  if (!broken && !walk.anchorSeen && anchor) broken = { seq: anchor.seq, eventId: 0, reason: 'anchor-missing' }
  const counts = await countEvents(database)
  const head = walk.seq > 0 ? { seq: walk.seq, hash: walk.previous.toString('hex') } : null
  return { ok: broken === null, ...counts, head, broken }
}

function checkRow(
  row: SealedRow,
  walk: { seq: number; previous: Buffer; anchorSeen: boolean },
  anchor: { seq: number; hash: string } | null,
): ChainReport['broken'] {
  const at = { seq: row.seq, eventId: row.eventId }
  if (row.seq !== walk.seq + 1) return { ...at, reason: 'gap' }
  if (row.text === null) return { ...at, reason: 'event-missing' }
  const expected = hash(row.algorithm, walk.previous, row.text)
  if (!expected.equals(row.hash)) return { ...at, reason: 'event-changed' }
  walk.seq = row.seq
  walk.previous = expected
  if (anchor?.seq === row.seq) {
    walk.anchorSeen = true
    if (anchor.hash !== expected.toString('hex')) return { ...at, reason: 'anchor-differs' }
  }
  return null
}

function readSeals(database: Database, after: number): Promise<SealedRow[]> {
  return transaction(
    database,
    'system',
    async (db) => {
      const { rows } = await sql<SealedRow>`
      select s.seq, s.event_id, s.hash, s.algorithm, case when e.id is null then null else event_text(e) end as text
        from event_seals s left join events e on e.id = s.event_id
       where s.seq > ${after} order by s.seq limit ${batchSize}`.execute(db)
      return rows
    },
    true,
  )
}

function countEvents(database: Database): Promise<{ events: number; sealed: number; unsealed: number }> {
  return transaction(
    database,
    'system',
    async (db) => {
      const { rows } = await sql<{ events: number; sealed: number }>`
      select (select count(*) from events) as events, (select count(*) from event_seals) as sealed`.execute(db)
      const { events, sealed } = rows[0] ?? { events: 0, sealed: 0 }
      return { events, sealed, unsealed: events - sealed }
    },
    true,
  )
}
