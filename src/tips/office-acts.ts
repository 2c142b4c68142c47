/** The named acts of offices and of the program on a tip: to hand it over, to conclude it, to take it back from silence. */
import { v7 as uuidv7 } from 'uuid'
import { takeBackLead } from '../leads/confined-acts.ts'
import type { Context } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import { endLimits, meetLimits, openLimit, passLimits } from '../platform/server/time-limits.ts'
import { dateInChina, endOfCalendarLimit } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { findRules, getRule, loadCalendar } from '../rulebook/store.ts'
import { getReceiver, saveTip } from './office-store.ts'
import { openReward } from './reward-store.ts'
import type { StepKind } from './step.ts'
import { cityOf, conclude, reopeningStep, type TipResult, type TipState, type TipStatus, tipMoves } from './tip.ts'
import { takeStep } from './tip-acts.ts'

type AnyContext = Context<Actor | null>

type TipLimit = `limit.tip${string}`
/** Limits of a tip that run side by side; the strictest open one stands in front. */
export const arrivalLimits = ['limit.tipHandOver', 'limit.tipHandling', 'limit.tipVerification'] as const

/** Opens the limits the rulebook of the day knows, for whoever holds the tip. */
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
    await openLimit(db, { ...start, startedOn: day, days, dayKind }, calendar)
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
): Promise<void> {
  for (const tip of tips) await takeStep(context, tip, kind)
}

/** What the reporter reads where no person has written an answer. */
const standardAnswers = {
  founded: '经现场核实，举报属实，已交主管部门依法处理。',
  unfounded: '经现场核实，未发现“地条钢”生产。',
} as const

/**
 * Concludes a tip and those that joined it: limits are met, the reporter reads the answer under the code, a founded one opens the
 * reward. @param by null: what the verification of the lead found. Refuses `wrong-state`.
 */
export async function concludeTip(
  context: AnyContext,
  tip: TipState,
  result: TipResult,
  answer: string | null,
  by: string | null,
): Promise<TipStatus> {
  const { db, now } = context
  const day = dateInChina(now)
  const status = conclude(tip.status, result)
  const told = answer ?? (result === 'founded' || result === 'unfounded' ? standardAnswers[result] : '')
  const joined = await saveTip(db, tip.id, { status, conclusion: { at: now, by, answer: told } })
  await meetLimits(db, tip.id, null, day)
  await takeSteps(context, [tip, ...joined], result)
  if (result === 'founded') await offerReward(context, tip)
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

/** The reward of a founded tip may be claimed from now on, for as long as the scheme says; the first reporter's, where it says so. */
async function offerReward({ db, now }: AnyContext, tip: TipState): Promise<void> {
  const day = dateInChina(now)
  const { yuan, claimWithinDays } = (await getRule(db, 'reward.fixed', day)).value
  const claimUntil = endOfCalendarLimit(day, claimWithinDays, await loadCalendar(db))
  await openReward(db, { id: uuidv7(), tipId: tip.id, scheme: 'reward.fixed', amountYuan: yuan, claimUntil })
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
  const { officeId } = await getReceiver(db, city.areaId, day)
  await passLimits(db, tip.id, { area: { id: city.areaId, path: city.areaPath }, holderAgencyId: officeId })
  await startLimits(db, raised, ['limit.tipHandOver', 'limit.tipHandling'], day)
  if (tip.leadId) await takeBackLead(context, tip.leadId, { id: city.areaId, path: city.areaPath }, 'escalated')
  await takeSteps(context, [tip, ...joined], 'escalated')
  await recordTip(context, raised, 'tip.escalated', status, { fromAreaId: tip.areaId })
}
