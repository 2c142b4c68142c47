/** A case file (案卷): from a founded lead to the acceptance of its closing card. Pure. */
import { z } from 'zod'
import type { LeadState } from '../leads/lead.ts'
import { type Moves, mayMove } from '../platform/shared/moves.ts'
import { type Actor, areaPath, covers, type Grant, grantFor, type Role } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'

export const caseStatuses = ['open', 'closing', 'closed'] as const
export type CaseStatus = (typeof caseStatuses)[number]

/** The whole life of a case. `closing`: the card is handed in and waits for a second person. */
export const caseMoves = {
  submit: { from: ['open'], to: 'closing' },
  return: { from: ['closing'], to: 'open' },
  accept: { from: ['closing'], to: 'closed' },
} as const satisfies Moves<CaseStatus>

/** As much of a case as permissions need; the same in the browser. */
export const caseState = z.object({
  id: z.uuid(),
  number: z.string(),
  status: z.enum(caseStatuses),
  siteId: z.uuid(),
  agencyId: z.uuid(),
  /** The responsible agency and those that have taken over its matters by now. */
  actingAgencyIds: z.array(z.uuid()),
  areaId: z.number().int(),
  areaPath,
  openedOn: z.iso.date(),
})
export type CaseState = z.infer<typeof caseState>

/** `AJ2018-000012`: the running number of the year in which it was opened. */
export const caseNumber = (year: number, running: number): string => `AJ${year}-${String(running).padStart(6, '0')}`

/** Who sees cases at all, each in the own scope; the power company for what it is asked to cut. */
export const caseReaders = [
  'cityOffice',
  'countyOffice',
  'townshipLeader',
  'departmentOfficer',
  'powerLiaison',
  'superiorInspector',
  'legalReviewer',
] as const satisfies readonly Role[]

type OfAgency = Pick<CaseState, 'actingAgencyIds' | 'areaPath'>

const officerOf = (user: Actor, { actingAgencyIds, areaPath: path }: OfAgency): Grant | undefined =>
  user.grants.find(
    (g) =>
      g.role === 'departmentOfficer' &&
      g.agencyId !== null &&
      actingAgencyIds.includes(g.agencyId) &&
      covers(g.areaPath, path),
  )

/** An officer of the agency that verified the lead. */
export const mayOpenCase = (user: Actor, lead: Pick<LeadState, 'actingAgencyIds' | 'areaPath'>): boolean =>
  officerOf(user, lead) !== undefined

/** A case rests on the accepted visit on which its lead was founded. Refuses `lead-not-founded`, `lead-without-site`, `lead-unvisited`. */
export function checkLead(lead: Pick<LeadState, 'status' | 'siteId' | 'visitId'>): string {
  if (lead.status !== 'founded') throw new Refusal('lead-not-founded', { status: lead.status })
  if (lead.siteId === null) throw new Refusal('lead-without-site')
  if (lead.visitId === null) throw new Refusal('lead-unvisited')
  return lead.siteId
}

/** Officers of the responsible agency keep the file: what belongs on the card, the supply, handing it in. */
export const mayKeepCase = (user: Actor, caseFile: CaseState): boolean =>
  caseFile.status === 'open' && officerOf(user, caseFile) !== undefined

/** The grant with which an officer acts for one of his agencies at the place; several bodies may act on one file. */
export const authorityGrant = (user: Actor, path: string, agencyId: string): Grant | undefined =>
  user.grants.find((g) => g.role === 'departmentOfficer' && g.agencyId === agencyId && covers(g.areaPath, path))

/** Whether the user may act on atoms of the file at all: the hour of each act is judged apart. */
export const mayWorkOnCase = (user: Actor, caseFile: CaseState): boolean =>
  caseFile.status === 'open' && grantFor(user, ['departmentOfficer'], caseFile.areaPath) !== undefined

/** The power company carries out the cut an authority has asked for. */
export const powerGrant = (user: Actor, caseFile: CaseState): Grant | undefined =>
  caseFile.status === 'open' ? grantFor(user, ['powerLiaison'], caseFile.areaPath) : undefined

export const maySubmitClosure = mayKeepCase

const acceptingRoles = ['countyOffice', 'departmentOfficer'] as const satisfies readonly Role[]

/** Who may look at the card as the second person; who has worked on it is told so by `checkSecondPerson`. */
export const mayReviewClosure = (user: Actor, caseFile: CaseState): boolean =>
  mayMove(caseMoves, 'accept', caseFile.status) && grantFor(user, acceptingRoles, caseFile.areaPath) !== undefined

/** Nobody accepts the own work. @param workers who handed it in, did a step, or was the second person of one. Refuses `same-person`. */
export function checkSecondPerson(user: Actor, workers: readonly (string | null)[]): void {
  if (workers.includes(user.officialId)) throw new Refusal('same-person')
}

export const serviceKinds = ['inPerson', 'leftAtPlace', 'byAgent', 'byPost', 'byNotice'] as const
export type ServiceKind = (typeof serviceKinds)[number]

/** Refuses `decision-dates`: decided before the case was opened, served before decided, or in the future. */
export function checkDecisionDates(openedOn: string, decidedOn: string, servedOn: string | null, today: string): void {
  if (decidedOn < openedOn || decidedOn > today || (servedOn !== null && (servedOn < decidedOn || servedOn > today)))
    throw new Refusal('decision-dates')
}
