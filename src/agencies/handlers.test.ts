import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { importAreas } from '../areas/acts.ts'
import { changzhouSeeds } from '../areas/area-seed.ts'
import { inContext } from '../platform/server/http.ts'
import { createFirstAdministrators, enterOfficials, foundAgencies } from './acts.ts'
import { agenciesContract as contract } from './contract.ts'
import { insertGrant } from './official-store.ts'
import { getAgencyInForce, listAgencies } from './store.ts'

let city: Test
beforeAll(async () => {
  city = await openTest()
})
afterAll(() => city.close())

const asProgram = <T>(work: Parameters<typeof inContext<T>>[3]): Promise<T> =>
  inContext(city.app.platform, 'system', null, work)
const person = (name: string, areaId: number) => ({
  name,
  areaId,
  agencyId: null,
  enforcementCard: null,
  cardValidTo: null,
})

describe('the registry', () => {
  it('is founded once on the tree of Changzhou, and adds nothing the second time', async () => {
    await asProgram((context) => importAreas(context, changzhouSeeds(), { openedOn: '2017-01-01' }))
    const first = await asProgram((context) => foundAgencies(context, '2018-02-09'))
    expect(first.agencies).toBeGreaterThan(200)
    expect(await asProgram((context) => foundAgencies(context, '2018-02-09'))).toEqual({ agencies: 0, duties: 0 })
  })

  it('shows industry and commerce in 2018, market regulation today, and the way from one to the other', async () => {
    const find = (asOf: string, functionKind: string) =>
      city.ok('cityOffice', contract.listAgencies, { asOf, functionKind, text: '常州市' })
    const before = await find('2018-02-09', 'industryCommerce')
    expect(before.rows.map((row) => row.name.zh)).toEqual(['常州市工商行政管理局'])
    expect((await find('2020-01-01', 'industryCommerce')).rows).toEqual([])
    const [market] = (await find('2020-01-01', 'marketRegulation')).rows
    const shown = await city.ok('cityOffice', contract.getAgency, { id: market?.id ?? '' })
    expect(shown.predecessors.map((one) => one.name.zh)).toEqual(['常州市工商行政管理局', '常州市质量技术监督局'])
    expect(shown.duties.every((duty) => duty.standing.length > 0 && duty.citation.zh.length > 0)).toBe(true)
  })

  it('hands the matters of a closed body to the one that took over', async () => {
    const after = await city.asSystem(async (db) => {
      const [quality] = (
        await listAgencies(db, { date: '2018-02-09', functionKind: 'quality', text: '常州市', limit: 1 })
      ).rows
      return getAgencyInForce(db, quality?.id ?? '', '2024-01-01')
    })
    expect(after.name.zh).toBe('常州市市场监督管理局')
  })

  it('refuses an agency that is not there, and a page mark that is not ours', async () => {
    expect(await city.refused('cityOffice', contract.getAgency, { id: '00000000-0000-7000-8000-000000000000' })).toBe(
      'not-found',
    )
    expect(await city.refused('cityOffice', contract.listAgencies, { after: 'x' })).toBe('bad-input')
  })
})

describe('officials', () => {
  it('are entered by the office of their place, and the event names nobody', async () => {
    const made = await city.ok('countyOfficeA', contract.createOfficial, person('新人', areas.countyA.id))
    expect(made).toMatchObject({ name: '新人', hasAccount: false })
    expect(await city.eventsOf(made.id)).toEqual(['official.created'])
    const changed = await city.ok('countyOfficeA', contract.changeOfficial, {
      ...person('改名', areas.countyA.id),
      id: made.id,
    })
    expect(changed.name).toBe('改名')
  })

  it('are not entered outside one’s area, nor by a grid worker, nor given a card by a township', async () => {
    expect(await city.refused('countyOfficeA', contract.createOfficial, person('某', areas.countyB.id))).toBe(
      'not-permitted',
    )
    expect(await city.refused('gridWorkerA1', contract.createOfficial, person('某', areas.villageA1.id))).toBe(
      'not-permitted',
    )
    const withCard = { ...person('某', areas.townshipA.id), enforcementCard: 'ZF-1' }
    expect(await city.refused('townshipLeaderA', contract.createOfficial, withCard)).toBe('not-permitted')
  })

  it('are listed and shown in one’s own scope only', async () => {
    const { rows } = await city.ok('townshipLeaderA', contract.listOfficials, {})
    expect(rows.map((row) => row.areaPath).every((path) => path.startsWith(areas.townshipA.path))).toBe(true)
    expect(
      await city.refused('townshipLeaderA', contract.getOfficial, { id: city.persons.countyOfficeB.officialId }),
    ).toBe('not-found')
  })
})

describe('accounts', () => {
  it('are made by the system administrator with a password that is shown once', async () => {
    const { id } = await city.ok('systemAdmin', contract.createOfficial, person('账号人', areas.countyA.id))
    const made = await city.ok('systemAdmin', contract.createAccount, { id, userName: 'zhanghao' })
    expect(made.password).toHaveLength(16)
    expect(await city.refused('systemAdmin', contract.createAccount, { id, userName: 'zhanghao2' })).toBe(
      'account-exists',
    )
    expect((await city.ok('systemAdmin', contract.resetPassword, { id })).password).not.toBe(made.password)
    await city.ok('systemAdmin', contract.endSessions, { id })
    expect(await city.eventsOf(id)).toEqual([
      'official.created',
      'account.created',
      'account.passwordReset',
      'account.signedOut',
    ])
  })

  it('are refused under a name that is taken, without a person, and to other roles', async () => {
    const { id } = await city.ok('systemAdmin', contract.createOfficial, person('二', areas.countyA.id))
    expect(await city.refused('systemAdmin', contract.createAccount, { id, userName: 'zhanghao' })).toBe(
      'user-name-taken',
    )
    expect(await city.refused('systemAdmin', contract.resetPassword, { id })).toBe('account-missing')
    expect(await city.refused('securityAdmin', contract.createAccount, { id, userName: 'other' })).toBe('not-permitted')
  })
})

describe('roles', () => {
  const grant = (role: 'auditAdmin' | 'systemAdmin' | 'superiorInspector', id: string) => ({
    id,
    role,
    areaId: areas.city.id,
    validFrom: '2018-02-09',
    reason: '任命',
  })

  it('are granted and ended by the security administrator', async () => {
    const id = city.persons.officerB1.officialId
    const made = await city.ok('securityAdmin', contract.grantRole, grant('superiorInspector', id))
    const ended = await city.ok('securityAdmin', contract.endRole, {
      grantId: made.id,
      on: '2018-03-01',
      reason: '期满',
    })
    expect(ended.validTo).toBe('2018-03-01')
    expect(
      await city.refused('securityAdmin', contract.endRole, { grantId: made.id, on: '2018-04-01', reason: '再次' }),
    ).toBe('wrong-state')
    expect(await city.eventsOf(id)).toEqual(['role.granted', 'role.ended'])
  })

  it('of two administrators never meet in one person, in the database either', async () => {
    const id = city.persons.systemAdmin.officialId
    expect(await city.refused('securityAdmin', contract.grantRole, grant('auditAdmin', id))).toBe(
      'administrators-apart',
    )
    const past = city.asSystem((db) =>
      insertGrant(db, {
        id: crypto.randomUUID(),
        officialId: id,
        role: 'auditAdmin',
        agencyId: null,
        areaId: 1,
        areaPath: '/1/',
        validFrom: '2018-02-09',
        validTo: null,
        grantedBy: null,
        reason: 'test',
      }),
    )
    await expect(past).rejects.toThrow('administrators-apart')
  })

  it('are not granted to oneself, nor by anybody else', async () => {
    expect(
      await city.refused(
        'securityAdmin',
        contract.grantRole,
        grant('systemAdmin', city.persons.securityAdmin.officialId),
      ),
    ).toBe('grant-to-self')
    expect(
      await city.refused('systemAdmin', contract.grantRole, grant('auditAdmin', city.persons.officerB1.officialId)),
    ).toBe('not-permitted')
  })
})

describe('acts', () => {
  it('make the first administrators only where there are none', async () => {
    const make = asProgram((context) =>
      createFirstAdministrators(context, {
        areaId: areas.city.id,
        administrators: [],
        today: '2018-02-09',
        randomBytes: (n) => new Uint8Array(n),
      }),
    )
    await expect(make).rejects.toThrow('administrators-exist')
  })

  it('enter no official where the user keeps none', async () => {
    const user = {
      accountId: 'x',
      officialId: city.persons.gridWorkerA1.officialId,
      name: '',
      enforcementCard: null,
      grants: [],
    }
    const enter = inContext(city.app.platform, user, null, (context) =>
      enterOfficials({ ...context, user }, [
        { name: '某', areaId: areas.villageA1.id, areaPath: areas.villageA1.path },
      ]),
    )
    await expect(enter).rejects.toThrow('not-permitted')
  })
})
