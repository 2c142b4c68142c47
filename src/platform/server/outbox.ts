/**
 * The outbox: what people are to be told is written in the transaction of its cause and sent later, at least once. A message that was
 * taken for sending and not answered for in time counts as unsent; it goes out again under the same key.
 */
import { type RawBuilder, sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { type CursorValues, readCursor, toPage } from '../shared/cursor.ts'
import {
  type Channel,
  type MessageState,
  type MessageStatus,
  messageMoves,
  type OuterChannel,
} from '../shared/message.ts'
import type { UndeliveredRow } from '../shared/outbox-contract.ts'
import { channelsOf, reaches } from './channels.ts'
import type { Context } from './context.ts'
import type { Db } from './db.ts'

/** What one person is to be told: that there is a matter of this kind under this number. */
export type Matter = {
  officialId: string
  /** The place for which it concerns the person; whoever answers for it sees what became of the message. */
  areaPath: string
  /** Kind and id of the record that shows it. */
  kind: string
  id: string
  number: string
  /** Why now: `issue`, `urge.1`. Said once to each person and channel, however often it is asked for. */
  occasion: string
}

/** Puts messages into the outbox, for every channel that is set up. Told by the event of the cause, and has none of its own. */
export async function sendMatters({ db, now, platform }: Context<unknown>, matters: readonly Matter[]): Promise<void> {
  const channels = ['inApp', ...channelsOf(platform.config)] as const
  for (let at = 0; at < matters.length; at += atOnce) {
    const rows = matters.slice(at, at + atOnce)
    await insertMessages(
      db,
      rows.flatMap((matter) => channels.map((channel) => ({ ...matter, channel }))),
      now,
    )
  }
}

/** The same for what the program shows each of them anyway: only by ways out of it, and to nobody who has no address for one. */
export async function sendOutside({ db, now, platform }: Context<unknown>, matters: readonly Matter[]): Promise<void> {
  const channels = channelsOf(platform.config)
  if (channels.length === 0 || matters.length === 0) return
  const people = [...new Set(matters.map(({ officialId }) => officialId))]
  const contacts = await platform.directory.contactsOf(db, people, now)
  const rows = matters.flatMap((matter) => {
    const contact = contacts.get(matter.officialId) ?? { email: null, mobile: null }
    return channels.filter((channel) => reaches(channel, contact)).map((channel) => ({ ...matter, channel }))
  })
  await insertMessages(db, rows, now)
}

/** Matters of one statement. */
const atOnce = 10_000

async function insertMessages(db: Db, rows: readonly (Matter & { channel: Channel })[], now: Date): Promise<void> {
  const column = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((row) => row[key])
  await sql`insert into messages (id, matter_kind, matter_id, occasion, number, official_id, area_path, channel, status, due_at, put_at, ended_at)
    select id, kind, matter_id, occasion, number, official_id, area_path, channel,
           case when channel = 'inApp' then 'sent' else 'waiting' end, ${now}, ${now}, case when channel = 'inApp' then ${now}::timestamptz end
      from unnest(${rows.map(() => uuidv7())}::uuid[], ${column('kind')}::text[], ${column('id')}::uuid[], ${column('occasion')}::text[],
           ${column('number')}::text[], ${column('officialId')}::uuid[], ${column('areaPath')}::text[], ${column('channel')}::text[])
        as m(id, kind, matter_id, occasion, number, official_id, area_path, channel)
    on conflict (matter_id, occasion, official_id, channel) do nothing`.execute(db)
}

/** The matters have ended: who has not been told yet need not be. @param matters a select of `subject_id`. */
export async function cancelMessages(db: Db, matters: RawBuilder<unknown>, now: Date): Promise<void> {
  const { from, to } = messageMoves.cancel
  await sql`update messages set status = ${to}, ended_at = ${now} where matter_id in (${matters}) and status = any (${[...from]}::text[])`.execute(
    db,
  )
}

export type TakenMessage = {
  id: string
  officialId: string
  channel: OuterChannel
  matterKind: string
  number: string
  putOn: string
  attempts: number
}

/** Takes the oldest messages that are due, also those whose sender died; nobody else gets them until the lease has passed. */
export async function takeMessages(
  db: Db,
  channels: readonly OuterChannel[],
  count: number,
  now: Date,
  leaseMs: number,
): Promise<TakenMessage[]> {
  const { rows } = await sql<TakenMessage>`
    with due as (select id from messages where status in ('waiting', 'sending') and due_at <= ${now} and channel = any (${[...channels]}::text[])
                  order by due_at, id limit ${count} for update skip locked)
    update messages m set status = 'sending', attempts = m.attempts + 1, due_at = ${new Date(now.getTime() + leaseMs)}
      from due where m.id = due.id returning m.id, m.official_id, m.channel, m.matter_kind, m.number, m.attempts,
                (m.put_at at time zone 'Asia/Shanghai')::date as put_on`.execute(db)
  return rows
}

/** Says what came of an attempt; one whose lease has passed to another sender says nothing any more. */
export async function saveAttempt(db: Db, id: string, state: MessageState): Promise<void> {
  await sql`update messages set status = ${state.status}, due_at = ${state.dueAt}, ended_at = ${state.endedAt}, failure = ${state.failure}
    where id = ${id} and status = 'sending' and attempts = ${state.attempts}`.execute(db)
}

export type LockedMessage = { id: string; status: MessageStatus; areaPath: string; channel: Channel; number: string }

export async function lockMessage(db: Db, id: string): Promise<LockedMessage | undefined> {
  const { rows } =
    await sql<LockedMessage>`select id, status, area_path, channel, number from messages where id = ${id} for update`.execute(
      db,
    )
  return rows[0]
}

export async function saveSendAgain(db: Db, id: string, status: MessageStatus, now: Date): Promise<void> {
  await sql`update messages set status = ${status}, attempts = 0, due_at = ${now}, ended_at = null, failure = null where id = ${id}`.execute(
    db,
  )
}

type StoredUndelivered = Omit<UndeliveredRow, 'officialName'>

/** Messages in scope that did not arrive, newest first, by keyset. */
export async function listUndelivered(db: Db, input: { after?: string | undefined; limit: number }) {
  const after = readCursor(input.after, 2)
  const { rows } = await sql<StoredUndelivered>`
    select id, matter_kind, matter_id, number, official_id, channel, status, attempts, failure, ended_at from messages
     where status in ('noAddress', 'givenUp') and ${after ? sql`(ended_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
     order by ended_at desc, id desc limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row): CursorValues => [row.endedAt, row.id])
}
