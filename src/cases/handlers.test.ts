import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CaseDesk } from '../../test/case-ground.ts'
import { openTest, type Test } from '../../test/harness.ts'
import { visitSite } from '../../test/on-site.ts'
import { areas } from '../../test/world.ts'
import { platformContract } from '../platform/shared/platform-contract.ts'
import { casesContract as cases } from './contract.ts'

let city: Test
let desk: CaseDesk
beforeAll(async () => {
  city = await openTest({ now: '2018-03-05T02:00:00Z' })
  desk = new CaseDesk(city)
})
afterAll(() => city.close())

describe('opening a case', () => {
  test('gives numbers of the year without gaps, a card by the rulebook, and ninety days for the decision', async () => {
    const first = await desk.open()
    expect(
      await city.refused('officerA1', cases.openCase, {
        leadId: (await desk.ground({ status: 'underVerification' })).leadId,
      }),
    ).toBe('lead-not-founded')
    const next = await desk.open()
    expect(next.number).toBe(`AJ2018-${String(Number(first.number.slice(7)) + 1).padStart(6, '0')}`)
    const found = await city.ok('countyOfficeA', cases.getCase, { id: first.id })
    expect(found.atomViews.filter((one) => one.applies).map((one) => one.atom)).not.toContain('levelGround')
    expect(found.atomViews.find((one) => one.atom === 'furnace')).toMatchObject({
      furnaceId: first.furnaceId,
      state: 'unrecorded',
    })
    expect(found.items.map((one) => one.situation)).toEqual(Array(5).fill('unknown'))
    const { rows } = await city.ok('officerA1', platformContract.listLimitsOf, { subjectId: first.id })
    expect(rows[0]).toMatchObject({ kind: 'limit.penaltyDecision', days: 90, startedOn: '2018-03-05' })
    expect(await city.eventsOf(first.id)).toEqual(['case.opened'])
  })

  test('once per lead, at a named site', async () => {
    const one = await desk.open()
    expect(await city.refused('officerA1', cases.openCase, { leadId: one.leadId })).toBe('case-exists')
    const { leadId } = await desk.ground()
    await city.asOwner('update leads set site_id = null where id = $1', [leadId])
    expect(await city.refused('officerA1', cases.openCase, { leadId })).toBe('lead-without-site')
  })

  test('only on the accepted visit that stands behind its lead: one founded before that was asked for gets it first', async () => {
    const { leadId, siteId } = await desk.ground()
    await city.asOwner('update leads set visit_id = null, visited_on = null where id = $1', [leadId])
    expect(await city.refused('officerA1', cases.openCase, { leadId })).toBe('lead-unvisited')
    await visitSite(city, siteId, { forbidden: true, accepted: false })
    expect(await city.refused('officerA1', cases.openCase, { leadId })).toBe('lead-unvisited')
    await visitSite(city, siteId, { forbidden: true })
    await city.ok('officerA1', cases.openCase, { leadId })
  })

  test('is for officers of the agency that verified, in its area', async () => {
    const { leadId } = await desk.ground()
    expect(await city.refused('economyOfficerA', cases.openCase, { leadId })).toBe('not-permitted')
    expect(await city.refused('officerB1', cases.openCase, { leadId })).toBe('not-found')
    expect(await city.refused('countyOfficeA', cases.openCase, { leadId })).toBe('not-permitted')
  })

  test('a case is seen in its area only', async () => {
    const one = await desk.open()
    expect(await city.refused('countyOfficeB', cases.getCase, { id: one.id })).toBe('not-found')
    const here = await city.ok('countyOfficeA', cases.listCases, { siteId: one.siteId })
    expect(here.rows).toMatchObject([{ id: one.id, atoms: 11, settled: 0 }])
    expect((await city.ok('countyOfficeB', cases.listCases, {})).rows).toEqual([])
    expect(await city.refused('countyOfficeA', cases.listCases, { areaId: areas.countyB.id })).toBe('not-found')
    expect(await city.refused('gridWorkerA1', cases.listCases, {})).toBe('not-permitted')
  })
})

describe('penalty decisions', () => {
  test('are recorded once by number, served once, and meet their limits', async () => {
    const one = await desk.open()
    const decisionId = await desk.decide(one, 'officerA1', 'marketA', '甲市监罚〔2018〕1号')
    const again = {
      id: one.id,
      agencyId: city.agencies.marketA,
      number: '甲市监罚〔2018〕1号',
      law: '法',
      article: '1',
      decidedOn: '2018-03-05',
      fileId: await desk.paper(),
    }
    expect(await city.refused('officerA1', cases.recordDecision, again)).toBe('decision-number-taken')
    const service = {
      id: one.id,
      decisionId,
      servedOn: '2018-03-05',
      servedHow: 'inPerson' as const,
      fileId: await desk.paper(),
    }
    expect(await city.refused('officerA1', cases.serveDecision, service)).toBe('already-served')
    const { rows } = await city.ok('officerA1', platformContract.listLimitsOf, { subjectId: one.id })
    expect(new Set(rows.map((row) => row.status))).toEqual(new Set(['done']))
    expect(await city.eventsOf(one.id)).toEqual(['case.opened', 'case.decisionRecorded', 'case.decisionServed'])
  })

  test('are of one’s own agency, and not dated before the case or in the future', async () => {
    const one = await desk.open()
    const decision = {
      id: one.id,
      agencyId: city.agencies.economyA,
      number: 'x',
      law: '法',
      article: '1',
      decidedOn: '2018-03-05',
      fileId: await desk.paper(),
    }
    expect(await city.refused('officerA1', cases.recordDecision, decision)).toBe('not-permitted')
    for (const decidedOn of ['2018-03-04', '2018-03-06'])
      expect(await city.refused('economyOfficerA', cases.recordDecision, { ...decision, decidedOn })).toBe(
        'decision-dates',
      )
  })
})

describe('a sealing', () => {
  test('can be prepared on a basis that is not authentic, not done', async () => {
    await desk.standing('secondary')
    const one = await desk.open()
    await desk.take('officerA1', one, 'furnace', 'findIntact')
    const papers = await desk.sealing(one)
    expect(await desk.refused('officerA1', one, 'furnace', 'seal')).toBe('basis-missing')
    expect(await desk.refused('officerA1', one, 'furnace', 'seal', papers)).toBe('basis-not-authentic')
    const { secondOfficialId, ...plan } = papers
    const atomId = (await desk.atom(one, 'furnace')).id
    const prepare = { id: one.id, atomId, agencyId: city.agencies.marketA, move: 'seal' as const, ...plan }
    await city.ok('officerA1', cases.prepareStep, prepare)
    expect(await city.refused('officerA1', cases.prepareStep, prepare)).toBe('step-prepared')
    expect(await desk.atom(one, 'furnace')).toMatchObject({
      state: 'intact',
      prepared: { move: 'seal', status: 'prepared', basis: { standing: 'secondary' } },
    })
    await desk.standing('authentic')
    expect(await desk.take('officerA1', one, 'furnace', 'seal', papers)).toMatchObject({ state: 'sealed' })
    expect(secondOfficialId).toBe(city.persons.officerA2.officialId)
    expect(await desk.atom(one, 'furnace')).toMatchObject({ state: 'sealed', prepared: null, situation: 'underway' })
    expect(await city.eventsOf(one.id)).toEqual(['case.opened', 'case.stepDone', 'case.stepPrepared', 'case.stepDone'])
  })

  test('needs a competent body, its papers, two cards, daylight', async () => {
    await desk.standing('authentic')
    const one = await desk.open()
    await desk.take('officerA1', one, 'furnace', 'findIntact')
    const papers = await desk.sealing(one)
    expect(await desk.refused('economyOfficerA', one, 'furnace', 'seal', papers, 'economyA')).toBe(
      'authority-not-competent',
    )
    expect(await desk.refused('officerA1', one, 'furnace', 'seal', { ...papers, documents: [] })).toBe('paper-missing')
    expect(await desk.refused('officerWithoutCard', one, 'furnace', 'seal', papers)).toBe('two-officers')
    const night = { startedAt: '2018-03-04T15:00:00Z', endedAt: '2018-03-04T15:30:00Z' }
    expect(await desk.refused('officerA1', one, 'furnace', 'seal', { ...papers, ...night })).toBe('forbidden-time')
    expect(
      await desk.refused('officerA1', one, 'furnace', 'seal', {
        ...papers,
        basisRuleId: await desk.basis(one, 'basis.clearWorkshop.coercion44'),
      }),
    ).toBe('basis-unfit')
    expect(
      await desk.refused('officerA1', one, 'furnace', 'seal', {
        ...papers,
        evidence: { before: [], during: [await desk.picture()], after: [await desk.picture()] },
      }),
    ).toBe('evidence-missing')
    expect(
      await desk.refused('officerA1', one, 'furnace', 'seal', {
        ...papers,
        evidence: { before: [randomUUID()], during: [await desk.picture()], after: [await desk.picture()] },
      }),
    ).toBe('not-found')
    await desk.take('officerA1', one, 'furnace', 'seal', { ...papers, ...night, emergencyReason: '设备正在转移' })
  })

  test('runs thirty days, is prolonged once by thirty before it expires, by another person of the agency', async () => {
    await desk.standing('authentic')
    const one = await desk.open()
    await desk.take('officerA1', one, 'furnace', 'findIntact')
    await desk.take('officerA1', one, 'furnace', 'seal', await desk.sealing(one))
    const atomId = (await desk.atom(one, 'furnace')).id
    const prolong = {
      id: one.id,
      atomId,
      approvedBy: city.persons.officerA2.officialId,
      fileId: await desk.paper(),
      reason: '案情复杂',
    }
    expect(
      await city.refused('officerA1', cases.prolongSealing, {
        ...prolong,
        approvedBy: city.persons.economyOfficerA.officialId,
      }),
    ).toBe('approver-unfit')
    expect(
      await city.refused('officerA1', cases.prolongSealing, {
        ...prolong,
        approvedBy: city.persons.officerA1.officialId,
      }),
    ).toBe('approver-unfit')
    expect(await city.refused('economyOfficerA', cases.prolongSealing, prolong)).toBe('not-permitted')
    const { rows } = await city.ok('officerA1', platformContract.listLimitsOf, { subjectId: atomId })
    expect(rows[0]).toMatchObject({ kind: 'limit.sealing', dueOn: '2018-04-04', days: 30, dayKind: 'calendar' })
    expect(await city.ok('officerA1', cases.prolongSealing, prolong)).toEqual({ dueOn: '2018-05-04' })
    expect(await city.refused('officerA1', cases.prolongSealing, prolong)).toBe('sealing-extended-before')
    expect(await city.ok('powerLiaison', cases.getCaseOfAtom, { id: atomId })).toEqual({ caseFileId: one.id })
  })
})

describe('findings and the card', () => {
  test('that a thing is not there needs a second person', async () => {
    const one = await desk.open()
    expect(await desk.refused('officerA1', one, 'hood', 'findNotPresent')).toBe('second-person-missing')
    expect(
      await desk.refused('officerA1', one, 'hood', 'findNotPresent', {
        secondOfficialId: city.persons.officerA1.officialId,
      }),
    ).toBe('second-person-missing')
    expect(
      await desk.refused('officerA1', one, 'hood', 'findNotPresent', {
        secondOfficialId: city.persons.officerB1.officialId,
      }),
    ).toBe('not-found')
    await desk.take('officerA1', one, 'hood', 'findNotPresent', desk.second)
  })

  test('officers of another county do nothing here', async () => {
    const one = await desk.open()
    expect(await desk.refused('officerB1', one, 'hood', 'findIntact')).toBe('not-found')
    expect(await city.refused('officerB1', cases.submitClosure, { id: one.id })).toBe('not-found')
  })

  test('supply is named before it is touched, of this site, and serves no dwelling', async () => {
    const one = await desk.open()
    expect(await desk.refused('officerA1', one, 'power', 'findIntact')).toBe('supply-not-named')
    const name = {
      id: one.id,
      atomId: (await desk.atom(one, 'power')).id,
      usagePointIds: [one.usagePointId],
      servesNoDwelling: true,
    }
    expect(await city.refused('officerA1', cases.nameSupply, { ...name, servesNoDwelling: false })).toBe(
      'serves-dwelling',
    )
    expect(await city.refused('officerA1', cases.nameSupply, { ...name, usagePointIds: [randomUUID()] })).toBe(
      'supply-elsewhere',
    )
    expect(await city.refused('economyOfficerA', cases.nameSupply, name)).toBe('not-permitted')
    await city.ok('officerA1', cases.nameSupply, name)
    await desk.take('officerA1', one, 'power', 'findIntact')
    expect(await desk.refused('officerA1', one, 'power', 'cut')).toBe('power-company-cuts')
    const cut = { id: one.id, atomId: name.atomId, ...(await desk.execution()) }
    expect(await city.refused('powerLiaison', cases.carryOutCut, cut)).toBe('request-missing')
  })

  test('water is never cut by force: the rulebook holds no basis for it', async () => {
    await desk.standing('authentic')
    const one = await desk.open()
    await city.ok('officerA1', cases.nameSupply, {
      id: one.id,
      atomId: (await desk.atom(one, 'water')).id,
      meter: '水表 7',
      servesNoDwelling: true,
    })
    await desk.take('officerA1', one, 'water', 'findIntact')
    expect(await desk.refused('officerA1', one, 'water', 'cut')).toBe('basis-missing')
    expect(
      await desk.refused('officerA1', one, 'water', 'cut', {
        basisRuleId: await desk.basis(one, 'basis.cutPower.electricity29'),
      }),
    ).toBe('basis-unfit')
  })

  test('an atom beyond the rulebook applies only by a local order', async () => {
    const one = await desk.open()
    expect(await desk.refused('officerA1', one, 'levelGround', 'findIntact')).toBe('atom-not-applicable')
    const order = {
      id: one.id,
      atomId: (await desk.atom(one, 'levelGround')).id,
      localOrder: '甲政发〔2018〕3号',
      fileId: await desk.paper(),
    }
    await city.ok('officerA1', cases.applyAtom, order)
    expect(await city.refused('officerA1', cases.applyAtom, order)).toBe('atom-applies')
    await desk.take('officerA1', one, 'levelGround', 'findIntact')
  })

  test('a furnace judged forbidden later comes on the card, a permitted one never', async () => {
    const one = await desk.open({ permitted: true })
    const late = randomUUID()
    await city.asSystem((db) =>
      sql`insert into furnaces (id, site_id, area_id, area_path, label, kind, judgement, judged_on, state, registered_at)
      select ${late}, site_id, area_id, area_path, '9号炉', kind, 'forbidden', '2018-03-05', 'standing', now() from furnaces where id = ${one.furnaceId}`.execute(
        db,
      ),
    )
    const found = await city.ok('officerA1', cases.getCase, { id: one.id })
    expect(found.forgottenFurnaces).toEqual([{ id: late, label: '9号炉' }])
    expect(await city.refused('officerA1', cases.submitClosure, { id: one.id })).toBe('furnace-not-on-card')
    await city.ok('officerA1', cases.addFurnaceAtom, { id: one.id, furnaceId: late })
    expect(await city.refused('officerA1', cases.addFurnaceAtom, { id: one.id, furnaceId: late })).toBe(
      'furnace-on-card',
    )
    expect(await city.refused('officerA1', cases.addFurnaceAtom, { id: one.id, furnaceId: one.permittedId })).toBe(
      'furnace-not-forbidden',
    )
  })

  test('a prepared step is withdrawn with a reason', async () => {
    const one = await desk.open()
    await desk.take('officerA1', one, 'hood', 'findIntact')
    const atomId = (await desk.atom(one, 'hood')).id
    const withdraw = { id: one.id, atomId, reason: '当事人自行拆除' }
    expect(await city.refused('officerA1', cases.withdrawStep, withdraw)).toBe('wrong-state')
    await city.ok('officerA1', cases.prepareStep, {
      id: one.id,
      atomId,
      agencyId: city.agencies.marketA,
      move: 'dismantle',
    })
    expect(await city.refused('economyOfficerA', cases.withdrawStep, withdraw)).toBe('not-permitted')
    await city.ok('officerA1', cases.withdrawStep, withdraw)
    expect((await city.eventsOf(one.id)).at(-1)).toBe('case.stepWithdrawn')
  })

  test('needs the pictures that the rulebook asks for, by the row in force when its case was opened', async () => {
    const one = await desk.open()
    const look = { evidence: { before: [await desk.picture()], during: [], after: [] } }
    expect((await desk.atom(one, 'hood')).evidence).toContainEqual({ state: 'intact', phases: ['before'] })
    const ask = (phases: string) =>
      city.asOwner(
        `update rules set value = jsonb_set(value, '{phases}', '${phases}') where key = 'closure.evidence.intact'`,
      )
    await ask('["before", "after"]')
    expect(await desk.refused('officerA1', one, 'hood', 'findIntact', look)).toBe('evidence-missing')
    await ask('["before"]')
    await desk.take('officerA1', one, 'hood', 'findIntact', look)
  })
})
