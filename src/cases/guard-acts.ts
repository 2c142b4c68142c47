/** Loads a case with one of its atoms, and passes a step through every guard that applies to it. */
import type { Context } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import { checkFiles } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import type { Grant } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { findRule, getRule, listRules, loadCalendar } from '../rulebook/store.ts'
import { type AtomState, evidencePhases } from '../rulebook/values.ts'
import { checkByParty, checkEvidence, checkWhereabouts, type ForcedStep, forcedStepOf, stateAfter } from './atom.ts'
import { type Atom, findBasis, lockAtom, type Step } from './card-store.ts'
import { authorityGrant, type CaseState } from './case-file.ts'
import {
  type Basis,
  checkAuthority,
  checkBasis,
  checkDecision,
  checkHours,
  checkInterval,
  checkLeaving,
  checkPartyStatement,
  checkRawMaterial,
  checkRequirements,
  checkStanding,
  checkSupply,
} from './coercion.ts'
import type { StepExecution, StepPlan } from './step.ts'
import { getSecondPerson, listDecisions, lockCase, type SecondPerson } from './store.ts'

export type Loaded = { caseFile: CaseState; atom: Atom }

/** The case and one of its atoms that applies, locked. Refuses `not-found`, `wrong-state`, `atom-not-applicable`. */
export async function loadAtom(
  { db, now }: Context,
  caseFileId: string,
  atomId: string,
  what: string,
): Promise<Loaded> {
  const caseFile = await lockCase(db, caseFileId, dateInChina(now))
  const atom = await lockAtom(db, caseFileId, atomId)
  if (caseFile.status !== 'open') throw new Refusal('wrong-state', { move: what, status: caseFile.status })
  if (!atom.applies) throw new Refusal('atom-not-applicable', { atom: atom.atom })
  return { caseFile, atom }
}

export type Planned = { to: AtomState; forced: ForcedStep | null }

/** Where the plan leads and whether by force. Refuses `not-by-party`, `wrong-state`, `supply-not-named`, `serves-dwelling`. */
export async function judgePlan(
  db: Db,
  { caseFile, atom }: Loaded,
  plan: Pick<StepPlan, 'move' | 'byParty'>,
  day: string,
): Promise<Planned> {
  const rule = await getRule(db, `closure.atom.${atom.atom}` as const, caseFile.openedOn)
  checkByParty(plan.move, plan.byParty)
  const to = stateAfter(atom.atom, plan.move, atom.state, rule.value.states)
  checkSupply(atom.atom, plan.move, atom, (await getRule(db, 'coercion.residents', day)).value.neverCut)
  return { to, forced: forcedStepOf(atom.atom, plan.move, { byParty: plan.byParty, confiscated: atom.confiscated }) }
}

/** The user's grant for the agency he acts for. Refuses `not-permitted`. */
export function officerGrant({ user }: Context, caseFile: CaseState, agencyId: string): Grant {
  const grant = authorityGrant(user, caseFile.areaPath, agencyId)
  if (!grant) throw new Refusal('not-permitted')
  return grant
}

/** A step on its way to being done. */
export type Doing = Omit<StepPlan, 'agencyId'> &
  StepExecution &
  Pick<Step, 'id' | 'authorityAgencyId' | 'preparedBy' | 'preparedAt'>

export const paperIds = (plan: Pick<StepPlan, 'documents'>): string[] => plan.documents.map((one) => one.fileId)

const intervalOf = ({ startedAt, endedAt }: StepExecution) => ({
  startedAt: new Date(startedAt),
  endedAt: new Date(endedAt),
})

/**
 * The ground a step by force stands on, by the rulebook of its day. Refuses `basis-missing`, `basis-unfit`, `basis-not-authentic`,
 * `authority-not-competent`, `decision-not-served`.
 */
export async function guardBasis(
  { db }: Context,
  { caseFile }: Loaded,
  grant: Grant,
  forced: ForcedStep,
  doing: Doing,
): Promise<Basis> {
  const day = dateInChina(new Date(doing.startedAt))
  const named = doing.basisRuleId === null ? null : await findBasis(db, doing.basisRuleId, day)
  if (named === undefined) throw new Refusal('basis-unfit', { step: forced })
  const basis = checkBasis(forced, named)
  checkStanding(basis)
  const competences = await listRules(db, `competence.${forced}`, day)
  const competent = new Set<string>(competences.flatMap(({ value }) => (value.allowed ? [value.actor] : [])))
  checkAuthority(basis, grant.functionKind, competent)
  const { steps } = (await getRule(db, 'coercion.decisionFirst', day)).value
  checkDecision(forced, steps, await listDecisions(db, caseFile.id), doing.decisionNumber, day)
  return basis
}

/**
 * What every step needs, by force or not. Refuses `times-unfit`, `evidence-missing`, `evidence-repeated`, `not-found` (a file or
 * person), `second-person-missing`, `atom-whereabouts-missing`, `transfer-forbidden`, `decision-number-missing`, `paper-missing`,
 * `reason-missing`.
 */
export async function guardStep(
  { db, user, now }: Context,
  { caseFile, atom }: Loaded,
  to: AtomState,
  doing: Doing,
): Promise<SecondPerson | null> {
  const day = dateInChina(new Date(doing.startedAt))
  checkInterval(intervalOf(doing), now)
  const pictures = await listRules(db, 'closure.evidence', caseFile.openedOn)
  checkEvidence(
    to,
    doing.evidence,
    pictures.map((rule) => rule.value),
  )
  const pictureIds = evidencePhases.flatMap((phase) => doing.evidence[phase])
  await checkFiles(db, pictureIds, 'evidence', true)
  await checkFiles(db, paperIds(doing), 'documents')
  const noTransfer = await findRule(db, 'coercion.noTransfer', day)
  const transferable = noTransfer?.value.eliminatedEquipmentTransferable ?? true
  checkWhereabouts(atom.atom, to, doing.whereabouts, { inLedger: atom.furnaceId !== null, transferable })
  checkPartyStatement(doing.byParty, doing.documents)
  checkLeaving(doing.move, { ...doing, papers: doing.documents })
  const finding = doing.move === 'findNotPresent' || doing.move === 'findIntact'
  if (!finding && !doing.decisionNumber) throw new Refusal('decision-number-missing')
  if (doing.secondOfficialId === null || doing.secondOfficialId === user.officialId) {
    if (to === 'notPresent' || doing.secondOfficialId !== null) throw new Refusal('second-person-missing')
    return null
  }
  return getSecondPerson(db, doing.secondOfficialId, caseFile.areaPath, day)
}

/** How a step by force is done. Refuses `raw-material-scope`, `paper-missing`, `two-officers`, `forbidden-time`, `calendar-year-unknown`. */
export async function guardForce(
  { db, user }: Context,
  forced: ForcedStep,
  basis: Basis,
  doing: Doing,
  second: SecondPerson | null,
): Promise<void> {
  const day = dateInChina(new Date(doing.startedAt))
  const { onlySpeciallyUsed } = (await getRule(db, 'coercion.rawMaterialScope', day)).value
  checkRawMaterial(forced, onlySpeciallyUsed, doing.statement, doing.documents)
  checkRequirements(basis, doing.documents, { acting: user.enforcementCard, second: second?.card ?? null })
  const rules = {
    times: (await getRule(db, 'coercion.forbiddenTimes', day)).value.times,
    night: (await getRule(db, 'coercion.night', day)).value,
    calendar: await loadCalendar(db),
  }
  checkHours(intervalOf(doing), rules, doing.emergencyReason)
}
