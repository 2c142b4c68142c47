import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CaseDesk, type OpenCase } from '../../test/case-ground.ts'
import { openTest, type Test } from '../../test/harness.ts'
import { leadsContract as leads } from '../leads/contract.ts'
import { platformContract } from '../platform/shared/platform-contract.ts'
import { casesContract as cases } from './contract.ts'

let city: Test
let desk: CaseDesk
beforeAll(async () => {
  city = await openTest({ now: '2018-03-05T02:00:00Z' })
  desk = new CaseDesk(city)
  await desk.standing('authentic')
})
afterAll(() => city.close())

const marketNumber = '甲市监罚〔2018〕1号'
const economyNumber = '甲经信罚〔2018〕1号'

async function cutPower(one: OpenCase): Promise<void> {
  const atomId = (await desk.atom(one, 'power')).id
  await city.ok('officerA1', cases.nameSupply, {
    id: one.id,
    atomId,
    usagePointIds: [one.usagePointId],
    servesNoDwelling: true,
  })
  await desk.take('officerA1', one, 'power', 'findIntact')
  const request = {
    id: one.id,
    atomId,
    agencyId: city.agencies.marketA,
    move: 'cut' as const,
    decisionNumber: '甲市监函〔2018〕5号',
  }
  const papers = await desk.papers('priorNotice', 'formalRequest')
  const basisRuleId = await desk.basis(one, 'basis.cutPower.electricityUse40')
  await city.ok('officerA1', cases.prepareStep, { ...request, basisRuleId, documents: papers })
  expect(await city.refused('officerA1', cases.carryOutCut, { id: one.id, atomId, ...(await desk.execution()) })).toBe(
    'not-permitted',
  )
  const done = await city.ok('powerLiaison', cases.carryOutCut, { id: one.id, atomId, ...(await desk.execution()) })
  expect(done.state).toBe('dismantled')
  const [cut] = (await desk.atom(one, 'power')).steps
  expect(cut).toMatchObject({
    coerciveStep: 'cutPower',
    authorityName: { zh: '甲区市场监督管理局' },
    executingName: { zh: '市供电公司' },
  })
}

/** The furnace: sealed, confiscated on the served decision, destroyed; whereabouts of the scrap. */
async function destroyFurnace(one: OpenCase): Promise<void> {
  await desk.take('officerA1', one, 'furnace', 'findIntact')
  await desk.take('officerA1', one, 'furnace', 'seal', await desk.sealing(one))
  const confiscation = {
    basisRuleId: await desk.basis(one, 'basis.confiscateEquipment.energyConservation71'),
    decisionNumber: economyNumber,
  }
  expect(await desk.refused('economyOfficerA', one, 'furnace', 'confiscate', confiscation, 'economyA')).toBe(
    'decision-not-served',
  )
  await desk.decide(one, 'economyOfficerA', 'economyA', economyNumber)
  await desk.take('economyOfficerA', one, 'furnace', 'confiscate', confiscation, 'economyA')
  await desk.take('economyOfficerA', one, 'furnace', 'destroy', { decisionNumber: economyNumber }, 'economyA')
  const sale = { whereabouts: { kind: 'sale' as const, words: '外地' } }
  expect(await desk.refused('economyOfficerA', one, 'disposal', 'remove', sale, 'economyA')).toBe('transfer-forbidden')
  const smelter = { whereabouts: { kind: 'smelter' as const, words: '某钢厂回炉' } }
  await desk.take('economyOfficerA', one, 'disposal', 'destroy', smelter, 'economyA')
}

async function clearRest(one: OpenCase): Promise<void> {
  const byParty = { byParty: true, documents: await desk.papers('partyStatement') }
  expect(await desk.refused('officerA1', one, 'hood', 'findNotPresent')).toBe('second-person-missing')
  for (const atom of ['water', 'mouldsOrCaster'] as const)
    await desk.take('officerA1', one, atom, 'findNotPresent', desk.second)
  for (const atom of ['hood', 'platform', 'rails', 'transformer'] as const) {
    await desk.take('officerA1', one, atom, 'findIntact')
    expect(await desk.refused('officerA1', one, atom, 'dismantle', { byParty: true })).toBe('paper-missing')
    await desk.take('officerA1', one, atom, 'dismantle', byParty)
  }
}

async function takeGoods(one: OpenCase): Promise<void> {
  await desk.take('officerA1', one, 'rawMaterial', 'findIntact')
  const material = {
    basisRuleId: await desk.basis(one, 'basis.confiscateRawMaterial.circularEconomy50'),
    decisionNumber: economyNumber,
  }
  expect(await desk.refused('economyOfficerA', one, 'rawMaterial', 'confiscate', material, 'economyA')).toBe(
    'raw-material-scope',
  )
  const special = {
    ...material,
    statement: '废钢12吨，堆放于炉前，仅供该炉使用',
    documents: await desk.papers('speciallyUsed'),
  }
  await desk.take('economyOfficerA', one, 'rawMaterial', 'confiscate', special, 'economyA')
  await desk.take('officerA1', one, 'product', 'findIntact')
  const product = {
    basisRuleId: await desk.basis(one, 'basis.confiscateProduct.productQuality51'),
    decisionNumber: marketNumber,
  }
  expect(await desk.refused('officerA1', one, 'product', 'confiscate', product)).toBe('decision-not-served')
  await desk.decide(one, 'officerA1', 'marketA', marketNumber)
  await desk.take('officerA1', one, 'product', 'confiscate', product)
}

async function finished(kind = {}): Promise<OpenCase> {
  const one = await desk.open(kind)
  expect(await city.refused('officerA1', cases.submitClosure, { id: one.id })).toBe('card-incomplete')
  await cutPower(one)
  await destroyFurnace(one)
  await clearRest(one)
  expect(await city.refused('officerA1', cases.submitClosure, { id: one.id })).toBe('card-incomplete')
  await takeGoods(one)
  return one
}

const siteOf = (one: OpenCase) =>
  city.asSystem(async (db) => {
    const { rows } = await sql<{ status: string; state: string }>`select s.status, f.state from sites s
      join furnaces f on f.site_id = s.id where f.id = ${one.furnaceId}`.execute(db)
    return rows[0]
  })

describe('a card is closed', () => {
  test('when every atom that applies has its evidence, by a second person; ledger, lead and revisits follow', async () => {
    const one = await finished()
    const found = await city.ok('officerA1', cases.getCase, { id: one.id })
    expect(found).toMatchObject({ complete: true, status: 'open', items: Array(5).fill({ situation: 'done' }) })
    expect(found.atomViews.find((view) => view.atom === 'transformer')?.standards).toMatchObject([
      { standard: 'national2017', met: true },
    ])
    expect(await siteOf(one)).toEqual({ status: 'operating', state: 'sealed' })
    expect(await city.refused('economyOfficerA', cases.submitClosure, { id: one.id })).toBe('not-permitted')
    expect(await city.refused('countyOfficeA', cases.acceptClosure, { id: one.id })).toBe('wrong-state')
    await city.ok('officerA1', cases.submitClosure, { id: one.id })
    expect(await desk.refused('officerA1', one, 'levelGround', 'findIntact')).toBe('wrong-state')
    for (const worker of ['officerA1', 'officerA2', 'economyOfficerA'] as const)
      expect(await city.refused(worker, cases.acceptClosure, { id: one.id })).toBe('same-person')
    expect(await city.refused('countyOfficeB', cases.acceptClosure, { id: one.id })).toBe('not-found')
    expect(await city.ok('countyOfficeA', cases.acceptClosure, { id: one.id, note: '现场复核无误' })).toEqual({
      status: 'closed',
      revisits: ['2018-04-05', '2018-06-05', '2018-09-05', '2019-03-05'],
    })
    expect(await siteOf(one)).toEqual({ status: 'closed', state: 'destroyed' })
    expect(await city.ok('countyOfficeA', leads.getLead, { id: one.leadId })).toMatchObject({
      status: 'closed',
      cause: 'caseClosed',
    })
    const { rows } = await city.asSystem((db) =>
      sql<{ plannedOn: string }>`select planned_on from visits where case_file_id = ${one.id}
      and status = 'proposed' and task_source = 'revisit' order by planned_on`.execute(db),
    )
    expect(rows.map((row) => row.plannedOn)).toEqual(['2018-04-05', '2018-06-05', '2018-09-05', '2019-03-05'])
    const limits = await city.ok('officerA1', platformContract.listLimitsOf, { subjectId: one.id })
    expect(limits.rows.filter((row) => row.status !== 'done' && row.status !== 'ended')).toEqual([])
    expect((await city.eventsOf(one.id)).slice(-2)).toEqual(['case.submitted', 'case.closed'])
    expect(await city.refused('countyOfficeA', cases.acceptClosure, { id: one.id })).toBe('wrong-state')
  })

  test('but the site of an honest furnace stays open', async () => {
    const one = await finished({ permitted: true })
    await city.ok('officerA1', cases.submitClosure, { id: one.id })
    await city.ok('countyOfficeA', cases.acceptClosure, { id: one.id })
    expect(await siteOf(one)).toEqual({ status: 'operating', state: 'destroyed' })
  })
})

test('a returned card goes on, with the reason', async () => {
  const one = await finished()
  await city.ok('officerA1', cases.submitClosure, { id: one.id })
  expect(await city.refused('officerA1', cases.returnClosure, { id: one.id, reason: 'x' })).toBe('same-person')
  await city.ok('countyOfficeA', cases.returnClosure, { id: one.id, reason: '轨道照片不清' })
  expect(await city.ok('officerA1', cases.getCase, { id: one.id })).toMatchObject({
    status: 'open',
    card: { returnedReason: '轨道照片不清' },
  })
  await city.ok('officerA1', cases.submitClosure, { id: one.id })
})

test('what is left to another procedure is a decision, and never counted as done', async () => {
  const one = await desk.open()
  await desk.take('officerA1', one, 'product', 'findIntact')
  expect(await desk.refused('officerA1', one, 'product', 'leaveByLaw')).toBe('reason-missing')
  const leaving = { reason: '已由法院另案查封', documents: await desk.papers('leavingDecision') }
  await desk.take('officerA1', one, 'product', 'leaveByLaw', leaving)
  const found = await city.ok('officerA1', cases.getCase, { id: one.id })
  expect(found.items.find((view) => view.item === 'confiscateProduct')?.situation).toBe('otherwiseByLaw')
  expect(found.atomViews.find((view) => view.atom === 'product')).toMatchObject({
    missing: [],
    standards: [{ met: false }],
  })
})

test('two who open a case from one lead at the same time get one case and one number', async () => {
  const { leadId } = await desk.ground()
  const replies = await Promise.all([1, 2].map(() => city.call('officerA1', cases.openCase, { leadId })))
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409])
})
