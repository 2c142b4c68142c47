/** What a founded tip is worth by the schemes of the rulebook; the level is a person's judgement with recorded reasons. */
import { addDays, type WorkCalendar } from '../platform/shared/calendar.ts'
import type { Moves } from '../platform/shared/moves.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { laterByIfKnown } from '../platform/shared/time-limit.ts'
import type { RuleValue } from '../rulebook/values.ts'
import { mayOversee, type TipState } from './tip.ts'
import type { rewardStatuses } from './tip-contract.ts'

export type PenaltyScheme = RuleValue<'reward.byPenalty'>
export type FixedScheme = RuleValue<'reward.fixed'>
export const rewardSchemes = ['reward.fixed', 'reward.byPenalty'] as const
export type RewardScheme = (typeof rewardSchemes)[number]
export type RewardStatus = (typeof rewardStatuses)[number]

/**
 * The whole life of a reward. A move not listed here cannot happen; the amount may be decided anew until the claim is answered.
 * It lapses when nobody claims it in time, and until it is paid when a second look finds the tip anything but founded; nothing is answered
 * while that look is open, and what is paid stays paid. It opens anew when a second look changes the result to founded.
 */
export const rewardMoves = {
  claim: { from: ['open'], to: 'claimed' },
  eligible: { from: ['claimed'], to: 'eligible' },
  notEligible: { from: ['claimed'], to: 'notEligible' },
  paid: { from: ['eligible'], to: 'paid' },
  lapse: { from: ['open', 'claimed', 'eligible'], to: 'lapsed' },
  openAnew: { from: ['lapsed'], to: 'open' },
} as const satisfies Moves<RewardStatus>

/** All that a paying body may say of a claim. */
export const claimAnswers = ['eligible', 'notEligible', 'paid'] as const
export type ClaimAnswer = (typeof claimAnswers)[number]

/** Market regulation pays, by whose scheme most rewards are. */
export const mayAnswerClaims = (user: Actor): boolean =>
  user.grants.some((g) => g.role === 'departmentOfficer' && g.functionKind === 'marketRegulation')

/** Of a founded tip, by the city, until a claim has been answered. @param status null: no reward yet. */
export const mayDecideReward = (user: Actor, tip: TipState, status: RewardStatus | null): boolean =>
  mayOversee(user, tip) &&
  (tip.status === 'founded' || tip.status === 'dealtWith') &&
  (status === null || status === 'open' || status === 'claimed')

/** max(share × fines and confiscations, floor of the level), capped. Whole yuan. @returns undefined for a level that is none. */
export function rewardByPenalty(scheme: PenaltyScheme, level: number, penaltyYuan: number): number | undefined {
  const found = scheme.levels.find((one) => one.level === level)
  return found && Math.min(scheme.mostYuan, Math.max(found.leastYuan, Math.floor(found.share * penaltyYuan)))
}

/** Whether the finance department decides with the paying body. */
export const financeDecides = (scheme: Pick<PenaltyScheme, 'financeDecidesFromYuan'>, amountYuan: number): boolean =>
  amountYuan >= scheme.financeDecidesFromYuan

/** The fixed sum; only the first reporter of a matter has it where the scheme says so. */
export const fixedReward = (scheme: FixedScheme, isFirst: boolean): number =>
  scheme.firstReporterOnly && !isFirst ? 0 : scheme.yuan

/**
 * Until when a reward may be claimed. Where the last day lies in a year without calendar it does not roll over holidays: the days of the
 * scheme are given whole, and no result waits for a calendar.
 */
export const lastDayToClaim = (day: string, withinDays: number, calendar: WorkCalendar): string =>
  laterByIfKnown(day, withinDays, 'calendar', calendar) ?? addDays(day, withinDays)

/** Nothing is answered before the amount is decided. Refuses `reward-undecided`. */
export function refuseUndecided(claim: { decided: boolean }): void {
  if (!claim.decided) throw new Refusal('reward-undecided')
}
