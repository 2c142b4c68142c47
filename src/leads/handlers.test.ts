import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { visitLead } from '../../test/on-site.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { leadsContract as leads } from './contract.ts'
import { writtenLeads } from './examples.ts'
import type { LeadOutcome } from './lead.ts'

let test: Test
/** A Friday; the Sunday after it is worked. */
const day = '2018-02-09T02:00:00Z'
beforeAll(async () => {
  test = await openTest()
})
afterAll(() => test?.close())

const [superior, media] = writtenLeads
let counted = 0
/** A source of its own each time, so that tests do not join each other's leads. */
const written = (areaId: number = areas.villageA1.id) => {
  counted += 1
  return { ...superior, sourceId: `示例函〔2018〕${counted}号`, areaId }
}
const open = (areaId?: number, by: PersonKey = 'countyOfficeA') => test.ok(by, leads.openLead, written(areaId))

async function openAssigned() {
  const lead = await open()
  await test.ok('countyOfficeA', leads.assignLead, { id: lead.id, agencyId: test.agencies.marketA })
  return lead
}
async function openDecided(outcome: LeadOutcome) {
  const lead = await openAssigned()
  await test.ok('officerA1', leads.takeUpLead, { id: lead.id })
  if (outcome !== 'notOurs') await visitLead(test, lead.id)
  await test.ok('officerA1', leads.decideLead, { id: lead.id, outcome, reason: '已现场核查' })
  return lead
}
const statusOf = async (id: string) => (await test.ok('cityOffice', leads.getLead, { id })).status

async function insertSite(area: { id: number; path: string }): Promise<string> {
  const id = randomUUID()
  await test.asSystem((db) =>
    sql`insert into sites (id, name, address, area_id, area_path, kind, status, registered_at)
      values (${id}, ${`示例厂房${id}`}, '示例路', ${area.id}, ${area.path}, 'other', 'operating', ${day})`.execute(db),
  )
  return id
}
const limitsOf = (id: string) =>
  test.asSystem(async (db) => {
    const { rows } = await sql<{ kind: string; dueOn: string; state: string; holder: string | null }>`
      select kind, due_on, state, coalesce(holder_official_id, holder_agency_id) as holder from time_limits
       where subject_id = ${id} order by id`.execute(db)
    return rows
  })

describe('opening a lead', () => {
  it('numbers it, names who must hand it on within one working day, and records the event', async () => {
    const { id, number, joinedTo } = await open()
    expect(number).toMatch(/^XS2018-\d{6}$/)
    expect(joinedTo).toBe(null)
    expect(await test.eventsOf(id)).toEqual(['lead.opened'])
    const holder = test.persons.townshipLeaderA.officialId
    expect(await limitsOf(id)).toEqual([{ kind: 'limit.leadHandOver', dueOn: '2018-02-11', state: 'running', holder }])
  })

  it('is for city, county and township within their area', async () => {
    for (const person of ['cityOffice', 'countyOfficeA', 'townshipLeaderA'] as const)
      await open(areas.villageA1.id, person)
    for (const person of [
      'countyOfficeB',
      'townshipLeaderA2',
      'gridWorkerA1',
      'officerA1',
      'superiorInspector',
      'systemAdmin',
    ] as const) {
      expect(await test.refused(person, leads.openLead, written()), person).toBe('not-permitted')
    }
    expect(await test.refused(null, leads.openLead, written())).toBe('not-signed-in')
  })

  it('refuses an unknown area, an unknown site, and a source that is not written down', async () => {
    expect(await test.refused('cityOffice', leads.openLead, written(999))).toBe('not-found')
    expect(await test.refused('cityOffice', leads.openLead, { ...written(), siteId: randomUUID() })).toBe('not-found')
    const { status } = await test.call('cityOffice', leads.openLead, { ...written(), source: 'alarm' })
    expect(status).toBe(400)
  })

  it('gives numbers without gaps, also when many open at once and one of them fails', async () => {
    const before = Number((await open()).number.slice(7))
    const many = await Promise.all(Array.from({ length: 8 }, () => open()))
    expect(many.map(({ number }) => Number(number.slice(7)) - before).toSorted((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ])
    expect(await test.refused('cityOffice', leads.openLead, { ...written(), siteId: randomUUID() })).toBe('not-found')
    expect(Number((await open()).number.slice(7)) - before).toBe(9)
  })
})

describe('duplicates', () => {
  it('at a site with an open lead join it, in order of arrival, and share its fate', async () => {
    const siteId = await insertSite(areas.villageA1)
    const first = await test.ok('countyOfficeA', leads.openLead, { ...written(), siteId })
    const second = await test.ok('townshipLeaderA', leads.openLead, { ...media, areaId: areas.villageA1.id, siteId })
    expect(second.joinedTo).toBe(first.id)
    expect(await test.eventsOf(first.id)).toEqual(['lead.opened', 'lead.joined'])
    await test.ok('townshipLeaderA', leads.assignLead, { id: first.id, agencyId: test.agencies.marketA })
    expect(await statusOf(second.id)).toBe('assigned')
    expect(await test.eventsOf(second.id)).toEqual(['lead.opened', 'lead.assigned'])
    const head = await test.ok('officerA1', leads.getLead, { id: first.id })
    expect(head.joined.map(({ id }) => id)).toEqual([second.id])
    expect((await test.ok('officerA1', leads.getLead, { id: second.id })).joinedToNumber).toBe(first.number)
    expect(await limitsOf(second.id)).toEqual([])
  })

  it('of the same source in the same place join; at two different sites they stay two', async () => {
    const same = written()
    const first = await test.ok('countyOfficeA', leads.openLead, same)
    expect((await test.ok('countyOfficeA', leads.openLead, same)).joinedTo).toBe(first.id)
    expect((await test.ok('countyOfficeA', leads.openLead, { ...same, areaId: areas.villageA2.id })).joinedTo).toBe(
      null,
    )
    const siteOne = await insertSite(areas.villageA1)
    const siteTwo = await insertSite(areas.villageA1)
    const named = await test.ok('countyOfficeA', leads.openLead, { ...same, siteId: siteOne })
    expect(named.joinedTo).toBe(first.id)
    expect((await test.ok('countyOfficeA', leads.openLead, { ...same, siteId: siteTwo })).joinedTo).toBe(null)
  })

  it('that arrive together at one site leave one open lead', async () => {
    const siteId = await insertSite(areas.villageA2)
    const all = await Promise.all(
      Array.from({ length: 6 }, () => test.ok('countyOfficeA', leads.openLead, { ...written(), siteId })),
    )
    const heads = all.filter(({ joinedTo }) => joinedTo === null)
    expect(heads).toHaveLength(1)
    expect(new Set(all.flatMap(({ joinedTo }) => joinedTo ?? []))).toEqual(new Set(heads.map(({ id }) => id)))
  })

  it('do not join a lead that is closed', async () => {
    const siteId = await insertSite(areas.villageA1)
    const first = await test.ok('countyOfficeA', leads.openLead, { ...written(), siteId })
    await test.ok('countyOfficeA', leads.assignLead, { id: first.id, agencyId: test.agencies.marketA })
    await test.ok('officerA1', leads.takeUpLead, { id: first.id })
    await visitLead(test, first.id)
    await test.ok('officerA1', leads.decideLead, { id: first.id, outcome: 'lawful', reason: '铸造企业，有造型线' })
    await test.ok('countyOfficeA', leads.closeLead, { id: first.id, cause: 'lawfulFoundry' })
    expect((await test.ok('countyOfficeA', leads.openLead, { ...written(), siteId })).joinedTo).toBe(null)
  })
})

describe('naming the site', () => {
  it('makes the place exact', async () => {
    const lead = await open(areas.townshipA.id)
    const siteId = await insertSite(areas.villageA2)
    expect(await test.ok('townshipLeaderA', leads.nameSite, { id: lead.id, siteId })).toEqual({ joinedTo: null })
    const now = await test.ok('gridWorkerA2', leads.getLead, { id: lead.id })
    expect([now.siteId, now.areaId]).toEqual([siteId, areas.villageA2.id])
    expect(await test.eventsOf(lead.id)).toContain('lead.siteNamed')
    expect(await test.refused('townshipLeaderA', leads.nameSite, { id: lead.id, siteId })).toBe('lead-has-site')
  })

  it('joins the open lead that is there already', async () => {
    const siteId = await insertSite(areas.villageA1)
    const first = await test.ok('countyOfficeA', leads.openLead, { ...written(), siteId })
    const second = await open(areas.townshipA.id)
    expect(await test.ok('countyOfficeA', leads.nameSite, { id: second.id, siteId })).toEqual({ joinedTo: first.id })
    expect((await limitsOf(second.id)).map(({ state }) => state)).toEqual(['ended'])
  })

  it('is refused outside the area of the lead, to others, and once something is found', async () => {
    const lead = await open()
    const elsewhere = await insertSite(areas.villageA3)
    const here = await insertSite(areas.villageA1)
    expect(await test.refused('countyOfficeA', leads.nameSite, { id: lead.id, siteId: elsewhere })).toBe(
      'site-elsewhere',
    )
    expect(await test.refused('officerA1', leads.nameSite, { id: lead.id, siteId: here })).toBe('not-permitted')
    expect(await test.refused('officerB1', leads.nameSite, { id: lead.id, siteId: here })).toBe('not-found')
    const decided = await openDecided('notOurs')
    expect(await test.refused('countyOfficeA', leads.nameSite, { id: decided.id, siteId: here })).toBe('wrong-state')
  })
})

describe('assigning', () => {
  it('charges a competent agency: the hand-over is met and ten working days run for the verification', async () => {
    const lead = await open()
    expect(
      await test.ok('townshipLeaderA', leads.assignLead, { id: lead.id, agencyId: test.agencies.marketA }),
    ).toEqual({ status: 'assigned' })
    expect(await test.eventsOf(lead.id)).toEqual(['lead.opened', 'lead.assigned'])
    const limits = await limitsOf(lead.id)
    expect(limits.map(({ kind, state, dueOn }) => [kind, state, dueOn])).toEqual([
      ['limit.leadHandOver', 'met', '2018-02-11'],
      ['limit.leadVerification', 'running', '2018-02-28'],
    ])
    expect(limits[1]?.holder).toBe(test.agencies.marketA)
    const shown = await test.ok('officerA1', leads.getLead, { id: lead.id })
    expect(shown.rules.map(({ standing }) => standing)).toEqual(['secondary', 'secondary'])
  })

  it('offers competent agencies of the place only', async () => {
    const { id } = await open()
    const { rows } = await test.ok('countyOfficeA', leads.listChargeableAgencies, { id })
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set([test.agencies.marketA, test.agencies.economyA]))
  })

  it('refuses an agency of another county, one without competence, other persons, and a second time', async () => {
    const { id } = await open()
    for (const agency of ['marketB', 'powerCompany', 'countyOfficeA'] as const) {
      expect(await test.refused('countyOfficeA', leads.assignLead, { id, agencyId: test.agencies[agency] })).toBe(
        'agency-not-competent',
      )
    }
    const agencyId = test.agencies.marketA
    expect(await test.refused('gridWorkerA1', leads.assignLead, { id, agencyId })).toBe('not-permitted')
    expect(await test.refused('officerA1', leads.assignLead, { id, agencyId })).toBe('not-permitted')
    expect(await test.refused('countyOfficeB', leads.assignLead, { id, agencyId })).toBe('not-found')
    expect(await test.eventsOf(id)).toEqual(['lead.opened'])
    await test.ok('countyOfficeA', leads.assignLead, { id, agencyId })
    expect(await test.refused('countyOfficeA', leads.assignLead, { id, agencyId })).toBe('wrong-state')
  })
})

describe('an assignment', () => {
  it('that is not ours goes back with its reason, and whoever assigns decides anew', async () => {
    const { id } = await openAssigned()
    expect(await test.ok('officerA1', leads.returnLead, { id, reason: '不属于本局职责' })).toEqual({ status: 'opened' })
    expect((await limitsOf(id)).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'limit.leadHandOver met',
      'limit.leadVerification ended',
      'limit.leadHandOver running',
    ])
    const { assignments, assignedAgencyId } = await test.ok('countyOfficeA', leads.getLead, { id })
    expect(assignments[0]?.returnReason).toBe('不属于本局职责')
    expect(assignedAgencyId).toBe(null)
    expect(await test.eventsOf(id)).toEqual(['lead.opened', 'lead.assigned', 'lead.returned'])
  })

  it('is returned once by the same agency; charged again it must be taken up', async () => {
    const { id } = await openAssigned()
    await test.ok('officerA1', leads.returnLead, { id, reason: '不属于我' })
    await test.ok('countyOfficeA', leads.assignLead, { id, agencyId: test.agencies.marketA })
    expect(await test.refused('officerA2', leads.returnLead, { id, reason: '还是不属于我' })).toBe(
      'lead-returned-before',
    )
    expect(await statusOf(id)).toBe('assigned')
  })

  it('is taken up by the agency charged alone', async () => {
    const { id } = await openAssigned()
    expect(await test.refused('economyOfficerA', leads.takeUpLead, { id })).toBe('not-permitted')
    expect(await test.refused('economyOfficerA', leads.returnLead, { id, reason: '不属于我' })).toBe('not-permitted')
    expect(await test.refused('officerB1', leads.takeUpLead, { id })).toBe('not-found')
    expect(await test.ok('officerA1', leads.takeUpLead, { id })).toEqual({ status: 'underVerification' })
    expect(await test.eventsOf(id)).toContain('lead.verificationStarted')
    expect(await test.refused('officerA1', leads.takeUpLead, { id })).toBe('wrong-state')
    expect(await test.refused('officerA1', leads.returnLead, { id, reason: '不属于我' })).toBe('wrong-state')
  })
})

describe('deciding', () => {
  it.each(['founded', 'unfounded', 'lawful', 'notOurs'] as const)(
    '%s meets the limit and records the outcome',
    async (outcome) => {
      const { id } = await openDecided(outcome)
      expect(await statusOf(id)).toBe(outcome)
      expect((await limitsOf(id)).map(({ state }) => state)).toEqual(['met', 'met'])
      expect((await test.eventsOf(id)).at(-1)).toBe('lead.decided')
    },
  )

  it('needs a verification, a reason, and the agency charged', async () => {
    const { id } = await openAssigned()
    const decision = { id, outcome: 'unfounded', reason: '未发现' } as const
    expect(await test.refused('officerA1', leads.decideLead, decision)).toBe('wrong-state')
    await test.ok('officerA1', leads.takeUpLead, { id })
    expect(await test.refused('officerA1', leads.decideLead, { ...decision, reason: '  ' })).toBe('bad-input')
    expect(await test.refused('economyOfficerA', leads.decideLead, decision)).toBe('not-permitted')
    expect(await test.refused('countyOfficeA', leads.decideLead, decision)).toBe('not-permitted')
    expect(await test.refused('officerB1', leads.decideLead, decision)).toBe('not-found')
  })
})

describe('closing', () => {
  it('takes a cause that fits, by whoever answers for the place', async () => {
    const { id } = await openDecided('lawful')
    expect(await test.refused('countyOfficeA', leads.closeLead, { id, cause: 'nothingFound' })).toBe('lead-cause-unfit')
    expect(await test.refused('officerA1', leads.closeLead, { id, cause: 'lawfulFoundry' })).toBe('not-permitted')
    expect(await test.refused('countyOfficeB', leads.closeLead, { id, cause: 'lawfulFoundry' })).toBe('not-found')
    expect(await test.ok('countyOfficeA', leads.closeLead, { id, cause: 'lawfulFoundry' })).toEqual({
      status: 'closed',
    })
    expect((await test.eventsOf(id)).at(-1)).toBe('lead.closed')
    expect(await test.refused('countyOfficeA', leads.closeLead, { id, cause: 'lawfulFoundry' })).toBe('wrong-state')
  })

  it('of a founded lead is left to its case', async () => {
    const { id } = await openDecided('founded')
    expect(await test.refused('countyOfficeA', leads.closeLead, { id, cause: 'nothingFound' })).toBe(
      'lead-closed-by-case',
    )
    const { status } = await test.call('countyOfficeA', leads.closeLead, { id, cause: 'caseClosed' })
    expect(status).toBe(400)
  })
})
