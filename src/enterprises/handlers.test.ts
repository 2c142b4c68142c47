import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { listEventsOf } from '../platform/server/platform-store.ts'
import { enterprisesContract as operations } from './contract.ts'
import { exampleEnterprise, exampleSite, exampleTrader } from './examples.ts'
import { insertOccupancy } from './store.ts'

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
const nobody = '01890000-0000-7000-8000-000000000000'

describe('enterprises', () => {
  test('an enterprise is entered with its code, and its event names no firm', async () => {
    const made = await city.ok('countyOfficeA', operations.registerEnterprise, {
      ...exampleEnterprise,
      areaId: areas.villageA1.id,
    })
    const found = await city.ok('townshipLeaderA', operations.getEnterprise, { id: made.id })
    expect(found).toMatchObject({
      uscc: exampleEnterprise.uscc,
      industryName: { zh: '黑色金属铸造' },
      placeName: '甲区甲一镇甲一村',
      siteCount: 0,
    })
    const events = await city.asSystem((db) => listEventsOf(db, made.id, 10))
    expect(events.map((event) => event.kind)).toEqual(['enterprise.registered'])
    expect(JSON.stringify(events)).not.toContain(exampleEnterprise.name)
    expect(
      await city.refused('countyOfficeA', operations.registerEnterprise, {
        ...exampleEnterprise,
        areaId: areas.villageA2.id,
      }),
    ).toBe('uscc-taken')
  })

  test('traders have no code; two of one name in one place are one', async () => {
    await city.ok('townshipLeaderA', operations.registerEnterprise, { ...exampleTrader, areaId: areas.villageA1.id })
    expect(
      await city.refused('townshipLeaderA', operations.registerEnterprise, {
        ...exampleTrader,
        areaId: areas.villageA1.id,
      }),
    ).toBe('enterprise-known')
  })

  test('a wrong check character, and an industry code without edition, are refused', async () => {
    const areaId = areas.villageA1.id
    expect(
      await city.refused('countyOfficeA', operations.registerEnterprise, {
        ...exampleTrader,
        uscc: '91320411123456788X',
        areaId,
      }),
    ).toBe('uscc-invalid')
    expect(
      await city.refused('countyOfficeA', operations.registerEnterprise, {
        ...exampleTrader,
        industryCode: '3130',
        areaId,
      }),
    ).toBe('industry-edition-missing')
    expect(
      await city.refused('countyOfficeA', operations.registerEnterprise, {
        ...exampleTrader,
        industryCode: '31',
        areaId,
      }),
    ).toBe('industry-code-malformed')
  })

  test('only keepers of the place write: not another county, not a grid worker, not the city office', async () => {
    const input = { ...exampleTrader, name: '别处的企业', areaId: areas.villageB.id }
    expect(await city.refused('countyOfficeA', operations.registerEnterprise, input)).toBe('not-permitted')
    expect(
      await city.refused('townshipLeaderA', operations.registerEnterprise, { ...input, areaId: areas.villageA3.id }),
    ).toBe('not-permitted')
    expect(
      await city.refused('gridWorkerA1', operations.registerEnterprise, { ...input, areaId: areas.villageA1.id }),
    ).toBe('not-permitted')
    expect(await city.refused('cityOffice', operations.registerEnterprise, input)).toBe('not-permitted')
    const made = await city.ok('economyOfficerA', operations.registerEnterprise, {
      ...input,
      areaId: areas.villageA1.id,
    })
    expect(await city.refused('officerB1', operations.getEnterprise, { id: made.id })).toBe('not-found')
    expect(await city.refused('officerB1', operations.changeEnterprise, { ...exampleTrader, id: made.id })).toBe(
      'not-found',
    )
    await city.ok('officerA1', operations.changeEnterprise, {
      ...exampleTrader,
      name: '别处的企业（更名）',
      id: made.id,
    })
    expect(await city.eventsOf(made.id)).toEqual(['enterprise.registered', 'enterprise.changed'])
  })

  test('an enterprise of elsewhere is seen where it has a site, and changed only where it is kept', async () => {
    const away = await city.ok('countyOfficeB', operations.registerEnterprise, {
      ...exampleTrader,
      name: '乙区来的企业',
      areaId: areas.villageB.id,
    })
    const site = await newSite()
    expect(
      await city.refused('countyOfficeA', operations.occupySite, {
        id: site.id,
        enterpriseId: away.id,
        validFrom: '2018-01-01',
      }),
    ).toBe('not-found')
    await city.asSystem(async (db) => {
      const place = { areaId: site.areaId, areaPath: site.areaPath }
      await insertOccupancy(db, {
        id: nobody,
        siteId: site.id,
        enterpriseId: away.id,
        ...place,
        validFrom: '2018-01-01',
        validTo: null,
      })
    })
    const { rows } = await city.ok('countyOfficeA', operations.listEnterprises, { text: '乙区来的' })
    expect(rows.map((row) => row.id)).toEqual([away.id])
    expect(await city.refused('countyOfficeA', operations.changeEnterprise, { ...exampleTrader, id: away.id })).toMatch(
      /not-/,
    )
  })
})

describe('sites', () => {
  test('a site outlives its occupants', async () => {
    const site = await newSite()
    const first = await city.ok('countyOfficeA', operations.registerEnterprise, {
      ...exampleTrader,
      name: '先来的',
      areaId: areas.villageA1.id,
    })
    const second = await city.ok('countyOfficeA', operations.registerEnterprise, {
      ...exampleTrader,
      name: '后来的',
      areaId: areas.villageA1.id,
    })
    const stay = await city.ok('countyOfficeA', operations.occupySite, {
      id: site.id,
      enterpriseId: first.id,
      validFrom: '2016-01-01',
    })
    expect(
      await city.refused('countyOfficeA', operations.occupySite, {
        id: site.id,
        enterpriseId: first.id,
        validFrom: '2017-01-01',
      }),
    ).toBe('occupancy-known')
    expect(await city.refused('countyOfficeA', operations.endOccupancy, { id: stay.id, on: '2015-12-31' })).toBe(
      'end-before-start',
    )
    expect(await city.refused('countyOfficeB', operations.endOccupancy, { id: stay.id, on: '2017-06-30' })).toBe(
      'not-found',
    )
    await city.ok('countyOfficeA', operations.endOccupancy, { id: stay.id, on: '2017-06-30' })
    expect(await city.refused('countyOfficeA', operations.endOccupancy, { id: stay.id, on: '2017-07-30' })).toBe(
      'wrong-state',
    )
    await city.ok('countyOfficeA', operations.occupySite, {
      id: site.id,
      enterpriseId: second.id,
      validFrom: '2017-07-01',
    })
    const found = await city.ok('gridWorkerA1', operations.getSite, { id: site.id })
    expect(found.occupants).toEqual(['后来的'])
    expect(found.stays.map((one) => one.enterpriseName)).toEqual(['后来的', '先来的'])
    expect(await city.eventsOf(site.id)).toEqual(['site.registered', 'site.occupied', 'site.vacated', 'site.occupied'])
  })

  test('a closed site starts again only by being opened again, with its reason', async () => {
    const { id } = await newSite()
    const step = { id, on: '2018-02-09', reason: '停产' }
    await city.ok('townshipLeaderA', operations.moveSite, { ...step, move: 'close' })
    expect(await city.refused('townshipLeaderA', operations.moveSite, { ...step, move: 'restart' })).toBe('wrong-state')
    expect(await city.refused('townshipLeaderA2', operations.moveSite, { ...step, move: 'reopen' })).toBe('not-found')
    expect(
      await city.refused('townshipLeaderA', operations.moveSite, { ...step, on: '2018-03-01', move: 'reopen' }),
    ).toBe('bad-input')
    const open = await city.ok('townshipLeaderA', operations.moveSite, { ...step, move: 'reopen' })
    expect(open).toMatchObject({ status: 'operating', closedOn: null })
    expect(await city.eventsOf(id)).toEqual(['site.registered', 'site.closed', 'site.reopened'])
  })

  test('a site lies in a village or township, under a name of its own there', async () => {
    const site = { ...exampleSite, name: '唯一厂区', enterpriseId: null }
    expect(await city.refused('countyOfficeA', operations.registerSite, { ...site, areaId: areas.countyA.id })).toBe(
      'area-too-wide',
    )
    const made = await city.ok('countyOfficeA', operations.registerSite, { ...site, areaId: areas.townshipA.id })
    expect(await city.refused('countyOfficeA', operations.registerSite, { ...site, areaId: areas.townshipA.id })).toBe(
      'site-known',
    )
    await city.ok('countyOfficeA', operations.changeSite, {
      ...exampleSite,
      name: '唯一厂区',
      kind: 'both',
      id: made.id,
    })
    expect(await city.refused('gridWorkerA1', operations.changeSite, { ...exampleSite, id: made.id })).toBe(
      'not-permitted',
    )
    expect(await city.eventsOf(made.id)).toEqual(['site.registered', 'site.changed'])
  })

  test('a list is paged in order without gap or double, and narrowed to an area of the scope', async () => {
    for (let i = 0; i < 5; i++) await newSite(areas.villageA3.id)
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await city.ok('countyOfficeA', operations.listSites, { areaId: areas.villageA3.id, limit: 2, after })
      seen.push(...page.rows.map((row) => row.name))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toHaveLength(5)
    expect(seen).toEqual([...seen].sort())
    expect(
      (await city.ok('gridWorkerA1', operations.listSites, {})).rows.every((row) =>
        row.areaPath.startsWith(areas.villageA1.path),
      ),
    ).toBe(true)
    expect(await city.refused('countyOfficeA', operations.listSites, { areaId: areas.countyB.id })).toBe('not-found')
    expect(await city.refused('countyOfficeA', operations.listSites, { after: 'nonsense' })).toBe('bad-input')
    expect(await city.refused('systemAdmin', operations.listSites, {})).toBe('not-permitted')
    expect(
      (
        await city.ok('countyOfficeA', operations.listSites, {
          text: '%',
          furnace: 'false',
          kind: 'melting',
          focus: 'castingCover',
        })
      ).rows,
    ).toEqual([])
  })
})
