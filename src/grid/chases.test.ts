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

it('whoever is chased is told by every channel, and it stands on the own workbench until the spot is gone', async () => {
  const mine = async (person: 'townshipLeaderA2' | 'townshipLeaderA') =>
    (await city.ok(person, gridContract.listMyChases, {})).rows.map(({ areaName, kind }) => [areaName, kind])
  await city.goTo('2018-02-12T02:00:00Z')
  const chase = await city.ok('countyOfficeA', gridContract.chaseBlindSpot, vacancy)
  const told = await city.asOwner<{ official_id: string; channel: string }>(
    'select official_id, channel from messages where matter_id = $1',
    [chase.id],
  )
  expect(told).toEqual([{ official_id: city.persons.townshipLeaderA2.officialId, channel: 'inApp' }])
  // chased on two days, it stands there once
  expect(await mine('townshipLeaderA2')).toEqual([['甲三村', 'vacancy']])
  expect(await mine('townshipLeaderA')).toEqual([])
  const appointment = { name: '新网格员', validFrom: '2018-02-12', source: '文件', phone: '13800000001' } as const
  await city.ok('townshipLeaderA2', gridContract.appoint, {
    areaId: vacancy.areaId,
    post: 'gridWorker',
    ...appointment,
  })
  expect(await mine('townshipLeaderA2')).toEqual([])
})

it('a duty is shown with the bodies that hold it in the area and directly below, on the day asked for', async () => {
  const agency = city.agencies.marketA
  await city.asOwner(
    `insert into duties (id, code, function_kind, text, citation, standing, valid_from)
     values (gen_random_uuid(), 'test.duty', 'marketRegulation', '{"zh":"查无证","en":"check"}', '{"zh":"法","en":"law"}', 'secondary', '2018-02-01')`,
  )
  const matrix = async (areaId: number, asOf?: string) =>
    (await city.ok('cityOffice', gridContract.listDutyMatrix, { areaId, asOf })).rows.map((row) =>
      row.holders.map((held) => [held.areaName, held.officialName]),
    )
  expect(await matrix(areas.city.id)).toEqual([
    [
      ['甲区', null],
      ['乙区', null],
    ],
  ])
  await city.ok('cityOffice', gridContract.appoint, {
    areaId: areas.countyA.id,
    post: 'liaison',
    agencyId: agency,
    name: '联络人',
    validFrom: '2018-02-09',
    source: '文件',
  })
  expect(await matrix(areas.countyA.id)).toEqual([[['甲区', '联络人']]])
  expect(await matrix(areas.countyA.id, '2018-01-31')).toEqual([])
  await city.asOwner(
    `insert into duties (id, code, function_kind, text, citation, standing, valid_from)
     select gen_random_uuid(), 'test.' || kind, kind, '{"zh":"查","en":"check"}', '{"zh":"法","en":"law"}', 'secondary', '2018-02-01'
       from unnest(array['construction', 'development']) kind`,
  )
  const { rows } = await city.ok('cityOffice', gridContract.listDutyMatrix, { areaId: areas.city.id })
  // in the order of the notice, not of the alphabet
  expect(rows.map((row) => row.functionKind)).toEqual(['development', 'marketRegulation', 'construction'])
  expect(await city.refused('countyOfficeB', gridContract.listDutyMatrix, { areaId: areas.countyA.id })).toBe(
    'not-found',
  )
})
