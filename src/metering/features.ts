/**
 * What the unlicensed heats of four weeks look like, as numbers. Left out on purpose: share of night hours, share of rest days,
 * industry and contract; cheap hours are lawful, and a declared trade proves nothing about a furnace.
 */
import type { Heat } from './heat.ts'
import { settleSlots } from './heat.ts'
import { quantileOfSorted, selectInPlace, sortedCopy } from './quantile.ts'
import { slotsPerDay } from './reading.ts'

export const windowLimits = {
  version: 'window-1',
  days: 28,
  /** Under two weeks of data nothing is said. */
  minDays: 14,
  /** Heats further than this from the energy-weighted median height belong to another machine. */
  heightTolerance: 0.45,
  minHeats: 3,
  /** A neighbour this close makes heats a campaign: cycle of 75–95 min and a pause. */
  neighbourSlots: 14,
  notchSlots: 6,
  /** The inverter ceiling: heights within 5 % of their 90 % quantile. */
  ceilingTolerance: 0.05,
} as const

/** A heat with what the licence leaves of it. `unlicensed`: at least half of its energy is not covered. */
export type WeighedHeat = Heat & { readonly unlicensedKwh: number; readonly unlicensed: boolean }

export type WindowFeatures = {
  /** Heats of one machine that no licence covers, in the window; 0 leaves everything else at NaN or 0. */
  readonly heatCount: number
  readonly activeDays: number
  readonly heatsPerActiveDay: number
  readonly neighbourShare: number
  readonly heightKw: number
  /** Quartile range over median, of height and of energy. */
  readonly heightSpread: number
  readonly energyKwh: number
  readonly energySpread: number
  readonly durationMin: number
  readonly durationSpread: number
  /** Pause from the end of a heat to the start of the next within 14 slots, median in minutes. */
  readonly gapMin: number
  readonly skew: number
  readonly cliff: number
  readonly ceilingShare: number
  readonly flatness: number
  /** How deep the load falls between two heats: 0 = to the base, 1 = not at all. */
  readonly notch: number
  /** Share of the heats' energy in everything metered in the window. */
  readonly heatShare: number
  readonly unlicensedKwhPerDay: number
  /** Share of the energy of all heats, licensed ones too, that the licence does not cover. */
  readonly unlicensedShare: number
  readonly baseLowKw: number
  readonly baseHighKw: number
}

type WindowInput = {
  /** Settled heats that lie in the window, oldest first. */
  readonly heats: readonly WeighedHeat[]
  readonly loadKw: Float64Array
  readonly bumpKw: Float64Array
  /** Slots [from, to) of the window. */
  readonly from: number
  readonly to: number
}

/** Heats whose every slot is in [from, to) and that nothing after `to` can change any more. */
export function heatsOfWindow(heats: readonly WeighedHeat[], from: number, to: number): WeighedHeat[] {
  return heats.filter((heat) => heat.start >= from && heat.end + settleSlots < to)
}

/** Unlicensed heats of one machine: within 45 % of the energy-weighted median height; none when fewer than three are left. */
export function heatsOfOneMachine(heats: readonly WeighedHeat[]): WeighedHeat[] {
  const unlicensed = heats.filter((heat) => heat.unlicensed)
  const typical = weightedMedianHeight(unlicensed)
  const kept = unlicensed.filter(
    ({ heightKw }) => Math.abs(heightKw - typical) <= windowLimits.heightTolerance * typical,
  )
  return kept.length < windowLimits.minHeats ? [] : kept
}

function weightedMedianHeight(heats: readonly Heat[]): number {
  const byHeight = [...heats].sort((a, b) => a.heightKw - b.heightKw)
  const half = heats.reduce((sum, { energyKwh }) => sum + energyKwh, 0) / 2
  let sum = 0
  for (const { heightKw, energyKwh } of byHeight) {
    sum += energyKwh
    if (sum >= half) return heightKw
  }
  return Number.NaN
}

/** Features of one window (section 4, step 5), or null when fewer than three unlicensed heats of one machine are in it. */
export function windowFeatures({ heats, loadKw, bumpKw, from, to }: WindowInput): WindowFeatures | null {
  const kept = heatsOfOneMachine(heats)
  if (kept.length === 0) return null
  const heights = spread(kept.map(({ heightKw }) => heightKw))
  const energies = spread(kept.map(({ energyKwh }) => energyKwh))
  const durations = spread(kept.map(({ durationMin }) => durationMin))
  const ceiling = quantileOfSorted(heights.sorted, 0.9)
  const near = heights.sorted.filter((value) => Math.abs(value - ceiling) <= windowLimits.ceilingTolerance * ceiling)
  const activeDays = new Set(kept.map(({ start }) => Math.floor(start / slotsPerDay))).size
  const windowKwh = sumOf(loadKw.subarray(from, to)) / 4
  const keptKwh = sumOf(kept.map(({ energyKwh }) => energyKwh))
  const unlicensedKwh = sumOf(heats.map((heat) => heat.unlicensedKwh))
  const base = loadKw.slice(from, to)
  return {
    heatCount: kept.length,
    activeDays,
    heatsPerActiveDay: kept.length / activeDays,
    ...neighbourhood(kept, bumpKw, heights.median),
    heightKw: heights.median,
    heightSpread: heights.relative,
    energyKwh: energies.median,
    energySpread: energies.relative,
    durationMin: durations.median,
    durationSpread: durations.relative,
    skew: median(kept.map(({ skew }) => skew)),
    cliff: median(kept.map(({ cliff }) => cliff)),
    ceilingShare: near.length / kept.length,
    flatness: median(kept.map(({ flatness }) => flatness).filter((value) => !Number.isNaN(value))),
    heatShare: windowKwh > 0 ? Math.min(1, keptKwh / windowKwh) : 0,
    unlicensedKwhPerDay: sumOf(kept.map((heat) => heat.unlicensedKwh)) / ((to - from) / slotsPerDay),
    unlicensedShare: unlicensedKwh / sumOf(heats.map(({ energyKwh }) => energyKwh)),
    baseLowKw: selectInPlace(base, Math.floor(0.1 * base.length)),
    baseHighKw: selectInPlace(base, Math.floor(0.97 * base.length)),
  }
}

function neighbourhood(heats: readonly WeighedHeat[], bumpKw: Float64Array, heightKw: number) {
  const gaps: number[] = []
  const notches: number[] = []
  let withNeighbour = 0
  heats.forEach((heat, index) => {
    const before = heats[index - 1]
    const after = heats[index + 1]
    const toBefore = before ? heat.start - before.start : Infinity
    const toAfter = after ? after.start - heat.start : Infinity
    if (Math.min(toBefore, toAfter) <= windowLimits.neighbourSlots) withNeighbour++
    if (!after || toAfter > windowLimits.neighbourSlots) return
    gaps.push((after.start - heat.end) * 15)
    if (after.start - heat.end <= windowLimits.notchSlots)
      notches.push(lowest(bumpKw, heat.end, after.start) / heightKw)
  })
  return { neighbourShare: withNeighbour / heats.length, gapMin: median(gaps), notch: median(notches) }
}

function lowest(values: Float64Array, from: number, to: number): number {
  let low = Infinity
  for (let t = from; t < to; t++) low = Math.min(low, values[t] ?? 0)
  return low
}

function spread(values: number[]): { sorted: Float64Array; median: number; relative: number } {
  const sorted = sortedCopy(values)
  const middle = quantileOfSorted(sorted, 0.5)
  return {
    sorted,
    median: middle,
    relative: (quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25)) / middle,
  }
}

function median(values: number[]): number {
  return quantileOfSorted(sortedCopy(values), 0.5)
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0
  return sum
}
