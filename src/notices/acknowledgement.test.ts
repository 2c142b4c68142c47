import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { gridContract } from '../grid/contract.ts'
import { noticesContract as notices } from './contract.ts'
import { exampleDraft } from './examples.ts'

let city: Test
let notice: { id: string; number: string }
beforeAll(async () => {
  // sessions of the last day: they would not live from the first to it
  city = await openTest({ now: '2018-02-22T02:00:00Z' })
  city.setNow('2018-02-08T02:00:00Z')
  const draft = exampleDraft(city.agencies.cityOffice, [
    { areaId: areas.countyA.id, agencyId: null },
    { areaId: areas.countyB.id, agencyId: null },
    { areaId: areas.city.id, agencyId: city.agencies.powerCompany },
  ])
  const { id } = await city.ok('cityOffice', notices.draftNotice, draft)
  notice = { id, ...(await city.ok('cityOffice', notices.issueNotice, { id })) }
})
afterAll(() => city.close())

/** Where a notice is not confirmed on a day, as post and place; the counts must say the same. */
async function unconfirmedOn(asOf: string, person: PersonKey = 'cityOffice', areaId: number = areas.city.id) {
  const { rows } = await city.ok(person, gridContract.listBlindSpots, { areaId, asOf, kind: 'unacknowledged' })
  const counts = await city.ok(person, gridContract.countBlindSpots, { areaId, asOf })
  expect(counts.rows.reduce((sum, row) => sum + row.unacknowledged, 0)).toBe(rows.length)
  for (const row of rows) expect(row).toMatchObject({ noticeId: notice.id, noticeNumber: notice.number })
  return rows.map((row) => [row.areaId, row.post, row.agencyId])
}
const [city1, countyA, countyB] = [areas.city.id, areas.countyA.id, areas.countyB.id]

test('a place that lets five working days pass without confirming is a blind spot from the next day on', async () => {
  // 11 February 2018 is a Sunday that is worked
  expect(await unconfirmedOn('2018-02-14')).toEqual([])
  expect(await unconfirmedOn('2018-02-15')).toEqual([
    [city1, 'liaison', city.agencies.powerCompany],
    [countyA, 'leaderInCharge', null],
    [countyB, 'leaderInCharge', null],
  ])
})

test('is counted at its own place and seen by those who answer for it only', async () => {
  const { rows } = await city.ok('cityOffice', gridContract.countBlindSpots, { areaId: city1, asOf: '2018-02-15' })
  expect(rows.map((row) => [row.areaId, row.unacknowledged])).toEqual([
    [city1, 1],
    [countyA, 1],
    [countyB, 1],
  ])
  expect(await unconfirmedOn('2018-02-15', 'countyOfficeB', countyB)).toEqual([[countyB, 'leaderInCharge', null]])
  expect(await unconfirmedOn('2018-02-15', 'townshipLeaderB', areas.townshipB.id)).toEqual([])
})

test('ends with the confirmation; the days before still show it', async () => {
  city.setNow('2018-02-20T02:00:00Z')
  const { addresseeRows } = await city.ok('cityOffice', notices.getNotice, { id: notice.id })
  const own = addresseeRows.find((row) => row.areaId === countyA)?.id ?? ''
  await city.ok('countyOfficeA', notices.confirmReceipt, { id: own })
  expect((await unconfirmedOn('2018-02-19')).map(([area]) => area)).toEqual([city1, countyA, countyB])
  expect((await unconfirmedOn('2018-02-20')).map(([area]) => area)).toEqual([city1, countyB])
})

test('ends with the withdrawal of the notice', async () => {
  city.setNow('2018-02-22T02:00:00Z')
  await city.ok('cityOffice', notices.withdrawNotice, { id: notice.id, reason: '另行通知' })
  expect((await unconfirmedOn('2018-02-21')).map(([area]) => area)).toEqual([city1, countyB])
  expect(await unconfirmedOn('2018-02-22')).toEqual([])
})
