/** A lead (线索): anything that may be ditiaogang, from opening to its close with a cause. Pure; the clock is an argument. */
import { z } from 'zod'
import { date, instant } from '../platform/shared/contract.ts'
import { type Moves, mayMove, move } from '../platform/shared/moves.ts'
import {
  type Actor,
  areaPath,
  covers,
  type Grant,
  grantFor,
  holdsRaised,
  type Role,
} from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { survey } from './survey.ts'

export const leadStatuses = [
  'opened',
  'assigned',
  'underVerification',
  'founded',
  'unfounded',
  'lawful',
  'notOurs',
  'closed',
] as const
export type LeadStatus = (typeof leadStatuses)[number]

export const leadSources = ['alarm', 'observation', 'visit', 'tip', 'superior', 'media'] as const
export type LeadSource = (typeof leadSources)[number]
/** What the national conference has to do with a lead: it was reported there, or found in its check. Counts for article nine. */
export const nationalOrigins = ['reported', 'found'] as const
export type NationalOrigin = (typeof nationalOrigins)[number]

/** Sources without a record of their own in this program: an official writes the lead down. */
export const writtenSources = ['superior', 'media'] as const satisfies readonly LeadSource[]

/** What a verification may find. Lawful: honest melting, such as a foundry. Not ours: nobody here is competent. */
export const leadOutcomes = ['founded', 'unfounded', 'lawful', 'notOurs'] as const
export type LeadOutcome = (typeof leadOutcomes)[number]

/**
 * What must stand behind a result. `visit`: an accepted visit that got in at the site of the lead, begun since it was opened. `survey`: two
 * card-holders found nothing at a place that is nobody's premises. Only that nobody here is competent is said from the desk.
 */
export const leadGrounds = {
  founded: ['visit'],
  unfounded: ['visit', 'survey'],
  lawful: ['visit'],
  notOurs: [],
} as const satisfies Record<LeadOutcome, readonly ('visit' | 'survey')[]>

/** Causes with which a lead is closed, by what was found; a founded one ends only with its case. */
export const leadCauses = {
  founded: ['caseClosed'],
  unfounded: ['nothingFound', 'siteIdle', 'dataError'],
  lawful: ['lawfulFoundry', 'otherLawfulLoad'],
  notOurs: ['handedOn', 'outsideArea'],
} as const satisfies Record<LeadOutcome, readonly string[]>
export type LeadCause = (typeof leadCauses)[LeadOutcome][number]
/** Of a lead without a finding: the tip it came from has ended otherwise, so that nobody is left to follow it. */
export const withdrawnCause = 'tipEnded'
/** The causes a person may choose. */
export const chosenCauses = [...leadCauses.unfounded, ...leadCauses.lawful, ...leadCauses.notOurs] as const

/**
 * The whole life of a lead. A move not listed here cannot happen. `giveBack` is the return of an assignment (“不属于我”),
 * `takeBack` what the program or a superior does when whoever is charged stays silent: the lead is open again and whoever assigns decides anew.
 * `withdraw` ends a lead of a tip with the tip.
 */
export const leadMoves = {
  assign: { from: ['opened'], to: 'assigned' },
  giveBack: { from: ['assigned'], to: 'opened' },
  takeBack: { from: ['assigned', 'underVerification'], to: 'opened' },
  startVerification: { from: ['assigned'], to: 'underVerification' },
  founded: { from: ['underVerification'], to: 'founded' },
  unfounded: { from: ['underVerification'], to: 'unfounded' },
  lawful: { from: ['underVerification'], to: 'lawful' },
  notOurs: { from: ['underVerification'], to: 'notOurs' },
  withdraw: { from: ['opened', 'assigned', 'underVerification'], to: 'closed' },
  close: { from: ['unfounded', 'lawful', 'notOurs'], to: 'closed' },
  closeByCase: { from: ['founded'], to: 'closed' },
} as const satisfies Moves<LeadStatus>
export type LeadMove = keyof typeof leadMoves

/** While a lead is in one of these, its place may still be made more exact. */
const unverified: readonly LeadStatus[] = ['opened', 'assigned', 'underVerification']
export const isUnverified = (status: LeadStatus): boolean => unverified.includes(status)

/** What was known at opening: words, and the reasons a machine or a person gave; sources may add facts of their own. */
export const leadFacts = z
  .object({
    words: z.string().max(4000).optional(),
    reasons: z
      .array(z.object({ zh: z.string(), en: z.string() }))
      .max(50)
      .optional(),
  })
  .catchall(z.json())
export type LeadFacts = z.infer<typeof leadFacts>

/** As much of a lead as permissions and moves need; the same in the browser. */
export const leadState = z.object({
  id: z.uuid(),
  number: z.string(),
  status: z.enum(leadStatuses),
  openedAt: instant,
  areaId: z.number().int(),
  areaPath,
  siteId: z.uuid().nullable(),
  assignedAgencyId: z.uuid().nullable(),
  /** The assigned agency and those that have taken over its matters by now. */
  actingAgencyIds: z.array(z.uuid()),
  outcome: z.enum(leadOutcomes).nullable(),
  decidedBy: z.uuid().nullable(),
  joinedTo: z.uuid().nullable(),
  /** Comes from a tip: seen only by those who handle it, under the area of its holder. */
  confined: z.boolean(),
  /** The area to whose office it has risen after its verification ran over. */
  raisedAreaId: z.number().int().nullable(),
  /** The accepted visit that stands behind it, and the day on which officers were there. */
  visitId: z.uuid().nullable(),
  visitedOn: date.nullable(),
  /** The survey on which it was decided. */
  survey: survey.nullable(),
})
export type LeadState = z.infer<typeof leadState>

/** An agency as far as an assignment looks at it. */
export type AssignableAgency = {
  id: string
  functionKind: string | null
  areaPath: string
  areaLevel: string
  /** Whether it has given this lead back before. */
  returnedBefore: boolean
  /** Whether it has verified the lead of which this one is the second look. */
  lookedBefore: boolean
}

/** Leads that only those see who handle them have a series of their own, in which nothing counts: no gap tells of them. */
export const leadSeries = (confined: boolean) => (confined ? ('XM' as const) : ('XS' as const))
/** `XS2018-000123`: the running number of the year in which it was opened; of a confined lead one that was drawn. */
export const leadNumber = (series: ReturnType<typeof leadSeries>, year: number, running: number): string =>
  `${series}${year}-${String(running).padStart(6, '0')}`

/** Who answers for a place and hands its leads on. */
export const assigningRoles = ['cityOffice', 'countyOffice', 'townshipLeader'] as const satisfies readonly Role[]
/** Who sees leads at all, each in the own scope. */
export const readingRoles = [
  ...assigningRoles,
  'gridWorker',
  'departmentOfficer',
  'superiorInspector',
] as const satisfies readonly Role[]

const openingRoles = {
  alarm: [...assigningRoles, 'departmentOfficer', 'powerLiaison'],
  observation: [...assigningRoles, 'departmentOfficer', 'gridWorker'],
  visit: ['cityOffice', 'countyOffice', 'departmentOfficer'],
  tip: [...assigningRoles, 'departmentOfficer'],
  superior: assigningRoles,
  media: assigningRoles,
} as const satisfies Record<LeadSource, readonly Role[]>

/** @param user null: the program itself, which opens leads from alarms and tips only. */
export const mayOpenLead = (user: Actor | null, source: LeadSource, path: string): boolean =>
  user === null ? source === 'alarm' || source === 'tip' : grantFor(user, openingRoles[source], path) !== undefined

const isHead = (lead: LeadState): boolean => lead.joinedTo === null
/** For which agency charged with the lead somebody acts. */
export const actingGrant = (user: Actor, lead: LeadState): Grant | undefined =>
  user.grants.find(
    (g) =>
      g.role === 'departmentOfficer' &&
      g.agencyId !== null &&
      lead.actingAgencyIds.includes(g.agencyId) &&
      covers(g.areaPath, lead.areaPath),
  )

/** Whoever answers for the place hands the lead to a competent agency. */
export const mayAssignLead = (user: Actor, lead: LeadState): boolean =>
  isHead(lead) &&
  mayMove(leadMoves, 'assign', lead.status) &&
  grantFor(user, assigningRoles, lead.areaPath) !== undefined

/**
 * Whether the agency may be charged: it must cover the place, be allowed to inspect by the rulebook of the day, and not have looked
 * before. County and township assign within the county, only the city office charges an agency of the city.
 */
export const mayBeCharged = (
  user: Actor,
  lead: LeadState,
  agency: AssignableAgency,
  inspectors: ReadonlySet<string>,
): boolean =>
  agency.functionKind !== null &&
  inspectors.has(agency.functionKind) &&
  !agency.lookedBefore &&
  covers(agency.areaPath, lead.areaPath) &&
  (agency.areaLevel !== 'city' || grantFor(user, ['cityOffice'], lead.areaPath) !== undefined)

/** The agency charged begins. */
export const mayTakeUpLead = (user: Actor, lead: LeadState): boolean =>
  isHead(lead) && mayMove(leadMoves, 'startVerification', lead.status) && actingGrant(user, lead) !== undefined

/** The agency charged gives back what is not its own; once only, see `refuseSecondReturn`. */
export const mayReturnLead = (user: Actor, lead: LeadState): boolean =>
  isHead(lead) && mayMove(leadMoves, 'giveBack', lead.status) && actingGrant(user, lead) !== undefined

/** Whoever holds a verification that ran over takes it from the agency that let it, and charges another: an office does not inspect itself. */
export const mayTakeBackLead = (user: Actor, lead: LeadState): boolean =>
  isHead(lead) && mayMove(leadMoves, 'takeBack', lead.status) && holdsRaised(user, lead.raisedAreaId)

/** The agency that verifies says what it found. */
export const mayDecideLead = (user: Actor, lead: LeadState): boolean =>
  isHead(lead) && lead.status === 'underVerification' && actingGrant(user, lead) !== undefined

/** Results that may be stated as things stand; the survey is made with the statement. */
export const outcomesOpen = (lead: Pick<LeadState, 'siteId' | 'visitId'>): readonly LeadOutcome[] =>
  leadOutcomes.filter((outcome) => {
    const grounds: readonly string[] = leadGrounds[outcome]
    if (grounds.length === 0) return true
    return lead.siteId === null ? grounds.includes('survey') : lead.visitId !== null && grounds.includes('visit')
  })

/** Whether a result was stated with nobody having been there: possible before that was refused. */
export const decidedUnseen = ({ outcome, visitId, survey: seen }: Pick<LeadState, 'outcome' | 'visitId' | 'survey'>) =>
  outcome !== null && leadGrounds[outcome].length > 0 && visitId === null && seen === null

/**
 * Refuses `lead-not-visited`, `lead-without-premises` for a result that needs the premises named and visited, `survey-missing`, and
 * `survey-unfit` for a survey of what must be visited.
 */
export function checkGround(
  lead: Pick<LeadState, 'siteId' | 'visitId'>,
  outcome: LeadOutcome,
  surveyed: boolean,
): void {
  const grounds: readonly string[] = leadGrounds[outcome]
  const bySurvey = lead.siteId === null && grounds.includes('survey')
  if (surveyed !== bySurvey) throw new Refusal(surveyed ? 'survey-unfit' : 'survey-missing')
  if (!outcomesOpen(lead).includes(outcome))
    throw new Refusal(lead.siteId === null ? 'lead-without-premises' : 'lead-not-visited')
}

/** The agency charged goes there: to say what it finds, or so that a case may rest on a lead that was founded without anybody going. */
export const mayGoForLead = (user: Actor, lead: LeadState): boolean =>
  mayDecideLead(user, lead) ||
  (lead.status === 'founded' && lead.visitId === null && actingGrant(user, lead) !== undefined)

/** Whoever answers for the place closes, never the person who decided, nor one of those who surveyed the place. */
export const mayCloseLead = (user: Actor, lead: LeadState): boolean =>
  isHead(lead) &&
  mayMove(leadMoves, 'close', lead.status) &&
  lead.decidedBy !== user.officialId &&
  !lead.survey?.officerIds.includes(user.officialId) &&
  grantFor(user, assigningRoles, lead.areaPath) !== undefined

/** The case of a founded lead ends: by the officers who keep cases, or who answers for the place. */
export const mayCloseByCase = (user: Actor, lead: LeadState): boolean =>
  isHead(lead) &&
  mayMove(leadMoves, 'closeByCase', lead.status) &&
  grantFor(user, [...assigningRoles, 'departmentOfficer'], lead.areaPath) !== undefined

/** While nothing is found yet, whoever assigns or verifies may name the site. */
export const mayNameSite = (user: Actor, lead: LeadState): boolean =>
  isHead(lead) &&
  lead.siteId === null &&
  isUnverified(lead.status) &&
  (grantFor(user, assigningRoles, lead.areaPath) !== undefined || actingGrant(user, lead) !== undefined)

/** An agency returns a lead once; charged again by whoever assigns, it must take it up. Refuses `lead-returned-before`. */
export function refuseSecondReturn(returnedBefore: boolean): void {
  if (returnedBefore) throw new Refusal('lead-returned-before')
}

/** Causes that fit what was found. */
export const causesOf = (outcome: LeadOutcome | null): readonly LeadCause[] =>
  outcome === null ? [] : leadCauses[outcome]

/** The status after closing with `cause`. Refuses `wrong-state`, `lead-closed-by-case`, `lead-cause-unfit`. */
export function closeWith(lead: LeadState, cause: LeadCause): LeadStatus {
  const byCase = cause === 'caseClosed'
  if (lead.status === 'founded' && !byCase) throw new Refusal('lead-closed-by-case')
  const to = move<LeadStatus>(leadMoves, byCase ? 'closeByCase' : 'close', lead.status)
  if (!causesOf(lead.outcome).includes(cause)) throw new Refusal('lead-cause-unfit', { cause })
  return to
}
