/**
 * Heats (炉次) in a load curve: bumps of half an hour to three and a quarter hours that stand on whatever else runs. The opening
 * removes shifts and base load; what is left and passes the noise is a candidate melt.
 */
import { selectInPlace } from './quantile.ts'
import { slotHours, slotMinutes, slotsPerDay } from './reading.ts'

/** Limits of heat finding. Source: 384 metered heats of a real furnace (88–96 min) and 75–95 min cycles in the literature. */
export const heatLimits = {
  version: 'heat-1',
  /** Half width of the structuring element: bumps of up to 13 slots (3¼ h) survive. */
  halfWidthSlots: 6,
  minSlots: 2,
  maxSlots: 13,
  /** Below 80 kW a bump is not told from compressors and ovens; furnaces of ≤ 150 kW stay hard to see. */
  minThresholdKw: 80,
  noiseMultiple: 3,
  noiseDays: 28,
  /** A heat of which more than a quarter had to be filled in is no evidence. */
  maxFilledShare: 0.25,
} as const

/** Slots after the end of a heat until nothing later can change it: the reach of erosion and dilation together. */
export const settleSlots = 2 * heatLimits.halfWidthSlots

export type Heat = {
  /** First slot and first slot after, counted from 00:00 of the first day of the series. */
  readonly start: number
  readonly end: number
  readonly energyKwh: number
  readonly heightKw: number
  readonly durationMin: number
  /** Centre of energy against the middle, in durations: positive = heavy end (ramp up, cliff down). */
  readonly skew: number
  /** Steepest step down at the end minus first step up, in heights. */
  readonly cliff: number
  /** Standard deviation of the inner slots, in heights; NaN for heats of under four slots. */
  readonly flatness: number
}

/** Load above the morphological opening (kW, never negative): bumps shorter than 3¼ h. Same length as the input. */
export function bumps(loadKw: Float64Array): Float64Array {
  // A dilation is the erosion of the mirror image, so the opening comes out negative. Plain loops: callbacks cost a second a case.
  const eroded = lowestAround(loadKw)
  for (let t = 0; t < eroded.length; t++) eroded[t] = -(eroded[t] ?? 0)
  const above = lowestAround(eroded)
  for (let t = 0; t < above.length; t++) above[t] = (loadKw[t] ?? 0) + (above[t] ?? 0)
  return above
}

/** Lowest value of the 13 slots around each slot, by minima of 2, 4, 8 and 13 slots: four comparisons a slot instead of thirteen. */
function lowestAround(values: Float64Array): Float64Array {
  const half = heatLimits.halfWidthSlots
  const width = 2 * half + 1
  const lowest = new Float64Array(values.length + 2 * half).fill(Infinity)
  lowest.set(values, half)
  let reach = 1
  for (; reach * 2 <= width; reach *= 2) {
    for (let t = 0; t + reach < lowest.length; t++)
      lowest[t] = Math.min(lowest[t] ?? Infinity, lowest[t + reach] ?? Infinity)
  }
  const rest = width - reach
  for (let t = 0; t < values.length; t++) lowest[t] = Math.min(lowest[t] ?? Infinity, lowest[t + rest] ?? Infinity)
  return lowest.slice(0, values.length)
}

/** Noise σ (kW) of the slots before `until`: 1.48 × median |step| over the 28 days before it. 0 for under two slots. */
export function noiseKw(loadKw: Float64Array, until: number): number {
  const from = Math.max(1, until - heatLimits.noiseDays * slotsPerDay)
  if (until <= from) return 0
  const steps = new Float64Array(until - from)
  for (let t = from; t < until; t++) steps[t - from] = Math.abs((loadKw[t] ?? 0) - (loadKw[t - 1] ?? 0))
  return 1.48 * selectInPlace(steps, steps.length >> 1)
}

/** Threshold θ (kW) that a bump must pass, from the noise up to `until`. */
export function thresholdKw(loadKw: Float64Array, until: number): number {
  return Math.max(heatLimits.minThresholdKw, heatLimits.noiseMultiple * noiseKw(loadKw, until))
}

/**
 * All heats that are settled, oldest first: maximal runs above the threshold of 2–13 slots. `thresholdAt(t)` gives θ in kW for a
 * slot; a run still open at the end, or ended less than three hours before it, is left for later.
 */
export function findHeats(bumpKw: Float64Array, filled: Uint8Array, thresholdAt: (slot: number) => number): Heat[] {
  const heats: Heat[] = []
  const last = bumpKw.length - settleSlots - 1
  let start = -1
  for (let t = 0; t <= last; t++) {
    const above = (bumpKw[t] ?? 0) > thresholdAt(t)
    if (above && start < 0) start = t
    if (above || start < 0) continue
    const slots = t - start
    if (slots >= heatLimits.minSlots && slots <= heatLimits.maxSlots && isMeasured(filled, start, t)) {
      heats.push(measureHeat(bumpKw, start, t))
    }
    start = -1
  }
  return heats
}

function isMeasured(filled: Uint8Array, start: number, end: number): boolean {
  let count = 0
  for (let t = start; t < end; t++) count += filled[t] ?? 0
  return count <= heatLimits.maxFilledShare * (end - start)
}

/** Measures of the run [start, end) of a bump curve in kW; slots beyond the curve count as 0. */
export function measureHeat(bumpKw: Float64Array, start: number, end: number): Heat {
  let sum = 0
  let moment = 0
  let heightKw = 0
  for (let t = start; t < end; t++) {
    const value = bumpKw[t] ?? 0
    sum += value
    moment += t * value
    heightKw = Math.max(heightKw, value)
  }
  const slots = end - start
  const at = (t: number) => bumpKw[t] ?? 0
  const drop = Math.max(at(end - 1) - at(end), at(end - 2) - at(end - 1))
  return {
    start,
    end,
    energyKwh: sum * slotHours,
    heightKw,
    durationMin: slots * slotMinutes,
    skew: sum > 0 ? (moment / sum - (start + end - 1) / 2) / slots : 0,
    cliff: heightKw > 0 ? (drop - (at(start) - at(start - 1))) / heightKw : 0,
    flatness: flatness(bumpKw, start + 1, end - 1) / heightKw,
  }
}

function flatness(bumpKw: Float64Array, from: number, to: number): number {
  const count = to - from
  if (count < 2) return Number.NaN
  let sum = 0
  for (let t = from; t < to; t++) sum += bumpKw[t] ?? 0
  let squares = 0
  for (let t = from; t < to; t++) squares += ((bumpKw[t] ?? 0) - sum / count) ** 2
  return Math.sqrt(squares / count)
}
