import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { connectionOf, startMetering } from '../../test/metering-process.ts'
import { openMeterStore } from '../platform/server/meter-store.ts'
import { listParts } from '../platform/server/reading-parts.ts'
import { listBatchesInForce } from './delivery-store.ts'
import { readDaysOf } from './example-files.ts'
import { importReadings } from './import-readings.ts'
import { readingColumns } from './reading-columns.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-04-09T02:00:00Z' })
})
afterAll(() => city.close())

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gangshao-import-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const header = readingColumns.join(',')
const row = (account: string, day: string, value: number | string) =>
  [account, day, ...new Array(96).fill(value)].join(',')
const terms = { agreement: '数据共享协议（示例）', purpose: '用电监测', basis: '协议第三条' }

async function file(name: string, rows: readonly string[], zipped = false): Promise<string> {
  const path = join(folder, name)
  const text = `${[header, ...rows].join('\n')}\n`
  await writeFile(path, zipped ? gzipSync(text) : text)
  return path
}

const inForce = () => city.asSystem(listBatchesInForce)
const importing = (path: string, given = terms) => importReadings(city.app.platform, path, given)

describe('an import', () => {
  test('keeps unknown accounts, lists every bad row with its reason, and is in force with its event', async () => {
    const path = await file('a.csv', [
      row('X-1', '2018-04-01', 5),
      row('X-1', '2018-04-02', ''),
      'X-1,2018-04-03,1,2',
      row('X-1', '2018-04-01', 7),
      row('X-2', '2019-01-01', 1),
      row('X-2', '2018-02-30', 1),
    ])
    const result = await importing(path)
    expect(result).toMatchObject({ outcome: 'inForce', days: 2, accounts: 1, unknownAccounts: 1, rejectedRows: 4 })
    const rejects = await city.asSystem(
      async (db) =>
        (
          await sql<{
            line: number
            reason: string
          }>`select line, reason from delivery_rejects where delivery_id = ${result.deliveryId} order by line`.execute(
            db,
          )
        ).rows,
    )
    expect(rejects).toEqual([
      { line: 4, reason: 'valueCount' },
      { line: 5, reason: 'dayTwice' },
      { line: 6, reason: 'future' },
      { line: 7, reason: 'date' },
    ])
    expect(await city.eventsOf(result.deliveryId)).toEqual([
      'delivery.received',
      'readings.arriving',
      'readings.inForce',
    ])
    const days = await readDaysOf(city.app.platform, 'X-1', '2018-04-01', '2018-04-30', await inForce())
    expect(days.map(({ day, loadKw }) => [day, loadKw[0]])).toEqual([
      ['2018-04-01', 5],
      ['2018-04-02', null],
    ])
  })

  test('of the same content twice changes nothing, packed or not by another name', async () => {
    const path = await file('b.csv.gz', [row('X-3', '2018-04-01', 5)], true)
    const first = await importing(path)
    const before = await inForce()
    expect(await importing(path)).toMatchObject({ outcome: 'unchanged', deliveryId: first.deliveryId })
    expect(await inForce()).toEqual(before)
  })

  test('is refused without agreement, purpose or basis, before the file is looked at', async () => {
    for (const [name, code] of [
      ['agreement', 'agreement-missing'],
      ['purpose', 'purpose-missing'],
      ['basis', 'basis-missing'],
    ] as const) {
      await expect(importing('/nowhere', { ...terms, [name]: ' ' })).rejects.toMatchObject({ code })
    }
    await expect(importing('/nowhere')).rejects.toMatchObject({ code: 'file-unreadable' })
  })

  test('of a wrong header, a cut archive or nothing usable fails with its reason and leaves nothing in force', async () => {
    const before = await inForce()
    const wrong = join(folder, 'wrong.csv')
    await writeFile(wrong, 'meter,day\n1,2\n')
    expect(await importing(wrong)).toMatchObject({ outcome: 'failed', failure: { reason: 'header', line: 1 } })
    const cut = join(folder, 'cut.csv.gz')
    const rows = Array.from({ length: 3000 }, (_, index) => row(`C-${index}`, '2018-04-01', (index * 7919) % 100_003))
    await writeFile(cut, gzipSync(`${[header, ...rows].join('\n')}\n`).subarray(0, -5000))
    expect(await importing(cut)).toMatchObject({ outcome: 'failed', failure: { reason: 'unreadable' } })
    expect(await importing(await file('none.csv', [row('X', '2018-02-30', 1)]))).toMatchObject({
      outcome: 'failed',
      failure: { reason: 'nothingUsable' },
    })
    expect(await inForce()).toEqual(before)
    const stored = new Set((await listParts(city.app.platform.meters)).map(({ batch }) => batch))
    expect([...stored].sort()).toEqual([...before].sort())
  })

  test('of a later delivery counts before an earlier one, but a blank takes nothing away', async () => {
    await importing(await file('v1.csv', [row('V-1', '2018-04-01', 5)]))
    await importing(await file('v2.csv', [`V-1,2018-04-01,9${',1'.repeat(47)}${','.repeat(48)}`]))
    const [day] = await readDaysOf(city.app.platform, 'V-1', '2018-04-01', '2018-04-01', await inForce())
    expect([day?.loadKw[0], day?.loadKw[47], day?.loadKw[48], day?.deliveries]).toEqual([9, 1, 5, 2])
  })
})

/** Against hanging only: each process starts a program of its own, which takes long on a busy machine. */
const patienceMs = 3_600_000

describe('a kill -9', () => {
  const accounts = 250
  const days = 100
  let path = ''

  beforeEach(async () => {
    const rows: string[] = []
    for (let account = 0; account < accounts; account++)
      for (let day = 0; day < days; day++)
        rows.push(
          row(
            `${folder.slice(-4)}-${account}`,
            new Date(Date.UTC(2018, 0, 1 + day)).toISOString().slice(0, 10),
            account + day / 100,
          ),
        )
    path = await file('big.csv.gz', rows, true)
  })

  const start = (given: { dieAfter?: number; clear?: boolean } = {}) =>
    startMetering({ connection: connectionOf(city.app.platform.database.pool), folder, path, ...given })

  /** Where each attempt that was not the first went on. */
  const resumptions = () =>
    city.asSystem(
      async (db) =>
        (
          await sql<{
            parts: number
            days: number
          }>`select (changed ->> 'parts')::int as parts, (changed ->> 'days')::int as days
      from events where kind = 'readings.resumed' order by id`.execute(db)
        ).rows,
    )

  /** What readers see, and what the store holds, after a last import that was not disturbed. */
  async function checkWhole(): Promise<void> {
    const last = await start({ clear: true }).ended
    expect(last.problems).toBe('')
    expect(last.out).toMatch(/"outcome":"(inForce|unchanged)"/)
    const batches = await city.asSystem(
      async (db) =>
        (
          await sql<{ id: string; state: string; cleared: boolean }>`
      select b.id, b.state, b.cleared from reading_batches b join deliveries d on d.id = b.delivery_id where d.file_name = 'big.csv.gz' order by b.id`.execute(
            db,
          )
        ).rows,
    )
    expect(batches.filter(({ state }) => state === 'inForce')).toHaveLength(1)
    expect(batches.filter(({ state, cleared }) => state !== 'inForce' && !(state === 'dead' && cleared))).toEqual([])
    const store = await openMeterStore({ folder: join(folder, 'meters') })
    try {
      const parts = await listParts(store)
      expect(new Set(parts.map(({ batch }) => batch)).size).toBe(1)
      expect(parts.reduce((sum, part) => sum + part.days, 0)).toBe(accounts * days)
      const [sum] = await store.query<{ kwh: number }>('select sum(arraySum(load_kw)) / 4 as kwh from readings')
      expect(sum?.kwh).toBeCloseTo(((accounts - 1) / 2 + (days - 1) / 200) * accounts * days * 24, -1)
    } finally {
      await store.close()
    }
    await city.asSystem((db) =>
      sql`update deliveries set status = 'withdrawn' where file_name = 'big.csv.gz'`.execute(db),
    )
    await city.asSystem((db) =>
      sql`update reading_batches b set state = 'withdrawn' from deliveries d where d.id = b.delivery_id and d.file_name = 'big.csv.gz' and b.state = 'inForce'`.execute(
        db,
      ),
    )
    await city.asSystem((db) =>
      sql`update deliveries set file_name = 'done.csv.gz' where file_name = 'big.csv.gz'`.execute(db),
    )
  }

  test('after any of its steps leaves nothing to be seen, and the same call again goes on where it was cut off', {
    timeout: patienceMs,
  }, async () => {
    const before = await inForce()
    // arriving, cleared, written and noted, once for each of three parts; the number of steps done is one more than asked for
    for (const dieAfter of [0, 1, 2, 3]) {
      expect((await start({ dieAfter }).ended).killed).toBe(true)
      expect(await inForce()).toEqual(before)
    }
    // the first part was noted: what is left are two parts, and the second is written but not noted when it dies
    expect((await start({ dieAfter: 2 }).ended).killed).toBe(true)
    const steps = await resumptions()
    expect(steps.map(({ parts, days }) => [parts, days])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [1, 10_000],
    ])
    const last = await start().ended
    expect(last.out).toMatch(/"outcome":"inForce"/)
    expect(await inForce()).toHaveLength(before.length + 1)
    expect((await resumptions()).at(-1)).toMatchObject({ parts: 1, days: 10_000 })
    await checkWhole()
  })

  // each kill comes from outside while the process goes on behind the step: it falls anywhere in what follows
  test('at any moment, several times in a row, loses nothing and doubles nothing', {
    timeout: patienceMs,
  }, async () => {
    for (const steps of [0, 1, 2, 3, 4, 5]) {
      const importing = start()
      await importing.steps(steps)
      importing.kill()
      await importing.ended
    }
    await checkWhole()
  })
})
