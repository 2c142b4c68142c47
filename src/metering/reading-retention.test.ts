import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { asProgram } from '../platform/server/http.ts'
import { createReadingTables, listMonths, writeReadingPart } from '../platform/server/reading-parts.ts'
import { endReadings, type RetentionStep } from './reading-retention.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2021-03-15T02:00:00Z' })
  await createReadingTables(city.app.platform.meters)
  await deliver('2018-01-31', '2018-02-28', '2018-03-01', '2018-03-14', '2021-03-01')
})
afterAll(() => city.close())

const loadKw = Array.from({ length: 96 }, () => 1)
const deliver = (...days: string[]) =>
  writeReadingPart(city.app.platform.meters, {
    batch: 'b',
    part: 0,
    rows: days.map((day) => ({ account: 'A', day, loadKw })),
  })
/** @param stopAt the process is gone at this step. */
const end = (stopAt?: RetentionStep) =>
  asProgram(city.app.platform, (context) =>
    endReadings(context, (step) => {
      if (step === stopAt) throw new Error('killed')
    }),
  )
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

describe('after a kill', () => {
  test.each<[RetentionStep, string, string[]]>([
    ['ordered', '2017-11', ['2017-11', '2018-03', '2021-03']],
    ['dropped', '2017-12', ['2018-03', '2021-03']],
  ])('behind the step “%s” the next night drops what was ordered, and says so once', async (step, month, left) => {
    await deliver(`${month}-05`)
    const before = await told()
    await expect(end(step)).rejects.toThrow('killed')
    expect(await months()).toEqual(left)
    // nothing was dropped that no event speaks of
    expect(await told()).toEqual([...before, ['readings.endOrdered', month]])
    await end()
    await end()
    expect(await months()).toEqual(['2018-03', '2021-03'])
    expect(await told()).toEqual([...before, ['readings.endOrdered', month], ['readings.ended', month]])
  })

  test('a month that has ended and is delivered again ends again', async () => {
    const before = await told()
    await deliver('2018-01-30')
    await end()
    expect(await months()).toEqual(['2018-03', '2021-03'])
    expect(await told()).toEqual([...before, ['readings.endOrdered', '2018-01'], ['readings.ended', '2018-01']])
  })
})
