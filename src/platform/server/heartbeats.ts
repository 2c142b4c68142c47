/** Heartbeats of what runs beside the requests: the health page says from them whether it still does. */
import { sql } from 'kysely'
import type { Db } from './db.ts'

/** Of the intake of reports, with how many are held back and since when. */
export const tipQueueBeat = 'tipQueue'

/** Says that something is alive. */
export async function beat(db: Db, name: string, at: Date, detail: Record<string, string> = {}): Promise<void> {
  await sql`insert into heartbeats (name, beat_at, detail) values (${name}, ${at}, ${JSON.stringify(detail)}::jsonb)
    on conflict (name) do update set beat_at = excluded.beat_at, detail = excluded.detail`.execute(db)
}

export type Heartbeat = { name: string; beatAt: string; detail: Record<string, string> }

export async function listHeartbeats(db: Db, names: readonly string[]): Promise<Heartbeat[]> {
  const { rows } = await sql<Heartbeat>`
    select name, beat_at, detail from heartbeats where name = any (${[...names]}::text[])`.execute(db)
  return rows
}
