/** The SQL of rewards: opened with a founded tip, claimed by code, answered by the body that pays. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import type { ClaimAnswer, RewardScheme, RewardStatus } from './reward.ts'
import type { TipReward } from './reward-contract.ts'

export type NewReward = { id: string; tipId: string; scheme: RewardScheme; amountYuan: number; claimUntil: string }

/**
 * One for a tip. One that has lapsed is open anew, with nothing of the claim and the decision it had, where `anew`; any other is left as it
 * is, above all what was answered.
 */
export const openReward = async (db: Db, one: NewReward, anew: boolean): Promise<void> =>
  void (await sql`insert into tip_rewards (id, tip_id, status, scheme, amount_yuan, claim_until)
    values (${one.id}, ${one.tipId}, 'open', ${one.scheme}, ${one.amountYuan}, ${one.claimUntil})
    on conflict (tip_id) do update set status = 'open', scheme = excluded.scheme, amount_yuan = excluded.amount_yuan, claim_until = excluded.claim_until,
      level = null, penalty_yuan = null, reasons = null, decided_by = null, decided_at = null, claim_hash = null, claimed_at = null,
      answered_by = null, answered_at = null, told = ''
     where ${anew} and tip_rewards.status = 'lapsed'`.execute(db))

/** Of tips that are founded no more: what is not paid yet is paid no more. */
export const lapseReward = async (db: Db, tipIds: readonly string[]): Promise<void> =>
  void (await sql`update tip_rewards set status = 'lapsed'
    where tip_id = any (${[...tipIds]}::uuid[]) and status in ('open', 'claimed', 'eligible')`.execute(db))

export const findTipReward = async (db: Db, tipId: string): Promise<TipReward | null> =>
  (
    await sql<TipReward>`
      select r.status, r.scheme, r.level, r.penalty_yuan, r.amount_yuan, r.reasons, r.claim_until, r.claimed_at, o.name as decided_by_name,
             r.decided_at, r.answered_at
        from tip_rewards r left join officials o on o.id = r.decided_by where r.tip_id = ${tipId}`.execute(db)
  ).rows[0] ?? null

export type RewardDecision = {
  id: string
  tipId: string
  scheme: RewardScheme
  level: number | null
  penaltyYuan: number | null
  amountYuan: number
  reasons: string
  /** Of a reward that is only opened by this decision; one that is open keeps its day. */
  claimUntil: string
  by: string
  at: Date
}

/** The tip is locked by whoever decides. */
export const saveRewardDecision = async (db: Db, one: RewardDecision): Promise<void> =>
  void (await sql`
    insert into tip_rewards (id, tip_id, status, scheme, level, penalty_yuan, amount_yuan, reasons, claim_until, decided_by, decided_at)
    values (${one.id}, ${one.tipId}, 'open', ${one.scheme}, ${one.level}, ${one.penaltyYuan}, ${one.amountYuan}, ${one.reasons},
      ${one.claimUntil}, ${one.by}, ${one.at})
    on conflict (tip_id) do update set scheme = excluded.scheme, level = excluded.level, penalty_yuan = excluded.penalty_yuan,
      amount_yuan = excluded.amount_yuan, reasons = excluded.reasons, decided_by = excluded.decided_by, decided_at = excluded.decided_at`.execute(
    db,
  ))

export type ClaimRecord = {
  id: string
  status: RewardStatus
  scheme: RewardScheme
  amountYuan: number | null
  decided: boolean
}

/** As the owner, for a paying body alone: the claim of a code, and nothing of its tip. */
export const findClaim = async (db: Db, claimHash: Buffer): Promise<ClaimRecord | undefined> =>
  (
    await sql<ClaimRecord>`
      select id, status, scheme, amount_yuan, decided_at is not null as decided from reward_of_claim(${claimHash})`.execute(
      db,
    )
  ).rows[0]

/** As the owner, for a paying body alone: whether the tip of a claim is looked at again. */
export async function isWaiting(db: Db, claimHash: Buffer): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`select claim_waits(${claimHash}) as waits`.execute(db)
  return rows[0]?.waits ?? false
}

/** @returns false where another answer came first. */
export async function saveClaimAnswer(db: Db, claimHash: Buffer, answer: ClaimAnswer, at: Date): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select answer_claim(${claimHash}, ${answer}, ${at}) as done`.execute(db)
  return rows[0]?.done ?? false
}

export type UntoldAnswer = { tipId: string; status: RewardStatus; told: '' | ClaimAnswer }

/** A reward with the answer its reporter was told last; locked. */
export async function lockUntoldAnswer(db: Db, id: string): Promise<UntoldAnswer | undefined> {
  const { rows } =
    await sql<UntoldAnswer>`select tip_id, status, told from tip_rewards where id = ${id} for update`.execute(db)
  return rows[0]
}

export const saveAnswerTold = async (db: Db, id: string, told: RewardStatus): Promise<void> =>
  void (await sql`update tip_rewards set told = ${told} where id = ${id}`.execute(db))
