/** Nothing is decided without a verification on site. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { addSite } from '../../test/ledger.ts'
import { surveyBy, visitLead, visitSite } from '../../test/on-site.ts'
import { areas } from '../../test/world.ts'
import { inspectionsContract as inspections } from '../inspections/contract.ts'
import { examplePlan } from '../inspections/examples.ts'
import { leadsContract as leads } from './contract.ts'
import { writtenLeads } from './examples.ts'

const today = '2018-02-09'
let city: Test
beforeAll(async () => {
  city = await openTest({ now: `${today}T02:00:00Z` })
})
afterAll(() => city.close())

let counted = 0
/** A lead that the market regulator of county A verifies. */
async function takenUp(siteId: string | null = null) {
  counted += 1
  const source = { ...writtenLeads[0], sourceId: `示例函〔2018〕${counted}号`, areaId: areas.villageA1.id, siteId }
  const { id } = await city.ok('countyOfficeA', leads.openLead, source)
  await city.ok('countyOfficeA', leads.assignLead, { id, agencyId: city.agencies.marketA })
  await city.ok('officerA1', leads.takeUpLead, { id })
  return id
}
const atSite = async () => {
  const { siteId } = await addSite(city, areas.villageA1)
  return { siteId, id: await takenUp(siteId) }
}
const shown = (id: string) => city.ok('countyOfficeA', leads.getLead, { id })
const decision = (id: string, outcome: 'founded' | 'unfounded' | 'lawful' | 'notOurs') => ({
  id,
  outcome,
  reason: '见核查记录',
})
const refused = (...said: Parameters<typeof decision>) => city.refused('officerA1', leads.decideLead, decision(...said))

describe('a lead', () => {
  test.each(['founded', 'unfounded', 'lawful'] as const)(
    'is decided %s only on a visit to its site that got in and was accepted by somebody else',
    async (outcome) => {
      const { id, siteId } = await atSite()
      expect(await refused(id, outcome)).toBe('lead-not-visited')
      await visitSite(city, siteId, { leadId: id, accepted: false })
      expect(await refused(id, outcome)).toBe('lead-not-visited')
      await visitSite(city, siteId, { leadId: id, couldEnter: false })
      expect(await refused(id, outcome)).toBe('lead-not-visited')
      const visitId = await visitSite(city, siteId, { leadId: id })
      expect(await shown(id)).toMatchObject({ visitId, visitedOn: today })
      await city.ok('officerA1', leads.decideLead, decision(id, outcome))
      expect((await city.eventsOf(id)).slice(-3)).toEqual(['lead.verificationStarted', 'lead.visited', 'lead.decided'])
    },
  )

  test('that is nobody’s here is said so from the desk', async () => {
    const { id } = await atSite()
    await city.ok('officerA1', leads.decideLead, decision(id, 'notOurs'))
    expect(await shown(id)).toMatchObject({ status: 'notOurs', visitId: null, survey: null })
  })

  test('is borne out by any visit to its site that began since it was opened, and by none before', async () => {
    const { siteId } = await addSite(city, areas.villageA1)
    const before = await visitSite(city, siteId, { accepted: false })
    city.setNow(`${today}T02:20:00Z`)
    const id = await takenUp(siteId)
    await city.ok('countyOfficeA', inspections.acceptVisit, { id: before })
    expect(await refused(id, 'unfounded')).toBe('lead-not-visited')
    const elsewhere = (await addSite(city, areas.villageA1)).siteId
    await visitSite(city, elsewhere)
    expect(await refused(id, 'unfounded')).toBe('lead-not-visited')
    // ordered for something else; one visit answers for all that is open at the site
    const visitId = await visitSite(city, siteId)
    expect(await shown(id)).toMatchObject({ visitId })
    await city.ok('officerA1', leads.decideLead, decision(id, 'unfounded'))
  })

  test('shares the visit with those that joined it, and has the newest until a result is stated', async () => {
    const { siteId, id } = await atSite()
    const joined = await city.ok('countyOfficeA', leads.openLead, {
      ...writtenLeads[1],
      sourceId: `示例晚报第${counted}期`,
      areaId: areas.villageA1.id,
      siteId,
    })
    expect(joined.joinedTo).toBe(id)
    const first = await visitSite(city, siteId, { leadId: joined.id })
    for (const one of [id, joined.id]) expect(await shown(one)).toMatchObject({ visitId: first })
    const second = await visitSite(city, siteId)
    expect(await shown(id)).toMatchObject({ visitId: second })
    await city.ok('officerA1', leads.decideLead, decision(id, 'lawful'))
    await visitSite(city, siteId)
    expect(await shown(id)).toMatchObject({ visitId: second })
  })

  test('has a visit planned for it at its own site alone: the site is named first', async () => {
    const { siteId } = await addSite(city, areas.villageA1)
    const officers = [city.persons.officerA1.officialId, city.persons.officerA2.officialId]
    const plan = (leadId: string) =>
      examplePlan(siteId, city.agencies.marketA, officers, today, { taskSource: 'lead', leadId })
    for (const id of [await takenUp(), (await atSite()).id])
      expect(await city.refused('officerA1', inspections.planVisit, plan(id))).toBe('visit-lead-elsewhere')
    const id = await takenUp()
    await visitLead(city, id)
    await city.ok('officerA1', leads.decideLead, decision(id, 'founded'))
  })
})

describe('a lead about a place without premises', () => {
  test('is unfounded on a survey by two card-holders of the agency charged, one of whom says so', async () => {
    const id = await takenUp()
    for (const outcome of ['founded', 'lawful'] as const)
      expect(await refused(id, outcome)).toBe('lead-without-premises')
    expect(await refused(id, 'unfounded')).toBe('survey-missing')
    const survey = await surveyBy(city)
    const [first = '', second = ''] = survey.officerIds
    const { economyOfficerA, officerWithoutCard } = city.persons
    const wrong = (change: Partial<typeof survey>, outcome: 'unfounded' | 'founded' | 'notOurs' = 'unfounded') =>
      city.refused('officerA1', leads.decideLead, { ...decision(id, outcome), survey: { ...survey, ...change } })
    for (const outcome of ['founded', 'notOurs'] as const) expect(await wrong({}, outcome)).toBe('survey-unfit')
    for (const other of [first, economyOfficerA.officialId, officerWithoutCard.officialId])
      expect(await wrong({ officerIds: [first, other] })).toBe('survey-card-holders')
    for (const surveyedOn of ['2018-02-08', '2018-02-10']) expect(await wrong({ surveyedOn })).toBe('survey-day')
    expect(await wrong({ photoIds: [id] })).toBe('not-found')
    expect(await city.refused('officerWithoutCard', leads.decideLead, { ...decision(id, 'unfounded'), survey })).toBe(
      'survey-not-there',
    )
    const { rows } = await city.ok('officerA1', leads.listSurveyors, { id, on: today })
    expect(rows.map((row) => row.id)).toEqual([first, second])
    expect((await city.ok('economyOfficerA', leads.listSurveyors, { id, on: today })).rows).toEqual([])
    expect(await city.refused('officerB1', leads.listSurveyors, { id, on: today })).toBe('not-found')
    await city.ok('officerA1', leads.decideLead, { ...decision(id, 'unfounded'), survey })
    expect(await shown(id)).toMatchObject({
      status: 'unfounded',
      survey: { ...survey, officerNames: ['officerA1', 'officerA2'] },
    })
    await city.ok('countyOfficeA', leads.closeLead, { id, cause: 'nothingFound' })
  })

  test('is visited like any other once premises are named', async () => {
    const { id } = await atSite()
    const survey = await surveyBy(city)
    const surveyed = { ...decision(id, 'unfounded'), survey }
    expect(await city.refused('officerA1', leads.decideLead, surveyed)).toBe('survey-unfit')
  })
})

test('what was decided before keeps its result, with the visit that was there; where none was it says so', async () => {
  const { id: visited, siteId } = await atSite()
  const visitId = await visitSite(city, siteId)
  await city.ok('officerA1', leads.decideLead, decision(visited, 'founded'))
  const { id: unseen } = await atSite()
  await city.asOwner(
    `update leads set status = 'unfounded', outcome = 'unfounded', decided_at = opened_at where id = $1`,
    [unseen],
  )
  for (const table of ['leads', 'alarms'])
    await city.asOwner(
      `alter table ${table} drop column visit_id cascade, drop column visited_on cascade, drop column survey cascade`,
    )
  await city.asOwner(`drop function put_visit_behind_leads; drop function put_visit_behind_alarms`)
  await city.asOwner(`drop view visits_that_got_in`)
  await city.asOwner(await readFile(new URL('../../migrations/0065-verified-on-site.sql', import.meta.url), 'utf8'))
  for (const table of ['leads', 'alarms']) await city.asOwner(`select past.keep('${table}')`)
  expect(await shown(visited)).toMatchObject({ status: 'founded', visitId, visitedOn: today })
  expect(await shown(unseen)).toMatchObject({ status: 'unfounded', visitId: null, survey: null })
  await city.ok('countyOfficeA', leads.closeLead, { id: unseen, cause: 'nothingFound' })
})
