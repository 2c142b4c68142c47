/** A tip goes through its whole life, and those it is kept from never learn of it: visits, cases and timelines included. */
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { casesContract as cases } from '../src/cases/contract.ts'
import { inspectionsContract as inspections } from '../src/inspections/contract.ts'
import { exampleFindings, examplePlan, forbiddenEvidence } from '../src/inspections/examples.ts'
import { leadsContract as leads } from '../src/leads/contract.ts'
import { drawNumber } from '../src/platform/server/drawn-number.ts'
import { platformContract as platform } from '../src/platform/shared/platform-contract.ts'
import { listKeptFrom } from '../src/supervision/round-store.ts'
import { custodianContract as custodians } from '../src/tips/custodian-contract.ts'
import { tipOfficeContract as office } from '../src/tips/office-contract.ts'
import { tipIntakeContract as intake } from '../src/tips/tip-contract.ts'
import { takenAway } from './exported.ts'
import { openTest, type Test } from './harness.ts'
import { addSite, photo } from './ledger.ts'
import { admitTip, handTipOver, nameCustodians, sealFor, verifyTip, writeMine } from './tip-ground.ts'
import { areas, type PersonKey } from './world.ts'

const today = '2018-03-01'
let city: Test
beforeAll(async () => {
  city = await openTest({ now: `${today}T02:00:00Z` })
  await nameCustodians(city)
})
afterAll(() => city.close())

/** A tip at a site of village A1 whose lead the market regulator of county A verifies. */
async function takenUp() {
  const { siteId, furnaceIds } = await addSite(city, areas.villageA1)
  const tip = await handTipOver(city)
  await city.ok('countyOfficeA', leads.nameSite, { id: tip.leadId, siteId })
  await city.ok('countyOfficeA', leads.assignLead, { id: tip.leadId, agencyId: city.agencies.marketA, note: null })
  await city.ok('officerA1', leads.takeUpLead, { id: tip.leadId })
  return { ...tip, siteId, furnaceIds }
}

const officers = () => [city.persons.officerA1.officialId, city.persons.officerA2.officialId]
async function planned() {
  const tip = await takenUp()
  const plan = examplePlan(tip.siteId, city.agencies.marketA, officers(), today, {
    taskSource: 'tip',
    leadId: tip.leadId,
    notice: { reasonForNone: '举报核查，事先告知会走漏消息' },
    exemptReason: '举报核查',
  })
  return { ...tip, visitId: (await city.ok('officerA1', inspections.planVisit, plan)).id }
}
async function underway() {
  const visit = await planned()
  await city.ok('officerA1', inspections.startVisit, { id: visit.visitId, gateLogIn: null })
  return visit
}

const handlers = ['cityOffice', 'countyOfficeA', 'officerA1', 'officerA2', 'officerWithoutCard'] as const
const others = ['townshipLeaderA', 'gridWorkerA1', 'economyOfficerA', 'superiorInspector', 'powerLiaison'] as const
const seesVisit = async (person: PersonKey, id: string) =>
  (await city.ok(person, inspections.listVisits, { limit: 200 })).rows.some((row) => row.id === id)
const timelineOf = async (person: PersonKey, subjectId: string) =>
  (await city.ok(person, platform.listEventsOf, { subjectId })).rows.map((event) => event.kind)

describe('a visit that comes from a tip', () => {
  test('is known, until it has begun, to whoever goes, their agency and whoever handles the lead, and to nobody else', async () => {
    const { visitId, siteId } = await planned()
    for (const person of handlers) {
      expect([person, await seesVisit(person, visitId)]).toEqual([person, true])
      expect([person, await timelineOf(person, visitId)]).toEqual([person, ['visit.planned']])
    }
    for (const person of others) {
      expect([person, await seesVisit(person, visitId)]).toEqual([person, false])
      expect(await city.refused(person, inspections.getVisit, { id: visitId })).toBe('not-found')
      expect([person, await timelineOf(person, visitId)]).toEqual([person, []])
      const file = await takenAway(city, person, 'inspections.listVisits', { question: { siteId } })
      expect([person, JSON.stringify(file).includes('测试铸造')]).toEqual([person, false])
    }
  })

  test('stays unknown where it was cancelled before it began', async () => {
    const { visitId } = await planned()
    await city.ok('officerA1', inspections.cancelVisit, { id: visitId, reason: '另行安排' })
    expect(await seesVisit('gridWorkerA1', visitId)).toBe(false)
    expect(await timelineOf('gridWorkerA1', visitId)).toEqual([])
    expect(await timelineOf('officerA2', visitId)).toEqual(['visit.cancelled', 'visit.planned'])
  })

  test('is seen once it has begun, and what it came from is not', async () => {
    const { visitId, leadId } = await underway()
    for (const person of others) {
      const visit = await city.ok(person, inspections.getVisit, { id: visitId })
      expect(visit).toMatchObject({ taskSource: 'lead', leadId: null, exemptReason: null, notice: null })
      expect((await city.ok(person, inspections.listVisits, { leadId })).rows).toEqual([])
      expect(JSON.stringify(await city.ok(person, platform.listEventsOf, { subjectId: visitId }))).not.toContain(leadId)
    }
    for (const person of handlers)
      expect(await city.ok(person, inspections.getVisit, { id: visitId })).toMatchObject({ taskSource: 'tip', leadId })
  })

  test('is planned by nobody who may not see its lead', async () => {
    const { siteId } = await addSite(city, areas.villageA1)
    const { leadId } = await handTipOver(city, 'city')
    const plan = examplePlan(siteId, city.agencies.marketA, officers(), today, { taskSource: 'lead', leadId })
    const named = { ...plan, exemptReason: '线索核查' }
    expect(await city.refused('officerA1', inspections.planVisit, named)).toBe('not-found')
  })
})

test('the timelines of a tip and of its lead are read by its handlers alone', async () => {
  const { id, leadId } = await takenUp()
  for (const person of others)
    for (const subject of [id, leadId]) expect([person, await timelineOf(person, subject)]).toEqual([person, []])
  expect(await timelineOf('officerA1', id)).toEqual([])
  expect(await timelineOf('officerA1', leadId)).toContain('lead.assigned')
  for (const person of ['cityOffice', 'countyOfficeA'] as const)
    for (const subject of [id, leadId]) expect(await timelineOf(person, subject)).not.toEqual([])
  expect(await timelineOf('auditAdmin', leadId)).toContain('lead.assigned')
})

test('a case that a tip led to is open from its opening, and what led to it is not', async () => {
  const { visitId, leadId, furnaceIds } = await underway()
  const photoId = await city.upload('officerA1', areas.countyA.id, 'evidence', 'a.jpg', await photo())
  const judging = {
    visitId,
    furnaceId: furnaceIds[0] ?? null,
    evidence: forbiddenEvidence,
    photoIds: [photoId],
    note: null,
  }
  await city.ok('officerA1', inspections.judge, judging)
  await city.ok('officerA1', inspections.submitVisit, { id: visitId, ...exampleFindings, photoIds: [photoId] })
  // whoever accepts need not know of the lead that the visit stands behind
  await city.ok('countyOfficeA', inspections.acceptVisit, { id: visitId })
  await city.ok('officerA1', leads.decideLead, { id: leadId, outcome: 'founded', reason: '现场核查' })
  const { id } = await city.ok('officerA1', cases.openCase, { leadId })
  const seen = await city.ok('townshipLeaderA', cases.getCase, { id })
  expect(seen).toMatchObject({ leadId: null, leadNumber: null, title: seen.siteName })
  const [row] = (await city.ok('townshipLeaderA', cases.listCases, {})).rows
  expect(row).toMatchObject({ id, leadId: null, leadNumber: null })
  expect((await city.ok('townshipLeaderA', cases.listCases, { leadId })).rows).toEqual([])
  expect(JSON.stringify(await city.ok('townshipLeaderA', platform.listEventsOf, { subjectId: id }))).not.toContain(
    leadId,
  )
  expect(await city.ok('countyOfficeA', cases.getCase, { id })).toMatchObject({ leadId })
})

describe('what is kept from an official is the whole matter', () => {
  const deputy = 'cityOfficeDeputy'
  const keepFrom = (id: string, person: PersonKey) =>
    city.ok('cityOffice', office.withholdTip, { id, officialIds: [city.persons[person].officialId] })
  const sees = async (person: PersonKey, operation: typeof office.getTip | typeof leads.getLead, id: string) =>
    (await city.call(person, operation, { id })).status === 200
  const keptFrom = async (id: string) => [...((await city.asSystem((db) => listKeptFrom(db, [id]))).get(id) ?? [])]

  test('tips that join the one it was kept in, by hand or word for word, and the one it joined', async () => {
    const words = '村口厂房夜里有炉火，有人把守，里面的事市里某人知道'
    const first = await admitTip(city, { words })
    await keepFrom(first.id, deputy)
    const byItself = await admitTip(city, { words })
    const byHand = await admitTip(city)
    await city.ok('cityOffice', office.joinTip, { id: byHand.id, to: first.id })
    for (const { id } of [first, byItself, byHand]) {
      expect(await sees(deputy, office.getTip, id)).toBe(false)
      expect(await timelineOf(deputy, id)).toEqual([])
      expect(await keptFrom(id)).toEqual([city.persons[deputy].officialId])
    }
    const [head, named] = [await admitTip(city), await admitTip(city)]
    await keepFrom(named.id, deputy)
    expect(await sees(deputy, office.getTip, head.id)).toBe(true)
    await city.ok('cityOffice', office.joinTip, { id: named.id, to: head.id })
    expect(await sees(deputy, office.getTip, head.id)).toBe(false)
  })

  test('the first lead too, when its reporter disputes the result', async () => {
    const { id, code, leadId } = await verifyTip(city, 'unfounded')
    await keepFrom(id, deputy)
    expect(await sees(deputy, leads.getLead, leadId)).toBe(false)
    const dispute = { words: '并未到场', envelope: await sealFor(city, areas.villageA1.id) }
    expect((await writeMine(city, code, intake.disputeResult.path, dispute)).status).toBe(200)
    expect((await city.ok('cityOffice', office.getTip, { id })).leadId).toBeNull()
    expect(await sees(deputy, leads.getLead, leadId)).toBe(false)
    expect(await keptFrom(leadId)).toEqual([city.persons[deputy].officialId])
    expect(await sees('cityOffice', leads.getLead, leadId)).toBe(true)
  })

  test('a custodian named in it reads no request to open it, gives nothing and refuses nothing', async () => {
    const { id: tipId } = await admitTip(city)
    await keepFrom(tipId, deputy)
    const { id } = await city.ok('cityOffice', custodians.requestIdentity, {
      id: tipId,
      purpose: '核实',
      outside: { body: '甲区市场监督管理局', number: '甲市监〔2018〕1号' },
      recipient: await identityToRecipient(await generateX25519Identity()),
    })
    expect((await city.ok(deputy, custodians.listOpenings, {})).rows.map((row) => row.id)).not.toContain(id)
    expect((await city.call(deputy, custodians.getHalves, { id })).status).not.toBe(200)
    expect(await city.refused(deputy, custodians.refuseIdentity, { id, reason: '不同意' })).toBe('not-found')
    const asked = (await city.ok('officerA1', custodians.listOpenings, {})).rows
    expect(asked.map((row) => row.id)).toContain(id)
  })
})

test('numbers of leads and hand-over forms of tips do not count: no gap tells that something is kept', async () => {
  const numbers: number[] = []
  for (let n = 0; n < 3; n += 1) {
    const { id } = await handTipOver(city)
    const { leadNumber, handOvers } = await city.ok('cityOffice', office.getTip, { id })
    expect(leadNumber).toMatch(/^XM2018-\d{6}$/)
    expect(handOvers[0]?.number).toMatch(/^举报交办〔2018〕\d{6}号$/)
    numbers.push(Number(leadNumber?.slice(7)), Number(handOvers[0]?.number?.replace(/\D/g, '').slice(4)))
  }
  const steps = numbers.slice(2).map((number, i) => number - (numbers[i] ?? 0))
  expect(steps.some((step) => Math.abs(step) > 1)).toBe(true)
})

test('a number that was drawn before is drawn again', async () => {
  const draws: number[] = []
  const numberOf = (drawn: number) => {
    draws.push(drawn)
    return draws.length < 3 ? 'XM2018-1' : `XM2018-${drawn}`
  }
  const first = await city.asSystem((db) => drawNumber(db, numberOf))
  const second = await city.asSystem((db) => drawNumber(db, numberOf))
  expect([first, second, draws.length]).toEqual(['XM2018-1', `XM2018-${draws[2]}`, 3])
})

describe('whoever is named in a tip is not sent to look into it', () => {
  const keepFrom = (id: string, ...kept: PersonKey[]) =>
    city.ok('cityOffice', office.withholdTip, { id, officialIds: kept.map((one) => city.persons[one].officialId) })

  test('a body whose officers are all kept out cannot be charged, and whoever assigns is told no more than that', async () => {
    const { id, leadId } = await handTipOver(city)
    const { marketA } = city.agencies
    const chargeable = async () =>
      (await city.ok('countyOfficeA', leads.listChargeableAgencies, { id: leadId })).rows.map((row) => row.id)
    await keepFrom(id, 'officerA1', 'officerA2')
    expect(await chargeable()).toContain(marketA)
    await keepFrom(id, 'officerA1', 'officerA2', 'officerWithoutCard')
    expect(await chargeable()).not.toContain(marketA)
    const refusal = await city.call('countyOfficeA', leads.assignLead, { id: leadId, agencyId: marketA, note: null })
    const other = await city.call('countyOfficeA', leads.assignLead, {
      id: leadId,
      agencyId: city.agencies.marketB,
      note: null,
    })
    const without = ({ body }: { body: unknown }) => JSON.stringify(body).replace(/"requestId":"[^"]*"/, '')
    expect(without(refusal)).toBe(without(other))
    expect(without(refusal)).toContain('agency-not-competent')
    await keepFrom(id)
    expect(await chargeable()).toContain(marketA)
  })

  test('an officer who is kept out is neither offered for the visit nor put on it', async () => {
    const { id, leadId, siteId } = await takenUp()
    await keepFrom(id, 'officerA2')
    const question = { agencyId: city.agencies.marketA, on: today }
    const offered = async (more = {}) =>
      (await city.ok('officerA1', inspections.listCardHolders, { ...question, ...more })).rows.map((row) => row.id)
    expect(await offered()).toContain(city.persons.officerA2.officialId)
    expect(await offered({ leadId })).toEqual([city.persons.officerA1.officialId])
    expect(await city.refused('officerA2', inspections.listCardHolders, { ...question, leadId })).toBe('not-found')
    const plan = examplePlan(siteId, city.agencies.marketA, officers(), today, { taskSource: 'tip', leadId })
    expect(await city.refused('officerA1', inspections.planVisit, plan)).toBe('visit-card-holders')
  })
})
