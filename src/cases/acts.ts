/** The acts on a case file: opening, decisions, what belongs on its card. Permission, save and event included. */
import { v7 as uuidv7 } from 'uuid'
import { lockLead } from '../leads/store.ts'
import type { Context } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import { checkFiles } from '../platform/server/platform-store.ts'
import { meetLimits, openLimitOrWait } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { findRule, getRule, loadCalendar } from '../rulebook/store.ts'
import {
  type Atom,
  getSite,
  insertAtoms,
  listAtoms,
  listFurnacesOf,
  listUsagePointsOf,
  loadCardRules,
  lockAtom,
  type NewAtom,
  saveApplied,
  saveFurnaceOfAtom,
  saveSupply,
} from './card-store.ts'
import {
  authorityGrant,
  type CaseState,
  caseNumber,
  checkDecisionDates,
  checkLead,
  mayKeepCase,
  mayOpenCase,
  type ServiceKind,
} from './case-file.ts'
import { appliesTo, belongsOnCard } from './closure-card.ts'
import { checkSupply } from './coercion.ts'
import {
  type CaseOfLead,
  findCaseOfLead,
  insertCase,
  insertDecision,
  listDecisions,
  lockCase,
  saveServed,
  takeNumber,
} from './store.ts'

const decisionLimit = 'limit.penaltyDecision'
const deliveryLimit = 'limit.decisionDelivery'

export async function startCaseLimit(
  db: Db,
  caseFile: CaseState,
  kind: `limit.${string}`,
  startedOn: string,
): Promise<void> {
  const { days, dayKind } = (await getRule(db, kind, startedOn)).value
  const area = { id: caseFile.areaId, path: caseFile.areaPath }
  await openLimitOrWait(
    db,
    {
      subjectKind: 'caseFile',
      subjectId: caseFile.id,
      kind,
      area,
      holderAgencyId: caseFile.agencyId,
      startedOn,
      days,
      dayKind,
    },
    await loadCalendar(db),
  )
}

/** Locks a case that its own agency may keep. The state comes before the person. Refuses `not-found`, `wrong-state`, `not-permitted`. */
async function lockKept({ db, user, now }: Context, id: string, what: string): Promise<CaseState> {
  const caseFile = await lockCase(db, id, dateInChina(now))
  if (caseFile.status !== 'open') throw new Refusal('wrong-state', { move: what, status: caseFile.status })
  if (!mayKeepCase(user, caseFile)) throw new Refusal('not-permitted')
  return caseFile
}

/**
 * Opens a case from a founded lead, numbered without gaps, with its closing card and the limit of the penalty decision.
 * Refuses `not-found`, `lead-not-founded`, `lead-without-site`, `lead-unvisited`, `not-permitted`, `case-exists`, `rule-missing`.
 */
export async function openCase(
  { db, user, now, record }: Context,
  leadId: string,
): Promise<{ id: string; number: string }> {
  const day = dateInChina(now)
  const lead = await lockLead(db, leadId, day)
  if ((await findCaseOfLead(db, lead.id)) !== undefined) throw new Refusal('case-exists')
  const siteId = checkLead(lead)
  if (!mayOpenCase(user, lead)) throw new Refusal('not-permitted')
  const site = await getSite(db, siteId)
  const agencyId = user.grants.find((g) => g.agencyId !== null && lead.actingAgencyIds.includes(g.agencyId))?.agencyId
  if (!agencyId) throw new Refusal('not-permitted')
  const year = Number(day.slice(0, 4))
  const id = uuidv7()
  const caseFile: CaseOfLead = {
    id,
    number: caseNumber(year, await takeNumber(db, year)),
    status: 'open',
    leadId: lead.id,
    siteId,
    agencyId,
    actingAgencyIds: [agencyId],
    areaId: site.areaId,
    areaPath: site.areaPath,
    openedOn: day,
  }
  await insertCase(db, { ...caseFile, openedAt: now, openedBy: user.officialId })
  await insertAtoms(db, caseFile, await listFirstAtoms(db, caseFile, site.kind))
  await startCaseLimit(db, caseFile, decisionLimit, day)
  await record('case.opened', {
    subject: 'caseFile',
    id,
    areaPath: caseFile.areaPath,
    to: 'open',
    changed: { number: caseFile.number, ...(!lead.confined && { leadId: lead.id }), siteId, agencyId },
  })
  return { id, number: caseFile.number }
}

/** One atom per row of the rulebook; of the furnaces each that was judged forbidden. A permitted one is nobody's to close. */
async function listFirstAtoms(db: Db, caseFile: CaseState, kind: Parameters<typeof appliesTo>[1]): Promise<NewAtom[]> {
  const rules = await loadCardRules(db, caseFile.openedOn)
  if (rules.atoms.length === 0) throw new Refusal('rule-missing', { key: 'closure.atom', date: caseFile.openedOn })
  const forbidden = (await listFurnacesOf(db, caseFile.siteId)).filter(belongsOnCard)
  return rules.atoms.flatMap(({ id: ruleId, value }) => {
    const row = { atom: value.atom, applies: appliesTo(value, kind), ruleId, position: value.order }
    const furnaceIds = value.atom === 'furnace' && forbidden.length > 0 ? forbidden.map((one) => one.id) : [null]
    return furnaceIds.map((furnaceId) => ({ ...row, id: uuidv7(), furnaceId }))
  })
}

export type Decision = {
  agencyId: string
  number: string
  law: string
  article: string
  decidedOn: string
  fileId: string
}

/**
 * Records a penalty decision of one of the user's agencies; the first one meets the limit of ninety days, and its service runs
 * under a limit of its own. Refuses `not-found`, `wrong-state`, `not-permitted`, `decision-dates`, `decision-number-taken`.
 */
export async function recordDecision(context: Context, caseFileId: string, decision: Decision): Promise<string> {
  const { db, user, now, record } = context
  const day = dateInChina(now)
  const caseFile = await lockCase(db, caseFileId, day)
  if (caseFile.status !== 'open') throw new Refusal('wrong-state', { move: 'decide', status: caseFile.status })
  if (!authorityGrant(user, caseFile.areaPath, decision.agencyId)) throw new Refusal('not-permitted')
  checkDecisionDates(caseFile.openedOn, decision.decidedOn, null, day)
  await checkFiles(db, [decision.fileId], 'fileId')
  const id = uuidv7()
  await insertDecision(db, caseFile, { ...decision, id, recordedBy: user.officialId, recordedAt: now })
  await meetLimits(db, caseFileId, decisionLimit, decision.decidedOn)
  await startCaseLimit(db, caseFile, deliveryLimit, decision.decidedOn)
  const { agencyId, number, law, article, decidedOn } = decision
  await record('case.decisionRecorded', {
    subject: 'caseFile',
    id: caseFileId,
    areaPath: caseFile.areaPath,
    changed: { decisionId: id, agencyId, number, law, article, decidedOn },
  })
  return id
}

/** Records the service of a decision. Refuses `not-found`, `wrong-state`, `not-permitted`, `already-served`, `decision-dates`. */
export async function serveDecision(
  context: Context,
  caseFileId: string,
  decisionId: string,
  service: { servedOn: string; servedHow: ServiceKind; fileId: string },
): Promise<void> {
  const { db, user, now, record } = context
  const day = dateInChina(now)
  const caseFile = await lockCase(db, caseFileId, day)
  const decisions = await listDecisions(db, caseFileId)
  const decision = decisions.find((one) => one.id === decisionId)
  if (!decision) throw new Refusal('not-found', { decisionId })
  if (caseFile.status !== 'open') throw new Refusal('wrong-state', { move: 'serve', status: caseFile.status })
  if (!authorityGrant(user, caseFile.areaPath, decision.agencyId)) throw new Refusal('not-permitted')
  if (decision.servedOn !== null) throw new Refusal('already-served')
  checkDecisionDates(caseFile.openedOn, decision.decidedOn, service.servedOn, day)
  await checkFiles(db, [service.fileId], 'fileId')
  await saveServed(db, decisionId, service)
  const others = decisions.filter((one) => one.id !== decisionId && one.servedOn === null)
  if (others.length === 0) await meetLimits(db, caseFileId, deliveryLimit, service.servedOn)
  await record('case.decisionServed', {
    subject: 'caseFile',
    id: caseFileId,
    areaPath: caseFile.areaPath,
    changed: { decisionId, number: decision.number, servedOn: service.servedOn, servedHow: service.servedHow },
  })
}

export type NamedSupply = { usagePointIds: string[]; meter: string | null; servesNoDwelling: boolean }

/**
 * Names the accounts or the meter of a supply and declares that no dwelling hangs on them. Refuses `not-found`, `wrong-state`,
 * `not-permitted`, `supply-not-named`, `serves-dwelling`, `supply-elsewhere`.
 */
export async function nameSupply(
  context: Context,
  caseFileId: string,
  atomId: string,
  supply: NamedSupply,
): Promise<void> {
  const { db, now, record } = context
  const caseFile = await lockKept(context, caseFileId, 'nameSupply')
  const atom = await lockAtom(db, caseFileId, atomId)
  if (atom.atom !== 'power' && atom.atom !== 'water') throw new Refusal('bad-input', { field: 'atomId' })
  if (atom.state !== 'unrecorded' && atom.state !== 'notPresent')
    throw new Refusal('wrong-state', { move: 'nameSupply', status: atom.state })
  const residents = await getRule(db, 'coercion.residents', dateInChina(now))
  checkSupply(atom.atom, 'findIntact', supply, residents.value.neverCut)
  const here = (await listUsagePointsOf(db, caseFile.siteId)).map((one) => one.id)
  if (!supply.usagePointIds.every((id) => here.includes(id))) throw new Refusal('supply-elsewhere')
  await saveSupply(db, atomId, supply.usagePointIds, supply.meter)
  await record('case.supplyNamed', {
    subject: 'caseFile',
    id: caseFileId,
    areaPath: caseFile.areaPath,
    changed: { atom: atom.atom, usagePointIds: supply.usagePointIds, servesNoDwelling: true },
    personal: { meter: supply.meter },
  })
}

/** Adds an atom that a local order asks for. Refuses `not-found`, `wrong-state`, `not-permitted`, `atom-applies`. */
export async function applyAtom(
  context: Context,
  caseFileId: string,
  atomId: string,
  order: { localOrder: string; fileId: string },
): Promise<void> {
  const { db, record } = context
  const caseFile = await lockKept(context, caseFileId, 'applyAtom')
  const atom = await lockAtom(db, caseFileId, atomId)
  if (atom.applies) throw new Refusal('atom-applies')
  await checkFiles(db, [order.fileId], 'fileId')
  await saveApplied(db, atomId, order.localOrder, order.fileId)
  await record('case.atomApplied', {
    subject: 'caseFile',
    id: caseFileId,
    areaPath: caseFile.areaPath,
    changed: { atom: atom.atom, localOrder: order.localOrder },
  })
}

/**
 * Puts a furnace of the site that was judged forbidden on the card. Refuses `not-found`, `wrong-state`, `not-permitted`,
 * `furnace-not-forbidden`, `furnace-on-card`.
 */
export async function addFurnaceAtom(context: Context, caseFileId: string, furnaceId: string): Promise<string> {
  const { db, record } = context
  const caseFile = await lockKept(context, caseFileId, 'addFurnaceAtom')
  const furnace = (await listFurnacesOf(db, caseFile.siteId)).find((one) => one.id === furnaceId)
  if (!furnace) throw new Refusal('not-found', { furnaceId })
  if (furnace.judgement !== 'forbidden') throw new Refusal('furnace-not-forbidden')
  const atoms = (await listAtoms(db, caseFileId)).filter((one) => one.atom === 'furnace')
  if (atoms.some((one) => one.furnaceId === furnaceId)) throw new Refusal('furnace-on-card')
  const id = await placeFurnace(db, caseFile, atoms, furnaceId)
  await record('case.furnaceAdded', {
    subject: 'caseFile',
    id: caseFileId,
    areaPath: caseFile.areaPath,
    changed: { furnaceId },
  })
  return id
}

/** Takes the place of the atom without a furnace while nothing is recorded of it, else a place beside the others. */
async function placeFurnace(db: Db, caseFile: CaseState, atoms: readonly Atom[], furnaceId: string): Promise<string> {
  const free = atoms.find((one) => one.furnaceId === null && one.state === 'unrecorded')
  if (free) {
    await saveFurnaceOfAtom(db, free.id, furnaceId)
    return free.id
  }
  const rule = await findRule(db, 'closure.atom.furnace', caseFile.openedOn)
  if (!rule) throw new Refusal('rule-missing', { key: 'closure.atom.furnace' })
  const id = uuidv7()
  await insertAtoms(db, caseFile, [
    { id, atom: 'furnace', furnaceId, applies: true, ruleId: rule.id, position: rule.value.order },
  ])
  return id
}
