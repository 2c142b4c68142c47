/** Chasing blind spots: who is reminded, by whom, how often. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { gridContract } from './contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-02-09T02:00:00Z' })
})
afterAll(() => city.close())

const vacancy = { areaId: areas.villageA3.id, kind: 'vacancy', post: 'gridWorker' } as const

it('a vacant post is chased from above: whoever appoints there is reminded, once a day, and the list says so', async () => {
  for (const person of ['countyOfficeB', 'townshipLeaderB'] as const)
    expect(await city.refused(person, gridContract.chaseBlindSpot, vacancy)).toBe('not-permitted')
  const chase = await city.ok('countyOfficeA', gridContract.chaseBlindSpot, vacancy)
  expect(chase).toMatchObject({ toName: 'townshipLeaderA2', chasedByName: 'countyOfficeA', areaName: '甲三村' })
  expect(await city.refused('cityOffice', gridContract.chaseBlindSpot, vacancy)).toBe('chased-today')
  expect(await city.eventsOf(chase.id)).toEqual(['blindSpot.chased'])
  const { rows } = await city.ok('townshipLeaderA2', gridContract.listChases, {})
  expect(rows.map((row) => row.id)).toEqual([chase.id])
  expect((await city.ok('countyOfficeB', gridContract.listChases, {})).rows).toEqual([])
  const spots = await city.ok('countyOfficeA', gridContract.listBlindSpots, {
    areaId: areas.townshipA2.id,
    kind: 'vacancy',
  })
  expect(spots.rows.find((row) => row.areaId === vacancy.areaId)?.chasedOn).toBe('2018-02-09')
})

it('a holder without phone is reminded himself; what is no blind spot is not chased', async () => {
  await city.asOwner('update appointments set phone = null where official_id = $1', [
    city.persons.gridWorkerA1.officialId,
  ])
  const spots = await city.ok('townshipLeaderA', gridContract.listBlindSpots, {
    areaId: areas.villageA1.id,
    kind: 'noPhone',
  })
  const [spot] = spots.rows
  const ask = {
    areaId: areas.villageA1.id,
    kind: 'noPhone',
    post: 'gridWorker',
    appointmentId: spot?.appointmentId ?? null,
  } as const
  expect((await city.ok('townshipLeaderA', gridContract.chaseBlindSpot, ask)).toName).toBe('gridWorkerA1')
  expect(await city.refused('townshipLeaderA', gridContract.chaseBlindSpot, { ...ask, kind: 'inactive' })).toBe(
    'no-blind-spot',
  )
})
