/** Why a window has its score: codes and numbers, for and against, that add up to the score. Sentences are in reason-text.ts. */
import type { Criterion, CriterionCode, DetectorCard } from './detector-card.ts'
import { type WindowFeatures, windowLimits } from './features.ts'

/** One line of the account. Points may be negative: then the line speaks against a furnace. */
export type Reason = { readonly code: CriterionCode; readonly value: number; readonly points: number }

/** Facts that carry no points but are read with every alarm, most important first. */
export const caveatCodes = ['no-licence-on-file', 'gaps', 'short-record', 'same-curve', 'untrained'] as const
export type CaveatCode = (typeof caveatCodes)[number]
/** `value`: share of filled readings for gaps, days for short-record, else 0. */
export type Caveat = { readonly code: CaveatCode; readonly value: number }

/** From this share of filled readings on, gaps are named. */
const gapsWorthNaming = 0.02

/** What must be said beside the reasons of a window. `days` is the length of the window. */
export function caveatsOf(
  window: { filledShare: number; days: number },
  licensed: boolean,
  card: DetectorCard,
): Caveat[] {
  const holds: Record<CaveatCode, number | null> = {
    'no-licence-on-file': licensed ? null : 0,
    gaps: window.filledShare >= gapsWorthNaming ? window.filledShare : null,
    'short-record': window.days < windowLimits.days ? window.days : null,
    'same-curve': 0,
    untrained: card.trained ? null : 0,
  }
  return caveatCodes.flatMap((code) => {
    const value = holds[code]
    return value === null ? [] : [{ code, value }]
  })
}

/** Tonnes that an energy could have melted, as a range: never one figure, since consumption per tonne is not known from outside. */
export function impliedTonnes(energyKwh: number, card: DetectorCard): { low: number; high: number } {
  return { low: energyKwh / card.kwhPerTonne.high, high: energyKwh / card.kwhPerTonne.low }
}

/** Points of a criterion for a value: linear between knots, constant outside; 0 where the value is unknown. */
export function pointsFor(criterion: Criterion, value: number): number {
  const { knots } = criterion
  if (Number.isNaN(value)) return 0
  const above = knots.findIndex(([x]) => x >= value)
  if (above === 0) return knots[0]?.[1] ?? 0
  const right = knots[above]
  const left = knots[above < 0 ? knots.length - 1 : above - 1]
  if (!right || !left) return left?.[1] ?? 0
  return left[1] + ((right[1] - left[1]) * (value - left[0])) / (right[0] - left[0])
}

/** Reasons of a window, heaviest first, for and against; those of 0 points are left out. */
export function reasonsOf(features: WindowFeatures, licensed: boolean, card: DetectorCard): Reason[] {
  return card.criteria
    .filter(({ appliesTo }) => appliesTo === 'all' || licensed)
    .map((criterion) => {
      const value = features[criterion.feature]
      return { code: criterion.code, value, points: pointsFor(criterion, value) }
    })
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
}

/** Sum of the points of the reasons shown: nothing else makes a score. */
export function scoreOf(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, { points }) => sum + points, 0)
}
