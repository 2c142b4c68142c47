/** A visit (检查): one on-site check by a competent body, at least two card-holders. Its life, and who may move it. */
import { z } from 'zod'
import { date, line, words } from '../platform/shared/contract.ts'
import type { Moves } from '../platform/shared/moves.ts'
import { type Actor, mayActIn } from '../platform/shared/permission.ts'
import { taskSources } from '../rulebook/values.ts'

export const visitStatuses = ['proposed', 'planned', 'underway', 'submitted', 'accepted', 'cancelled'] as const
export type VisitStatus = (typeof visitStatuses)[number]

/** The whole life of a visit. A proposed revisit passes the same guard as every other when it is planned. */
export const visitMoves = {
  plan: { from: ['proposed'], to: 'planned' },
  start: { from: ['planned'], to: 'underway' },
  submit: { from: ['underway'], to: 'submitted' },
  return: { from: ['submitted'], to: 'underway' },
  accept: { from: ['submitted'], to: 'accepted' },
  cancel: { from: ['proposed', 'planned'], to: 'cancelled' },
} as const satisfies Moves<VisitStatus>

/** What the event of a moved visit says. */
export const moved = (
  visit: { id: string; areaPath: string; status: VisitStatus },
  to: VisitStatus,
  changed: Record<string, unknown>,
) => ({ subject: 'visit', id: visit.id, areaPath: visit.areaPath, from: visit.status, to, changed })

/** What must stand before officers go in; which parts are demanded is a dated rule (`visitGuard.requirement`). */
export const visitPlan = z.object({
  siteId: z.uuid(),
  agencyId: z.uuid(),
  officerIds: z.array(z.uuid()).max(20),
  taskSource: z.enum(taskSources),
  leadId: z.uuid().nullable(),
  sweepTargetId: z.uuid().nullable(),
  /** Law and article under which the agency checks. */
  basis: line.nullable(),
  plannedOn: date,
  /** Item of the published list of inspection items. */
  itemCode: line.nullable(),
  approval: z.object({ number: line, approvedBy: line, approvedOn: date }).nullable(),
  /** Notice to the firm, or the reason for going without one. */
  notice: z.union([z.object({ givenOn: date }), z.object({ reasonForNone: words })]).nullable(),
  /** Why the yearly cap does not count, where the task source exempts it. */
  exemptReason: words.nullable(),
})
export type VisitPlan = z.infer<typeof visitPlan>

export const findings = z.object({
  /** What was found, in words. */
  words,
  /** Whether anybody was met, and signed. */
  metPerson: z.boolean(),
  signedByFirm: z.boolean(),
  /** Unknown is a finding of its own: gate shut, power off, nobody there. */
  couldEnter: z.boolean(),
})
export type Findings = z.infer<typeof findings>

type Of = { agencyId: string }

/** Officers of the agency plan its visits; coordinating offices and grid workers may not. */
export const mayPlanVisit = (user: Actor, visit: Of, path: string): boolean =>
  user.grants.some(
    (g) => g.role === 'departmentOfficer' && g.agencyId === visit.agencyId && path.startsWith(g.areaPath),
  )

/** One of the officers of the visit, with a card. */
export const mayCarryOut = (user: Actor, officerIds: readonly string[]): boolean =>
  user.enforcementCard !== null && officerIds.includes(user.officialId)

/** Another officer of the agency, or the office above: never one of those who went. */
export const mayAccept = (user: Actor, visit: Of, officerIds: readonly string[], path: string): boolean =>
  !officerIds.includes(user.officialId) &&
  (mayPlanVisit(user, visit, path) || mayActIn(user, ['countyOffice', 'cityOffice'], path))
