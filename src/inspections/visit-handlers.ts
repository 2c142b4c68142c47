/** Writes and reads of visits. */
import { v7 as uuidv7 } from 'uuid'
import { listCardHolders } from '../agencies/official-store.ts'
import { getArea } from '../areas/store.ts'
import { keptFromLead } from '../leads/acts.ts'
import type { LeadStatus } from '../leads/lead.ts'
import { getVisited } from '../leads/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { checkFiles } from '../platform/server/platform-store.ts'
import { meetLimits, openLimitOrWait } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { countAgainstCap, letJudgementsStand, loadVisitRules, passGuard, standBehind } from './acts.ts'
import type { inspectionsContract } from './contract.ts'
import { listJudgementsOfVisit } from './judgement-store.ts'
import { lockTarget, saveTarget } from './store.ts'
import { targetMoves } from './sweep.ts'
import { mayAccept, mayCarryOut, mayPlanVisit, moved, visitMoves } from './visit.ts'
import { guardStart } from './visit-guard.ts'
import {
  countUnjudged,
  getOccupiedSite,
  getVisitFacts,
  insertOfficers,
  insertVisit,
  listVisits,
  lockVisit,
  savePlan,
  saveStarted,
  saveSubmitted,
  saveVisitStatus,
  type Visit,
} from './visit-store.ts'

type Operations =
  | 'getVisitDemands'
  | 'listCardHolders'
  | 'planVisit'
  | 'planProposedVisit'
  | 'startVisit'
  | 'submitVisit'
  | 'returnVisit'
  | 'acceptVisit'
  | 'cancelVisit'
  | 'listVisits'
  | 'getVisit'

const resultLimit = 'limit.visitResult'

export const visitHandlers: Pick<Handlers<typeof inspectionsContract>, Operations> = {
  async getVisitDemands({ db }, { siteId, agencyId, on }) {
    const place = await getOccupiedSite(db, siteId, on)
    const rules = await loadVisitRules(db, on)
    const { minCardHolders, publishedItem, approval, noticeOrReasonForNone, gateLogIn } = rules.requirement
    const counted =
      rules.requirement.yearlyCap && rules.cap
        ? { cap: rules.cap.visitsPerYear, visits: await countAgainstCap(db, place, siteId, agencyId, on, rules) }
        : null
    return {
      minCardHolders,
      publishedItem,
      approval,
      noticeOrReasonForNone,
      gateLogIn,
      yearlyCap: counted,
      exemptSources: rules.exempt?.taskSources ?? [],
      taskSources: rules.allowedSources.taskSources,
      citation: rules.citation,
      standing: rules.standing,
    }
  },

  async listCardHolders(context, { agencyId, on, leadId }) {
    const { kept } = await leadOf(context, leadId ?? null)
    const holders = await listCardHolders(context.db, agencyId, on, null)
    return { rows: holders.filter(({ id }) => !kept.includes(id)) }
  },

  async planVisit(context, plan) {
    const { db, user, record } = context
    const { confined, siteId: siteOfLead, status, kept } = await leadOf(context, plan.leadId)
    // nobody is sent to a firm for a lead that is closed
    if (status === 'closed') throw new Refusal('wrong-state', { move: 'planVisit', status })
    if (plan.leadId !== null && siteOfLead !== plan.siteId) throw new Refusal('visit-lead-elsewhere')
    const officerIds = plan.officerIds.filter((id) => !kept.includes(id))
    const { place, officers, basisRuleId } = await passGuard(db, { ...plan, officerIds })
    if (!mayPlanVisit(user, plan, place.areaPath)) throw new Refusal('not-permitted')
    const id = uuidv7()
    await insertVisit(db, {
      ...plan,
      id,
      place,
      basisRuleId,
      status: 'planned',
      caseFileId: null,
      confined,
      plannedBy: user.officialId,
    })
    await insertOfficers(db, id, place.areaPath, officers)
    const { siteId, agencyId, taskSource, plannedOn, leadId } = plan
    await record('visit.planned', {
      subject: 'visit',
      id,
      areaPath: place.areaPath,
      to: 'planned',
      // once it has begun, more may read this than may know of a confined lead
      changed: { siteId, agencyId, plannedOn, ...(!confined && { taskSource, leadId }) },
    })
    return { id }
  },

  async planProposedVisit({ db, user, record }, { id, ...given }) {
    const visit = await lockVisit(db, id)
    if (!mayPlanVisit(user, visit, visit.areaPath)) throw new Refusal('not-permitted')
    const status = move(visitMoves, 'plan', visit.status)
    const plan = {
      ...given,
      siteId: visit.siteId,
      agencyId: visit.agencyId,
      taskSource: visit.taskSource,
      leadId: null,
      sweepTargetId: null,
    }
    const { officers, basisRuleId } = await passGuard(db, plan)
    await savePlan(db, id, plan, status, basisRuleId, user.officialId)
    await insertOfficers(db, id, visit.areaPath, officers)
    await record('visit.planned', moved(visit, status, { plannedOn: plan.plannedOn }))
    return { id }
  },

  async startVisit({ db, user, now, record }, { id, gateLogIn }) {
    const visit = await lockVisit(db, id)
    if (!mayCarryOut(user, visit.officerIds)) throw new Refusal('not-permitted')
    const status = move(visitMoves, 'start', visit.status)
    const today = dateInChina(now)
    guardStart(gateLogIn, (await loadVisitRules(db, today)).requirement)
    await saveStarted(db, id, status, gateLogIn, now)
    await startResultLimit(db, visit, today)
    await record('visit.started', moved(visit, status, { gateLogIn: gateLogIn !== null }))
    return { id }
  },

  async submitVisit(context, { id, photoIds, ...findings }) {
    const { db, user, now, record } = context
    const visit = await lockVisit(db, id)
    if (!mayCarryOut(user, visit.officerIds)) throw new Refusal('not-permitted')
    const status = move(visitMoves, 'submit', visit.status)
    if (findings.couldEnter && (await countUnjudged(db, visit)) > 0) throw new Refusal('visit-unjudged')
    await checkFiles(db, photoIds, 'photoIds')
    await saveSubmitted(db, id, status, findings, photoIds, now)
    await meetLimits(db, id, resultLimit, dateInChina(now))
    if (findings.couldEnter) await coverTarget(context, visit)
    const { couldEnter, metPerson, signedByFirm, words } = findings
    await record('visit.submitted', {
      ...moved(visit, status, { couldEnter, metPerson, signedByFirm, photos: photoIds.length }),
      personal: { words },
    })
    return { id }
  },

  async returnVisit({ db, user, record }, { id, reason }) {
    const visit = await permitReview(db, user, id)
    const status = move(visitMoves, 'return', visit.status)
    await saveVisitStatus(db, id, status, reason)
    await record('visit.returned', { ...moved(visit, status, {}), personal: { reason } })
    return { id }
  },

  async acceptVisit(context, { id }) {
    const { db, user, record } = context
    const visit = await permitReview(db, user, id)
    const status = move(visitMoves, 'accept', visit.status)
    await saveVisitStatus(db, id, status, null)
    await letJudgementsStand(context, id)
    const leadId = await standBehind(context, visit, status)
    await record('visit.accepted', moved(visit, status, { leadId }))
    return { id }
  },

  async cancelVisit({ db, user, record }, { id, reason }) {
    const visit = await lockVisit(db, id)
    if (!mayPlanVisit(user, visit, visit.areaPath)) throw new Refusal('not-permitted')
    const status = move(visitMoves, 'cancel', visit.status)
    await saveVisitStatus(db, id, status, reason)
    await record('visit.cancelled', { ...moved(visit, status, {}), personal: { reason } })
    return { id }
  },

  async listVisits({ db, now }, { areaId, ...filter }) {
    const today = dateInChina(now)
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, today)).path
    return listVisits(db, { ...filter, areaPath }, today)
  },

  async getVisit({ db, now }, { id }) {
    return { ...(await getVisitFacts(db, id, dateInChina(now))), judgements: await listJudgementsOfVisit(db, id) }
  },
}

/** Whether the lead of a visit is confined, where it is, and who is not to go for it. Refuses `not-found`. */
async function leadOf(
  context: Pick<Context, 'db' | 'platform'>,
  leadId: string | null,
): Promise<{ confined: boolean; siteId: string | null; status: LeadStatus | null; kept: readonly string[] }> {
  if (leadId === null) return { confined: false, siteId: null, status: null, kept: [] }
  const lead = await getVisited(context.db, leadId)
  return { ...lead, kept: await keptFromLead(context, lead) }
}

async function permitReview(db: Context['db'], user: Context['user'], id: string): Promise<Visit> {
  const visit = await lockVisit(db, id)
  if (!mayAccept(user, visit, visit.officerIds, visit.areaPath)) throw new Refusal('not-permitted')
  return visit
}

async function startResultLimit(db: Context['db'], visit: Visit, startedOn: string): Promise<void> {
  const rule = (await getRule(db, resultLimit, startedOn)).value
  const area = { id: visit.areaId, path: visit.areaPath }
  await openLimitOrWait(
    db,
    {
      subjectKind: 'visit',
      subjectId: visit.id,
      kind: resultLimit,
      area,
      holderAgencyId: visit.agencyId,
      startedOn,
      ...rule,
    },
    await loadCalendar(db),
  )
}

/** The target of a sweep counts as visited only when officers could enter. */
async function coverTarget({ db, now, record }: Context, visit: Visit): Promise<void> {
  if (visit.sweepTargetId === null) return
  const target = await lockTarget(db, visit.sweepTargetId)
  const status = move(targetMoves, 'visit', target.status)
  await saveTarget(db, target.id, status, dateInChina(now))
  await record('sweepTarget.visited', {
    subject: 'sweepTarget',
    id: target.id,
    areaPath: target.areaPath,
    from: target.status,
    to: status,
    changed: { visitId: visit.id },
  })
}
