/** What later modules may do inside their own transaction: propose a revisit. And the guard every visit passes. */
import { v7 as uuidv7 } from 'uuid'
import { type CardHolder, listCardHolders } from '../agencies/official-store.ts'
import { judgeFurnace } from '../enterprises/acts.ts'
import { openLead, putVisitBehindLeads } from '../leads/acts.ts'
import { putVisitBehindAlarms } from '../metering/acts.ts'
import type { Context } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { findRule, getRule } from '../rulebook/store.ts'
import type { JudgementRow } from './contract.ts'
import { listJudgementsOfVisit } from './judgement-store.ts'
import { getSweep, lockTarget } from './store.ts'
import { type VisitPlan, type VisitStatus, visitMoves } from './visit.ts'
import { guardVisit, isExempt, type VisitRules } from './visit-guard.ts'
import {
  countVisits,
  findFunctionKind,
  getOccupiedSite,
  insertVisit,
  type SitePlace,
  saveVisitLead,
  type Visit,
} from './visit-store.ts'

/** The rules for visits that hold on a day. */
export async function loadVisitRules(
  db: Db,
  day: string,
): Promise<VisitRules & { citation: { zh: string; en: string }; standing: string }> {
  const requirement = await getRule(db, 'visitGuard.requirement', day)
  return {
    requirement: requirement.value,
    citation: requirement.citation,
    standing: requirement.standing,
    allowedSources: (await getRule(db, 'visitGuard.taskSources', day)).value,
    cap: (await findRule(db, 'visitGuard.yearlyCap', day))?.value ?? null,
    exempt: (await findRule(db, 'visitGuard.exemptTriggers', day))?.value ?? null,
    specialSweep: (await findRule(db, 'visitGuard.specialSweep', day))?.value ?? null,
  }
}

/** The rule that lets an agency check firms on a day; undefined where there is none, or it forbids. */
export async function findCompetence(db: Db, agencyId: string, day: string): Promise<string | undefined> {
  const functionKind = await findFunctionKind(db, agencyId, day)
  if (functionKind === null) return undefined
  const rule = await findRule(db, `competence.inspect.${functionKind}` as const, day)
  return rule?.value.allowed ? rule.id : undefined
}

/** Visits that count against the cap of a firm on a day. */
export async function countAgainstCap(
  db: Db,
  place: SitePlace,
  siteId: string,
  agencyId: string,
  day: string,
  rules: VisitRules,
): Promise<number> {
  const agency = rules.cap?.per === 'enterprise' ? null : agencyId
  return countVisits(db, place.enterpriseId, siteId, agency, day, rules.exempt?.taskSources ?? [])
}

export type Guarded = { place: SitePlace; officers: CardHolder[]; basisRuleId: string }

/** Passes a plan through the guard of its own day; refuses with the first demand not met. */
export async function passGuard(db: Db, plan: VisitPlan): Promise<Guarded> {
  const day = plan.plannedOn
  const place = await getOccupiedSite(db, plan.siteId, day)
  const rules = await loadVisitRules(db, day)
  const basisRuleId = await findCompetence(db, plan.agencyId, day)
  const officers = await listCardHolders(db, plan.agencyId, day, plan.officerIds)
  const countedVisits = isExempt(plan, rules.exempt)
    ? 0
    : await countAgainstCap(db, place, plan.siteId, plan.agencyId, day, rules)
  const sweep = plan.sweepTargetId === null ? null : await sweepOf(db, plan.sweepTargetId, plan.siteId)
  guardVisit(plan, rules, {
    agencyIsCompetent: basisRuleId !== undefined,
    cardHolders: officers.length,
    countedVisits,
    sweep,
  })
  if (basisRuleId === undefined) throw new Refusal('visit-agency-not-competent')
  return { place, officers, basisRuleId }
}

async function sweepOf(db: Db, targetId: string, siteId: string) {
  const target = await lockTarget(db, targetId)
  if (target.siteId !== siteId) throw new Refusal('target-elsewhere')
  const sweep = await getSweep(db, target.sweepId)
  if (sweep.status !== 'running') throw new Refusal('wrong-state', { status: sweep.status })
  return sweep
}

/**
 * What a visit found forbidden becomes a lead once the visit is accepted, where no lead had sent it: nothing found may end as an entry in a
 * register. What experts settle later comes the same way.
 */
async function openLeadOfVisit(context: Context, visit: Visit): Promise<string | null> {
  const { db } = context
  if (visit.leadId !== null) return visit.leadId
  const forbidden = (await listJudgementsOfVisit(db, visit.id)).filter(({ outcome }) => outcome === 'forbidden')
  if (forbidden.length === 0) return null
  const lead = await openLead(context, {
    source: 'visit',
    sourceId: visit.id,
    siteId: visit.siteId,
    areaId: visit.areaId,
    areaPath: visit.areaPath,
    title: '检查发现取缔类设备或活动',
    facts: { reasons: forbidden.flatMap(groundsOf).slice(0, 50) },
  })
  await saveVisitLead(db, visit.id, lead.id)
  return lead.id
}

/**
 * What an accepted visit is good for: it opens a lead where it found something forbidden, and stands behind every lead and alarm about its
 * site that waits for somebody to have been there. @returns the lead it belongs to.
 */
export async function standBehind(context: Context, visit: Visit, status: VisitStatus): Promise<string | null> {
  if (status !== visitMoves.accept.to) return visit.leadId
  const leadId = await openLeadOfVisit(context, visit)
  await putVisitBehindLeads(context, visit.id)
  await putVisitBehindAlarms(context, visit.id)
  return leadId
}

/** What officers judged stands in the ledger once their visit is accepted: until then it may be wrong. */
export async function letJudgementsStand(context: Context, visitId: string): Promise<void> {
  for (const { furnaceId, outcome, judgedOn } of await listJudgementsOfVisit(context.db, visitId))
    if (furnaceId !== null) await judgeFurnace(context, furnaceId, outcome, judgedOn)
}

/** Which furnace, or the site itself, and by which rules. */
const groundsOf = ({ furnaceLabel, rules }: JudgementRow) =>
  rules.map(({ title }) => ({
    zh: `${furnaceLabel ?? '场所'}：${title.zh}`,
    en: `${furnaceLabel ?? 'The site'}: ${title.en}`,
  }))

export type Proposal = {
  siteId: string
  agencyId: string
  caseFileId: string
  plannedOn: string
  taskSource: 'revisit'
}

/** Proposes a revisit; before it is carried out it is planned, and passes the guard then. Refuses `visit-agency-not-competent`. */
export async function proposeVisit({ db, record }: Context<Actor | null>, proposal: Proposal): Promise<string> {
  const place = await getOccupiedSite(db, proposal.siteId, proposal.plannedOn)
  const basisRuleId = await findCompetence(db, proposal.agencyId, proposal.plannedOn)
  if (basisRuleId === undefined) throw new Refusal('visit-agency-not-competent')
  const id = uuidv7()
  await insertVisit(db, {
    ...proposal,
    id,
    place,
    basisRuleId,
    status: 'proposed',
    confined: false,
    officerIds: [],
    leadId: null,
    sweepTargetId: null,
    basis: null,
    itemCode: null,
    approval: null,
    notice: null,
    exemptReason: null,
    plannedBy: null,
  })
  await record('visit.proposed', {
    subject: 'visit',
    id,
    areaPath: place.areaPath,
    to: 'proposed',
    changed: { siteId: proposal.siteId, plannedOn: proposal.plannedOn, caseFileId: proposal.caseFileId },
  })
  return id
}
