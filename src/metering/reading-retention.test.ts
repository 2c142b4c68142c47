import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { asProgram } from '../platform/server/http.ts'
import { createReadingTables, listMonths, writeReadingPart } from '../platform/server/reading-parts.ts'
import { endReadings } from './reading-retention.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2021-03-15T02:00:00Z' })
  const { meters } = city.app.platform
  await createReadingTables(meters)
  const loadKw = Array.from({ length: 96 }, () => 1)
  const days = ['2018-01-31', '2018-02-28', '2018-03-01', '2018-03-14', '2021-03-01']
  await writeReadingPart(meters, { batch: 'b', part: 0, rows: days.map((day) => ({ account: 'A', day, loadKw })) })
})
afterAll(() => city.close())

const end = () => asProgram(city.app.platform, endReadings)
const months = async () => (await listMonths(city.app.platform.meters)).map(({ month }) => month)

test('readings end by whole months, three years after the month, with one event', async () => {
  await end()
  // March 2018 is not over three years ago as a whole on the 15th of March 2021
  expect(await months()).toEqual(['2018-03', '2021-03'])
  expect(await city.eventsOf('readings')).toEqual(['readings.ended'])
})

test('again nothing ends and nothing is recorded', async () => {
  await end()
  expect(await months()).toEqual(['2018-03', '2021-03'])
  expect(await city.eventsOf('readings')).toHaveLength(1)
})
