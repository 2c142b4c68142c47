import { describe, expect, it } from 'vitest'
import { type Actor, type Grant, type Role, roles } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { handOverHolder } from './chain.ts'
import { exampleLead } from './examples.ts'
import {
  checkGround,
  closeWith,
  decidedUnseen,
  type LeadOutcome,
  type LeadState,
  leadMoves,
  leadNumber,
  leadSeries,
  leadSources,
  leadStatuses,
  mayAssignLead,
  mayBeCharged,
  mayCloseByCase,
  mayCloseLead,
  mayDecideLead,
  mayNameSite,
  mayOpenLead,
  mayReturnLead,
  mayTakeUpLead,
  outcomesOpen,
  refuseSecondReturn,
} from './lead.ts'

const quality = '0190a000-0000-7000-8000-00000000000a'
const other = '0190a000-0000-7000-8000-00000000000b'
const me = '0190a000-0000-7000-8000-0000000000ff'

const grant = (role: Role, path: string, agencyId: string | null = null): Grant => ({
  role,
  agencyId,
  functionKind: agencyId ? 'quality' : null,
  areaId: 1,
  areaPath: path,
  areaLevel: 'county',
})
const person = (...grants: Grant[]): Actor => ({
  accountId: 'a',
  officialId: me,
  name: '某',
  enforcementCard: null,
  grants,
})
const officer = person(grant('departmentOfficer', '/1/2/', quality))
const county = person(grant('countyOffice', '/1/2/'))
const foreigner = person(grant('countyOffice', '/1/3/'), grant('departmentOfficer', '/1/3/', quality))

const lead = (facts: Partial<LeadState>): LeadState => ({ ...exampleLead, ...facts })
const assigned = lead({ status: 'assigned', assignedAgencyId: quality, actingAgencyIds: [quality] })
const code = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'done'
}

describe('the life of a lead', () => {
  it('leads from opening to closed, and nothing leads out of closed', () => {
    const reached = new Set<string>(['opened'])
    for (let grown = true; grown; ) {
      const before = reached.size
      for (const { from, to } of Object.values(leadMoves))
        if (from.some((status) => reached.has(status))) reached.add(to)
      grown = reached.size > before
    }
    expect([...reached].toSorted()).toEqual([...leadStatuses].toSorted())
    expect(Object.values(leadMoves).some(({ from }) => (from as readonly string[]).includes('closed'))).toBe(false) // wider for includes
  })

  it('numbers by year with at least six digits, those from tips in a series of their own', () => {
    expect(leadNumber(leadSeries(false), 2018, 123)).toBe('XS2018-000123')
    expect(leadNumber(leadSeries(true), 2019, 1_234_567)).toBe('XM2019-1234567')
  })

  it.each([
    ['founded', 'founded', 'caseClosed', 'done'],
    ['founded', 'founded', 'nothingFound', 'lead-closed-by-case'],
    ['unfounded', 'unfounded', 'nothingFound', 'done'],
    ['unfounded', 'unfounded', 'lawfulFoundry', 'lead-cause-unfit'],
    ['lawful', 'lawful', 'lawfulFoundry', 'done'],
    ['notOurs', 'notOurs', 'handedOn', 'done'],
    ['lawful', 'lawful', 'caseClosed', 'wrong-state'],
    ['underVerification', null, 'nothingFound', 'wrong-state'],
    ['closed', 'unfounded', 'nothingFound', 'wrong-state'],
  ] as const)('a lead that is %s (found: %s) closed as %s: %s', (status, outcome, cause, expected) => {
    expect(code(() => closeWith(lead({ status, outcome }), cause))).toBe(expected)
  })

  it('is given back by an agency once only', () => {
    expect(code(() => refuseSecondReturn(false))).toBe('done')
    expect(code(() => refuseSecondReturn(true))).toBe('lead-returned-before')
  })
})

describe('who may open a lead', () => {
  const openers: Record<(typeof leadSources)[number], Role[]> = {
    alarm: ['cityOffice', 'countyOffice', 'townshipLeader', 'departmentOfficer', 'powerLiaison'],
    observation: ['cityOffice', 'countyOffice', 'townshipLeader', 'departmentOfficer', 'gridWorker'],
    visit: ['cityOffice', 'countyOffice', 'departmentOfficer'],
    tip: ['cityOffice', 'countyOffice', 'townshipLeader', 'departmentOfficer'],
    superior: ['cityOffice', 'countyOffice', 'townshipLeader'],
    media: ['cityOffice', 'countyOffice', 'townshipLeader'],
  }
  it.each(leadSources)('from %s, within the own area only', (source) => {
    for (const role of roles) {
      const user = person(grant(role, '/1/2/'))
      expect(mayOpenLead(user, source, '/1/2/4/6/'), role).toBe(openers[source].includes(role))
      expect(mayOpenLead(user, source, '/1/3/5/8/'), role).toBe(false)
    }
  })

  it('the program itself, from alarms and tips only', () => {
    expect(leadSources.filter((source) => mayOpenLead(null, source, '/1/'))).toEqual(['alarm', 'tip'])
  })
})

describe('who may act on a lead', () => {
  it('is the office of the place for assigning, and nobody of another county', () => {
    expect(mayAssignLead(county, exampleLead)).toBe(true)
    expect(mayAssignLead(foreigner, exampleLead)).toBe(false)
    expect(mayAssignLead(officer, exampleLead)).toBe(false)
    expect(mayAssignLead(county, assigned)).toBe(false)
  })

  it('is the agency charged for taking up, returning and deciding', () => {
    const underVerification = { ...assigned, status: 'underVerification' } as const
    const notCharged = person(grant('departmentOfficer', '/1/2/', other))
    expect([mayTakeUpLead(officer, assigned), mayReturnLead(officer, assigned)]).toEqual([true, true])
    expect(mayDecideLead(officer, underVerification)).toBe(true)
    expect(mayReturnLead(officer, underVerification)).toBe(false)
    for (const user of [notCharged, foreigner, county]) {
      expect([mayTakeUpLead(user, assigned), mayReturnLead(user, assigned)]).toEqual([false, false])
      expect(mayDecideLead(user, underVerification)).toBe(false)
    }
  })

  it('includes the agency that took over from the one charged', () => {
    const successor = person(grant('departmentOfficer', '/1/2/', other))
    expect(mayTakeUpLead(successor, { ...assigned, actingAgencyIds: [quality, other] })).toBe(true)
  })

  it('is for closing the office of the place, but not the person who decided', () => {
    const decided = lead({ status: 'unfounded', outcome: 'unfounded', decidedBy: other })
    expect(mayCloseLead(county, decided)).toBe(true)
    expect(mayCloseLead(county, { ...decided, decidedBy: me })).toBe(false)
    expect(mayCloseLead(officer, decided)).toBe(false)
    expect(mayCloseLead(county, lead({ status: 'founded', outcome: 'founded' }))).toBe(false)
    expect(mayCloseByCase(officer, lead({ status: 'founded', outcome: 'founded' }))).toBe(true)
  })

  it('is nobody once it has joined an earlier lead', () => {
    const joined = { ...assigned, joinedTo: other }
    expect(mayTakeUpLead(officer, joined) || mayReturnLead(officer, joined)).toBe(false)
    expect(mayAssignLead(county, { ...joined, status: 'opened' }) || mayNameSite(county, joined)).toBe(false)
  })

  it('names the site only while nothing is found and no site is known', () => {
    expect(mayNameSite(county, exampleLead) && mayNameSite(officer, assigned)).toBe(true)
    expect(mayNameSite(county, lead({ status: 'founded', outcome: 'founded' }))).toBe(false)
    expect(mayNameSite(county, lead({ siteId: other }))).toBe(false)
  })
})

describe('an agency may be charged', () => {
  const agency = {
    id: quality,
    functionKind: 'quality',
    areaPath: '/1/2/',
    areaLevel: 'county',
    returnedBefore: false,
    lookedBefore: false,
  }
  const inspectors = new Set(['quality'])
  const city = person(grant('cityOffice', '/1/'))

  it('only if it covers the place and may inspect', () => {
    expect(mayBeCharged(county, exampleLead, agency, inspectors)).toBe(true)
    expect(mayBeCharged(county, exampleLead, { ...agency, areaPath: '/1/3/' }, inspectors)).toBe(false)
    expect(mayBeCharged(county, exampleLead, { ...agency, functionKind: 'coordination' }, inspectors)).toBe(false)
    expect(mayBeCharged(county, exampleLead, { ...agency, functionKind: null }, inspectors)).toBe(false)
  })

  it('only if it is not the one whose result is looked into again', () => {
    expect(mayBeCharged(county, exampleLead, { ...agency, lookedBefore: true }, inspectors)).toBe(false)
  })

  it('of the city by the city office only', () => {
    const ofCity = { ...agency, areaPath: '/1/', areaLevel: 'city' }
    expect(mayBeCharged(county, exampleLead, ofCity, inspectors)).toBe(false)
    expect(mayBeCharged(city, exampleLead, ofCity, inspectors)).toBe(true)
  })
})

describe('what must stand behind a result', () => {
  const site = '0190a000-0000-7000-8000-00000000000c'
  const visit = '0190a000-0000-7000-8000-00000000000d'
  const place = { siteId: null, visitId: null }
  const premises = { siteId: site, visitId: null }
  const visited = { siteId: site, visitId: visit }

  it.each([
    ['a place without premises', place, ['unfounded', 'notOurs']],
    ['premises that nobody has visited', premises, ['notOurs']],
    ['premises that were visited', visited, ['founded', 'unfounded', 'lawful', 'notOurs']],
  ])('%s: these results may be stated', (_, facts, outcomes) => {
    expect(outcomesOpen(facts)).toEqual(outcomes)
  })

  it.each([
    [premises, 'founded', false, 'lead-not-visited'],
    [premises, 'unfounded', false, 'lead-not-visited'],
    [premises, 'unfounded', true, 'survey-unfit'],
    [visited, 'unfounded', true, 'survey-unfit'],
    [place, 'lawful', false, 'lead-without-premises'],
    [place, 'founded', true, 'survey-unfit'],
    [place, 'notOurs', true, 'survey-unfit'],
    [place, 'unfounded', false, 'survey-missing'],
    [place, 'unfounded', true, 'done'],
    [visited, 'founded', false, 'done'],
    [premises, 'notOurs', false, 'done'],
  ] as const)('%o, %s, surveyed %s: %s', (facts, outcome, surveyed, told) => {
    expect(code(() => checkGround(facts, outcome, surveyed))).toBe(told)
  })

  it('lets nobody close who surveyed the place', () => {
    const survey = { surveyedOn: '2018-02-09', officerIds: [me], photoIds: [visit] }
    const unfounded = lead({ status: 'unfounded', outcome: 'unfounded', decidedBy: other })
    expect(mayCloseLead(county, unfounded)).toBe(true)
    expect(mayCloseLead(county, { ...unfounded, survey })).toBe(false)
  })

  it('is told to be missing of what was decided before, and of nothing else', () => {
    const decided = (outcome: LeadOutcome, facts: Partial<LeadState> = {}) => decidedUnseen(lead({ outcome, ...facts }))
    expect([decided('founded'), decided('unfounded'), decided('lawful'), decided('notOurs')]).toEqual([
      true,
      true,
      true,
      false,
    ])
    expect(decided('founded', { visitId: visit })).toBe(false)
    expect(decidedUnseen(exampleLead)).toBe(false)
  })
})

describe('the limit of the hand-over', () => {
  const link = (level: 'village' | 'township' | 'county', officialId: string | null) => ({
    areaId: 1,
    areaName: '某地',
    level,
    post: 'x',
    officialId,
    name: null,
    phone: null,
    officeName: null,
  })
  it('is held by the township, by the county where that post is empty, else by nobody', () => {
    expect(handOverHolder([link('village', other), link('township', me), link('county', quality)])).toBe(me)
    expect(handOverHolder([link('village', other), link('township', null), link('county', quality)])).toBe(quality)
    expect(handOverHolder([link('village', other)])).toBe(null)
  })
})
