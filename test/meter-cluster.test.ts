import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MeterStore, openMeterStore } from '../src/platform/server/meter-store.ts'
import {
  countDays,
  createReadingTables,
  dropMonths,
  listMonths,
  listParts,
  readDays,
  writeReadingPart,
} from '../src/platform/server/reading-parts.ts'
import { hasClickhouse, startClickhouseNodes } from './clickhouse-nodes.ts'

const accounts = Array.from({ length: 40 }, (_, n) => `A-${1000 + n}`)
const days = ['2018-01-30', '2018-01-31', '2018-02-01', '2018-03-01']
const load = (seed: number) =>
  Array.from({ length: 96 }, (_, slot) => (slot % 17 === 0 ? null : Math.fround(seed * 10 + slot / 4)))

/** Two batches: the second brings one day of every account again, in part. */
async function fill(store: MeterStore): Promise<void> {
  const rows = accounts.flatMap((account, n) => days.map((day, d) => ({ account, day, loadKw: load(n + d) })))
  await writeReadingPart(store, { batch: 'b1', part: 0, rows: rows.slice(0, 80) })
  await writeReadingPart(store, { batch: 'b1', part: 1, rows: rows.slice(80) })
  const again = accounts.map((account, n) => ({ account, day: '2018-02-01', loadKw: load(n + 500).fill(null, 48) }))
  await writeReadingPart(store, { batch: 'b2', part: 0, rows: again })
  await writeReadingPart(store, { batch: 'dead', part: 0, rows: again })
}

const read = (store: MeterStore) =>
  readDays(store, { accounts, from: '2018-01-01', to: '2018-12-31', batchesInForce: ['b1', 'b2'] })

describe.skipIf(!hasClickhouse)('two nodes of a ClickHouse cluster', () => {
  let root: string
  let embedded: MeterStore
  let nodes: Awaited<ReturnType<typeof startClickhouseNodes>>
  let entry: MeterStore
  let shards: MeterStore[]

  beforeAll(async () => {
    root = await mkdtemp('/tmp/gangshao-cluster-')
    nodes = await startClickhouseNodes()
    embedded = await openMeterStore({ folder: join(root, 'meters') })
    await createReadingTables(embedded)
    shards = await Promise.all(nodes.urls.map((clickhouseUrl) => openMeterStore({ clickhouseUrl })))
    for (const shard of shards) {
      await shard.command('create database shard')
      await createReadingTables(shard, 'shard.readings')
    }
    const [first] = shards
    if (!first) throw new Error('no node')
    entry = first
    // what an administrator does once, before the program meets the cluster (decision 006)
    await entry.command(`create table readings as shard.readings
      engine = Distributed(meters, shard, readings, cityHash64(account))`)
    await createReadingTables(entry)
    await fill(embedded)
    await fill(entry)
  }, 60_000)
  afterAll(async () => {
    await Promise.all([embedded, ...shards].map((store) => store.close()))
    await nodes.stop()
    await rm(root, { recursive: true, force: true })
  })

  test('each account lives on one node, and both hold some', async () => {
    const held = await Promise.all(
      shards.map((shard) => shard.query<{ account: string }>('select distinct account from shard.readings')),
    )
    const [one = [], two = []] = held.map((rows) => rows.map(({ account }) => account))
    expect(one.length).toBeGreaterThan(5)
    expect(two.length).toBeGreaterThan(5)
    expect([...one, ...two].sort()).toEqual(accounts)
  })

  test('reading by meter over the Distributed table gives what one embedded store gives', async () => {
    const there = await read(entry)
    expect(there).toHaveLength(accounts.length * days.length)
    expect(there).toEqual(await read(embedded))
    expect(there.filter(({ deliveries }) => deliveries === 2)).toHaveLength(accounts.length)
  })

  test('what a batch holds is counted alike', async () => {
    expect(await listParts(entry)).toEqual(await listParts(embedded))
    expect(await countDays(entry, 'b1')).toBe(160)
    expect(await listMonths(entry)).toEqual(await listMonths(embedded))
  })

  test('whole months are dropped on each node with the statement of the embedded store, and one that is not there is passed over', async () => {
    for (const shard of shards) await dropMonths(shard, ['2018-01', '2017-12'], 'shard.readings')
    await dropMonths(embedded, ['2018-01', '2017-12'])
    expect((await listMonths(entry)).map(({ month }) => month)).toEqual(['2018-02', '2018-03'])
    expect(await read(entry)).toEqual(await read(embedded))
  })
})
