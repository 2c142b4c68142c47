/**
 * Readings in the meter store, written under (batch, part) and read only from batches in force. Why a row is a day and not a
 * quarter hour: docs/decisions/003-readings-layout.md.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { bindSql, sqlName } from './meter-sql.ts'
import type { MeterStore } from './meter-store.ts'
import { pieceBytes, ReadingRows } from './reading-rows.ts'

/** `day` as ISO date; `loadKw` 96 means in kW from 00:00 of China standard time, null or NaN = missing. */
export type AccountDay = { account: string; day: string; loadKw: ArrayLike<number | null> }

export type AccountDayRead = {
  account: string
  day: string
  loadKw: (number | null)[]
  /** How many batches in force brought this day. */
  deliveries: number
}

/**
 * Plain SQL that a ClickHouse server of any age understands. NaN in the array = missing.
 * @param table on a node of a cluster its own part; there `readings` is a Distributed table (decision 006).
 */
export async function createReadingTables(store: MeterStore, table = 'readings'): Promise<void> {
  await store.command(`
    create table if not exists ${sqlName(table)} (
      batch String, part UInt32, account String, day Date, load_kw Array(Float32)
    ) engine = MergeTree partition by toYYYYMM(day) order by (account, day) settings index_granularity = 256`)
  if (store.kind === 'server') return
  await store.command('alter table readings modify column load_kw Array(Float32) codec(ZSTD(1))')
  // an acknowledged part must outlive a power cut: PostgreSQL puts its batch in force right after
  await store.command('alter table readings modify setting fsync_after_insert = 1, fsync_part_directory = 1')
}

const columns = {
  batch: 'String',
  part: 'UInt32',
  account: 'String',
  day: 'Date',
  load_kw: 'Array(Float32)',
} as const

/**
 * Writes one part of a batch. A part written twice (after a broken attempt) reads as if written once.
 * @returns the days written. @throws RangeError for a day that is none or has not 96 values, before anything of its piece is written.
 */
export async function writeReadingPart(
  store: MeterStore,
  { batch, part, rows }: { batch: string; part: number; rows: Iterable<AccountDay> | AsyncIterable<AccountDay> },
): Promise<number> {
  let days = 0
  let piece = new ReadingRows(batch, part)
  for await (const row of rows) {
    piece.add(row)
    days++
    if (piece.length < pieceBytes) continue
    await store.insertBinary('readings', columns, piece.bytes())
    piece = new ReadingRows(batch, part)
  }
  await store.insertBinary('readings', columns, piece.bytes())
  return days
}

const clearingMs = 600_000

/**
 * Removes all parts of these batches, whole; returns when they are gone. For batches that never came into force.
 * @throws Error where that takes longer than ten minutes; it goes on meanwhile.
 */
export async function clearParts(store: MeterStore, batches: readonly string[]): Promise<void> {
  if (batches.length === 0) return
  await clearWhere(store, bindSql('batch in ({batches})', { batches }))
}

async function clearWhere(store: MeterStore, where: string): Promise<void> {
  await store.command(`alter table readings delete where ${where}`)
  // the statement only orders the deletion, and servers of 2018 have no setting to wait for it
  const deadline = performance.now() + clearingMs
  for (;;) {
    const undone = await store.query(
      `select mutation_id from system.mutations where database = currentDatabase() and table = 'readings' and is_done = 0`,
    )
    if (undone.length === 0) return
    if (performance.now() > deadline)
      throw new Error(`readings are still being cleared / 读数仍在清除: ${where.slice(0, 200)}`)
    await sleep(20)
  }
}

/** Removes parts of a batch that were written beyond those the database knows of: a kill lay between the two. */
export async function clearPartsAfter(store: MeterStore, batch: string, part: number): Promise<void> {
  const given = { batch, part }
  const [beyond] = await store.query<{ days: number }>(
    'select count() as days from readings where batch = {batch} and part > {part}',
    given,
  )
  if (beyond && beyond.days > 0) await clearWhere(store, bindSql('batch = {batch} and part > {part}', given))
}

/** Months of which the store holds days, oldest first, as 'YYYY-MM'. */
export async function listMonths(store: MeterStore): Promise<{ month: string; days: number }[]> {
  const rows = await store.query<{ month: number; days: number }>(
    'select toYYYYMM(day) as month, count() as days from readings group by month order by month',
  )
  return rows.map(({ month, days }) => ({ month: `${String(month).slice(0, 4)}-${String(month).slice(4)}`, days }))
}

/**
 * Drops whole months ('YYYY-MM'), a partition each; one that is not there is passed over. Where `readings` is a Distributed table this
 * is done on every node for its own part.
 */
export async function dropMonths(store: MeterStore, months: readonly string[], table = 'readings'): Promise<void> {
  for (const month of months) {
    if (!/^\d{4}-\d{2}$/.test(month)) throw new RangeError(`not a month: ${month}`)
    await store.command(`alter table ${sqlName(table)} drop partition ${month.replace('-', '')}`)
  }
}

/** Days of one batch that the store holds. */
export async function countDays(store: MeterStore, batch: string): Promise<number> {
  const [found] = await store.query<{ days: number }>('select count() as days from readings where batch = {batch}', {
    batch,
  })
  return found?.days ?? 0
}

/** What the store holds, whatever PostgreSQL says about it: to find dead batches and to check a whole one. */
export async function listParts(store: MeterStore): Promise<{ batch: string; part: number; days: number }[]> {
  return store.query('select batch, part, count() as days from readings group by batch, part order by batch, part')
}

/**
 * Days in force as SQL: a subquery with the columns account, day, load_kw, deliveries, to select from. `batchesInForce` from the
 * oldest to the newest; for every quarter hour the newest batch that has a value counts, so a blank takes nothing away.
 * Conditions on account and day belong into `where`, with their values bound. Only days that came more than once are merged: over
 * all readings that is 2.5 times as fast as merging every day.
 */
export function daysInForceSql(batchesInForce: readonly string[], where = '1'): string {
  const wanted = `${bindSql('batch in ({batches})', { batches: batchesInForce })} and (${where})`
  const repeated = `(select account, day from readings where ${wanted} group by account, day having count() > 1)`
  return `(
    select account, day, load_kw, toUInt32(1) as deliveries from readings where ${wanted} and (account, day) not in ${repeated}
    union all
    ${mergedDaysSql(batchesInForce, `(${where}) and (account, day) in ${repeated}`)})`
}

function mergedDaysSql(batchesInForce: readonly string[], where: string): string {
  const versions = batchesInForce.map((_, index) => index + 1)
  const list = bindSql('[{batches}], [{versions}]', { batches: batchesInForce, versions })
  return `select account, day, argMaxForEach(load_kw, arrayMap(kw -> if(isNaN(kw), toUInt32(0), version), load_kw)) as load_kw,
                 toUInt32(uniqExact(version)) as deliveries
            from (select account, day, load_kw, toUInt32(transform(batch, ${list}, 0)) as version
                    from readings where ${bindSql('batch in ({batches})', { batches: batchesInForce })} and (${where}))
           group by account, day`
}

/** One account's day in every batch that brought it, whether in force or not. */
export async function readVersions(
  store: MeterStore,
  account: string,
  day: string,
): Promise<{ batch: string; loadKw: (number | null)[] }[]> {
  await createReadingTables(store)
  return store.query(
    'select batch, any(load_kw) as loadKw from readings where account = {account} and day = toDate({day}) group by batch order by batch',
    { account, day },
  )
}

/** Days `from`–`to` (both inclusive) of these accounts, in their order by account and day; days without a row are not in it. */
export async function readDays(
  store: MeterStore,
  given: { accounts: readonly string[]; from: string; to: string; batchesInForce: readonly string[] },
): Promise<AccountDayRead[]> {
  const { accounts, from, to, batchesInForce } = given
  if (accounts.length === 0 || batchesInForce.length === 0) return []
  const where = bindSql('account in ({accounts}) and day between toDate({from}) and toDate({to})', {
    accounts,
    from,
    to,
  })
  // the values are literals by now: nothing is left to bind, and an account may contain {braces}
  return store.query<AccountDayRead>(
    `select account, toString(day) as day, load_kw as loadKw, deliveries from (${mergedDaysSql(batchesInForce, where)})
      order by account, day`,
  )
}
