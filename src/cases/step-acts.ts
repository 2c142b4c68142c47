/** The acts on an atom of the closing card: prepare, withdraw, do. Every step passes its guards (guard-acts.ts). */
import { v7 as uuidv7 } from 'uuid'
import { changeFurnaceState } from '../enterprises/acts.ts'
import type { Context } from '../platform/server/context.ts'
import { checkFiles } from '../platform/server/platform-store.ts'
import { meetLimits, openLimitOrWait } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import type { Grant } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import type { AtomState } from '../rulebook/values.ts'
import { type Atom, findBasis, findPrepared, type Step, saveAtomState, saveStep, saveWithdrawn } from './card-store.ts'
import { powerGrant } from './case-file.ts'
import {
  type Doing,
  guardBasis,
  guardForce,
  guardStep,
  judgePlan,
  type Loaded,
  loadAtom,
  officerGrant,
  type Planned,
  paperIds,
} from './guard-acts.ts'
import { sealingLimit } from './sealing-acts.ts'
import type { StepExecution, StepPlan } from './step.ts'

const noEvidence: Step['evidence'] = { before: [], during: [], after: [] }

/**
 * Stores a step that changes nothing yet: the basis may still wait for the legal reviewer, papers may still be missing.
 * Refuses `not-found`, `wrong-state`, `atom-not-applicable`, `not-permitted`, `step-prepared`, `basis-unfit`.
 */
export async function prepareStep(
  context: Context,
  caseFileId: string,
  atomId: string,
  plan: StepPlan,
): Promise<string> {
  const { db, user, now, record } = context
  const loaded = await loadAtom(context, caseFileId, atomId, 'prepare')
  officerGrant(context, loaded.caseFile, plan.agencyId)
  const day = dateInChina(now)
  const { to, forced } = await judgePlan(db, loaded, plan, day)
  if (await findPrepared(db, atomId)) throw new Refusal('step-prepared')
  if (plan.basisRuleId !== null) {
    const basis = await findBasis(db, plan.basisRuleId, day)
    if (!basis || (forced !== null && basis.value.step !== forced)) throw new Refusal('basis-unfit')
  }
  await checkFiles(db, paperIds(plan), 'documents')
  const { agencyId, ...planned } = plan
  const step: Step = {
    ...planned,
    id: uuidv7(),
    atomId,
    fromState: loaded.atom.state,
    toState: to,
    status: 'prepared',
    coerciveStep: forced,
    authorityAgencyId: agencyId,
    executingAgencyId: null,
    evidence: noEvidence,
    emergencyReason: null,
    secondOfficialId: null,
    preparedBy: user.officialId,
    preparedAt: now,
    startedAt: null,
    endedAt: null,
    executedBy: null,
    recordedAt: null,
  }
  await saveStep(db, loaded.caseFile, step)
  await record('case.stepPrepared', { ...factsOf(loaded, step), personal: personalOf(step) })
  return step.id
}

/** Refuses `not-found`, `wrong-state`, `atom-not-applicable`, `not-permitted`. */
export async function withdrawStep(
  context: Context,
  caseFileId: string,
  atomId: string,
  reason: string,
): Promise<string> {
  const { db, record } = context
  const { caseFile, atom } = await loadAtom(context, caseFileId, atomId, 'withdraw')
  const prepared = await findPrepared(db, atomId)
  if (!prepared) throw new Refusal('wrong-state', { move: 'withdraw', status: atom.state })
  officerGrant(context, caseFile, prepared.authorityAgencyId)
  await saveWithdrawn(db, prepared.id, reason)
  await record('case.stepWithdrawn', {
    subject: 'caseFile',
    id: caseFileId,
    areaPath: caseFile.areaPath,
    changed: { atom: atom.atom, atomId, move: prepared.move, stepId: prepared.id },
    personal: reason,
  })
  return prepared.id
}

export type Done = { stepId: string; state: AtomState }

/**
 * Records a step that was done on an atom. Refuses what `judgePlan`, `guardBasis`, `guardStep` and `guardForce` refuse,
 * and `power-company-cuts`, `step-prepared` (another one waits here), `not-permitted`.
 */
export async function takeStep(
  context: Context,
  caseFileId: string,
  atomId: string,
  input: StepPlan & StepExecution,
): Promise<Done> {
  const { agencyId, ...given } = input
  const loaded = await loadAtom(context, caseFileId, atomId, input.move)
  const grant = officerGrant(context, loaded.caseFile, agencyId)
  const planned = await judgePlan(context.db, loaded, input, dateInChina(new Date(input.startedAt)))
  if (planned.forced === 'cutPower') throw new Refusal('power-company-cuts')
  const prepared = await findPrepared(context.db, atomId)
  if (prepared && (prepared.move !== input.move || prepared.authorityAgencyId !== agencyId))
    throw new Refusal('step-prepared')
  return doStep(context, loaded, grant, planned, {
    ...given,
    id: prepared?.id ?? uuidv7(),
    authorityAgencyId: agencyId,
    preparedBy: prepared?.preparedBy ?? null,
    preparedAt: prepared?.preparedAt ?? null,
  })
}

/** The power company does what an authority requested. Refuses `not-permitted`, `request-missing`, and what `takeStep` refuses. */
export async function carryOutCut(
  context: Context,
  caseFileId: string,
  atomId: string,
  execution: StepExecution,
): Promise<Done> {
  const loaded = await loadAtom(context, caseFileId, atomId, 'cut')
  const grant = powerGrant(context.user, loaded.caseFile)
  if (!grant) throw new Refusal('not-permitted')
  const prepared = await findPrepared(context.db, atomId)
  if (prepared?.move !== 'cut' || prepared.coerciveStep !== 'cutPower') throw new Refusal('request-missing')
  const planned = await judgePlan(context.db, loaded, prepared, dateInChina(new Date(execution.startedAt)))
  return doStep(context, loaded, grant, planned, { ...prepared, ...execution })
}

async function doStep(
  context: Context,
  loaded: Loaded,
  grant: Grant,
  { to, forced }: Planned,
  doing: Doing,
): Promise<Done> {
  const { db, user, now, record } = context
  const { caseFile, atom } = loaded
  const basis = forced === null ? null : await guardBasis(context, loaded, grant, forced, doing)
  const second = await guardStep(context, loaded, to, doing)
  if (forced !== null && basis !== null) await guardForce(context, forced, basis, doing, second)
  const step: Step = {
    ...doing,
    atomId: atom.id,
    fromState: atom.state,
    toState: to,
    status: 'done',
    coerciveStep: forced,
    executingAgencyId: grant.agencyId,
    executedBy: user.officialId,
    recordedAt: now,
  }
  await saveStep(db, caseFile, step)
  const confiscated =
    doing.move === 'release' ? false : atom.confiscated || (to === 'confiscated' && atom.atom !== 'disposal')
  await saveAtomState(db, atom.id, to, confiscated)
  await keepSealingLimit(context, loaded, to, doing)
  await tellLedger(context, atom, to)
  await record('case.stepDone', { ...factsOf(loaded, step), from: atom.state, to, personal: personalOf(step) })
  return { stepId: step.id, state: to }
}

/** Each sealing runs under its own limit, from its day to the day on which it ends in whatever way. */
async function keepSealingLimit(
  { db }: Context,
  { caseFile, atom }: Loaded,
  to: AtomState,
  doing: Doing,
): Promise<void> {
  const on = dateInChina(new Date(doing.startedAt))
  if (atom.state === 'sealed') await meetLimits(db, atom.id, sealingLimit, on)
  if (to !== 'sealed') return
  const { days, dayKind } = (await getRule(db, sealingLimit, on)).value
  const area = { id: caseFile.areaId, path: caseFile.areaPath }
  await openLimitOrWait(
    db,
    {
      subjectKind: 'closureAtom',
      subjectId: atom.id,
      kind: sealingLimit,
      area,
      holderAgencyId: doing.authorityAgencyId,
      startedOn: on,
      days,
      dayKind,
    },
    await loadCalendar(db),
  )
}

/** A seal and its end show in the ledger at once; what became of the furnace in the end does when the card is accepted. */
async function tellLedger(context: Context, atom: Atom, to: AtomState): Promise<void> {
  if (atom.furnaceId === null) return
  if (to === 'sealed') await changeFurnaceState(context, atom.furnaceId, 'sealed', null)
  if (to === 'intact' && atom.state === 'sealed') await changeFurnaceState(context, atom.furnaceId, 'idle', null)
}

const factsOf = ({ caseFile, atom }: Loaded, step: Step) => ({
  subject: 'caseFile',
  id: caseFile.id,
  areaPath: caseFile.areaPath,
  changed: {
    atom: atom.atom,
    atomId: atom.id,
    stepId: step.id,
    move: step.move,
    toState: step.toState,
    byParty: step.byParty,
    coerciveStep: step.coerciveStep,
    basisRuleId: step.basisRuleId,
    authorityAgencyId: step.authorityAgencyId,
    executingAgencyId: step.executingAgencyId,
    decisionNumber: step.decisionNumber,
    evidence: step.evidence,
    startedAt: step.startedAt,
    endedAt: step.endedAt,
    emergency: step.emergencyReason !== null,
  },
})

const personalOf = ({ documents, whereabouts, statement, reason, emergencyReason, secondOfficialId }: Step) => ({
  documents,
  whereabouts,
  statement,
  reason,
  emergencyReason,
  secondOfficialId,
})
