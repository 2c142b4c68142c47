import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { inContext } from '../platform/server/http.ts'
import { changeFurnaceState, judgeFurnace, markSiteClosed } from './acts.ts'
import { enterprisesContract as operations } from './contract.ts'
import { exampleFurnace, exampleLicence, exampleSite, exampleUsagePoint } from './examples.ts'

let city: Test
let count = 0
beforeAll(async () => {
  city = await openTest()
})
afterAll(() => city.close())

/** A site of its own for each test, in village A1 unless told otherwise. */
const newSite = (areaId: number = areas.villageA1.id) =>
  city.ok('countyOfficeA', operations.registerSite, {
    ...exampleSite,
    name: `厂区 ${++count}`,
    areaId,
    enterpriseId: null,
  })
const newFurnace = async () =>
  city.ok('countyOfficeA', operations.registerFurnace, { ...exampleFurnace, siteId: (await newSite()).id })

describe('furnaces', () => {
  test('a furnace has a label of its own at its site, and waits for its judgement', async () => {
    const made = await newFurnace()
    expect(made).toMatchObject({ state: 'standing', judgement: null })
    expect(
      await city.refused('countyOfficeA', operations.registerFurnace, { ...exampleFurnace, siteId: made.siteId }),
    ).toBe('furnace-known')
    expect(
      await city.refused('countyOfficeB', operations.registerFurnace, {
        ...exampleFurnace,
        label: '2#',
        siteId: made.siteId,
      }),
    ).toBe('not-found')
    await city.ok('countyOfficeA', operations.changeFurnace, { ...exampleFurnace, powerKw: 1_000, id: made.id })
    expect(await city.eventsOf(made.id)).toEqual(['furnace.registered', 'furnace.changed'])
  })

  test('the ledger notes what happens by itself; sealing and destroying come from cases', async () => {
    const { id } = await newFurnace()
    expect(await city.refused('countyOfficeA', operations.moveFurnace, { id, move: 'remove', whereabouts: null })).toBe(
      'whereabouts-missing',
    )
    expect(
      await city.refused('countyOfficeA', operations.moveFurnace, { id, move: 'restart', whereabouts: null }),
    ).toBe('wrong-state')
    // a move outside the contract is bad input
    expect(
      await city.refused('countyOfficeA', operations.moveFurnace, { id, move: 'seal' as 'stop', whereabouts: null }),
    ).toBe('bad-input')
    const gone = await city.ok('countyOfficeA', operations.moveFurnace, {
      id,
      move: 'remove',
      whereabouts: '外省废品市场',
    })
    expect(gone).toMatchObject({ state: 'removed', whereabouts: '外省废品市场' })
    expect(await city.eventsOf(id)).toEqual(['furnace.registered', 'furnace.stateChanged'])
  })

  test('a furnace that changes hands is flagged unless it was judged to be permitted', async () => {
    const { id } = await newFurnace()
    const transfer = { id, kind: 'sale' as const, happenedOn: '2018-02-01', toWhom: '某物资公司', whereabouts: '外市' }
    expect(await city.ok('countyOfficeA', operations.transferFurnace, transfer)).toMatchObject({ flag: 'unjudged' })
    expect(
      await city.refused('countyOfficeA', operations.transferFurnace, { ...transfer, happenedOn: '2018-03-01' }),
    ).toBe('bad-input')
    expect(await city.refused('townshipLeaderB', operations.transferFurnace, transfer)).toBe('not-found')
    const { rows } = await city.ok('officerA1', operations.listFurnaces, { flagged: 'true' })
    expect(rows.map((row) => row.id)).toContain(id)
    expect(await city.eventsOf(id)).toEqual(['furnace.registered', 'furnace.transferred'])
  })

  test('acts of later modules judge, destroy and close, each with its event', async () => {
    const furnace = await newFurnace()
    await inContext(city.app.platform, 'system', null, async (context) => {
      await judgeFurnace(context, furnace.id, 'forbidden', '2018-02-08')
      await judgeFurnace(context, furnace.id, 'permitted', '2018-02-01')
      await changeFurnaceState(context, furnace.id, 'sealed', null)
      await changeFurnaceState(context, furnace.id, 'destroyed', '废钢，见处置记录')
      await markSiteClosed(context, furnace.siteId, '2018-02-09')
      await markSiteClosed(context, furnace.siteId, '2018-02-10')
    })
    const site = await city.ok('countyOfficeA', operations.getSite, { id: furnace.siteId })
    expect(site).toMatchObject({ status: 'closed', closedOn: '2018-02-09' })
    expect(site.furnaces[0]).toMatchObject({ judgement: 'forbidden', judgedOn: '2018-02-08', state: 'destroyed' })
    expect(await city.eventsOf(furnace.id)).toEqual([
      'furnace.registered',
      'furnace.judged',
      'furnace.stateChanged',
      'furnace.stateChanged',
    ])
    expect(
      await city.refused('countyOfficeA', operations.transferFurnace, {
        id: furnace.id,
        kind: 'sale',
        happenedOn: '2018-02-09',
        toWhom: 'x',
        whereabouts: 'y',
      }),
    ).toBe('furnace-gone')
    const { rows } = await city.ok('countyOfficeA', operations.listFurnaces, {
      judgement: 'forbidden',
      state: 'destroyed',
      kind: 'mediumFrequency',
    })
    expect(rows.map((row) => row.id)).toEqual([furnace.id])
  })
})

describe('usage points and licences', () => {
  test('an account is one in the whole city, whoever asks', async () => {
    const site = await newSite()
    const point = await city.ok('powerLiaison', operations.registerUsagePoint, {
      ...exampleUsagePoint,
      siteId: site.id,
    })
    const other = await city.ok('countyOfficeB', operations.registerSite, {
      ...exampleSite,
      areaId: areas.villageB.id,
      enterpriseId: null,
    })
    expect(
      await city.refused('countyOfficeB', operations.registerUsagePoint, { ...exampleUsagePoint, siteId: other.id }),
    ).toBe('account-taken')
    expect(
      await city.refused('gridWorkerA1', operations.changeUsagePoint, {
        id: point.id,
        feeder: null,
        contractKva: 1,
        contractKw: null,
        tariffClass: null,
      }),
    ).toBe('not-permitted')
    await city.ok('countyOfficeA', operations.changeUsagePoint, {
      id: point.id,
      feeder: null,
      contractKva: 800,
      contractKw: null,
      tariffClass: null,
    })
    expect(await city.eventsOf(point.id)).toEqual(['usagePoint.registered', 'usagePoint.changed'])
  })

  test('a licence ends once, not before it starts', async () => {
    const site = await newSite()
    const made = await city.ok('economyOfficerA', operations.registerLicence, { ...exampleLicence, siteId: site.id })
    expect(await city.refused('economyOfficerA', operations.endLicence, { id: made.id, on: '2016-12-31' })).toBe(
      'end-before-start',
    )
    expect(await city.refused('countyOfficeB', operations.endLicence, { id: made.id, on: '2018-01-31' })).toBe(
      'not-found',
    )
    await city.ok('economyOfficerA', operations.endLicence, { id: made.id, on: '2018-01-31' })
    expect(await city.refused('economyOfficerA', operations.endLicence, { id: made.id, on: '2018-02-01' })).toBe(
      'wrong-state',
    )
    expect(await city.eventsOf(made.id)).toEqual(['licence.registered', 'licence.ended'])
  })

  test('hours and yearly volume are entered or filled in later; what cannot be is refused, and others may not', async () => {
    const site = await newSite()
    const given = { ...exampleLicence, siteId: site.id }
    const made = await city.ok('economyOfficerA', operations.registerLicence, given)
    expect(made).toMatchObject({ hours: null, yearlyVolumeT: null })
    const change = { id: made.id, number: '许可1号', hours: ['22:00-06:00'], yearlyVolumeT: 3_000 }
    expect(await city.ok('economyOfficerA', operations.changeLicence, change)).toMatchObject({
      shift: 'night',
      hours: ['22:00-06:00'],
      yearlyVolumeT: 3_000,
    })
    const { licences } = await city.ok('countyOfficeA', operations.getSite, { id: site.id })
    expect(licences[0]).toMatchObject({ number: '许可1号', hours: ['22:00-06:00'], yearlyVolumeT: 3_000 })
    const refused = (more: object) => city.refused('economyOfficerA', operations.changeLicence, { ...change, ...more })
    expect(await refused({ hours: ['22:00-22:00'] })).toBe('licence-hours-empty')
    expect(await refused({ hours: ['08:00-12:00', '11:00-13:00'] })).toBe('licence-hours-overlap')
    expect(await refused({ hours: ['8-12'] })).toBe('bad-input')
    expect(await refused({ yearlyVolumeT: -1 })).toBe('bad-input')
    expect(await refused({ yearlyVolumeT: 0 })).toBe('bad-input')
    expect(
      await city.refused('economyOfficerA', operations.registerLicence, { ...given, shift: 'none', yearlyVolumeT: 1 }),
    ).toBe('licence-without-melting')
    expect(await city.refused('countyOfficeB', operations.changeLicence, change)).toBe('not-found')
    expect(await city.refused('gridWorkerA1', operations.changeLicence, change)).toBe('not-permitted')
    expect(await city.eventsOf(made.id)).toEqual(['licence.registered', 'licence.changed'])
  })
})
