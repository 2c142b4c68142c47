/** The named acts on leads: permission, save and event included. Later modules call them inside their own transaction. */
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import { drawNumber } from '../platform/server/drawn-number.ts'
import { endLimits, meetLimits, openLimitOrWait } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { insertAssignment, listCoveringAgencies, saveReturned, saveTakenUp, wasReturnedBy } from './assignment-store.ts'
import { handOverHolder } from './chain.ts'
import { listInspectors } from './inspectors.ts'
import {
  actingGrant,
  checkGround,
  closeWith,
  isUnverified,
  type LeadCause,
  type LeadFacts,
  type LeadOutcome,
  type LeadSource,
  type LeadState,
  type LeadStatus,
  leadMoves,
  leadNumber,
  leadSeries,
  mayAssignLead,
  mayBeCharged,
  mayCloseByCase,
  mayCloseLead,
  mayDecideLead,
  mayNameSite,
  mayOpenLead,
  mayReturnLead,
  mayTakeUpLead,
  type NationalOrigin,
  refuseSecondReturn,
} from './lead.ts'
import {
  getSitePlace,
  insertLead,
  type LeadChange,
  listChain,
  lockLead,
  lockOpenLead,
  lockRegister,
  saveConfinedSite,
  saveJoined,
  saveMove,
  saveNationalOrigin,
  saveSite,
  saveVisitBehind,
  takeNumber,
} from './store.ts'
import type { Survey } from './survey.ts'
import { takeSurvey } from './survey-acts.ts'

/** An act by a person, or by the program itself. */
export type AnyContext = Context<Actor | null>
type Place = { id: number; path: string }

const handOver = 'limit.leadHandOver'
const verification = 'limit.leadVerification'

async function startLimit(
  db: Db,
  kind: typeof handOver | typeof verification,
  leadId: string,
  area: Place,
  startedOn: string,
  holder: { holderOfficialId?: string | null; holderAgencyId?: string; confined: boolean },
): Promise<void> {
  const { days, dayKind } = (await getRule(db, kind, startedOn)).value
  await openLimitOrWait(
    db,
    { subjectKind: 'lead', subjectId: leadId, kind, area, startedOn, days, dayKind, ...holder },
    await loadCalendar(db),
  )
}

/** The limit of the hand-over is held by `holder`, else by whoever answers next above the village on that day. */
export async function startHandOver(
  db: Db,
  leadId: string,
  area: Place,
  day: string,
  confined: boolean,
  holder?: string,
): Promise<void> {
  const holderOfficialId = holder ?? handOverHolder(await listChain(db, area.path, day))
  await startLimit(db, handOver, leadId, area, day, { holderOfficialId, confined })
}

/** Saves a move of a lead and of those that joined it, with an event for each. */
export async function saveAndRecord(
  { db, record }: Pick<AnyContext, 'db' | 'record'>,
  lead: LeadState,
  change: LeadChange,
  kind: string,
  changed: Record<string, unknown>,
  personal?: unknown,
): Promise<void> {
  const followers = await saveMove(db, lead.id, change)
  const facts = { subject: 'lead', areaPath: lead.areaPath, from: lead.status, to: change.status }
  await record(kind, { ...facts, id: lead.id, changed, ...(personal !== undefined && { personal }) })
  for (const id of followers) await record(kind, { ...facts, id, changed: { joinedTo: lead.id } })
}

export type Opening = {
  source: LeadSource
  /** Id of the record it comes from, or the document or publication. */
  sourceId: string
  siteId?: string | null
  areaId: number
  areaPath: string
  title: string
  facts: LeadFacts
  /** Comes from a tip: `areaPath` is that of its holder, and it never joins a lead that others see. */
  confined?: boolean
  nationalOrigin?: NationalOrigin | null
  /** The lead whose result is looked into again: the agency that verified it is not charged a second time. */
  secondLookOf?: string | null
}
export type Opened = { id: string; number: string; joinedTo: string | null }

/**
 * Opens a lead, numbered without gaps where it is not confined, and starts the limit of its hand-over. A lead at a site, or of a source, that has an
 * open one is joined to it in order of arrival and shares its state from then on. A site decides the place.
 * `user` null is the program itself. Refuses `not-permitted`, `not-found` (the site), `rule-missing`.
 */
export async function openLead({ db, user, now, record }: AnyContext, opening: Opening): Promise<Opened> {
  const { source, sourceId, title, facts, siteId = null, confined = false, nationalOrigin = null } = opening
  const { secondLookOf = null } = opening
  const place = siteId === null ? { id: opening.areaId, path: opening.areaPath } : await getSitePlace(db, siteId)
  if (!mayOpenLead(user, source, place.path)) throw new Refusal('not-permitted')
  const day = dateInChina(now)
  const year = Number(day.slice(0, 4))
  const numberOf = (n: number) => leadNumber(leadSeries(confined), year, n)
  const number = confined ? await drawNumber(db, numberOf) : numberOf(await takeNumber(db, year))
  const head = confined ? undefined : await lockOpenLead(db, { siteId, source, sourceId, areaId: place.id })
  if (head?.siteId === null && siteId !== null) await saveSite(db, head.id, siteId, place)
  const id = uuidv7()
  const joinedTo = head?.id ?? null
  const status = head?.status ?? 'opened'
  await insertLead(db, {
    id,
    number,
    status,
    source,
    sourceId,
    siteId,
    areaId: place.id,
    areaPath: place.path,
    title,
    facts,
    openedAt: now,
    openedBy: user?.officialId ?? null,
    assignedAgencyId: head?.assignedAgencyId ?? null,
    joinedTo,
    confined,
    nationalOrigin,
    secondLookOf,
  })
  if (head && nationalOrigin !== null) await saveNationalOrigin(db, head.id, nationalOrigin)
  await record('lead.opened', {
    subject: 'lead',
    id,
    areaPath: place.path,
    to: status,
    changed: { number, source, siteId, joinedTo, ...(nationalOrigin && { nationalOrigin }) },
    personal: { sourceId, title, facts },
  })
  if (joinedTo === null) await startHandOver(db, id, place, day, confined)
  else
    await record('lead.joined', {
      subject: 'lead',
      id: joinedTo,
      areaPath: place.path,
      changed: { joined: id, number },
    })
  return { id, number, joinedTo }
}

/** Charges an agency. Refuses `not-found`, `not-permitted`, `wrong-state`, `agency-not-competent`. */
export async function assignLead(
  context: Context,
  leadId: string,
  agencyId: string,
  note: string | null,
): Promise<LeadStatus> {
  const { db, user, now, platform } = context
  const day = dateInChina(now)
  const lead = await lockLead(db, leadId, day)
  const status = permitted(mayAssignLead(user, lead), lead, 'assign')
  const inspectors = await listInspectors(db, day)
  const kept = lead.confined ? await platform.keptFrom(db, lead.id) : []
  const [agency] = await listCoveringAgencies(db, lead, [...inspectors], day, kept, agencyId)
  if (!agency || !mayBeCharged(user, lead, agency, inspectors)) throw new Refusal('agency-not-competent')
  await insertAssignment(db, lead, { id: uuidv7(), agencyId, by: user.officialId, at: now, note })
  await meetLimits(db, lead.id, handOver, day)
  await startLimit(db, verification, lead.id, { id: lead.areaId, path: lead.areaPath }, day, {
    holderAgencyId: agencyId,
    confined: lead.confined,
  })
  await saveAndRecord(
    context,
    lead,
    { status, assignedAgencyId: agencyId },
    'lead.assigned',
    { agencyId },
    note ?? undefined,
  )
  return status
}

/** Gives the assignment back (“不属于我”). Refuses also `lead-returned-before`, `wrong-state`. */
export async function returnLead(context: Context, leadId: string, reason: string): Promise<LeadStatus> {
  const { db, user, now } = context
  const day = dateInChina(now)
  const lead = await lockLead(db, leadId, day)
  const status = permitted(mayReturnLead(user, lead), lead, 'giveBack')
  refuseSecondReturn(await wasReturnedBy(db, lead.id, lead.actingAgencyIds))
  await saveReturned(db, lead.id, user.officialId, now, reason)
  await endLimits(db, lead.id, verification, day, 'returned')
  await startHandOver(db, lead.id, { id: lead.areaId, path: lead.areaPath }, day, lead.confined)
  await saveAndRecord(
    context,
    lead,
    { status, assignedAgencyId: null },
    'lead.returned',
    { agencyId: lead.assignedAgencyId },
    reason,
  )
  return status
}

/** The agency charged begins; a lead already under verification stays so. Refuses `not-found`, `not-permitted`, `wrong-state`. */
export async function startVerification(context: Context, leadId: string): Promise<LeadStatus> {
  const { db, user, now } = context
  const lead = await lockLead(db, leadId, dateInChina(now))
  if (lead.status === 'underVerification') return lead.status
  const status = permitted(mayTakeUpLead(user, lead), lead, 'startVerification')
  await saveTakenUp(db, lead.id, user.officialId, now)
  await saveAndRecord(context, lead, { status }, 'lead.verificationStarted', {})
  return status
}

/**
 * An accepted visit that got in stands behind the leads open at its site; called in the transaction of its acceptance. Whoever accepts
 * need not know of them: a confined one is told too.
 */
export async function putVisitBehindLeads({ db, record }: AnyContext, visitId: string): Promise<void> {
  for (const { id, areaPath, status } of await saveVisitBehind(db, visitId))
    await record('lead.visited', { subject: 'lead', id, areaPath, from: status, to: status, changed: { visitId } })
}

/**
 * Says what the verification found, on the visit that stands behind the lead or on a survey of a place without premises. Refuses
 * `not-found`, `not-permitted`, `wrong-state`, `reason-missing`, and what `checkGround` and `takeSurvey` refuse.
 */
export async function decideLead(
  context: Context,
  leadId: string,
  outcome: LeadOutcome,
  reason: string,
  survey: Survey | null = null,
): Promise<LeadStatus> {
  const { db, user, now } = context
  const day = dateInChina(now)
  const lead = await lockLead(db, leadId, day)
  const status = permitted(mayDecideLead(user, lead), lead, outcome)
  if (reason.trim() === '') throw new Refusal('reason-missing')
  checkGround(lead, outcome, survey !== null)
  const agency = actingGrant(user, lead)
  if (survey !== null && agency)
    await takeSurvey(context, survey, { agency, since: lead.openedAt, kept: await keptFromLead(context, lead) })
  await meetLimits(db, lead.id, verification, day)
  await saveAndRecord(
    context,
    lead,
    { status, decision: { outcome, reason, survey, at: now, by: user.officialId } },
    'lead.decided',
    { outcome, visitId: lead.visitId, ...(survey && { surveyedOn: survey.surveyedOn }) },
    reason,
  )
  return status
}

/**
 * Closes a lead with its cause; `caseClosed` is for the case of a founded lead alone. Refuses `not-found`, `not-permitted`,
 * `wrong-state`, `lead-closed-by-case`, `lead-cause-unfit`.
 */
export async function closeLead(
  context: Context,
  leadId: string,
  cause: LeadCause,
  note: string | null = null,
): Promise<LeadStatus> {
  const { db, user, now } = context
  const lead = await lockLead(db, leadId, dateInChina(now))
  const status = closeWith(lead, cause)
  if (!(cause === 'caseClosed' ? mayCloseByCase : mayCloseLead)(user, lead)) throw new Refusal('not-permitted')
  await saveAndRecord(
    context,
    lead,
    { status, closing: { cause, note, at: now, by: user.officialId } },
    'lead.closed',
    { cause },
    note ?? undefined,
  )
  return status
}

/**
 * Names the site of a lead that had none; where an open lead is there already, this one joins it. Refuses `not-found`,
 * `not-permitted`, `wrong-state`, `lead-has-site`, `site-elsewhere`.
 */
export async function nameSite(context: Context, leadId: string, siteId: string): Promise<{ joinedTo: string | null }> {
  const { db, user, now, record } = context
  const day = dateInChina(now)
  await lockRegister(db, Number(day.slice(0, 4)))
  const lead = await lockLead(db, leadId, day)
  if (lead.siteId !== null) throw new Refusal('lead-has-site')
  if (!isUnverified(lead.status)) throw new Refusal('wrong-state', { move: 'nameSite', status: lead.status })
  if (!mayNameSite(user, lead)) throw new Refusal('not-permitted')
  const place = await getSitePlace(db, siteId)
  if (!place.path.startsWith(lead.areaPath)) throw new Refusal('site-elsewhere')
  if (lead.confined) {
    await saveConfinedSite(db, lead.id, siteId)
    await record('lead.siteNamed', { subject: 'lead', id: lead.id, areaPath: lead.areaPath, changed: { siteId } })
    return { joinedTo: null }
  }
  const found = await lockOpenLead(db, { siteId, source: null, sourceId: null, areaId: place.id })
  if (!found) {
    await saveSite(db, lead.id, siteId, place)
    await record('lead.siteNamed', {
      subject: 'lead',
      id: lead.id,
      areaPath: place.path,
      changed: { siteId, areaId: place.id },
    })
    return { joinedTo: null }
  }
  const head = await lockLead(db, found.id, day)
  await endLimits(db, lead.id, null, day, 'joined')
  for (const id of await saveJoined(db, lead.id, head)) {
    await record('lead.siteNamed', {
      subject: 'lead',
      id,
      areaPath: head.areaPath,
      from: lead.status,
      to: head.status,
      changed: { siteId, joinedTo: head.id },
    })
  }
  await record('lead.joined', {
    subject: 'lead',
    id: head.id,
    areaPath: head.areaPath,
    changed: { joined: lead.id, number: lead.number },
  })
  return { joinedTo: head.id }
}

/** Officials who are not to work on a lead: only one that comes from a tip is kept from anybody. */
export const keptFromLead = async (
  { db, platform }: Pick<Context, 'db' | 'platform'>,
  lead: Pick<LeadState, 'id' | 'confined'>,
): Promise<readonly string[]> => (lead.confined ? platform.keptFrom(db, lead.id) : [])

/** The state comes before the person in what is said: who may never act here is told so either way. Refuses `wrong-state`, `not-permitted`. */
function permitted(may: boolean, lead: LeadState, name: keyof typeof leadMoves): LeadStatus {
  const to = move<LeadStatus>(leadMoves, name, lead.status)
  if (!may) throw new Refusal('not-permitted')
  return to
}
