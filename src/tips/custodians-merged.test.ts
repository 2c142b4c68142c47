/** A county that has custodians ends (decision 027): who opens what is sealed to them before the day, on it and after it, and when their keys end. */
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  canary,
  end,
  keysFor,
  limits,
  night,
  openCity,
  openIdentity,
  refusedTo,
  states,
} from '../../test/custodian-ground.ts'
import type { Test } from '../../test/harness.ts'
import {
  admitTip,
  type CustodianKey,
  checkHalves,
  insertCustodian,
  newCode,
  random,
  resealHalves,
  runTipJob,
  said,
  sealFor,
  work,
} from '../../test/tip-ground.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { areasContract } from '../areas/contract.ts'
import { gridContract as grid } from '../grid/contract.ts'
import { checkOrphans } from '../grid/hand-over-acts.ts'
import { inContext } from '../platform/server/http.ts'
import { custodianContract as custodians } from './custodian-contract.ts'
import { type CustodianKeys, sealLetter } from './envelope.ts'
import { tipIntakeContract as intake } from './tip-contract.ts'

const day = '2018-04-02'
const before = '2018-04-01T02:00:00Z'
const after = '2018-04-01T16:02:00Z'

describe('a county that is merged into another', () => {
  let city: Test
  let identities: Record<CustodianKey, string>
  let tipId: string
  let involvedId: string
  let page: CustodianKeys
  beforeAll(async () => {
    ;({ city, identities } = await openCity())
    tipId = (await admitTip(city, {}, canary)).id
    involvedId = (await admitTip(city, { countyInvolved: true }, canary)).id
  })
  afterAll(() => city.close())

  it('is ordered with its custodians in office: the order shows who takes over what is sealed to them', async () => {
    const { groups } = await city.ok('cityOffice', grid.getOpenWorkOfArea, {
      areaId: areas.countyA.id,
      intoId: areas.countyB.id,
      on: day,
    })
    const group = groups.find(({ kind }) => kind === 'custodian')
    expect(group).toMatchObject({ total: 2, blocks: false })
    expect(group?.heirs.toSorted()).toEqual(['countyOfficeB', 'officerB1'])
    expect(group?.rows.map(({ title }) => title).toSorted()).toEqual(['countyOfficeA', 'officerA1'])
    await end(city, areas.countyA.id, areas.countyB.id, day, 'countyOfficeB')
  })

  it('keeps everything before the day: old letters and new ones are its own custodians’', async () => {
    await city.goTo(before)
    await night(city)
    const { id } = await admitTip(city, {}, canary)
    expect(await openIdentity(city, id, 'officerA1', identities.county2, identities.city2)).toEqual([canary])
    page = await keysFor(city, areas.villageA1.id)
    expect(page.halfA).toContain(await identityToRecipient(identities.county1))
    await refusedTo(city, tipId, ['countyOfficeB', 'officerB1'])
    expect(await limits(city)).toEqual([])
  })

  it('has new letters sealed to the custodians of its successor from the first minute of the day', async () => {
    await city.goTo('2018-04-01T16:00:30Z')
    const keys = await keysFor(city, areas.villageA1.id)
    const recipients = [identities.countyB1, identities.countyB2].map((identity) => identityToRecipient(identity))
    expect(new Set(keys.halfA)).toEqual(new Set(await Promise.all(recipients)))
    const { id } = await admitTip(city, {}, canary)
    expect(await openIdentity(city, id, 'officerB1', identities.countyB2, identities.city2)).toEqual([canary])
    await refusedTo(city, id, ['countyOfficeA', 'officerA1'])
  })

  it('has what was sealed before opened by its old custodians, and by nobody of the successor', async () => {
    await city.goTo(after)
    await night(city)
    await refusedTo(city, tipId, ['countyOfficeB', 'officerB1', 'superiorInspector'])
    expect(await openIdentity(city, tipId, 'countyOfficeA', identities.county1, identities.city2)).toEqual([canary])
    expect(await states(city)).toEqual([
      'countyOfficeA active',
      'countyOfficeB active',
      'officerA1 active',
      'officerB1 active',
    ])
  })

  it('takes what a page that was open at midnight had sealed to the old keys, while they are in use', async () => {
    const report = said({ words: '零点前打开的页面' })
    const envelope = await sealLetter(canary, page, random)
    await city.ok(null, intake.sendTip, { ...(await work(city)), code: newCode(), report, envelope })
    const [row] = await city.asOwner<{ id: string }>(`select id from tips where words = $1`, [report.words])
    await runTipJob(city, 'tips.admit')
    expect(await openIdentity(city, row?.id ?? '', 'officerA1', identities.county2, identities.city2)).toEqual([canary])
  })

  it('is an orphan of nobody: its keys lie with whoever answers for it now', async () => {
    await inContext(city.app.platform, 'system', null, (context) => checkOrphans(context))
    expect(await city.ok('cityOffice', grid.getOrphanCheck, {})).toMatchObject({ found: 0 })
    const { rows } = await city.ok('countyOfficeB', custodians.listCustodians, { state: 'active' })
    const old = rows.filter(({ heirName }) => heirName !== null)
    expect(old.map(({ areaName, heirName, mayEnd }) => [areaName, heirName, mayEnd])).toEqual([
      ['甲区', '乙区', true],
      ['甲区', '乙区', true],
    ])
  })

  it('has a time limit for each old custodian to seal anew, and then for each of the successor to check', async () => {
    expect(await limits(city)).toEqual([
      'countyOfficeA limit.halvesSealing running',
      'officerA1 limit.halvesSealing running',
    ])
    const { toReseal } = await city.ok('officerA1', custodians.getCustodianWork, {})
    expect(toReseal).toBeGreaterThan(2)
    expect(await resealHalves(city, 'officerA1', identities.county2)).toBe(toReseal)
    await runTipJob(city, 'tips.followCustodians')
    expect(await limits(city)).toEqual([
      'countyOfficeB limit.halvesChecking running',
      'officerB1 limit.halvesChecking running',
      'countyOfficeA limit.halvesSealing met',
      'officerA1 limit.halvesSealing met',
    ])
  })

  it('leaves the old letters in place until both custodians of the successor have found them right', async () => {
    const { toCheck } = await city.ok('officerB1', custodians.getCustodianWork, {})
    expect(await checkHalves(city, 'officerB1', identities.countyB2)).toEqual({ right: toCheck, wrong: 0 })
    await runTipJob(city, 'tips.followCustodians')
    await refusedTo(city, tipId, ['countyOfficeB', 'officerB1'])
    const ending = { id: await keyOf('officerA1'), lost: false, reason: '机构撤并' }
    await city.ok('cityOffice', custodians.endCustodian, ending)
    await city.ok('officerA1', custodians.endCustodian, ending)
    // one of the two may go: the other still opens everything
    expect(await states(city)).toContain('officerA1 retired')
    const last = { id: await keyOf('countyOfficeA'), lost: false, reason: '机构撤并' }
    expect(await city.refused('cityOffice', custodians.endCustodian, last)).toBe('custodian-halves-left')
  })

  const keyOf = async (person: PersonKey) =>
    (
      await city.asOwner<{ id: string }>(`select id from custodians where official_id = $1`, [
        city.persons[person].officialId,
      ])
    )[0]?.id ?? ''

  it('is opened by the custodians of its successor then; its last key ends by itself, as an event and a leaf', async () => {
    await checkHalves(city, 'countyOfficeB', identities.countyB1)
    await runTipJob(city, 'tips.followCustodians')
    expect(await openIdentity(city, tipId, 'officerB1', identities.countyB2, identities.city2)).toEqual([canary])
    expect(await openIdentity(city, tipId, 'countyOfficeB', identities.countyB1, identities.city2)).toEqual([canary])
    await refusedTo(city, tipId, ['countyOfficeA', 'officerA1'])
    expect(await states(city)).toEqual([
      'countyOfficeA retired',
      'countyOfficeB active',
      'officerA1 retired',
      'officerB1 active',
    ])
    const [ended] = await city.asOwner<{ leaf: string; ended: string }>(
      `select end_proof ->> 'leaf' as leaf, end_proof -> 'claim' ->> 'ended' as ended from custodians where id = $1`,
      [await keyOf('countyOfficeA')],
    )
    expect(ended).toMatchObject({ leaf: expect.stringContaining('custodianKey'), ended: 'retired' })
    expect(await city.eventsOf(await keyOf('countyOfficeA'))).toContain('custodian.superseded')
    expect((await limits(city)).filter((told) => told.endsWith('running'))).toEqual([])
  })

  it('refuses an envelope to keys of which none is in use any more: the page seals to those of now', async () => {
    const report = said({ words: '旧钥匙封的信' })
    const envelope = await sealLetter(canary, page, random)
    const send = { ...(await work(city)), code: newCode(), report }
    expect(await city.refused(null, intake.sendTip, { ...send, envelope })).toBe('custodians-changed')
    const again = await sealFor(city, areas.villageA1.id, canary)
    await city.ok(null, intake.sendTip, { ...send, envelope: again })
  })

  it('leaves the half of the second body where it was', async () => {
    await refusedTo(city, involvedId, ['countyOfficeB', 'officerB1', 'countyOfficeA'])
    expect(await openIdentity(city, involvedId, 'legalReviewer', identities.second2, identities.city2)).toEqual([
      canary,
    ])
  })
})

describe('a county that is merged twice', () => {
  let city: Test
  let identities: Record<CustodianKey, string>
  let third: { id: number; path: string }
  let identityC: string
  let [ofA, ofB] = ['', '']
  beforeAll(async () => {
    ;({ city, identities } = await openCity())
    ofA = (await admitTip(city, {}, canary)).id
    ofB = (await admitTip(city, { placeAreaId: areas.villageB.id }, canary)).id
    const opening = {
      parentId: areas.city.id,
      name: '丙区',
      kind: 'statutory',
      on: '2018-03-01',
      reason: '新设',
    } as const
    const { id } = await city.ok('cityOffice', areasContract.openArea, opening)
    third = { id, path: `/1/${id}/` }
    identityC = await generateX25519Identity()
    await insertCustodian(city.asOwner, {
      body: 'county',
      area: third,
      publicKey: await identityToRecipient(identityC),
      officialId: city.persons.economyOfficerA2.officialId,
    })
    await city.ok('cityOffice', grid.appoint, {
      areaId: id,
      post: 'leaderInCharge',
      officialId: city.persons.economyOfficerA2.officialId,
      validFrom: '2018-03-01',
      source: '文件',
    })
    await end(city, areas.countyA.id, areas.countyB.id, '2018-03-01', 'countyOfficeB')
    await night(city)
  })
  afterAll(() => city.close())

  it('has each letter passed on to the custodians of the last, whoever has it at that moment', async () => {
    await city.ok('officerA1', custodians.listHalvesToReseal, {})
    await city.goTo('2018-03-02T02:00:00Z')
    const ofBoth = (await admitTip(city, {}, canary)).id
    await end(city, areas.countyB.id, third.id, '2018-03-02', 'economyOfficerA2')
    await night(city)
    // the first county's are still with its own custodians, those of the second with those of the second
    expect(await openIdentity(city, ofA, 'officerA1', identities.county2, identities.city2)).toEqual([canary])
    for (const tipId of [ofB, ofBoth]) {
      expect(await openIdentity(city, tipId, 'officerB1', identities.countyB2, identities.city2)).toEqual([canary])
      await refusedTo(city, tipId, ['officerA1', 'countyOfficeA', 'economyOfficerA2'])
    }
    expect(await resealHalves(city, 'officerA1', identities.county2)).toBe(1)
    expect(await resealHalves(city, 'countyOfficeB', identities.countyB1)).toBe(2)
    expect(await checkHalves(city, 'economyOfficerA2', identityC)).toEqual({ right: 3, wrong: 0 })
    await runTipJob(city, 'tips.followCustodians')
    for (const tipId of [ofA, ofB, ofBoth]) {
      expect(await openIdentity(city, tipId, 'economyOfficerA2', identityC, identities.city2)).toEqual([canary])
      await refusedTo(city, tipId, ['officerA1', 'countyOfficeA', 'officerB1', 'countyOfficeB'])
    }
    expect((await states(city)).filter((state) => state.endsWith('active'))).toEqual(['economyOfficerA2 active'])
  })
})

describe('a county that is given back to the city', () => {
  let city: Test
  let identities: Record<CustodianKey, string>
  beforeAll(async () => {
    ;({ city, identities } = await openCity())
  })
  afterAll(() => city.close())

  it('has its halves passed on to the second body, and never to those of the city, who keep the other half', async () => {
    const tipId = (await admitTip(city, {}, canary)).id
    for (const township of [areas.townshipA, areas.townshipA2])
      await city.ok('cityOffice', areasContract.moveArea, {
        id: township.id,
        parentId: areas.countyB.id,
        on: '2018-03-01',
        reason: '划转',
      })
    await refusedTo(city, tipId, ['officerB1', 'superiorInspector'])
    const question = { areaId: areas.countyA.id, intoId: areas.city.id, on: '2018-03-02' }
    const { groups } = await city.ok('cityOffice', grid.getOpenWorkOfArea, question)
    const heirs = groups.find(({ kind }) => kind === 'custodian')?.heirs.toSorted()
    expect(heirs).toEqual(['legalReviewer', 'superiorInspector'])
    await city.ok('cityOffice', grid.appoint, {
      areaId: areas.city.id,
      post: 'leaderInCharge',
      officialId: city.persons.cityOffice.officialId,
      validFrom: '2018-03-01',
      source: '文件',
    })
    await end(city, areas.countyA.id, areas.city.id, '2018-03-02', 'cityOffice')
    await city.goTo('2018-03-02T02:00:00Z')
    await night(city)
    await resealHalves(city, 'officerA1', identities.county2)
    await checkHalves(city, 'superiorInspector', identities.second1)
    await checkHalves(city, 'legalReviewer', identities.second2)
    await runTipJob(city, 'tips.followCustodians')
    expect(await openIdentity(city, tipId, 'superiorInspector', identities.second1, identities.city2)).toEqual([canary])
    expect((await states(city)).slice(0, 1)).toEqual(['countyOfficeA retired'])
  })

  it('is not ended while nobody could take over', async () => {
    await city.asOwner(`update custodians set state = 'lost' where body = 'secondBody'`)
    await city.asOwner(`update custodians set state = 'lost' where body = 'county' and area_id = $1`, [
      areas.countyB.id,
    ])
    const third = await city.ok('cityOffice', areasContract.openArea, {
      parentId: areas.city.id,
      name: '丙区',
      kind: 'statutory',
      on: '2018-03-02',
      reason: '新设',
    })
    await insertCustodian(city.asOwner, {
      body: 'county',
      area: { id: third.id, path: `/1/${third.id}/` },
      publicKey: await identityToRecipient(await generateX25519Identity()),
    })
    const close = { areaId: third.id, intoId: areas.countyB.id, on: '2018-03-03', reason: '撤销', toOfficialId: null }
    expect(await city.refused('cityOffice', grid.closeArea, close)).toBe('hand-over-blocked')
  })
})

describe('a county from which another one is divided', () => {
  it('keeps what was sealed to it; letters of the new one are the second body’s until it has custodians of its own', async () => {
    const { city, identities } = await openCity()
    const placeAreaId = areas.villageA3.id
    const old = (await admitTip(city, { placeAreaId }, canary)).id
    const { id } = await city.ok('cityOffice', areasContract.splitArea, {
      id: areas.countyA.id,
      name: '丁区',
      kind: 'statutory',
      childIds: [areas.townshipA2.id],
      on: '2018-03-01',
      reason: '析出',
    })
    const fresh = (await admitTip(city, { placeAreaId }, canary)).id
    expect(await openIdentity(city, old, 'officerA1', identities.county2, identities.city2)).toEqual([canary])
    await refusedTo(city, fresh, ['officerA1', 'countyOfficeA'])
    expect(await openIdentity(city, fresh, 'legalReviewer', identities.second2, identities.city2)).toEqual([canary])
    const own = await generateX25519Identity()
    await insertCustodian(city.asOwner, {
      body: 'county',
      area: { id, path: `/1/${id}/` },
      publicKey: await identityToRecipient(own),
      officialId: city.persons.economyOfficerA2.officialId,
    })
    await refusedTo(city, fresh, ['economyOfficerA2'])
    expect(await resealHalves(city, 'superiorInspector', identities.second1)).toBe(1)
    await checkHalves(city, 'economyOfficerA2', own)
    expect(await openIdentity(city, fresh, 'economyOfficerA2', own, identities.city2)).toEqual([canary])
    await refusedTo(city, fresh, ['superiorInspector', 'legalReviewer'])
    expect(await city.ok('officerA1', custodians.getCustodianWork, {})).toEqual({ toReseal: 0, toCheck: 0 })
    await city.close()
  })
})

describe('one person', () => {
  it('never keeps a half of both levels', async () => {
    const { city } = await openCity()
    const publicKey = await identityToRecipient(await generateX25519Identity())
    const proposal = { body: 'secondBody', areaId: areas.city.id, publicKey } as const
    expect(await city.refused('cityOfficeDeputy', custodians.proposeCustodian, proposal)).toBe('custodian-other-level')
    await city.ok('superiorInspector', custodians.proposeCustodian, proposal)
    await city.close()
  })
})
