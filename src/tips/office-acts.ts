/** The named acts of offices and of the program on a tip: to hand it over, to conclude it, to take it back from silence. */
import { v7 as uuidv7 } from 'uuid'
import { takeBackLead, withdrawLead } from '../leads/confined-acts.ts'
import type { Context } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import { endLimits, meetLimits, openLimitOrWait } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { findRules, getRule, loadCalendar } from '../rulebook/store.ts'
import { discardDrafts } from './hand-over-store.ts'
import { passTipLimits, recheckLimit } from './limit-acts.ts'
import { findOpenRecheck, getReceiver, listStepKinds, saveRecheck, saveTip } from './office-store.ts'
import type { Claim } from './register-leaf.ts'
import { lastDayToClaim } from './reward.ts'
import { lapseReward, openReward } from './reward-store.ts'
import type { StepKind } from './step.ts'
import {
  cityOf,
  conclude,
  reopeningStep,
  resultBefore,
  type TipResult,
  type TipState,
  type TipStatus,
  tipMoves,
} from './tip.ts'
import { takeStep } from './tip-acts.ts'
import { insertMessage } from './tip-store.ts'

type AnyContext = Context<Actor | null>
/** Key of the rule of a limit of a tip. */
type TipLimit = `limit.tip${string}`

/** Limits of a tip that run side by side; the strictest open one stands in front. */
export const arrivalLimits = ['limit.tipHandOver', 'limit.tipHandling', 'limit.tipVerification'] as const

/**
 * Opens the limits the rulebook of the day knows, for whoever holds the tip. One that ends in a year without calendar waits for it: a tip
 * is not held up by what nobody has entered yet.
 */
export async function startLimits(
  db: Db,
  tip: Pick<TipState, 'id' | 'areaId' | 'areaPath'>,
  kinds: readonly TipLimit[],
  day: string,
): Promise<void> {
  const { officeId } = await getReceiver(db, tip.areaId, day)
  const calendar = await loadCalendar(db)
  const rules = await findRules(db, kinds, day)
  for (const kind of kinds) {
    const rule = rules[kind]
    if (!rule) continue
    const { days, dayKind } = rule.value
    const area = { id: tip.areaId, path: tip.areaPath }
    const start = { subjectKind: 'tip', subjectId: tip.id, kind, area, holderAgencyId: officeId, confined: true }
    await openLimitOrWait(db, { ...start, startedOn: day, days, dayKind }, calendar)
  }
}

/** Records what happened to a tip; the words stay out of the event. */
export const recordTip = (
  { record }: Pick<AnyContext, 'record'>,
  tip: TipState,
  kind: string,
  to: TipStatus,
  changed: Record<string, unknown> = {},
): Promise<void> => record(kind, { subject: 'tip', id: tip.id, areaPath: tip.areaPath, from: tip.status, to, changed })

/** A step of a tip and of those that joined it: each reporter sees it, each leaf counts. */
export async function takeSteps(
  context: AnyContext,
  tips: readonly Pick<TipState, 'id' | 'countyCode' | 'receivedOn'>[],
  kind: StepKind,
  claim: Claim = {},
): Promise<void> {
  for (const tip of tips) await takeStep(context, tip, kind, claim)
}

/** What each reporter reads under the own code beside the steps. */
export async function tellReporters(
  { db, now }: AnyContext,
  tips: readonly Pick<TipState, 'id'>[],
  words: string,
  by: string,
): Promise<void> {
  for (const { id } of tips) await insertMessage(db, { id: uuidv7(), tipId: id, sender: 'office', words, at: now, by })
}

/** The words of a result, and who says it. Without words the reporter reads a standard sentence in the language of the page. */
export type Saying = {
  answer: string | null
  /** Null: what the verification of the lead found, and nobody is known who did. */
  by: string | null
  /** Number or day under which another body has accepted it. */
  acceptance?: string | null
}

/** The result of a tip that was taken up again is what its second look found. @returns null where there was none. */
async function settleSecondLook(context: AnyContext, tip: TipState, result: TipResult, saying: Saying) {
  const { db, now } = context
  const open = await findOpenRecheck(db, tip.id)
  if (!open) return null
  const steps = (await listStepKinds(db, tip.id)).map(({ kind }) => kind)
  const outcome = resultBefore(steps) === result ? 'upheld' : 'changed'
  await saveRecheck(db, open.id, { outcome, words: saying.answer, by: saying.by, at: now })
  await takeStep(context, tip, 'rechecked')
  await recordTip(context, tip, 'tip.rechecked', tip.status, { outcome })
  return outcome
}

/**
 * Concludes a tip and those that joined it: limits are met, the reporter reads the answer under the code, a founded one opens the
 * reward, any other ends one that is not paid. Refuses `wrong-state`.
 */
export async function concludeTip(
  context: AnyContext,
  tip: TipState,
  result: TipResult,
  saying: Saying,
): Promise<TipStatus> {
  const { db, now } = context
  const { answer, by, acceptance = null } = saying
  const day = dateInChina(now)
  const status = conclude(tip.status, result)
  const secondLook = await settleSecondLook(context, tip, result, saying)
  const joined = await saveTip(db, tip.id, { status, conclusion: { at: now, by, answer } })
  await meetLimits(db, tip.id, null, day)
  await discardDrafts(db, [tip.id])
  // concluded otherwise than by its verification: nobody would follow the lead any more
  if (tip.leadId !== null) await withdrawLead(context, tip.leadId)
  await takeSteps(context, [tip, ...joined], result, acceptance === null ? {} : { acceptance })
  if (result === 'founded') await offerReward(context, tip, secondLook === 'changed')
  else
    await lapseReward(
      db,
      [tip, ...joined].map(({ id }) => id),
    )
  await recordTip(context, tip, 'tip.concluded', status, { result })
  return status
}

/** A closed tip and those that joined it go back to open, with their months of arrival. Refuses `wrong-state`. */
export async function reopenTip(context: AnyContext, tip: TipState): Promise<TipState> {
  const status = move<TipStatus>(tipMoves, 'reopen', tip.status)
  const joined = await saveTip(context.db, tip.id, { status })
  await takeSteps(context, [tip, ...joined], reopeningStep(tip.status))
  return { ...tip, status }
}

/** A result that a second look doubts is verified anew: with the city, under new limits, by a body that has not looked before. */
export async function verifyAgain(context: AnyContext, tip: TipState): Promise<TipStatus> {
  const { db, now } = context
  const city = cityOf(tip.areaPath)
  const day = dateInChina(now)
  const open = await reopenTip(context, tip)
  await meetLimits(db, tip.id, recheckLimit, day)
  await saveTip(db, tip.id, {
    status: open.status,
    holder: { level: 'city', ...city },
    leadId: null,
    formerLeadId: tip.leadId,
  })
  await startLimits(db, { ...tip, ...city }, arrivalLimits, day)
  await recordTip(context, { ...tip, ...city }, 'tip.verifiedAgain', open.status)
  return open.status
}

/**
 * The reward of a founded tip may be claimed from now on, for as long as the scheme says; the first reporter's, where it says so.
 * @param anew a second look has changed the result to founded: what had lapsed may be claimed again.
 */
async function offerReward({ db, now }: AnyContext, tip: TipState, anew: boolean): Promise<void> {
  const day = dateInChina(now)
  const { yuan, claimWithinDays } = (await getRule(db, 'reward.fixed', day)).value
  const claimUntil = lastDayToClaim(day, claimWithinDays, await loadCalendar(db))
  await openReward(db, { id: uuidv7(), tipId: tip.id, scheme: 'reward.fixed', amountYuan: yuan, claimUntil }, anew)
}

/** Whoever holds a tip stays silent: it goes up to the city, which can finish it, and the reporter sees it. An act of the program. */
export async function escalateTip(context: Context<null>, tip: TipState): Promise<void> {
  const { db, now } = context
  const day = dateInChina(now)
  const city = cityOf(tip.areaPath)
  const status = move<TipStatus>(tipMoves, 'escalate', tip.status)
  const joined = await saveTip(db, tip.id, { status, holder: { level: 'city', ...city } })
  const raised = { ...tip, ...city }
  await endLimits(db, tip.id, 'limit.tipHandling', day, 'escalated')
  await passTipLimits(db, tip.id, { id: city.areaId, path: city.areaPath }, day)
  await startLimits(db, raised, ['limit.tipHandOver', 'limit.tipHandling'], day)
  if (tip.leadId) await takeBackLead(context, tip.leadId, { id: city.areaId, path: city.areaPath }, 'escalated')
  await takeSteps(context, [tip, ...joined], 'escalated')
  await recordTip(context, raised, 'tip.escalated', status, { fromAreaId: tip.areaId })
}
