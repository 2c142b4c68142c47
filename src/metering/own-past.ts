/**
 * What a day looks like against the account's own past: the same curve moved by some quarter hours (a clock that is wrong, or points
 * named by the other end of their interval), or the same curve many times as high or low (a wrong multiplier). Past only. Pure.
 */
import { quantileOf } from './quantile.ts'
import { slotsPerDay } from './reading.ts'

/** Limits of these flags. Ours, as working values ([derived]: no published rule was found); shown, never used to hide a day. */
export const ownPastLimits = {
  version: 'own-past-1',
  /** Whole days before the day, at least and at most, that make the usual day. */
  leastDays: 10,
  mostDays: 28,
  /** The usual day must be usual: most of the past follows it so closely (correlation), and what is compared must too. */
  leastLikeness: 0.9,
  /** A moved curve explains the day this much better: what is left unexplained falls to this share. */
  leftByShift: 0.35,
  /** A late start happens; a clock stays wrong. Days in a row with one and the same shift. */
  daysInRow: 3,
  /** Factors between right and wrong multipliers: a slipped decimal point, and the ratios of usual current transformers to 5 A. */
  factors: [10, 15, 20, 30, 40, 50, 60, 80, 100, 120, 160, 200, 300],
  factorTolerance: 0.05,
} as const

export const driftFlags = ['clockShift', 'pointShift', 'multiplier'] as const
export type DriftFlag = (typeof driftFlags)[number]

export type DayDrift = {
  /** Quarter hours by which the curve is late (early where negative) against the usual day; 0 where it is not moved. */
  readonly shiftSlots: number
  /** How many times the usual level, where that is a factor of a wrong multiplier; else 1. */
  readonly factor: number
  readonly flags: readonly DriftFlag[]
}

type Load = ArrayLike<number | null>
const none: DayDrift = { shiftSlots: 0, factor: 1, flags: [] }

/** @param past the days before, newest last; days with gaps are passed over. */
export function driftOfDay(day: Load, past: readonly Load[]): DayDrift {
  if (!isWhole(day)) return none
  const usual = usualDay(past)
  if (usual === null) return none
  const factor = factorOf(day, usual)
  if (factor !== 1) return { shiftSlots: 0, factor, flags: ['multiplier'] }
  const shiftSlots = shiftOf(day, usual)
  if (shiftSlots === 0 || !isPersistent(shiftSlots, past, usual)) return none
  return { shiftSlots, factor: 1, flags: [Math.abs(shiftSlots) === 1 ? 'pointShift' : 'clockShift'] }
}

/** Median of each slot over the past, where the past is regular enough to be compared with; the days of a fresh shift are few. */
function usualDay(past: readonly Load[]): Float64Array | null {
  const whole = past.filter(isWhole).slice(-ownPastLimits.mostDays)
  if (whole.length < ownPastLimits.leastDays) return null
  const usual = new Float64Array(slotsPerDay)
  for (let slot = 0; slot < slotsPerDay; slot++)
    usual[slot] = quantileOf(
      whole.map((day) => day[slot] ?? 0),
      0.5,
    )
  const like = whole.map((day) => likeness(day, usual, 0))
  return quantileOf(like, 0.5) >= ownPastLimits.leastLikeness ? usual : null
}

/** The days right before were moved by as much: together with this one enough in a row. */
function isPersistent(shift: number, past: readonly Load[], usual: Float64Array): boolean {
  const before = past.filter(isWhole).slice(1 - ownPastLimits.daysInRow)
  return before.length === ownPastLimits.daysInRow - 1 && before.every((day) => shiftOf(day, usual) === shift)
}

/** The shift that explains the day best, 0 where none explains it far better than staying in place. */
function shiftOf(day: Load, usual: Float64Array): number {
  const inPlace = 1 - likeness(day, usual, 0) ** 2
  let best = 0
  let bestLikeness = 0
  for (let shift = 1 - slotsPerDay / 2; shift <= slotsPerDay / 2; shift++) {
    const like = likeness(day, usual, shift)
    if (like > bestLikeness) [best, bestLikeness] = [shift, like]
  }
  const left = 1 - bestLikeness ** 2
  return bestLikeness >= ownPastLimits.leastLikeness && left <= ownPastLimits.leftByShift * inPlace ? best : 0
}

/** A level of 2 or 3 times the usual is not among the factors: a second shift or a second machine does that lawfully. */
function factorOf(day: Load, usual: Float64Array): number {
  const [level, usualLevel] = [sumOf(day), sumOf(usual)]
  if (level <= 0 || usualLevel <= 0 || likeness(day, usual, 0) < ownPastLimits.leastLikeness) return 1
  const times = level / usualLevel
  const factor = ownPastLimits.factors.find((one) => {
    const off = times > 1 ? times / one : one * times
    return Math.abs(off - 1) <= ownPastLimits.factorTolerance
  })
  return factor === undefined ? 1 : times > 1 ? factor : 1 / factor
}

/** Correlation of the day with the usual day moved to be `shift` slots later (around midnight); 0 where either is flat. */
function likeness(day: Load, usual: ArrayLike<number>, shift: number): number {
  const [dayMean, usualMean] = [sumOf(day) / slotsPerDay, sumOf(usual) / slotsPerDay]
  let [both, own, other] = [0, 0, 0]
  for (let slot = 0; slot < slotsPerDay; slot++) {
    const a = (day[slot] ?? 0) - dayMean
    const b = (usual[(slot - shift + slotsPerDay) % slotsPerDay] ?? 0) - usualMean
    both += a * b
    own += a * a
    other += b * b
  }
  return own > 0 && other > 0 ? both / Math.sqrt(own * other) : 0
}

const isWhole = (day: Load): boolean => {
  for (let slot = 0; slot < slotsPerDay; slot++) {
    const value = day[slot]
    if (value === null || value === undefined || Number.isNaN(value)) return false
  }
  return true
}

function sumOf(values: Load): number {
  let sum = 0
  for (let slot = 0; slot < slotsPerDay; slot++) sum += values[slot] ?? 0
  return sum
}
