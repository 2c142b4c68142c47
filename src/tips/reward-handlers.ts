/** Rewards: decided by the city, claimed by code, answered by a paying body that never learns of the tip or its reporter. */
import { v7 as uuidv7 } from 'uuid'
import type { Context, Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Bilingual } from '../platform/shared/text.ts'
import { findRule, loadCalendar } from '../rulebook/store.ts'
import { hashTyped } from './code-hash.ts'
import { recordTip } from './office-acts.ts'
import { getTip } from './office-store.ts'
import {
  financeDecides,
  fixedReward,
  lastDayToClaim,
  mayAnswerClaims,
  mayDecideReward,
  type RewardScheme,
  type RewardStatus,
  refuseUndecided,
  rewardByPenalty,
  rewardMoves,
} from './reward.ts'
import type { RewardClaim, rewardContract } from './reward-contract.ts'
import {
  type ClaimRecord,
  findClaim,
  findTipReward,
  isWaiting,
  saveClaimAnswer,
  saveRewardDecision,
} from './reward-store.ts'
import { mayHandle, mayOversee, type TipState } from './tip.ts'
import { recordForCity, takeStep } from './tip-acts.ts'
import { lockTip } from './tip-store.ts'

export const rewardHandlers: Handlers<typeof rewardContract> = {
  async getTipReward({ db, user, now }, { id }) {
    if (!mayHandle(user, await getTip(db, id, dateInChina(now)))) throw new Refusal('not-permitted')
    const { fixed, byPenalty } = await schemesOf(db, dateInChina(now))
    return { reward: await findTipReward(db, id), fixed: fixed ?? null, byPenalty: byPenalty ?? null }
  },

  async decideReward(context, { id, reasons, ...chosen }) {
    const { db, user, now } = context
    const tip = await lockTip(db, id)
    const reward = await findTipReward(db, id)
    if (!mayOversee(user, tip)) throw new Refusal('not-permitted')
    if (!mayDecideReward(user, tip, reward?.status ?? null))
      throw new Refusal('wrong-state', { move: 'decideReward', status: reward?.status ?? tip.status })
    const day = dateInChina(now)
    const { amountYuan, claimWithinDays } = await workOut(db, tip, chosen, day)
    const claimUntil = lastDayToClaim(day, claimWithinDays, await loadCalendar(db))
    const decision = {
      id: uuidv7(),
      tipId: id,
      ...chosen,
      amountYuan,
      reasons,
      claimUntil,
      by: user.officialId,
      at: now,
    }
    await saveRewardDecision(db, decision)
    await takeStep(context, tip, 'rewardDecided', { scheme: chosen.scheme, amountYuan })
    await recordTip(context, tip, 'reward.decided', tip.status, { scheme: chosen.scheme, amountYuan })
    return { amountYuan }
  },

  async findClaim(context, { claimCode }) {
    if (!mayAnswerClaims(context.user)) throw new Refusal('not-permitted')
    const { claim } = await getClaim(context, claimCode)
    await note(context, 'reward.claimShown', claim.id, claim.status, claim.status)
    return claimSeen(context, claim)
  },

  async answerClaim(context, { claimCode, answer }) {
    const { db, user, now } = context
    if (!mayAnswerClaims(user)) throw new Refusal('not-permitted')
    const { hash, claim } = await getClaim(context, claimCode)
    const status = move<RewardStatus>(rewardMoves, answer, claim.status)
    refuseUndecided(claim)
    if (await isWaiting(db, hash)) throw new Refusal('reward-waits')
    if (!(await saveClaimAnswer(db, hash, answer, now)))
      throw new Refusal('wrong-state', { move: answer, status: claim.status })
    await note(context, 'reward.answered', claim.id, claim.status, status)
    return claimSeen(context, { ...claim, status })
  },
}

async function schemesOf(db: Context['db'], day: string) {
  const fixed = (await findRule(db, 'reward.fixed', day))?.value
  const byPenalty = (await findRule(db, 'reward.byPenalty', day))?.value
  return { fixed, byPenalty }
}

type Chosen = { scheme: RewardScheme; level: number | null; penaltyYuan: number | null }

/** The sum by the scheme that was chosen. Refuses `rule-missing`, `reward-first-only`, `reward-level-missing`. */
async function workOut(db: Context['db'], tip: TipState, { scheme, level, penaltyYuan }: Chosen, day: string) {
  const { fixed, byPenalty } = await schemesOf(db, day)
  if (scheme === 'reward.fixed') {
    if (!fixed) throw new Refusal('rule-missing', { key: scheme, date: day })
    const amountYuan = fixedReward(fixed, tip.joinedTo === null)
    if (amountYuan === 0) throw new Refusal('reward-first-only')
    return { amountYuan, claimWithinDays: fixed.claimWithinDays }
  }
  if (!byPenalty) throw new Refusal('rule-missing', { key: scheme, date: day })
  const amountYuan = level === null || penaltyYuan === null ? undefined : rewardByPenalty(byPenalty, level, penaltyYuan)
  if (amountYuan === undefined) throw new Refusal('reward-level-missing')
  return { amountYuan, claimWithinDays: byPenalty.claimWithinDays }
}

/** Refuses `code-wrong`, `claim-unknown`. */
async function getClaim({ db, platform }: Context, claimCode: string): Promise<{ hash: Buffer; claim: ClaimRecord }> {
  const hash = await hashTyped(platform.signingKey, 'claim', claimCode)
  const claim = await findClaim(db, hash)
  if (!claim) throw new Refusal('claim-unknown')
  return { hash, claim }
}

async function claimSeen({ db, now }: Context, claim: ClaimRecord): Promise<RewardClaim> {
  const { byPenalty } = await schemesOf(db, dateInChina(now))
  const excluded: readonly Bilingual[] = byPenalty?.excluded ?? []
  const { status, scheme, decided } = claim
  const amountYuan = decided ? claim.amountYuan : null
  const withFinance =
    scheme === 'reward.byPenalty' && byPenalty !== undefined && financeDecides(byPenalty, amountYuan ?? 0)
  return { status, scheme, amountYuan, decided, withFinance, excluded: [...excluded] }
}

const note = (context: Context, kind: string, id: string, from: RewardStatus, to: RewardStatus): Promise<void> =>
  recordForCity(context, kind, { subject: 'reward', id, from, to })
