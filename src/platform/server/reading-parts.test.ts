import { mkdtemp, rm } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type MeterStore, openMeterStore } from './meter-store.ts'
import {
  clearParts,
  createReadingTables,
  daysInForceSql,
  listParts,
  readDays,
  writeReadingPart,
} from './reading-parts.ts'
import { slotsPerDay } from './reading-rows.ts'

let root: string
let store: MeterStore

/** A ClickHouse server to be tested against as well as chDB; its table of readings is emptied. */
const clickhouseUrl = process.env['TEST_CLICKHOUSE_URL']

beforeAll(async () => {
  root = await mkdtemp('/tmp/gangshao-readings-')
  store = await openMeterStore(clickhouseUrl ? { clickhouseUrl } : { folder: root })
  await createReadingTables(store)
})
beforeEach(async () => {
  const held = await listParts(store)
  await clearParts(store, [...new Set(held.map((part) => part.batch))])
})
afterAll(async () => {
  await store.close()
  await rm(root, { recursive: true })
})

const flat = (kw: number | null) => Array.from({ length: slotsPerDay }, () => kw)
const march = { from: '2018-03-01', to: '2018-03-31' }
const write = (batch: string, loadKw: ArrayLike<number | null>, account = 'A1', day = '2018-03-02', part = 0) =>
  writeReadingPart(store, { batch, part, rows: [{ account, day, loadKw }] })

test('making the tables twice changes nothing', async () => {
  await write('b1', flat(1))
  await createReadingTables(store)
  expect(await listParts(store)).toEqual([{ batch: 'b1', part: 0, days: 1 }])
})

test('a day comes back as it was written: missing apart from zero, negative and fractional kept', async () => {
  const loadKw = [null, 0, -3.5, 282.1, Number.NaN, ...flat(5).slice(5)]
  await write('b1', loadKw)
  const [row] = await readDays(store, { accounts: ['A1'], ...march, batchesInForce: ['b1'] })
  expect(row).toMatchObject({ account: 'A1', day: '2018-03-02', deliveries: 1 })
  expect(row?.loadKw.slice(0, 6)).toEqual([null, 0, -3.5, 282.1, null, 5])
  expect(row?.loadKw).toHaveLength(slotsPerDay)
})

test('a batch that is not in force is not read', async () => {
  await write('b1', flat(1))
  await write('dead', flat(2), 'A1', '2018-03-03')
  const days = await readDays(store, { accounts: ['A1'], ...march, batchesInForce: ['b1'] })
  expect(days.map((row) => row.day)).toEqual(['2018-03-02'])
  expect(await readDays(store, { accounts: ['A1'], ...march, batchesInForce: [] })).toEqual([])
})

test('for every quarter hour the newest batch in force counts, and a blank takes nothing away', async () => {
  await write('z-first', [1, 1, null, null, ...flat(9).slice(4)])
  await write('a-second', [2, null, 2, null, ...flat(null).slice(4)])
  const at = async (batchesInForce: string[]) => {
    const [row] = await readDays(store, { accounts: ['A1'], ...march, batchesInForce })
    return { slots: row?.loadKw.slice(0, 5), deliveries: row?.deliveries }
  }
  expect(await at(['z-first', 'a-second'])).toEqual({ slots: [2, 1, 2, null, 9], deliveries: 2 })
  expect(await at(['a-second', 'z-first'])).toEqual({ slots: [1, 1, 2, null, 9], deliveries: 2 })
})

test('features read the same days as a reader of single accounts', async () => {
  await write('b1', [1, 1, null, ...flat(9).slice(3)])
  await write('b1', flat(3), 'A2', '2018-03-05')
  await write('b2', [2, null, null, ...flat(null).slice(3)])
  await write('dead', flat(7), 'A2', '2018-03-05')
  const batchesInForce = ['b1', 'b2']
  const sql = (where?: string) =>
    `select account, toString(day) as day, load_kw as loadKw, deliveries from ${daysInForceSql(batchesInForce, where)} order by account`
  const both = await readDays(store, { accounts: ['A1', 'A2'], ...march, batchesInForce })
  expect(both.map((row) => [row.loadKw.slice(0, 3), row.deliveries])).toEqual([
    [[2, 1, null], 2],
    [[3, 3, 3], 1],
  ])
  expect(await store.query(sql())).toEqual(both)
  expect(await store.query(sql(`account = 'A1' or account = 'A9'`))).toEqual(both.slice(0, 1))
})

test('a part written twice reads as if written once', async () => {
  await write('b1', flat(4))
  await write('b1', flat(4))
  expect(await readDays(store, { accounts: ['A1'], ...march, batchesInForce: ['b1'] })).toMatchObject([
    { deliveries: 1 },
  ])
})

test('the parts of a dead batch are cleared, the others stay', async () => {
  await write('b1', flat(1))
  await write('dead', flat(2))
  await write('dead', flat(2), 'A2', '2018-04-01', 1)
  await clearParts(store, ['dead', `x') or (1=1`])
  expect(await listParts(store)).toEqual([{ batch: 'b1', part: 0, days: 1 }])
})

test('an account may be any text', async () => {
  const accounts = [`'); drop table readings; --`, '户号"1",2', '{accounts}', 'back\\slash']
  for (const account of accounts) await write('b1', flat(1), account)
  for (const account of accounts) {
    const days = await readDays(store, { accounts: [account], ...march, batchesInForce: ['b1'] })
    expect(days.map((row) => row.account)).toEqual([account])
  }
})

test('both ends of the period are in it', async () => {
  for (const day of ['2018-02-28', '2018-03-01', '2018-03-31', '2018-04-01']) await write('b1', flat(1), 'A1', day)
  const days = await readDays(store, { accounts: ['A1'], ...march, batchesInForce: ['b1'] })
  expect(days.map((row) => row.day)).toEqual(['2018-03-01', '2018-03-31'])
})

test('a day without 96 values or without a date is refused', async () => {
  await expect(write('b1', flat(1).slice(1))).rejects.toThrow(/95 values/)
  await expect(write('b1', flat(1), 'A1', '2018-3-2')).rejects.toThrow(/not an ISO date/)
  expect(await listParts(store)).toEqual([])
})
