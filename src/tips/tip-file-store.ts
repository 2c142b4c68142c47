/** The SQL of pictures and videos: as they arrive, as the jobs prepare them, as the offices read them. */
import { sql } from 'kysely'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { CustodianBody } from './custodian.ts'
import type { ReceiptStep } from './receipt.ts'
import type { FileKind, FileState, Piece } from './tip-file.ts'
import type { MyFile, TipFile } from './tip-file-contract.ts'

export type FileRecord = {
  id: string
  tipId: string
  kind: FileKind
  state: FileState
  showsPlace: boolean
  reading: number | null
  sealed: number | null
}

const recordColumns = sql.raw(
  'f.id, f.tip_id, f.kind, f.state, f.shows_place, f.reading_octets as reading, f.sealed_octets as sealed',
)
const myColumns =
  sql.raw(`f.id, f.kind, f.state, f.shows_place, coalesce(f.reading_octets, 0) + coalesce(f.sealed_octets, 0) as octets,
  f.announced_at, f.received_at, f.original_removed_at`)

/** Lets the rest of the transaction see the tip of a file. @returns its id; null where there is none. */
export async function showTipOfFile(db: Db, fileId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select set_config('app.tip', coalesce(tip_of_file(${fileId})::text, ''), true) as id`.execute(db)
  return rows[0]?.id || null
}

/** Files of a tip that arrive or have arrived; stills are not the reporter's. */
export async function countFiles(db: Db, tipId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from tip_files where tip_id = ${tipId} and kind <> 'still' and state <> 'notWhole'`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

export type NewFile = FileRecord & {
  envelopeId: string | null
  still: { ofFile: string; madeBy: string; madeAs: CustodianBody; atSecond: number; sha256: string } | null
  at: Date
}

/** Refuses `same-id-other-content` where the id is another report's. */
export async function insertFile(db: Db, file: NewFile): Promise<void> {
  try {
    await sql`insert into tip_files (id, tip_id, kind, state, shows_place, reading_octets, sealed_octets, envelope_id, of_file, made_by, made_as,
        at_second, reading_sha256, announced_at, received_at, as_sent)
      values (${file.id}, ${file.tipId}, ${file.kind}, ${file.state}, ${file.showsPlace}, ${file.reading}, ${file.sealed}, ${file.envelopeId},
        ${file.still?.ofFile ?? null}, ${file.still?.madeBy ?? null}, ${file.still?.madeAs ?? null}, ${file.still?.atSecond ?? null}, ${file.still?.sha256 ?? null}, ${file.at},
        ${file.still ? file.at : null}, ${file.still !== null})`.execute(db)
  } catch (error) {
    if (violatedConstraint(error) === 'tip_files_pkey') throw new Refusal('same-id-other-content')
    throw error
  }
}

/** A file the caller sees. Undefined where there is none. */
export async function findFile(db: Db, id: string): Promise<FileRecord | undefined> {
  const { rows } = await sql<FileRecord>`select ${recordColumns} from tip_files f where f.id = ${id}`.execute(db)
  return rows[0]
}

/** The same, locked. */
export async function findLockedFile(db: Db, id: string): Promise<FileRecord | undefined> {
  const { rows } =
    await sql<FileRecord>`select ${recordColumns} from tip_files f where f.id = ${id} for update`.execute(db)
  return rows[0]
}

/** Refuses `not-found`. */
export async function lockFile(db: Db, id: string): Promise<FileRecord> {
  const file = await findLockedFile(db, id)
  if (!file) throw new Refusal('not-found')
  return file
}

export type Received = { state: FileState; at: Date; sha256: { readonly [P in Piece]: string | null } }
export const saveReceived = async (db: Db, id: string, { state, at, sha256 }: Received): Promise<void> =>
  void (await sql`update tip_files set state = ${state}, received_at = ${at}, reading_sha256 = ${sha256.reading},
      sealed_sha256 = ${sha256.sealed}, as_sent = ${sha256.reading !== null} where id = ${id}`.execute(db))

export const listMyFiles = async (db: Db, tipId: string): Promise<MyFile[]> =>
  (
    await sql<MyFile>`select ${myColumns} from tip_files f where f.tip_id = ${tipId} and f.kind <> 'still'
      order by f.announced_at, f.id limit 200`.execute(db)
  ).rows

/** Refuses `not-found`. */
export async function getMyFile(db: Db, id: string): Promise<MyFile> {
  const { rows } =
    await sql<MyFile>`select ${myColumns} from tip_files f where f.id = ${id} and f.kind <> 'still'`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** The step that is the receipt of a file. */
export async function findFileStep(db: Db, tipId: string, fileId: string): Promise<ReceiptStep | undefined> {
  const { rows } = await sql<{ proof: ReceiptStep }>`
    select proof from tip_steps where tip_id = ${tipId} and proof -> 'claim' -> 'file' ->> 'id' = ${fileId} limit 1`.execute(
    db,
  )
  return rows[0]?.proof
}

/** What an office sees: whatever has begun to arrive, in order. */
export const listTipFiles = async (db: Db, tipId: string): Promise<TipFile[]> =>
  (
    await sql<TipFile>`select ${myColumns}, f.sealed_sha256 is not null and f.original_removed_at is null as sealed, f.of_file, f.at_second, f.made_as
        from tip_files f where f.tip_id = ${tipId} order by f.announced_at, f.id limit 200`.execute(db)
  ).rows

/** The reading copy of a picture of a tip. Refuses `not-found`, `file-not-ready`. */
export async function getDisplay(db: Db, tipId: string, id: string): Promise<string> {
  const { rows } = await sql<{ displaySha256: string | null }>`
    select display_sha256 from tip_files where id = ${id} and tip_id = ${tipId} and kind <> 'video'`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  if (rows[0].displaySha256 === null) throw new Refusal('file-not-ready')
  return rows[0].displaySha256
}

/** A video of a tip that is there, sealed. Refuses `not-found`. */
export async function refuseClosedVideo(db: Db, tipId: string, id: string): Promise<void> {
  const { rows } = await sql`
    select 1 from tip_files where id = ${id} and tip_id = ${tipId} and kind = 'video' and state = 'sealed' and original_removed_at is null`.execute(
    db,
  )
  if (rows.length === 0) throw new Refusal('not-found')
}

/** An original whose key is among the letters of an opening; a video only of its own. Refuses `not-found`. */
export async function getOpenedFile(db: Db, openingId: string, fileId: string): Promise<FileRecord> {
  const { rows } = await sql<FileRecord>`
    select ${recordColumns} from tip_files f join identity_openings o on o.tip_id = f.tip_id
     where f.id = ${fileId} and o.id = ${openingId} and o.halves_a ? f.envelope_id::text and o.halves_b ? f.envelope_id::text
       and (o.file_id is not null or f.kind <> 'video') and f.received_at is not null and f.original_removed_at is null`.execute(
    db,
  )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type Preparing = FileRecord & { areaPath: string }

/** Pictures that wait to be encoded anew, in order; what another process is at is left to it. */
export const lockPreparing = async (db: Db, most: number): Promise<Preparing[]> =>
  (
    await sql<Preparing>`
      select ${recordColumns}, t.area_path from tip_files f join tips t on t.id = f.tip_id where f.state = 'preparing'
       order by f.received_at, f.id limit ${most} for update of f skip locked`.execute(db)
  ).rows

export type Prepared = { state: FileState; display: { sha256: string; width: number; height: number } | null }
export const savePrepared = async (db: Db, id: string, { state, display }: Prepared): Promise<void> =>
  void (await sql`update tip_files set state = ${state}, display_sha256 = ${display?.sha256 ?? null}, width = ${display?.width ?? null},
      height = ${display?.height ?? null} where id = ${id}`.execute(db))

/** Pictures whose copy as it was sent is needed no more. */
export const lockAsSent = async (db: Db, most: number): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      select id from tip_files where as_sent and state in ('ready', 'unreadable') order by id limit ${most} for update skip locked`.execute(
      db,
    )
  ).rows.map(({ id }) => id)

export const saveForgotten = async (db: Db, ids: readonly string[]): Promise<void> =>
  void (await sql`update tip_files set as_sent = false where id = any (${[...ids]}::uuid[])`.execute(db))

/** Files that began before an instant and did not arrive whole. */
export const lockUnfinished = async (db: Db, before: Date): Promise<(FileRecord & { areaPath: string })[]> =>
  (
    await sql<FileRecord & { areaPath: string }>`
      select ${recordColumns}, t.area_path from tip_files f join tips t on t.id = f.tip_id
       where f.state = 'arriving' and f.announced_at < ${before} order by f.announced_at limit 500 for update of f skip locked`.execute(
      db,
    )
  ).rows

export const saveGivenUp = async (db: Db, id: string, state: FileState): Promise<void> =>
  void (await sql`update tip_files set state = ${state} where id = ${id}`.execute(db))

/**
 * Originals of tips in which nothing is open and whose last step was before an instant, the oldest first. Removing an original is no
 * step from which the days are counted.
 */
export const lockEndedOriginals = async (db: Db, before: Date, most: number): Promise<FileRecord[]> =>
  (
    await sql<FileRecord>`
      select ${recordColumns} from tip_files f join tips t on t.id = f.tip_id
       where f.sealed_sha256 is not null and f.original_removed_at is null and f.received_at < ${before}
         and t.status in ('dealtWith', 'unfounded', 'notVerifiable', 'handedOn')
         and (select max(s.at) from tip_steps s where s.tip_id = t.id and s.kind <> 'originalRemoved') < ${before}
         and not exists (select from tip_rechecks r where r.tip_id in (t.id, t.joined_to) and r.decided_at is null)
         and not exists (select from tip_rewards w where w.tip_id in (t.id, t.joined_to) and w.status in ('open', 'claimed', 'eligible'))
         and not exists (select from leads l where l.id in (t.lead_id, t.former_lead_id) and l.status <> 'closed')
         and not exists (select from identity_openings o where o.tip_id = t.id and o.state = 'requested')
       order by f.received_at, f.id limit ${most} for update of f skip locked`.execute(db)
  ).rows

export const saveOriginalRemoved = async (db: Db, id: string, at: Date): Promise<void> =>
  void (await sql`update tip_files set original_removed_at = ${at}, original_goes = true where id = ${id}`.execute(db))

/** Originals that were to go and may still be on disk. */
export const lockGoing = async (db: Db, most: number): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      select id from tip_files where original_goes order by id limit ${most} for update skip locked`.execute(db)
  ).rows.map(({ id }) => id)

export const saveGone = async (db: Db, ids: readonly string[]): Promise<void> =>
  void (await sql`update tip_files set original_goes = false where id = any (${[...ids]}::uuid[])`.execute(db))
