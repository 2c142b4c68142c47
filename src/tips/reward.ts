/** What a founded tip is worth by the schemes of the rulebook; the level is a person's judgement with recorded reasons. */
import type { RuleValue } from '../rulebook/values.ts'

export type PenaltyScheme = RuleValue<'reward.byPenalty'>
export type FixedScheme = RuleValue<'reward.fixed'>

/** max(share × fines and confiscations, floor of the level), capped. Whole yuan. @returns undefined for a level that is none. */
export function rewardByPenalty(scheme: PenaltyScheme, level: number, penaltyYuan: number): number | undefined {
  const found = scheme.levels.find((one) => one.level === level)
  return found && Math.min(scheme.mostYuan, Math.max(found.leastYuan, Math.floor(found.share * penaltyYuan)))
}

/** Whether the finance department decides with the paying body. */
export const financeDecides = (scheme: PenaltyScheme, amountYuan: number): boolean =>
  amountYuan >= scheme.financeDecidesFromYuan

/** The fixed sum; only the first reporter of a matter has it where the scheme says so. */
export const fixedReward = (scheme: FixedScheme, isFirst: boolean): number =>
  scheme.firstReporterOnly && !isFirst ? 0 : scheme.yuan
