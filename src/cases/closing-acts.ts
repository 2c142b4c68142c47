/** The end of a case: the card handed in, returned, accepted by a second person, and what follows from it elsewhere. */
import { changeFurnaceState, markSiteClosed } from '../enterprises/acts.ts'
import type { FurnaceState } from '../enterprises/furnace.ts'
import { proposeVisit } from '../inspections/acts.ts'
import { closeLead } from '../leads/acts.ts'
import type { Context } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import { endLimits } from '../platform/server/time-limits.ts'
import { addMonths, dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule } from '../rulebook/store.ts'
import type { AtomState } from '../rulebook/values.ts'
import { listAtoms, listFurnacesOf, listSteps, listWorkers, loadCardRules } from './card-store.ts'
import { toCardAtom } from './card-view.ts'
import {
  type CaseState,
  type CaseStatus,
  caseMoves,
  checkSecondPerson,
  mayReviewClosure,
  maySubmitClosure,
} from './case-file.ts'
import { belongsOnCard, type CardAtom, checkCard } from './closure-card.ts'
import {
  type CaseOfLead,
  getCaseRecord,
  lockCase,
  saveAccepted,
  saveReturned,
  saveStatus,
  saveSubmitted,
} from './store.ts'

/** The atoms of a case whose card lacks nothing. Refuses `card-incomplete`, `furnace-not-on-card`. */
async function loadCompleteCard(db: Db, caseFile: CaseState): Promise<CardAtom[]> {
  const rules = await loadCardRules(db, caseFile.openedOn)
  const steps = await listSteps(db, caseFile.id)
  const cards = (await listAtoms(db, caseFile.id)).map((atom) => toCardAtom(atom, steps, rules))
  const forbidden = (await listFurnacesOf(db, caseFile.siteId)).filter(belongsOnCard)
  checkCard(
    cards,
    rules.standards.map((one) => one.value),
    forbidden.map((one) => one.id),
  )
  return cards
}

/** Refuses `not-found`, `wrong-state`, `not-permitted`, `card-incomplete`, `furnace-not-on-card`. */
export async function submitClosure({ db, user, now, record }: Context, id: string): Promise<CaseStatus> {
  const caseFile = await lockCase(db, id, dateInChina(now))
  const status = move<CaseStatus>(caseMoves, 'submit', caseFile.status)
  if (!maySubmitClosure(user, caseFile)) throw new Refusal('not-permitted')
  await loadCompleteCard(db, caseFile)
  await saveStatus(db, id, status, null)
  await saveSubmitted(db, id, user.officialId, now)
  await record('case.submitted', {
    subject: 'caseFile',
    id,
    areaPath: caseFile.areaPath,
    from: caseFile.status,
    to: status,
  })
  return status
}

/** Refuses `not-found`, `wrong-state`, `not-permitted`, `same-person`. */
async function lockForReview(
  { db, user, now }: Context,
  id: string,
  what: 'return' | 'accept',
): Promise<{ caseFile: CaseOfLead; status: CaseStatus }> {
  const day = dateInChina(now)
  const caseFile = await lockCase(db, id, day)
  const status = move<CaseStatus>(caseMoves, what, caseFile.status)
  if (!mayReviewClosure(user, caseFile)) throw new Refusal('not-permitted')
  const { submittedBy } = await getCaseRecord(db, id, day)
  checkSecondPerson(user, [submittedBy, ...(await listWorkers(db, id))])
  return { caseFile, status }
}

/** Refuses what `lockForReview` refuses. */
export async function returnClosure(context: Context, id: string, reason: string): Promise<CaseStatus> {
  const { db, user, record } = context
  const { caseFile, status } = await lockForReview(context, id, 'return')
  await saveStatus(db, id, status, null)
  await saveReturned(db, id, user.officialId, reason)
  await record('case.returned', {
    subject: 'caseFile',
    id,
    areaPath: caseFile.areaPath,
    from: caseFile.status,
    to: status,
    personal: reason,
  })
  return status
}

/**
 * Accepts the card and closes the case: the ledger learns what became of the furnaces and the site, the lead is closed, limits
 * that still run lose their object, revisits are proposed. Refuses what `lockForReview` and `loadCompleteCard` refuse.
 * @returns the days of the revisits proposed.
 */
export async function acceptClosure(
  context: Context,
  id: string,
  note: string | null,
): Promise<{ status: CaseStatus; revisits: string[] }> {
  const { db, user, now, record } = context
  const { caseFile, status } = await lockForReview(context, id, 'accept')
  const cards = await loadCompleteCard(db, caseFile)
  const day = dateInChina(now)
  await saveStatus(db, id, status, day)
  await saveAccepted(db, id, user.officialId, now, note)
  await tellLedger(context, caseFile, cards, day)
  for (const subjectId of [id, ...cards.map((card) => card.id)]) await endLimits(db, subjectId, null, day, 'caseClosed')
  await closeLead(context, caseFile.leadId, 'caseClosed')
  const revisits = await proposeRevisits(context, caseFile, day)
  await record('case.closed', {
    subject: 'caseFile',
    id,
    areaPath: caseFile.areaPath,
    from: caseFile.status,
    to: status,
    changed: { closedOn: day, revisits },
    ...(note !== null && { personal: note }),
  })
  return { status, revisits }
}

/** What the ledger calls the end state of a furnace; left to another procedure it stays as it is. */
const furnaceStates: Partial<Record<AtomState, FurnaceState>> = {
  dismantled: 'dismantled',
  destroyed: 'destroyed',
  removed: 'removed',
  notPresent: 'removed',
}

async function tellLedger(
  context: Context,
  { siteId }: CaseState,
  cards: readonly CardAtom[],
  day: string,
): Promise<void> {
  for (const { furnaceId, last } of cards) {
    const state = last ? furnaceStates[last.toState] : undefined
    if (furnaceId !== null && state)
      await changeFurnaceState(context, furnaceId, state, last?.whereabouts?.words ?? null)
  }
  const lawful = (await listFurnacesOf(context.db, siteId)).some(
    ({ judgement, state }) => judgement === 'permitted' && (state === 'standing' || state === 'idle'),
  )
  // An honest furnace beside the forbidden one goes on working.
  if (!lawful) await markSiteClosed(context, siteId, day)
}

async function proposeRevisits(context: Context, caseFile: CaseState, day: string): Promise<string[]> {
  const { months } = (await getRule(context.db, 'closure.revisits', day)).value
  // Only a proposal: the day is settled, and every demand on a visit made, when it is planned.
  const days = months.map((count) => addMonths(day, count))
  const agencyId = caseFile.actingAgencyIds.at(-1) ?? caseFile.agencyId
  for (const plannedOn of days)
    await proposeVisit(context, {
      siteId: caseFile.siteId,
      agencyId,
      caseFileId: caseFile.id,
      plannedOn,
      taskSource: 'revisit',
    })
  return days
}
