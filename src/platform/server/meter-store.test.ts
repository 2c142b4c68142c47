import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MeterStore, openMeterStore } from './meter-store.ts'

let root: string
let store: MeterStore

beforeAll(async () => {
  root = await mkdtemp('/tmp/gangshao-meters-')
  store = await openMeterStore({ folder: join(root, 'meters') })
})
afterAll(async () => {
  await store.close()
  await rm(root, { recursive: true })
})

/** Process ids of chDB on our folder. */
async function storeProcesses(): Promise<number[]> {
  const found: number[] = []
  for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    if (line.includes('meter-store-process') && line.includes(root)) found.push(Number(name))
  }
  return found
}

test('rows go in and come out, whatever the text in them', async () => {
  await store.command('create table texts (name String, value Float64) engine = MergeTree order by name')
  const names = [`'; drop table texts; --`, "back\\slash'quote", '岗哨 {value}', 'nul\0newline\n', '"quoted",comma']
  await store.insertRows(
    'texts',
    names.map((name, value) => ({ name, value })),
  )
  for (const [value, name] of names.entries()) {
    expect(await store.query('select name, value from texts where name in ({names})', { names: [name] })).toEqual([
      { name, value },
    ])
  }
  expect(await store.query('select name from texts where value > {limit}', { limit: 99 })).toEqual([])
})

test('a list of fifty thousand values is no problem', async () => {
  const numbers = Array.from({ length: 50_000 }, (_, i) => `0320400${i}`)
  expect(await store.query('select count() as found from texts where name in ({numbers})', { numbers })).toEqual([
    { found: 0 },
  ])
})

test('rows of bytes go in as they are', async () => {
  await store.command('create table lines (a String, b Float32) engine = MergeTree order by a')
  const row = (text: string, value: number) => {
    const bytes = Buffer.alloc(1 + Buffer.byteLength(text) + 4)
    bytes.writeUInt8(Buffer.byteLength(text), 0)
    bytes.write(text, 1)
    bytes.writeFloatLE(value, bytes.length - 4)
    return bytes
  }
  const content = Buffer.concat([row('x,\ny', 1.5), row("岗哨'", Number.NaN)])
  await store.insertBinary('lines', { a: 'String', b: 'Float32' }, content)
  await store.insertBinary('lines', { a: 'String', b: 'Float32' }, Buffer.alloc(0))
  expect(await store.query('select a, b from lines order by a')).toEqual([
    { a: 'x,\ny', b: 1.5 },
    { a: "岗哨'", b: null },
  ])
})

test('what ClickHouse refuses is an error with its number, and the store lives on', async () => {
  await expect(store.query('select * from nowhere')).rejects.toMatchObject({ name: 'Error', code: 60 })
  await expect(store.insertBinary('lines', { a: 'String', b: 'Float32' }, Buffer.from('cut'))).rejects.toThrow(/read/i)
  await store.ping()
})

test('calls at the same time get their own answers', async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) => store.query<{ n: number }>('select {i} as n', { i })),
  )
  expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 30 }, (_, i) => i))
})

test('a second process on the same folder is refused with its reason', async () => {
  await expect(openMeterStore({ folder: join(root, 'meters') })).rejects.toThrow(/another process uses it/)
})

test('when its process dies the call under way is rejected, and the next one starts it again', async () => {
  const [pid] = await storeProcesses()
  const slow = store.query('select sum(sqrt(number)) from numbers(20000000000)')
  const refused = expect(slow).rejects.toThrow(/process ended/)
  await sleep(300)
  process.kill(pid ?? 0, 'SIGKILL')
  await refused
  expect(await store.query('select count() as n from texts')).toEqual([{ n: 5 }])
})

test('rows that were acknowledged outlive a kill in the midst of writing', async () => {
  await store.command('create table counted (n UInt32) engine = MergeTree order by n')
  for (let round = 0; round < 4; round++) {
    const acknowledged: number[] = []
    let n = round * 1000
    const writer = (async () => {
      for (;;) {
        n++
        await store.insertRows('counted', [{ n }])
        acknowledged.push(n)
      }
    })().catch(() => undefined)
    await expect.poll(() => acknowledged.length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(3)
    for (const pid of await storeProcesses()) process.kill(pid, 'SIGKILL')
    await writer
    const there = new Set((await store.query<{ n: number }>('select n from counted')).map((row) => row.n))
    expect(acknowledged.filter((value) => !there.has(value))).toEqual([])
  }
})

test('a closed store leaves no process and answers no call', async () => {
  const other = await openMeterStore({ folder: join(root, 'other') })
  await other.close()
  await expect(other.ping()).rejects.toThrow(/closed/)
  expect(await storeProcesses()).toHaveLength(1)
  await (await openMeterStore({ folder: join(root, 'other') })).close()
})

test('a server that does not answer is an error at opening', async () => {
  await expect(openMeterStore({ clickhouseUrl: 'http://127.0.0.1:9' })).rejects.toThrow()
})
