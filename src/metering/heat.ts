/**
 * Heats (炉次) in a load curve: bumps of half an hour to three and a quarter hours that stand on whatever else runs. The opening
 * removes shifts and base load; what is left and passes the noise is a candidate melt.
 */
import { HeatRows, type HeatTable } from './heat-table.ts'
import { quantileOf, selectInPlace } from './quantile.ts'
import { slotHours, slotMinutes, slotsPerDay } from './reading.ts'

/** Limits of heat finding. Source: 384 metered heats of a real furnace (88–96 min) and 75–95 min cycles in the literature. */
export const heatLimits = {
  version: 'heat-4',
  /** Half width of the structuring element: bumps of up to 13 slots (3¼ h) survive. */
  halfWidthSlots: 6,
  minSlots: 2,
  maxSlots: 13,
  /** Below 80 kW a bump is not told from compressors and ovens; furnaces of ≤ 150 kW stay hard to see. */
  minThresholdKw: 80,
  noiseMultiple: 3,
  noiseWeeks: 4,
  /** A record begins with so many days of one noise: nobody is judged before they are over. */
  beginDays: 14,
  /** A heat of which more than a quarter had to be filled in is no evidence. */
  maxFilledShare: 0.25,
} as const

/** Slots after the end of a heat until nothing later can change it: the reach of erosion and dilation together. */
export const settleSlots = 2 * heatLimits.halfWidthSlots

let eroded = new Float64Array(0)

/** Load above the morphological opening (kW, never negative): bumps shorter than 3¼ h. Same length as the input. */
export function bumps(loadKw: Float64Array): Float64Array {
  // A dilation is the erosion of the mirror image, so the opening comes out negative.
  if (eroded.length !== loadKw.length) eroded = new Float64Array(loadKw.length)
  const above = new Float64Array(loadKw.length)
  lowestAround(loadKw, eroded, -1)
  lowestAround(eroded, above, 1)
  for (let t = 0; t < above.length; t++) above[t] = (loadKw[t] ?? 0) + (above[t] ?? 0)
  return above
}

/**
 * Lowest value of the 13 slots around each slot, times `sign`, into `lowest`. The place of the lowest is kept; the 13 slots are looked
 * through again only when it has left them.
 */
function lowestAround(values: Float64Array, lowest: Float64Array, sign: 1 | -1): void {
  const half = heatLimits.halfWidthSlots
  const count = values.length
  let at = -1
  let least = Infinity
  for (let t = -half; t < count; t++) {
    const next = t + half
    if (next < count) {
      const value = values[next] ?? Infinity
      if (value <= least) {
        least = value
        at = next
      }
    }
    if (t < 0) continue
    if (at < t - half) {
      least = Infinity
      for (let i = t - half; i <= next && i < count; i++) {
        const value = values[i] ?? Infinity
        if (value > least) continue
        least = value
        at = i
      }
    }
    lowest[t] = sign * least
  }
}

/**
 * θ (kW) of each week of a curve: three times the noise σ = 3.14 × lower quartile of |step|, as the middle of the up to four weeks
 * before it, at least 80 kW; weeks that begin in the first fortnight have the noise of that fortnight. What a day will bring cannot move
 * the θ of its own week, so the heats of any day are those that were found on it. A furnace that melts day and night makes more than half
 * of the steps itself: by their median it would raise θ above its own heats. `weekEnds` are the slots after each week.
 */
export function weeklyThresholdsKw(loadKw: Float64Array, weekEnds: readonly number[]): Float64Array {
  const { minThresholdKw, noiseMultiple, noiseWeeks, beginDays } = heatLimits
  const beginSlots = beginDays * slotsPerDay
  const startOf = (week: number) => (week > 0 ? (weekEnds[week - 1] ?? 0) : 0)
  const beginning = noiseBetween(loadKw, 0, Math.min(beginSlots, loadKw.length))
  const weeks = weekEnds.map((end, week) => noiseBetween(loadKw, startOf(week), end))
  return Float64Array.from(weekEnds, (_end, week) => {
    const before = startOf(week) < beginSlots ? [beginning] : weeks.slice(Math.max(0, week - noiseWeeks), week)
    if (before.every(({ quiet }) => quiet)) return minThresholdKw
    const noisesKw = before.map(({ noiseKw }) => noiseKw())
    return Math.max(minThresholdKw, noiseMultiple * quantileOf(noisesKw, 0.5))
  })
}

/** σ of the slots [from, to), worked out when first asked for: most loads are quiet and never are. */
function noiseBetween(loadKw: Float64Array, from: number, to: number) {
  let known: number | undefined
  const noiseKw = () => {
    known ??= noiseShare * smallStepKw(loadKw, from, to)
    return known
  }
  return { quiet: isQuiet(loadKw, from, to), noiseKw }
}

/** σ of normal steps over the lower quartile of their sizes. */
const noiseShare = 3.14
const noiseQuantile = 0.25

/** Whether so many steps are so small that its noise cannot raise θ: counting is a third of the work of the quartile. */
function isQuiet(loadKw: Float64Array, from: number, to: number): boolean {
  const limitKw = heatLimits.minThresholdKw / (heatLimits.noiseMultiple * noiseShare)
  const first = Math.max(1, from)
  let small = 0
  for (let t = first; t < to; t++) if (Math.abs((loadKw[t] ?? 0) - (loadKw[t - 1] ?? 0)) < limitKw) small++
  return to <= first || small > Math.floor(noiseQuantile * (to - first))
}

const stepScratch = new Float64Array(heatLimits.beginDays * slotsPerDay)

function smallStepKw(loadKw: Float64Array, from: number, to: number): number {
  const first = Math.max(1, from)
  if (to <= first) return 0
  const steps = stepScratch.subarray(0, to - first)
  for (let t = first; t < to; t++) steps[t - first] = Math.abs((loadKw[t] ?? 0) - (loadKw[t - 1] ?? 0))
  return selectInPlace(steps, Math.floor(noiseQuantile * steps.length))
}

/** The load without gaps and what of it is above the opening, kW. */
export type HeatCurve = { readonly loadKw: Float64Array; readonly bumpKw: Float64Array }

const rows = new HeatRows()

/**
 * All heats that are settled, oldest first: maximal runs above the threshold of 2–13 slots. `thresholdsKw` holds θ of each week,
 * `weekEnds` the slots after it; a run still open at the end, or ended less than three hours before it, is left for later.
 */
export function findHeats(
  { loadKw, bumpKw }: HeatCurve,
  filled: Uint8Array,
  thresholdsKw: Float64Array,
  weekEnds: readonly number[],
): HeatTable {
  const last = bumpKw.length - settleSlots - 1
  let start = -1
  let week = 0
  let threshold = thresholdsKw[0] ?? Infinity
  for (let t = 0; t <= last; t++) {
    if (t === weekEnds[week]) threshold = thresholdsKw[++week] ?? Infinity
    const above = (bumpKw[t] ?? 0) > threshold
    if (above && start < 0) start = t
    if (above || start < 0) continue
    const slots = t - start
    if (slots >= heatLimits.minSlots && slots <= heatLimits.maxSlots && isMeasured(filled, start, t)) {
      rows.add(start, t, measureHeat({ loadKw, bumpKw }, start, t))
    }
    start = -1
  }
  return rows.finish()
}

function isMeasured(filled: Uint8Array, start: number, end: number): boolean {
  let count = 0
  for (let t = start; t < end; t++) count += filled[t] ?? 0
  return count <= heatLimits.maxFilledShare * (end - start)
}

export type Heat = {
  readonly energyKwh: number
  readonly heightKw: number
  readonly durationMin: number
  /** Centre of energy against the middle, in durations: positive = heavy end (ramp up, cliff down). */
  readonly skew: number
  /** Steepest step down at the end minus first step up, in heights. */
  readonly cliff: number
  /** Standard deviation of the inner slots, in heights; NaN for heats of under four slots. */
  readonly flatness: number
  /** Load of the first slot, in heights: a cold charge takes little. */
  readonly rise: number
  /** Mean of the later inner slots minus mean of the earlier ones, in heights; NaN for heats of under four slots. */
  readonly ramp: number
  /** Mean load over the heat, in heights: 1 for a box. */
  readonly fill: number
  /** Mean step of the load in the hour and a half before or after, whichever is the livelier, in heights: 0 where nothing else runs. */
  readonly bustle: number
}

/** Measures of the run [start, end) of a bump curve; slots beyond the curve count as 0. */
export function measureHeat({ loadKw, bumpKw }: HeatCurve, start: number, end: number): Heat {
  let sum = 0
  let moment = 0
  let heightKw = 0
  for (let t = start; t < end; t++) {
    const value = bumpKw[t] ?? 0
    sum += value
    moment += (t - start) * value
    if (value > heightKw) heightKw = value
  }
  const slots = end - start
  const firstKw = bumpKw[start] ?? 0
  const lastKw = bumpKw[end - 1] ?? 0
  const drop = Math.max(lastKw - (bumpKw[end] ?? 0), (bumpKw[end - 2] ?? 0) - lastKw)
  return {
    energyKwh: sum * slotHours,
    heightKw,
    durationMin: slots * slotMinutes,
    skew: sum > 0 ? (moment / sum - (slots - 1) / 2) / slots : 0,
    cliff: heightKw > 0 ? (drop - (firstKw - (bumpKw[start - 1] ?? 0))) / heightKw : 0,
    flatness: flatness(bumpKw, start + 1, end - 1) / heightKw,
    rise: firstKw / heightKw,
    ramp: ramp(bumpKw, start + 1, end - 1) / heightKw,
    fill: sum / slots / heightKw,
    bustle:
      Math.max(meanStepKw(loadKw, start - aroundSlots - 1, start - 2), meanStepKw(loadKw, end + 1, end + aroundSlots)) /
      heightKw,
  }
}

/** How many steps of the load are looked at on either side of a heat; less than `settleSlots`, so that the past alone decides. */
const aroundSlots = 6

/** Mean |step| between the slots `from` and `to`, those outside the curve left out; 0 for none. */
function meanStepKw(loadKw: Float64Array, from: number, to: number): number {
  const first = Math.max(1, from + 1)
  const last = Math.min(loadKw.length - 1, to)
  let sum = 0
  for (let t = first; t <= last; t++) sum += Math.abs((loadKw[t] ?? 0) - (loadKw[t - 1] ?? 0))
  return last < first ? 0 : sum / (last - first + 1)
}

function ramp(bumpKw: Float64Array, from: number, to: number): number {
  const half = (to - from) >> 1
  if (half === 0) return Number.NaN
  let sum = 0
  for (let i = 0; i < half; i++) sum += (bumpKw[to - 1 - i] ?? 0) - (bumpKw[from + i] ?? 0)
  return sum / half
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
