import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { connectionOf, startMetering } from '../../test/metering-process.ts'
import { asProgram } from '../platform/server/http.ts'
import { type MeterStore, openMeterStore } from '../platform/server/meter-store.ts'
import { createReadingTables, listMonths, writeReadingPart } from '../platform/server/reading-parts.ts'
import { endReadings } from './reading-retention.ts'

/** Against hanging only: each process starts a program of its own, which takes long on a busy machine. */
const patienceMs = 3_600_000

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2021-03-15T02:00:00Z' })
  await createReadingTables(city.app.platform.meters)
  await deliver('2018-01-31', '2018-02-28', '2018-03-01', '2018-03-14', '2021-03-01')
})
afterAll(() => city.close())

const reading = { account: 'A', loadKw: Array.from({ length: 96 }, () => 1) }
const deliver = (...days: string[]) =>
  writeReadingPart(city.app.platform.meters, {
    batch: 'b',
    part: 0,
    rows: days.map((day) => ({ ...reading, day })),
  })
const end = () => asProgram(city.app.platform, endReadings)
const months = async () => (await listMonths(city.app.platform.meters)).map(({ month }) => month)
const told = async () =>
  (
    await city.asOwner<{ kind: string; changed: { months: string[] } }>(
      `select kind, changed from events where subject_id = 'readings' order by id`,
    )
  ).map(({ kind, changed }) => [kind, ...changed.months])

test('readings end by whole months, three years after the month, ordered with one event and ended with another', async () => {
  await end()
  // March 2018 is not over three years ago as a whole on the 15th of March 2021
  expect(await months()).toEqual(['2018-03', '2021-03'])
  expect(await told()).toEqual([
    ['readings.endOrdered', '2018-01', '2018-02'],
    ['readings.ended', '2018-01', '2018-02'],
  ])
})

test('again nothing ends and nothing is recorded', async () => {
  await end()
  expect(await months()).toEqual(['2018-03', '2021-03'])
  expect(await told()).toHaveLength(2)
})

test('a month that has ended and is delivered again ends again', async () => {
  const before = await told()
  await deliver('2018-01-30')
  await end()
  expect(await months()).toEqual(['2018-03', '2021-03'])
  expect(await told()).toEqual([...before, ['readings.endOrdered', '2018-01'], ['readings.ended', '2018-01']])
})

describe('a kill -9', () => {
  const over = ['2017-08', '2017-09', '2017-10', '2017-11', '2017-12']
  const kept = ['2018-03', '2021-03']
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangshao-retention-'))
    await onStore((store) =>
      writeReadingPart(store, {
        batch: 'b',
        part: 0,
        rows: [...over, ...kept].flatMap((month) => [1, 14, 28].map((day) => ({ ...reading, day: dayOf(month, day) }))),
      }),
    )
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const dayOf = (month: string, day: number) => `${month}-${String(day).padStart(2, '0')}`

  /** The store of the killed process, opened as the next start opens it. */
  async function onStore<T>(work: (store: MeterStore) => Promise<T>): Promise<T> {
    const store = await openMeterStore({ folder: join(folder, 'meters') })
    try {
      await createReadingTables(store)
      return await work(store)
    } finally {
      await store.close()
    }
  }

  const night = (dieAfter: number | null = null) =>
    startMetering({
      connection: connectionOf(city.app.platform.database.pool),
      folder,
      dieAfter,
      endReadings: true,
      now: '2021-03-15T02:00:00Z',
    })

  /** What the store holds and the log tells when the process is gone: nothing within its years is lost, nothing is dropped unsaid. */
  async function checkAfterKill(before: string[][]): Promise<string[]> {
    const held = await onStore(listMonths)
    expect(held.filter(({ month }) => kept.includes(month))).toEqual(kept.map((month) => ({ month, days: 3 })))
    const left = held.map(({ month }) => month).filter((month) => over.includes(month))
    const [order, ...others] = (await told()).slice(before.length)
    if (left.length < over.length) expect(order).toEqual(['readings.endOrdered', ...over])
    // that they have ended is said only when all of them are gone
    if (others.length > 0) expect([left, others]).toEqual([[], [['readings.ended', ...over]]])
    return left
  }

  /** The next start goes on. */
  async function checkNextNight(before: string[][]): Promise<void> {
    expect((await night().ended).problems).toBe('')
    expect(await onStore(listMonths)).toEqual(kept.map((month) => ({ month, days: 3 })))
    expect((await told()).slice(before.length)).toEqual([
      ['readings.endOrdered', ...over],
      ['readings.ended', ...over],
    ])
  }

  // behind the order, behind the second of five months, behind the last of them
  test.each([
    [0, 5],
    [2, 3],
    [5, 0],
  ])(
    'of the process that drops months, behind step %i, leaves %i of them to the next start',
    {
      timeout: patienceMs,
    },
    async (dieAfter, monthsLeft) => {
      const before = await told()
      expect((await night(dieAfter).ended).killed).toBe(true)
      expect(await checkAfterKill(before)).toHaveLength(monthsLeft)
      expect((await told()).slice(before.length)).toEqual([['readings.endOrdered', ...over]])
      await checkNextNight(before)
    },
  )

  test('from outside, while months are dropped, loses nothing within its years, and the log tells no other than the store', {
    timeout: patienceMs,
  }, async () => {
    const before = await told()
    for (const steps of [1, 2]) {
      const process = night()
      await process.steps(steps)
      process.kill()
      await process.ended
      await checkAfterKill(before)
    }
    await checkNextNight(before)
    // and the one after that finds nothing to do
    await checkNextNight(before)
  })
})
