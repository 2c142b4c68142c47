/** Events: one insert per write, in the transaction of the write. No personal data: what is personal goes into a salted digest. */
import { sql } from 'kysely'
import type { HashAlgorithm } from './config.ts'
import { type Db, sendWithCommit } from './db.ts'
import { saltedDigest } from './digest.ts'

export type EventFacts = {
  /** Which record: `lead`, and its id. */
  subject: string
  id: string | number
  areaPath: string
  from?: string | null
  to?: string | null
  /** Changed fields that name no person and tell nothing private. */
  changed?: Record<string, unknown>
  /** Everything else that was written; only its salted digest is kept in the event. */
  personal?: unknown
}

/** Writes the event of a write. Kinds are `noun.pastTense`. */
export type RecordEvent = (kind: string, facts: EventFacts) => Promise<void>

const insertText = `
  insert into events (at, actor_id, kind, subject_kind, subject_id, area_path, from_status, to_status, changed, digest, request_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
const insertWithSaltText = `
  with e as (${insertText} returning id) insert into event_salts (event_id, salt) select id, $12 from e`

/** Writes the event of a write; it goes out with the commit. */
export function insertEvent(
  db: Db,
  at: Date,
  actorId: string | null,
  requestId: string | null,
  algorithm: HashAlgorithm,
  kind: string,
  facts: EventFacts,
): void {
  const sealed = facts.personal === undefined ? null : saltedDigest(algorithm, facts.personal)
  const row = [
    at,
    actorId,
    kind,
    facts.subject,
    String(facts.id),
    facts.areaPath,
    facts.from ?? null,
    facts.to ?? null,
    JSON.stringify(facts.changed ?? {}),
    sealed?.digest ?? null,
    requestId,
  ]
  if (sealed === null) sendWithCommit(db, { name: 'insert-event', text: insertText, values: row })
  else sendWithCommit(db, { name: 'insert-event-with-salt', text: insertWithSaltText, values: [...row, sealed.salt] })
}

/**
 * Takes away the salts of events of a kind from before an instant, when the rows they were written with have ended: the event and its
 * digest stay, but nobody can try out any more what the digest was made of.
 */
export async function forgetSalts(db: Db, kind: string, before: Date): Promise<void> {
  await sql`delete from event_salts s using events e where e.id = s.event_id and e.kind = ${kind} and e.at < ${before}`.execute(
    db,
  )
}
