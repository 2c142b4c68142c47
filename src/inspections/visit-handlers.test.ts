import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { openSweep, sweepDay, targetsOf } from '../../test/inspection-ground.ts'
import { addSite, photo } from '../../test/ledger.ts'
import { areas } from '../../test/world.ts'
import { enterprisesContract as ledger } from '../enterprises/contract.ts'
import { leadsContract as leads } from '../leads/contract.ts'
import { asProgram } from '../platform/server/http.ts'
import { inspectionsContract as inspections } from './contract.ts'
import { castingEvidence, exampleFindings, examplePlan, forbiddenEvidence } from './examples.ts'
import { callOffVisits } from './jobs.ts'

let city: Test
beforeAll(async () => {
  city = await openTest()
})
afterAll(() => city.close())

const officers = () => [city.persons.officerA1.officialId, city.persons.officerA2.officialId]
const plan = (siteId: string, over = {}) => examplePlan(siteId, city.agencies.marketA, officers(), sweepDay, over)
const evidencePhoto = async () => city.upload('officerA1', areas.countyA.id, 'evidence', 'a.jpg', await photo())

describe('a visit', () => {
  const started = async (furnaces = 1) => {
    const site = await addSite(city, areas.villageA1, { furnaces })
    const { id } = await city.ok('officerA1', inspections.planVisit, plan(site.siteId))
    await city.ok('officerA2', inspections.startVisit, { id, gateLogIn: null })
    return { id, ...site }
  }

  test('is planned by officers of a competent agency of the place, and by nobody else', async () => {
    const { siteId } = await addSite(city, areas.villageA1)
    expect(await city.refused('officerB1', inspections.planVisit, plan(siteId))).toBe('not-found')
    expect(await city.refused('economyOfficerA', inspections.planVisit, plan(siteId))).toBe('not-permitted')
    for (const person of ['cityOffice', 'countyOfficeA', 'gridWorkerA1', 'powerLiaison'] as const) {
      expect(await city.refused(person, inspections.planVisit, plan(siteId))).toBe('not-permitted')
    }
    expect(
      await city.refused('officerA1', inspections.planVisit, plan(siteId, { agencyId: city.agencies.powerCompany })),
    ).toMatch(/visit-agency-not-competent|not-permitted/)
  })

  test('needs two card-holders: an officer without a card or of another agency does not count', async () => {
    const { siteId } = await addSite(city, areas.villageA1)
    const withOther = (key: 'officerWithoutCard' | 'economyOfficerA') =>
      plan(siteId, { officerIds: [city.persons.officerA1.officialId, city.persons[key].officialId] })
    expect(await city.refused('officerA1', inspections.planVisit, withOther('officerWithoutCard'))).toBe(
      'visit-card-holders',
    )
    expect(await city.refused('officerA1', inspections.planVisit, withOther('economyOfficerA'))).toBe(
      'visit-card-holders',
    )
    expect(
      await city.refused(
        'officerA1',
        inspections.planVisit,
        plan(siteId, { officerIds: [city.persons.officerA1.officialId, city.persons.officerA1.officialId] }),
      ),
    ).toBe('visit-card-holders')
  })

  test('of a sweep without an approved plan is refused, with one it covers the target', async () => {
    const site = await addSite(city, areas.villageA1)
    const bare = await openSweep(city)
    const targetIn = async (id: string) =>
      (await targetsOf(city, id, { kind: 'site' })).rows.find((row) => row.siteId === site.siteId)?.id ?? ''
    const bySweep = async (id: string) =>
      plan(site.siteId, { taskSource: 'specialSweep', sweepTargetId: await targetIn(id) })
    expect(await city.refused('officerA1', inspections.planVisit, await bySweep(bare.id))).toBe('visit-sweep-plan')
    const approved = await openSweep(city, {
      planNumber: '甲政办〔2018〕3号',
      planApprovedBy: city.agencies.countyOfficeA,
    })
    const { id } = await city.ok('officerA1', inspections.planVisit, await bySweep(approved.id))
    await city.ok('officerA1', inspections.startVisit, { id, gateLogIn: null })
    await city.ok('officerA1', inspections.judge, {
      visitId: id,
      furnaceId: site.furnaceIds[0] ?? null,
      evidence: castingEvidence,
      photoIds: [await evidencePhoto()],
      note: null,
    })
    await city.ok('officerA1', inspections.submitVisit, { id, ...exampleFindings, photoIds: [await evidencePhoto()] })
    expect((await targetsOf(city, approved.id, { status: 'visited' })).rows.map((row) => row.siteId)).toEqual([
      site.siteId,
    ])
  })

  test('under today’s rule needs the log-in at the gate, and counts against the yearly cap', async () => {
    const site = await addSite(city, areas.villageA2)
    city.setNow('2018-02-09T02:05:00Z')
    const later = (on: string, over = {}) => examplePlan(site.siteId, city.agencies.marketA, officers(), on, over)
    await city.ok('officerA1', inspections.planVisit, later('2025-03-03'))
    await city.ok('officerA1', inspections.planVisit, later('2025-04-03'))
    expect(await city.refused('officerA1', inspections.planVisit, later('2025-05-06'))).toBe('visit-cap')
    await city.ok('officerA1', inspections.planVisit, later('2026-05-06'))
    const demands = await city.ok('officerA1', inspections.getVisitDemands, {
      siteId: site.siteId,
      agencyId: city.agencies.marketA,
      on: '2025-06-01',
    })
    expect(demands).toMatchObject({ gateLogIn: true, publishedItem: true, yearlyCap: { cap: 2, visits: 2 } })
  })

  test('is carried out by its officers, submitted with every furnace judged, and accepted by somebody else', async () => {
    const { id, siteId, furnaceIds } = await started()
    const photoId = await evidencePhoto()
    const submit = { id, ...exampleFindings, photoIds: [photoId] }
    expect(await city.refused('economyOfficerA', inspections.submitVisit, submit)).toBe('not-permitted')
    expect(await city.refused('officerA1', inspections.submitVisit, submit)).toBe('visit-unjudged')
    const judging = {
      visitId: id,
      furnaceId: furnaceIds[0] ?? null,
      evidence: forbiddenEvidence,
      photoIds: [photoId],
      note: null,
    }
    expect(await city.refused('officerA1', inspections.judge, { ...judging, photoIds: [] })).toBe(
      'judgement-without-photo',
    )
    const { outcome, keys } = await city.ok('officerA1', inspections.judge, judging)
    expect(outcome).toBe('forbidden')
    expect(keys.length).toBeGreaterThan(0)
    await city.ok('officerA1', inspections.submitVisit, submit)
    expect(await city.refused('officerA2', inspections.acceptVisit, { id })).toBe('not-permitted')
    await city.ok('countyOfficeA', inspections.returnVisit, { id, reason: '补充炉号铭牌照片' })
    await city.ok('officerA2', inspections.submitVisit, submit)
    const leadOf = async () => (await city.ok('officerA1', inspections.getVisit, { id })).leadId
    const inLedger = async () =>
      (await city.ok('countyOfficeA', ledger.getSite, { id: siteId })).furnaces.map(({ judgement }) => judgement)
    // what is not accepted yet may be wrong
    expect([await leadOf(), await inLedger()]).toEqual([null, [null]])
    await city.ok('countyOfficeA', inspections.acceptVisit, { id })
    expect(await inLedger()).toEqual(['forbidden'])
    expect(await city.refused('officerA1', inspections.cancelVisit, { id, reason: '撤销' })).toBe('wrong-state')
    const lead = await city.ok('countyOfficeA', leads.getLead, { id: (await leadOf()) ?? '' })
    expect(lead).toMatchObject({ source: 'visit', sourceId: id, status: 'opened', siteId })
    expect(lead.facts.reasons?.[0]?.zh).toContain('：')
    expect(await city.eventsOf(lead.id)).toEqual(['lead.opened', 'lead.visited'])
    expect(await city.eventsOf(id)).toEqual([
      'visit.planned',
      'visit.started',
      'visit.submitted',
      'visit.returned',
      'visit.submitted',
      'visit.accepted',
    ])
  })

  test.each(['permitted', 'forbidden'] as const)(
    'settled by experts after it was accepted opens a lead only where they find it forbidden: %s',
    async (outcome) => {
      const { id, furnaceIds } = await started()
      const photoIds = [await evidencePhoto()]
      const empty = { process: [], equipment: [], rawMaterial: [], product: [] }
      const furnaceId = furnaceIds[0] ?? null
      const judging = { visitId: id, furnaceId, evidence: empty, photoIds, note: null }
      const judged = await city.ok('officerA1', inspections.judge, judging)
      await city.ok('officerA1', inspections.submitVisit, { id, ...exampleFindings, photoIds })
      await city.ok('countyOfficeA', inspections.acceptVisit, { id })
      const leadOf = async () => (await city.ok('officerA1', inspections.getVisit, { id })).leadId
      expect(await leadOf()).toBeNull()
      const opinionFileId = await city.upload(
        'officerA1',
        areas.countyA.id,
        'scan',
        'opinion.pdf',
        Buffer.from('%PDF-1.4\n%%EOF'),
      )
      const experts = [
        { name: '王工', body: '省冶金协会' },
        { name: '李工', body: '大学' },
      ]
      await city.ok('officerA1', inspections.settleJudgement, { id: judged.id, outcome, experts, opinionFileId })
      expect((await leadOf()) !== null).toBe(outcome === 'forbidden')
    },
  )

  test('at a shut gate is submitted as such, and the site is not covered by it', async () => {
    const { id } = await started()
    await city.ok('officerA1', inspections.submitVisit, { id, ...exampleFindings, couldEnter: false, photoIds: [] })
    expect(await city.ok('officerA1', inspections.getVisit, { id })).toMatchObject({
      status: 'submitted',
      findings: { couldEnter: false },
    })
  })

  test('is cancelled with a reason before it starts, not after', async () => {
    const { siteId } = await addSite(city, areas.villageA1)
    const { id } = await city.ok('officerA1', inspections.planVisit, plan(siteId))
    await city.ok('officerA1', inspections.cancelVisit, { id, reason: '企业停产检修' })
    expect(await city.refused('officerA1', inspections.startVisit, { id, gateLogIn: null })).toBe('wrong-state')
  })

  test('that has not begun is called off when its lead is closed; one that has begun goes on', async () => {
    const lead = async () => {
      const { siteId } = await addSite(city, areas.villageA1)
      const { id: leadId } = await city.ok('countyOfficeA', leads.openLead, {
        source: 'superior',
        sourceId: siteId,
        areaId: areas.villageA1.id,
        siteId,
        title: '来函',
        words: '请核查',
      })
      await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.marketA })
      await city.ok('officerA1', leads.takeUpLead, { id: leadId })
      const { id } = await city.ok('officerA1', inspections.planVisit, plan(siteId, { leadId }))
      return { id, leadId }
    }
    const close = async (leadId: string) => {
      await city.ok('officerA1', leads.decideLead, { id: leadId, outcome: 'notOurs', reason: '不属本单位职责' })
      await city.ok('countyOfficeA', leads.closeLead, { id: leadId, cause: 'handedOn', note: null })
      await asProgram(city.app.platform, (context) => callOffVisits(context, leadId))
    }
    const state = async (id: string) => (await city.ok('officerA1', inspections.getVisit, { id })).status
    const [planned, begun, other] = [await lead(), await lead(), await lead()]
    await city.ok('officerA1', inspections.startVisit, { id: begun.id, gateLogIn: null })
    await close(planned.leadId)
    await close(begun.leadId)
    expect([await state(planned.id), await state(begun.id), await state(other.id)]).toEqual([
      'cancelled',
      'underway',
      'planned',
    ])
    expect(await city.eventsOf(planned.id)).toEqual(['visit.planned', 'visit.cancelled'])
  })

  test('names the rules a judgement rests on, with their standing', async () => {
    const { id, furnaceIds } = await started()
    await city.ok('officerA1', inspections.judge, {
      visitId: id,
      furnaceId: furnaceIds[0] ?? null,
      evidence: castingEvidence,
      photoIds: [await evidencePhoto()],
      note: null,
    })
    const visit = await city.ok('officerA1', inspections.getVisit, { id })
    expect(visit.judgements[0]?.outcome).toBe('permitted')
    expect(visit.judgements[0]?.rules[0]?.citation.zh).toBeTruthy()
    expect(visit.furnaces[0]?.judgement).toBe('permitted')
  })

  test('leaves to experts what no rule decides; two of them settle it in writing', async () => {
    const { id, furnaceIds } = await started()
    const empty = { process: [], equipment: [], rawMaterial: [], product: [] }
    const judged = await city.ok('officerA1', inspections.judge, {
      visitId: id,
      furnaceId: furnaceIds[0] ?? null,
      evidence: empty,
      photoIds: [await evidencePhoto()],
      note: null,
    })
    expect(judged).toMatchObject({ outcome: 'expertNeeded', keys: [] })
    const opinionFileId = await city.upload(
      'officerA1',
      areas.countyA.id,
      'scan',
      'opinion.pdf',
      Buffer.from('%PDF-1.4\n%%EOF'),
    )
    const one = { name: '王工', body: '省冶金协会' }
    expect(
      await city.refused('officerA1', inspections.settleJudgement, {
        id: judged.id,
        outcome: 'permitted',
        experts: [one, one],
        opinionFileId,
      }),
    ).toBe('experts-too-few')
    await city.ok('officerA1', inspections.settleJudgement, {
      id: judged.id,
      outcome: 'permitted',
      experts: [one, { name: '李工', body: '大学' }],
      opinionFileId,
    })
    expect(
      await city.refused('officerA1', inspections.settleJudgement, {
        id: judged.id,
        outcome: 'forbidden',
        experts: [one, { name: '李工', body: '大学' }],
        opinionFileId,
      }),
    ).toBe('wrong-state')
    expect(await city.eventsOf(judged.id)).toEqual(['judgement.made', 'judgement.settled'])
  })

  test('judges only furnaces of its own site', async () => {
    const { id } = await started()
    const other = await addSite(city, areas.villageA2)
    expect(
      await city.refused('officerA1', inspections.judge, {
        visitId: id,
        furnaceId: other.furnaceIds[0] ?? null,
        evidence: castingEvidence,
        photoIds: [await evidencePhoto()],
        note: null,
      }),
    ).toBe('furnace-elsewhere')
  })
})
