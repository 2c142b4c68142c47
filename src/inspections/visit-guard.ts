/** The guard before every visit: what the rule of its day demands and the plan does not show. Pure. */
import { Refusal } from '../platform/shared/refusal.ts'
import type { RuleValue } from '../rulebook/values.ts'
import type { VisitPlan } from './visit.ts'

export type VisitRules = {
  requirement: RuleValue<'visitGuard.requirement'>
  allowedSources: RuleValue<'visitGuard.taskSources'>
  /** Null before the cap was made. */
  cap: RuleValue<'visitGuard.yearlyCap'> | null
  exempt: RuleValue<'visitGuard.exemptTriggers'> | null
  specialSweep: RuleValue<'visitGuard.specialSweep'> | null
}

export type VisitFacts = {
  /** Whether a rule `competence.inspect.…` of the day allows the agency's function to check firms. */
  agencyIsCompetent: boolean
  /** Officers of the plan with a valid card of this agency on the day. */
  cardHolders: number
  /** Visits to the firm this year that count, by the scope of the cap. */
  countedVisits: number
  /** Of the sweep it belongs to, if any. */
  sweep: { planNumber: string | null; approverLevel: 'city' | 'county' | 'township' | 'village' | null } | null
}

/** Refuses with the first demand that is not met; the order is that in which officers prepare. */
export function guardVisit(plan: VisitPlan, rules: VisitRules, facts: VisitFacts): void {
  const { requirement } = rules
  if (requirement.competentAgency && !facts.agencyIsCompetent) throw new Refusal('visit-agency-not-competent')
  if (facts.cardHolders < requirement.minCardHolders)
    throw new Refusal('visit-card-holders', { needed: requirement.minCardHolders, found: facts.cardHolders })
  if (requirement.legalBasis && plan.basis === null) throw new Refusal('visit-basis')
  if (requirement.taskSource && !rules.allowedSources.taskSources.includes(plan.taskSource))
    throw new Refusal('visit-task-source')
  if ((plan.taskSource === 'lead' || plan.taskSource === 'tip') && plan.leadId === null)
    throw new Refusal('visit-task-source')
  guardSweep(plan, rules, facts)
  if (requirement.publishedItem && plan.itemCode === null) throw new Refusal('visit-item')
  if (requirement.approval && plan.approval === null) throw new Refusal('visit-approval')
  if (requirement.noticeOrReasonForNone && plan.notice === null) throw new Refusal('visit-notice')
  if (requirement.yearlyCap) guardCap(plan, rules, facts)
}

/** A sweep that contains visits needs a plan approved by a county government or above. */
function guardSweep(plan: VisitPlan, { specialSweep }: VisitRules, { sweep }: VisitFacts): void {
  if (plan.taskSource !== 'specialSweep') return
  if (sweep === null) throw new Refusal('visit-task-source')
  if (!(specialSweep?.planNumber ?? true)) return
  const highEnough = specialSweep?.approvedAtLeastBy === 'city' ? ['city'] : ['city', 'county']
  if (sweep.planNumber === null || !highEnough.includes(sweep.approverLevel ?? ''))
    throw new Refusal('visit-sweep-plan')
}

function guardCap(plan: VisitPlan, { cap, exempt }: VisitRules, facts: VisitFacts): void {
  if (isExempt(plan, exempt)) {
    if (exempt?.reasonRequired && plan.exemptReason === null) throw new Refusal('visit-exempt-reason')
    return
  }
  if (cap && facts.countedVisits >= cap.visitsPerYear)
    throw new Refusal('visit-cap', { cap: cap.visitsPerYear, visits: facts.countedVisits })
}

/** Whether the yearly cap counts this visit. */
export const isExempt = (plan: Pick<VisitPlan, 'taskSource'>, exempt: VisitRules['exempt']): boolean =>
  exempt?.taskSources.includes(plan.taskSource) ?? false

/** Refuses `visit-gate` where the rule of the day demands the log-in at the gate. */
export function guardStart(gateLogIn: string | null, requirement: VisitRules['requirement']): void {
  if (requirement.gateLogIn && gateLogIn === null) throw new Refusal('visit-gate')
}
