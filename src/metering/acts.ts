/** The named acts of the electricity watch: permission, save and event included. */
import { v7 as uuidv7 } from 'uuid'
import { openLead } from '../leads/acts.ts'
import type { Survey } from '../leads/survey.ts'
import { takeSurvey } from '../leads/survey-acts.ts'
import type { Context } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import {
  type AlarmCause,
  type AlarmKind,
  type AlarmStatus,
  alarmMoves,
  type ClosingCause,
  causesOpen,
  chargedGrant,
  checkVerified,
  isFeederKind,
  isModelKind,
  mayAssignAlarm,
  mayBeCharged,
  mayCheckRegister,
  mayCloseAlarm,
  mayVerifyAlarm,
  type RegisterOutcome,
  suspiciousKinds,
} from './alarm.ts'
import {
  type Alarm,
  insertAlarm,
  listAlarmAgencies,
  lockAlarm,
  lockAlarmsOfLead,
  type Raised,
  saveAssigned,
  saveClosed,
  saveLead,
  saveLookedTo,
  saveRegisterChecked,
  saveRescored,
  saveVerified,
  saveVisitBehind,
} from './alarm-store.ts'
import { leadReasons, leadTitle } from './alarm-text.ts'
import type { Finding } from './assessment.ts'
import { type BatchState, batchMoves, type DeliveryStatus, deliveryMoves, mayWithdrawDelivery } from './delivery.ts'
import { getDelivery, saveBatchesWithdrawn, saveWithdrawn } from './delivery-store.ts'
import { insertLook } from './look-store.ts'

/** An act by a person, or by the program itself. */
type AnyContext = Context<Actor | null>

const factsOf = (alarm: Pick<Alarm, 'id' | 'areaPath'>) => ({
  subject: 'alarm',
  id: alarm.id,
  areaPath: alarm.areaPath,
})

/** The program raises an alarm; a second open one of the same kind at the usage point is none. @returns whether it was raised. */
export async function raiseAlarm({ db, now, record }: AnyContext, raised: Omit<Raised, 'id' | 'at'>): Promise<boolean> {
  const id = uuidv7()
  if (!(await insertAlarm(db, { ...raised, id, at: now }))) return false
  const { kind, score, windowFrom, windowTo, usagePointId, feederId, modelVersion, areaPath } = raised
  await record('alarm.raised', {
    subject: 'alarm',
    id,
    areaPath,
    to: 'open',
    changed: { kind, score, windowFrom, windowTo, usagePointId, feederId, modelVersion },
  })
  return true
}

/** New readings: an alarm on heats that nobody has verified yet follows them; the same readings change nothing. */
export async function rescoreAlarm(
  { db, now, record }: AnyContext,
  alarm: Alarm,
  finding: Finding | undefined,
  lookedTo: string,
  modelVersion: string | null,
): Promise<void> {
  if (alarm.status === 'verified') return
  // without a model nobody has looked for heats on these days
  if (isModelKind(alarm.kind) && modelVersion === null) return
  // bookkeeping of what has been looked at, no event: it says nothing of the alarm
  if (alarm.lookedTo < lookedTo) await saveLookedTo(db, [alarm.id], lookedTo)
  if (!finding || !(isModelKind(alarm.kind) || isFeederKind(alarm.kind))) return
  // the database keeps scores in single precision
  if (finding.windowTo === alarm.windowTo && Math.fround(finding.score) === Math.fround(alarm.score)) return
  await saveRescored(db, alarm.id, finding, lookedTo, modelVersion, now)
  const { score, windowFrom, windowTo } = finding
  await record('alarm.rescored', {
    ...factsOf(alarm),
    from: alarm.status,
    to: alarm.status,
    changed: { score, windowFrom, windowTo, modelVersion },
  })
}

/**
 * Who looked at which days of a curve: a row that ends with its retention rule, and an event that stays. The event names the usage
 * point and who looked; account and days are in its digest only.
 */
export async function recordLook(
  { db, user, now, record }: Context,
  point: { id: string; account: string; areaPath: string },
  { from, to }: { from: string; to: string },
): Promise<void> {
  const { id, account, areaPath } = point
  await insertLook(db, { id: uuidv7(), at: now, by: user.officialId, usagePointId: id, account, from, to, areaPath })
  await record('curve.viewed', { subject: 'usagePoint', id, areaPath, personal: { account, from, to } })
}

/** A silent meter reads again: the program closes its own alarm. */
export async function closeByReadings(context: AnyContext, alarm: Alarm): Promise<void> {
  await close(context, alarm, move<AlarmStatus>(alarmMoves, 'closeByReadings', alarm.status), 'readingsBack', null)
}

/** Opens the lead of an alarm, or joins the one open at the site; an alarm that has one keeps it. Refuses what openLead refuses. */
export async function openLeadOfAlarm(context: AnyContext, alarm: Alarm): Promise<string> {
  if (alarm.leadId !== null) return alarm.leadId
  const lead = await openLead(context, {
    source: 'alarm',
    sourceId: alarm.id,
    siteId: alarm.siteId,
    areaId: alarm.areaId,
    areaPath: alarm.areaPath,
    title: leadTitle(alarm.kind, alarm.siteName).slice(0, 200),
    facts: {
      reasons: leadReasons(alarm.reasons),
      alarmId: alarm.id,
      usagePointId: alarm.usagePointId,
      windowFrom: alarm.windowFrom,
      windowTo: alarm.windowTo,
    },
  })
  await saveLead(context.db, alarm.id, lead.id)
  await context.record('alarm.leadOpened', { ...factsOf(alarm), changed: { leadId: lead.id, joinedTo: lead.joinedTo } })
  return lead.id
}

export const opensLead = (kind: AlarmKind): boolean => suspiciousKinds.some((one) => one === kind)

/**
 * What the register says of heats without a licence on file. Explained closes the alarm (the register is put right); nothing on
 * file opens the lead. Refuses `not-found`, `wrong-state`, `not-permitted`.
 */
export async function checkRegister(
  context: Context,
  alarmId: string,
  outcome: RegisterOutcome,
  note: string,
): Promise<{ status: AlarmStatus; leadId: string | null }> {
  const { db, user, now, record } = context
  const alarm = await lockAlarm(db, alarmId)
  if (alarm.kind !== 'registerFirst' || alarm.registerCheckedAt !== null)
    throw new Refusal('wrong-state', { move: 'checkRegister', status: alarm.status })
  const closed = move<AlarmStatus>(alarmMoves, 'closeByRegister', alarm.status)
  if (!mayCheckRegister(user, alarm)) throw new Refusal('not-permitted')
  await saveRegisterChecked(db, alarm.id, user.officialId, now)
  await record('alarm.registerChecked', { ...factsOf(alarm), changed: { outcome }, personal: note })
  if (outcome === 'explained') {
    await close(context, alarm, closed, 'registerWrong', note)
    return { status: closed, leadId: null }
  }
  return { status: alarm.status, leadId: await openLeadOfAlarm(context, alarm) }
}

/** Refuses `not-found`, `wrong-state`, `not-permitted`, `alarm-agency-elsewhere`. */
export async function assignAlarm(
  { db, user, now, record }: Context,
  alarmId: string,
  agencyId: string,
): Promise<AlarmStatus> {
  const alarm = await lockAlarm(db, alarmId)
  const status = move<AlarmStatus>(alarmMoves, 'assign', alarm.status)
  if (!mayAssignAlarm(user, alarm)) throw new Refusal('not-permitted')
  const agency = (await listAlarmAgencies(db, alarm.areaPath, dateInChina(now))).find(({ id }) => id === agencyId)
  if (!agency || !mayBeCharged(agency, alarm)) throw new Refusal('alarm-agency-elsewhere')
  await saveAssigned(db, alarm.id, status, agencyId)
  await record('alarm.assigned', { ...factsOf(alarm), from: alarm.status, to: status, changed: { agencyId } })
  return status
}

/** An accepted visit that got in stands behind the open alarms at its site; called in the transaction of its acceptance. */
export async function putVisitBehindAlarms({ db, record }: AnyContext, visitId: string): Promise<void> {
  for (const { id, areaPath, status } of await saveVisitBehind(db, visitId))
    await record('alarm.visited', { ...factsOf({ id, areaPath }), from: status, to: status, changed: { visitId } })
}

/**
 * Says what was found by the visit that stands behind the alarm, or by a survey of the feeder. Refuses `not-found`, `wrong-state`,
 * `not-permitted`, and what `checkVerified` and `takeSurvey` refuse.
 */
export async function verifyAlarm(
  context: Context,
  alarmId: string,
  found: string,
  survey: Survey | null,
): Promise<AlarmStatus> {
  const { db, user, now, record } = context
  const alarm = await lockAlarm(db, alarmId)
  const status = move<AlarmStatus>(alarmMoves, 'verify', alarm.status)
  if (!mayVerifyAlarm(user, alarm)) throw new Refusal('not-permitted')
  checkVerified(alarm, survey !== null)
  const agency = chargedGrant(user, alarm)
  if (survey !== null && agency) await takeSurvey(context, survey, { agency, since: alarm.raisedAt, kept: [] })
  await saveVerified(db, alarm.id, { status, found, survey, by: user.officialId, at: now })
  await record('alarm.verified', {
    ...factsOf(alarm),
    from: alarm.status,
    to: status,
    changed: { visitId: alarm.visitId, ...(survey && { surveyedOn: survey.surveyedOn }) },
    personal: found,
  })
  return status
}

/** Refuses `not-found`, `wrong-state`, `not-permitted`, `alarm-cause-not-visited`. */
export async function closeAlarm(
  context: Context,
  alarmId: string,
  cause: ClosingCause,
  note: string | null,
): Promise<AlarmStatus> {
  const alarm = await lockAlarm(context.db, alarmId)
  const status = move<AlarmStatus>(alarmMoves, 'close', alarm.status)
  if (!mayCloseAlarm(context.user, alarm)) throw new Refusal('not-permitted')
  if (!causesOpen(alarm).includes(cause)) throw new Refusal('alarm-cause-not-visited')
  await close(context, alarm, status, cause, note)
  return status
}

async function close(
  { db, user, now, record }: AnyContext,
  alarm: Alarm,
  status: AlarmStatus,
  cause: AlarmCause,
  note: string | null,
): Promise<void> {
  await saveClosed(db, alarm.id, { status, cause, note, by: user?.officialId ?? null, at: now })
  await record('alarm.closed', {
    ...factsOf(alarm),
    from: alarm.status,
    to: status,
    changed: { cause },
    ...(note !== null && { personal: note }),
  })
}

/**
 * The lead of an alarm was decided: where a visit stands behind the alarm, that was its verification too; a person still closes it with its
 * cause. Behind one that was raised after the visit had begun, or whose lead was nobody's here, none stands: it waits for its own.
 */
export async function followLead({ db, now, record }: AnyContext, leadId: string): Promise<void> {
  for (const alarm of await lockAlarmsOfLead(db, leadId)) {
    if (alarm.status === 'verified' || alarm.visitId === null) continue
    const status = move<AlarmStatus>(alarmMoves, 'followLead', alarm.status)
    await saveVerified(db, alarm.id, { status, found: null, survey: null, by: null, at: now })
    await record('alarm.verified', { ...factsOf(alarm), from: alarm.status, to: status, changed: { leadId } })
  }
}

/** Takes a wrong delivery out of force; its readings count no more. Refuses `not-found`, `wrong-state`, `not-permitted`. */
export async function withdrawDelivery(
  { db, user, now, record }: Context,
  deliveryId: string,
  reason: string,
): Promise<DeliveryStatus> {
  const delivery = await getDelivery(db, deliveryId, true)
  const status = move<DeliveryStatus>(deliveryMoves, 'withdraw', delivery.status)
  if (!mayWithdrawDelivery(user, delivery)) throw new Refusal('not-permitted')
  await saveBatchesWithdrawn(db, deliveryId, move<BatchState>(batchMoves, 'withdraw', 'inForce'), now)
  await saveWithdrawn(db, deliveryId, status, reason)
  await record('delivery.withdrawn', {
    subject: 'delivery',
    id: deliveryId,
    areaPath: delivery.areaPath,
    from: delivery.status,
    to: status,
    personal: reason,
  })
  return status
}
