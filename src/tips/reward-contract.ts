/** Rewards: the city office says what a founded tip is worth, a paying body answers a claim by its code and sees no tip. */
import { z } from 'zod'
import { contract, date, instant, words } from '../platform/shared/contract.ts'
import { bilingual } from '../rulebook/rule.ts'
import { claimAnswers, rewardSchemes } from './reward.ts'
import { overseeingRoles, tipRoles } from './tip.ts'
import { rewardStatuses } from './tip-contract.ts'

const yuan = z.int().min(0).max(2_000_000_000)

const reward = z.object({
  status: z.enum(rewardStatuses),
  scheme: z.enum(rewardSchemes),
  level: z.number().nullable(),
  penaltyYuan: z.number().nullable(),
  amountYuan: z.number().nullable(),
  reasons: z.string().nullable(),
  claimUntil: date,
  claimedAt: instant.nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: instant.nullable(),
  answeredAt: instant.nullable(),
})
export type TipReward = z.infer<typeof reward>

const tipReward = z.object({
  reward: reward.nullable(),
  /** Schemes of the rulebook in force on this day; null where there is none. */
  fixed: z.object({ yuan: z.number(), firstReporterOnly: z.boolean(), claimWithinDays: z.number() }).nullable(),
  byPenalty: z
    .object({
      levels: z.array(z.object({ level: z.number(), share: z.number(), leastYuan: z.number(), criteria: bilingual })),
      mostYuan: z.number(),
      financeDecidesFromYuan: z.number(),
      claimWithinDays: z.number(),
      excluded: z.array(bilingual),
    })
    .nullable(),
})
export type RewardSchemes = z.infer<typeof tipReward>

/** All that is seen at the counter. */
const claim = z.object({
  status: z.enum(rewardStatuses),
  scheme: z.enum(rewardSchemes),
  amountYuan: z.number().nullable(),
  /** Whether the amount has been decided; before that nothing is answered. */
  decided: z.boolean(),
  /** The finance department decides with the paying body. */
  withFinance: z.boolean(),
  /** Who may not have it, by the scheme of this day. */
  excluded: z.array(bilingual),
})
export type RewardClaim = z.infer<typeof claim>

const claimCode = { claimCode: z.string().max(60) }

export const rewardContract = contract({
  getTipReward: {
    method: 'GET',
    path: '/api/tips/:id/reward',
    needs: tipRoles,
    title: 'The reward of a tip, and the schemes it is worked out by',
    input: z.object({ id: z.uuid() }),
    output: tipReward,
  },
  decideReward: {
    method: 'POST',
    path: '/api/tips/:id/reward',
    needs: overseeingRoles,
    title: 'Decide the reward of a founded tip: the fixed sum, or by penalty with level and reasons',
    input: z.object({
      id: z.uuid(),
      scheme: z.enum(rewardSchemes),
      level: z.int().min(1).max(9).nullable().default(null),
      /** Fines and confiscations of the case. */
      penaltyYuan: yuan.nullable().default(null),
      reasons: words,
    }),
    output: z.object({ amountYuan: z.number() }),
  },
  findClaim: {
    method: 'POST',
    path: '/api/tips/claims',
    needs: ['departmentOfficer'],
    title: 'The claim of a code shown at the counter; never the tip or who sent it',
    input: z.object(claimCode),
    output: claim,
  },
  answerClaim: {
    method: 'POST',
    path: '/api/tips/claims/answer',
    needs: ['departmentOfficer'],
    title: 'Answer a claim: eligible, not eligible, or paid',
    input: z.object({ ...claimCode, answer: z.enum(claimAnswers) }),
    output: claim,
  },
})
