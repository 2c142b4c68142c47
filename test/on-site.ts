/** A verification on site as officers make it: planned, begun, every furnace judged, handed in, accepted by somebody who was not there. */
import { inspectionsContract as inspections } from '../src/inspections/contract.ts'
import { castingEvidence, exampleFindings, examplePlan, forbiddenEvidence } from '../src/inspections/examples.ts'
import { leadsContract as leads } from '../src/leads/contract.ts'
import type { Survey } from '../src/leads/survey.ts'
import { dateInChina } from '../src/platform/shared/calendar.ts'
import type { Test } from './harness.ts'
import { addSite, photo } from './ledger.ts'
import { type AgencyKey, areas, type PersonKey } from './world.ts'

type Team = {
  officers: readonly [PersonKey, PersonKey]
  acceptedBy: PersonKey
  county: (typeof areas)[keyof typeof areas]
}
const ofCountyA = { acceptedBy: 'countyOfficeA', county: areas.countyA } as const
const teams = {
  marketA: { officers: ['officerA1', 'officerA2'], ...ofCountyA },
  economyA: { officers: ['economyOfficerA', 'economyOfficerA2'], ...ofCountyA },
  marketB: {
    officers: ['officerB1', 'officerB2'],
    acceptedBy: 'countyOfficeB',
    county: areas.countyB,
  },
} as const satisfies Partial<Record<AgencyKey, Team>>

const villages = [areas.villageA1, areas.villageA2, areas.villageA3, areas.villageB]

export type Going = {
  agency?: keyof typeof teams
  leadId?: string
  /** Whether ditiaogang is seen at the furnaces of the site. */
  forbidden?: boolean
  /** Furnaces that cast honestly all the same. */
  casting?: readonly string[]
  couldEnter?: boolean
  /** False: handed in, and nobody has accepted it yet. */
  accepted?: boolean
}

/** A visit to a site, in one go. @returns its id. */
export async function visitSite(test: Test, siteId: string, going: Going = {}): Promise<string> {
  const {
    agency = 'marketA',
    leadId = null,
    forbidden = false,
    casting = [],
    couldEnter = true,
    accepted = true,
  } = going
  const { officers, acceptedBy, county } = teams[agency]
  const [first, second] = officers
  const plan = examplePlan(
    siteId,
    test.agencies[agency],
    officers.map((one) => test.persons[one].officialId),
    dateInChina(test.now()),
    { taskSource: leadId === null ? 'superior' : 'lead', leadId, exemptReason: '线索核查' },
  )
  const { id } = await test.ok(first, inspections.planVisit, plan)
  await test.ok(second, inspections.startVisit, { id, gateLogIn: 'SM-1' })
  const photoIds = [await test.upload(first, county.id, 'evidence', 'a.jpg', await photo())]
  const { furnaces } = await test.ok(first, inspections.getVisit, { id })
  for (const { id: furnaceId } of couldEnter ? furnaces : []) {
    const evidence = forbidden && !casting.includes(furnaceId) ? forbiddenEvidence : castingEvidence
    await test.ok(first, inspections.judge, { visitId: id, furnaceId, evidence, photoIds, note: null })
  }
  await test.ok(first, inspections.submitVisit, { id, ...exampleFindings, couldEnter, photoIds })
  if (accepted) await test.ok(acceptedBy, inspections.acceptVisit, { id })
  return id
}

/** A visit for a lead that is under verification; where it has no site yet one of the ledger is named first. @returns the site. */
export async function visitLead(test: Test, leadId: string, going: Going = {}): Promise<string> {
  const { officers, county } = teams[going.agency ?? 'marketA']
  const { siteId, areaPath } = await test.ok(officers[0], leads.getLead, { id: leadId })
  const village = villages.find(({ path }) => path.startsWith(areaPath) && path.startsWith(county.path))
  if (!village) throw new Error(`no village in ${areaPath}`)
  const visited = siteId ?? (await addSite(test, village)).siteId
  if (siteId === null) await test.ok(officers[0], leads.nameSite, { id: leadId, siteId: visited })
  await visitSite(test, visited, { ...going, leadId })
  return visited
}

/** What the two officers of an agency bring from a place that is nobody's premises. */
export async function surveyBy(test: Test, agency: keyof typeof teams = 'marketA'): Promise<Survey> {
  const { officers, county } = teams[agency]
  return {
    surveyedOn: dateInChina(test.now()),
    officerIds: officers.map((one) => test.persons[one].officialId),
    photoIds: [await test.upload(officers[0], county.id, 'evidence', 'a.jpg', await photo())],
  }
}
