/** All SQL of the deliveries and their batches. Readings themselves: platform/server/reading-parts.ts. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { BatchState, Channel, DeliveryFailure, DeliveryStatus, DeliveryTerms, RejectReason } from './delivery.ts'
import type { TimeMark } from './long-days.ts'
import type { DayVersion } from './token-contract.ts'

export type DeliveryRow = DeliveryTerms & {
  id: string
  channel: Channel
  timeMark: TimeMark
  fileId: string | null
  fileName: string
  fileSha256: string
  fileSize: number
  status: DeliveryStatus
  progress: number
  days: number
  accounts: number
  unknownAccounts: number
  rejectedRows: number
  firstDay: string | null
  lastDay: string | null
  failure: DeliveryFailure | null
  withdrawnReason: string | null
  deliveredAt: string
  finishedAt: string | null
  areaId: number
  areaPath: string
}

const columns =
  sql.raw(`d.id, d.agreement, d.purpose, d.basis, d.channel, d.time_mark, d.file_id, d.file_name, d.file_sha256, d.file_size, d.status, d.progress,
  d.days, d.accounts, d.unknown_accounts, d.rejected_rows, d.first_day, d.last_day, d.failure, d.withdrawn_reason, d.delivered_at,
  d.finished_at, d.area_id, d.area_path`)

export type ReceivedDelivery = DeliveryTerms & {
  id: string
  file: { id: string | null; name: string; sha256: string; size: number }
  by: string | null
  channel: Channel
  timeMark: TimeMark
  tokenId: string | null
  at: Date
  areaId: number
  areaPath: string
}

/** @returns false where the same content is under way or in force already. */
export async function insertDelivery(db: Db, given: ReceivedDelivery): Promise<boolean> {
  const { rows } = await sql<{
    id: string
  }>`insert into deliveries (id, agreement, purpose, basis, file_id, file_name, file_sha256,
      file_size, status, delivered_by, delivered_at, area_id, area_path, channel, time_mark, token_id)
    values (${given.id}, ${given.agreement}, ${given.purpose}, ${given.basis}, ${given.file.id}, ${given.file.name}, ${given.file.sha256},
      ${given.file.size}, 'received', ${given.by}, ${given.at}, ${given.areaId}, ${given.areaPath}, ${given.channel}, ${given.timeMark},
      ${given.tokenId})
    on conflict (file_sha256) where status in ('received', 'importing', 'inForce') do nothing returning id`.execute(db)
  return rows.length > 0
}

/** The delivery of this content that is under way or in force. */
export async function findDeliveryOf(db: Db, sha256: string): Promise<DeliveryRow | undefined> {
  const { rows } = await sql<DeliveryRow>`select ${columns} from deliveries d
    where d.file_sha256 = ${sha256} and d.status in ('received', 'importing', 'inForce')`.execute(db)
  return rows[0]
}

/** Refuses `not-found`. */
export async function getDelivery(db: Db, id: string, forUpdate = false): Promise<DeliveryRow> {
  const { rows } = await sql<DeliveryRow>`
    select ${columns} from deliveries d where d.id = ${id} ${forUpdate ? sql`for update` : sql``}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { deliveryId: id })
  return rows[0]
}

/** Who delivered; null for the command line. */
export async function getDeliveryName(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select o.name from deliveries d join officials o on o.id = d.delivered_by where d.id = ${id}`.execute(db)
  return rows[0]?.name ?? null
}

export type ImportFile = {
  id: string
  name: string
  sha256: string
  size: number
  purpose: string
  areaId: number
  areaPath: string
}

/** A file taken in by the platform. Refuses `not-found`. */
export async function getImportFile(db: Db, id: string): Promise<ImportFile> {
  const { rows } =
    await sql<ImportFile>`select id, name, sha256, size, purpose, area_id, area_path from files where id = ${id}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found', { fileId: id })
  return rows[0]
}

/** The place of a delivery from the command line: the city, unless another is named. Refuses `not-found`. */
export async function getDeliveryPlace(
  db: Db,
  areaId: number | undefined,
  day: string,
): Promise<{ id: number; path: string }> {
  const { rows } = await sql<{ id: number; path: string }>`select v.area_id as id, v.path from area_versions v
    where ${areaId === undefined ? sql`v.parent_id is null` : sql`v.area_id = ${areaId}`}
      and v.valid_from <= ${day} and (v.valid_to is null or v.valid_to >= ${day}) order by v.area_id limit 1`.execute(
    db,
  )
  if (!rows[0]) throw new Refusal('not-found', { areaId: areaId ?? 0 })
  return rows[0]
}

/** Whether nobody else imports this delivery: the lock lasts as long as the transaction, and so never outlives a killed process. */
export async function lockImport(db: Db, deliveryId: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`delivery ${deliveryId}`}, 0)) as held`.execute(db)
  return rows[0]?.held ?? false
}

/** One process at a time takes from the watched folder. */
export async function lockWatchedFolder(db: Db): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('metering.watchedFolder', 0)) as held`.execute(db)
  return rows[0]?.held ?? false
}

export async function insertBatch(
  db: Db,
  batch: { id: string; deliveryId: string; areaPath: string; reader: string; at: Date },
): Promise<void> {
  await sql`insert into reading_batches (id, delivery_id, state, area_path, reader, begun_at)
    values (${batch.id}, ${batch.deliveryId}, 'arriving', ${batch.areaPath}, ${batch.reader}, ${batch.at})`.execute(db)
}

export async function saveBatchWritten(db: Db, id: string, parts: number, days: number): Promise<void> {
  await sql`update reading_batches set parts = ${parts}, days = ${days} where id = ${id}`.execute(db)
}

export type Batch = {
  id: string
  deliveryId: string
  state: BatchState
  cleared: boolean
  /** What is written for good: an attempt that was cut off continues behind it. */
  parts: number
  days: number
  reader: string
  begunAt: string
}

/** Batches of a delivery that arrive still or whose parts may still lie in the meter store. */
export async function lockUnfinishedBatches(db: Db, deliveryId: string): Promise<Batch[]> {
  const { rows } =
    await sql<Batch>`select id, delivery_id, state, cleared, parts, days, reader, begun_at from reading_batches
    where delivery_id = ${deliveryId} and (state = 'arriving' or (state = 'dead' and not cleared)) order by id for update`.execute(
      db,
    )
  return rows
}

/** Deliveries with such a batch, or that have waited to be imported since before `before`. */
export async function listUnfinishedDeliveries(
  db: Db,
  before: Date,
): Promise<Pick<DeliveryRow, 'id' | 'channel' | 'status'>[]> {
  const { rows } = await sql<Pick<DeliveryRow, 'id' | 'channel' | 'status'>>`
    select d.id, d.channel, d.status from deliveries d
     where d.status = 'importing' or (d.status = 'received' and d.delivered_at < ${before})
        or exists (select 1 from reading_batches b where b.delivery_id = d.id and (b.state = 'arriving' or (b.state = 'dead' and not b.cleared)))
     order by d.id`.execute(db)
  return rows
}

export async function saveBatchesDead(db: Db, ids: readonly string[], state: BatchState, at: Date): Promise<void> {
  await sql`update reading_batches set state = ${state}, ended_at = ${at} where id = any (${[...ids]}::uuid[]) and state = 'arriving'`.execute(
    db,
  )
}

export async function saveBatchesCleared(db: Db, ids: readonly string[]): Promise<void> {
  await sql`update reading_batches set cleared = true where id = any (${[...ids]}::uuid[])`.execute(db)
}

/** The newest batch so far: its version is above all others'. */
export async function saveBatchInForce(db: Db, id: string, state: BatchState, at: Date): Promise<void> {
  await sql`update reading_batches set state = ${state}, version = nextval('reading_versions'), ended_at = ${at}
    where id = ${id}`.execute(db)
}

export async function saveBatchesWithdrawn(db: Db, deliveryId: string, state: BatchState, at: Date): Promise<void> {
  await sql`update reading_batches set state = ${state}, ended_at = ${at} where delivery_id = ${deliveryId} and state = 'inForce'`.execute(
    db,
  )
}

/** Batches that readers see, from the oldest to the newest. */
export async function listBatchesInForce(db: Db): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from reading_batches where state = 'inForce' order by version`.execute(db)
  return rows.map(({ id }) => id)
}

type BatchRecord = Omit<DayVersion, 'loadKw' | 'slotsInForce'>

/** Batches that were ever in force, from the oldest to the newest, with their deliveries as far as the caller sees them. */
export async function listBatchRecords(db: Db, ids: readonly string[]): Promise<BatchRecord[]> {
  const { rows } =
    await sql<BatchRecord>`select b.id as batch, b.begun_at as at, b.state, d.id as delivery_id, d.file_name, d.channel, d.agreement
    from reading_batches b left join deliveries d on d.id = b.delivery_id
   where b.id = any (${[...ids]}::uuid[]) and b.state in ('inForce', 'withdrawn') order by b.version`.execute(db)
  return rows
}

/** First and last day of all deliveries in force; null where there is none. */
export async function findReadSpan(db: Db): Promise<{ from: string; to: string } | null> {
  const { rows } = await sql<{ from: string | null; to: string | null }>`
    select first_day as "from", last_day as "to" from readings_span()`.execute(db)
  const { from = null, to = null } = rows[0] ?? {}
  return from === null || to === null ? null : { from, to }
}

export type ImportCounts = {
  days: number
  accounts: number
  rejectedRows: number
  firstDay: string | null
  lastDay: string | null
}

/** Where an import stands; `status` only where it moves. */
export async function saveProgress(db: Db, id: string, progress: number, counts: ImportCounts): Promise<void> {
  await sql`update deliveries set progress = ${progress}, days = ${counts.days}, accounts = ${counts.accounts},
    rejected_rows = ${counts.rejectedRows}, first_day = ${counts.firstDay}, last_day = ${counts.lastDay} where id = ${id}`.execute(
    db,
  )
}

/** A fresh attempt: what an earlier one had listed goes with it. */
export async function saveBegun(db: Db, id: string, status: DeliveryStatus): Promise<void> {
  await sql`update deliveries set status = ${status}, progress = 0, failure = null where id = ${id}`.execute(db)
}

export async function saveInForce(
  db: Db,
  id: string,
  status: DeliveryStatus,
  unknownAccounts: number,
  at: Date,
): Promise<void> {
  await sql`update deliveries set status = ${status}, progress = 1, unknown_accounts = ${unknownAccounts}, finished_at = ${at} where id = ${id}`.execute(
    db,
  )
}

export async function saveFailed(
  db: Db,
  id: string,
  status: DeliveryStatus,
  failure: DeliveryFailure,
  at: Date,
): Promise<void> {
  await sql`update deliveries set status = ${status}, failure = ${JSON.stringify(failure)}::jsonb, finished_at = ${at} where id = ${id}`.execute(
    db,
  )
}

export async function saveWithdrawn(db: Db, id: string, status: DeliveryStatus, reason: string): Promise<void> {
  await sql`update deliveries set status = ${status}, withdrawn_reason = ${reason} where id = ${id}`.execute(db)
}

export type Reject = { line: number; account: string | null; day: string | null; reason: RejectReason }

export async function insertRejects(
  db: Db,
  delivery: { id: string; areaPath: string },
  rejects: readonly Reject[],
): Promise<void> {
  if (rejects.length === 0) return
  await sql`insert into delivery_rejects (delivery_id, line, account, day, reason, area_path)
    select ${delivery.id}, line, account, day, reason, ${delivery.areaPath}
      from jsonb_to_recordset(${JSON.stringify(rejects)}::jsonb) as r(line int, account text, day text, reason text)
    on conflict do nothing`.execute(db)
}

/** Keeps those of `accounts` that the ledger does not know. @returns how many. */
export async function insertUnknownAccounts(
  db: Db,
  delivery: { id: string; areaPath: string },
  accounts: readonly { account: string; days: number }[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with added as (
      insert into delivery_unknown_accounts (delivery_id, account, days, area_path)
      select ${delivery.id}, r.account, r.days, ${delivery.areaPath}
        from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) as r(account text, days int)
       where not exists (select 1 from usage_points u where u.account = r.account)
         and not exists (select 1 from feeders f where f.account = r.account)
      on conflict (delivery_id, account) do update set days = excluded.days returning 1)
    select count(*) as count from added`.execute(db)
  return rows[0]?.count ?? 0
}

type PageInput = { after?: string | undefined; limit: number }

/** Newest first. */
export async function listDeliveries(
  db: Db,
  { after: mark, limit, status }: PageInput & { status?: DeliveryStatus | undefined },
) {
  const after = readCursor(mark, 2)
  const { rows } = await sql<DeliveryRow & { deliveredByName: string | null }>`
    select ${columns}, o.name as delivered_by_name from deliveries d left join officials o on o.id = d.delivered_by
     where ${status ? sql`d.status = ${status}` : sql`true`}
       and ${after ? sql`(d.delivered_at, d.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
     order by d.delivered_at desc, d.id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [row.deliveredAt, row.id])
}

export async function listRejects(db: Db, deliveryId: string, { after: mark, limit }: PageInput) {
  const after = readCursor(mark, 1)
  const { rows } = await sql<Reject>`select line, account, day, reason from delivery_rejects
    where delivery_id = ${deliveryId} and ${after ? sql`line > ${after[0]}::int` : sql`true`} order by line limit ${limit + 1}`.execute(
    db,
  )
  return toPage(rows, limit, (row): CursorValues => [row.line])
}

export type UnknownAccount = { account: string; days: number; usagePointId: string | null }

/** What a delivery brought for accounts the ledger did not know; with the usage point where it has been entered since. */
export async function listUnknownAccounts(db: Db, deliveryId: string, { after: mark, limit }: PageInput) {
  const after = readCursor(mark, 1)
  const { rows } = await sql<UnknownAccount>`
    select a.account, a.days, u.id as usage_point_id from delivery_unknown_accounts a left join usage_points u on u.account = a.account
     where a.delivery_id = ${deliveryId} and ${after ? sql`a.account > ${after[0]}` : sql`true`}
     order by a.account limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [row.account])
}
