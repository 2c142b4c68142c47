/**
 * What the unlicensed heats of a window look like, as numbers. Left out on purpose: share of night hours, share of rest days,
 * industry and contract; cheap hours are lawful, and a declared trade proves nothing about a furnace.
 */
import type { HeatTable } from './heat-table.ts'
import { type Licence, uncoveredBy } from './licence.ts'
import { findMachine, type HeightWeights, heightWeightsOf, type Machine, type Uncovered } from './machine.ts'
import { quantileInPlace, quartilesInPlace } from './quantile.ts'
import { slotMinutes, slotsPerDay } from './reading.ts'
import type { Levels } from './week.ts'

export const featureLimits = {
  version: 'features-3',
  /** A neighbour this close makes heats a campaign: cycle of 75–95 min and a pause. */
  neighbourSlots: 14,
  /** Between heats this close the load still tells how far it fell. */
  notchSlots: 6,
  /** Twins: the most heats whose heights lie within 8 % of each other. An inverter's ceiling is the same on every heat. */
  twinRange: 1.08,
  /** In the open: the load around the heat moves by less than this share of its height. */
  openBustle: 0.08,
} as const

export const featureNames = [
  'heats',
  'activeDays',
  'heatsPerActiveDay',
  'neighbourShare',
  'heatsPerChain',
  'heightKw',
  'heightSpread',
  'heightStep',
  'energyKwh',
  'energySpread',
  'energyStep',
  'durationMin',
  'durationSpread',
  'intervalMin',
  'intervalSpread',
  'gapMin',
  'skew',
  'cliff',
  'flatness',
  'rise',
  'ramp',
  'fill',
  'twins',
  'twinShare',
  'twinEnergySpread',
  'bustle',
  'openHeats',
  'openTwins',
  'openEnergySpread',
  'openCliff',
  'openFill',
  'notch',
  'heatShare',
  'bumpShare',
  'machineShare',
  'unlicensedKwhPerDay',
  'heightOverNoise',
  'baseLow',
  'baseHigh',
] as const
export type FeatureName = (typeof featureNames)[number]
/** Medians over the heats where not said otherwise. NaN = not known (no pause between heats, no inner slots). */
export type WindowFeatures = Readonly<Record<FeatureName, number>>

/** A usage point's curve prepared for its windows. */
export type Ground = {
  readonly table: HeatTable
  readonly uncovered: Uncovered
  readonly bumpKw: Float64Array
  readonly weeks: { between(from: number, to: number): Levels }
  readonly heights: HeightWeights
}

/** Makes the ground of a curve's heats under a licence. */
export function groundOf(
  { heats, bumpKw, weeks }: { heats: HeatTable } & Pick<Ground, 'bumpKw' | 'weeks'>,
  licence: Licence,
): Ground {
  return {
    table: heats,
    uncovered: uncoveredBy(licence, heats, bumpKw),
    heights: heightWeightsOf(heats),
    bumpKw,
    weeks,
  }
}

export type WindowLook = { readonly features: WindowFeatures; readonly unlicensedShare: number }

/** Features of the slots [from, to), or null when fewer than three unlicensed heats of one machine are in it. */
export function lookAt(ground: Ground, from: number, to: number): WindowLook | null {
  const machine = findMachine(ground.table, ground.uncovered, ground.heights, from, to)
  if (!machine) return null
  const { columns } = ground.table
  const heights = sortedHeights(columns.heightKw, machine)
  const height = quartilesOfSorted(heights)
  const energy = quartiles(columns.energyKwh, machine)
  const duration = quartiles(columns.durationMin, machine)
  const levels = ground.weeks.between(from, to)
  const near = rhythm(ground, machine, height.median, energy.median)
  const same = twins(ground, machine, heights)
  const open = inTheOpen(ground, machine)
  const count = machine.heats.length
  return {
    unlicensedShare: machine.unlicensedShare,
    features: {
      heats: count,
      activeDays: near.activeDays,
      heatsPerActiveDay: count / near.activeDays,
      neighbourShare: near.neighbourShare,
      heatsPerChain: near.heatsPerChain,
      heightKw: height.median,
      heightSpread: (height.high - height.low) / height.median,
      heightStep: near.heightStep,
      energyKwh: energy.median,
      energySpread: (energy.high - energy.low) / energy.median,
      energyStep: near.energyStep,
      durationMin: duration.median,
      durationSpread: (duration.high - duration.low) / duration.median,
      intervalMin: near.intervalMin,
      intervalSpread: near.intervalSpread,
      gapMin: near.gapMin,
      skew: median(columns.skew, machine),
      cliff: median(columns.cliff, machine),
      flatness: median(columns.flatness, machine),
      rise: median(columns.rise, machine),
      ramp: median(columns.ramp, machine),
      fill: median(columns.fill, machine),
      twins: same.count,
      twinShare: same.count / count,
      twinEnergySpread: same.energySpread,
      bustle: median(columns.bustle, machine),
      ...open,
      notch: near.notch,
      heatShare: shareOf(machine.energyKwh, levels.energyKwh),
      bumpShare: shareOf(machine.energyKwh, levels.bumpKwh),
      machineShare: count / machine.unlicensedCount,
      unlicensedKwhPerDay: (machine.unlicensedKwh * slotsPerDay) / (to - from),
      heightOverNoise: height.median / levels.thresholdKw,
      baseLow: levels.lowKw / height.median,
      baseHigh: levels.highKw / height.median,
    },
  }
}

const shareOf = (part: number, whole: number): number => (whole > 0 ? Math.min(1, part / whole) : 0)

type Heats = Pick<Machine, 'heats'>

let scratch = new Float64Array(1024)
let heightScratch = new Float64Array(1024)

/** Known values of the machine's heats into `scratch`; how many. */
function pick(values: Float64Array, { heats }: Heats): number {
  if (scratch.length < heats.length) scratch = new Float64Array(2 * heats.length)
  let count = 0
  for (let i = 0; i < heats.length; i++) {
    const value = values[heats[i] ?? 0] ?? Number.NaN
    if (!Number.isNaN(value)) scratch[count++] = value
  }
  return count
}

const median = (values: Float64Array, heats: Heats): number => quantileInPlace(scratch, 0.5, pick(values, heats))

function quartiles(values: Float64Array, machine: Machine) {
  return quartilesInPlace(scratch, pick(values, machine))
}

function sortedHeights(heightKw: Float64Array, { heats }: Heats): Float64Array {
  if (heightScratch.length < heats.length) heightScratch = new Float64Array(2 * heats.length)
  for (let i = 0; i < heats.length; i++) heightScratch[i] = heightKw[heats[i] ?? 0] ?? 0
  return heightScratch.subarray(0, heats.length).sort()
}

function quartilesOfSorted(values: Float64Array) {
  const last = values.length - 1
  return {
    low: values[Math.floor(last * 0.25)] ?? Number.NaN,
    median: values[Math.floor(last * 0.5)] ?? Number.NaN,
    high: values[Math.floor(last * 0.75)] ?? Number.NaN,
  }
}

/** The largest group of heats of almost the same height, and how much their energies differ (quartile range over median). */
function twins({ table }: Ground, { heats }: Heats, heights: Float64Array) {
  let from = 0
  let most = 0
  let lowKw = 0
  for (let to = 0; to < heights.length; to++) {
    while ((heights[to] ?? 0) > featureLimits.twinRange * (heights[from] ?? 0)) from++
    if (to - from + 1 <= most) continue
    most = to - from + 1
    lowKw = heights[from] ?? 0
  }
  const { heightKw, energyKwh } = table.columns
  let count = 0
  for (let i = 0; i < heats.length; i++) {
    const heat = heats[i] ?? 0
    const height = heightKw[heat] ?? 0
    if (height >= lowKw && height <= featureLimits.twinRange * lowKw) scratch[count++] = energyKwh[heat] ?? 0
  }
  if (count < 3) return { count, energySpread: Number.NaN }
  const energy = quartilesInPlace(scratch, count)
  return { count, energySpread: (energy.high - energy.low) / energy.median }
}

let openScratch = new Int32Array(1024)

/** The machine's heats around which nothing else moves: beside a busy works only there can height, energy and shape be seen. */
function inTheOpen(ground: Ground, { heats }: Machine) {
  const { bustle, heightKw, cliff, fill } = ground.table.columns
  if (openScratch.length < heats.length) openScratch = new Int32Array(2 * heats.length)
  let count = 0
  for (let i = 0; i < heats.length; i++) {
    const heat = heats[i] ?? 0
    if ((bustle[heat] ?? 1) <= featureLimits.openBustle) openScratch[count++] = heat
  }
  const open = { heats: openScratch.subarray(0, count) }
  const same = twins(ground, open, sortedHeights(heightKw, open))
  return {
    openHeats: count,
    openTwins: same.count,
    openEnergySpread: same.energySpread,
    openCliff: median(cliff, open),
    openFill: median(fill, open),
  }
}

type Pairs = {
  interval: Float64Array
  gap: Float64Array
  height: Float64Array
  energy: Float64Array
  notch: Float64Array
}
let pairs = pairsOf(1024)

function pairsOf(length: number): Pairs {
  const column = () => new Float64Array(length)
  return { interval: column(), gap: column(), height: column(), energy: column(), notch: column() }
}

/** How the heats follow each other: days, chains, and what neighbours within three and a half hours have in common. */
function rhythm({ table, bumpKw }: Ground, { heats }: Machine, heightKw: number, energyKwh: number) {
  const { start, end, columns } = table
  if (pairs.gap.length < heats.length) pairs = pairsOf(2 * heats.length)
  const seen = { days: 0, chains: 0, withNeighbour: 0, pairs: 0, notches: 0 }
  let day = -1
  let before = -1
  let wasNear = false
  for (let i = 0; i < heats.length; i++) {
    const heat = heats[i] ?? 0
    const begins = start[heat] ?? 0
    const today = Math.floor(begins / slotsPerDay)
    if (today !== day) seen.days++
    day = today
    const interval = before < 0 ? Infinity : begins - (start[before] ?? 0)
    const isNear = interval <= featureLimits.neighbourSlots
    if (isNear) {
      seen.withNeighbour += wasNear ? 1 : 2
      const ended = end[before] ?? 0
      pairs.interval[seen.pairs] = interval
      pairs.gap[seen.pairs] = begins - ended
      pairs.height[seen.pairs] = Math.abs((columns.heightKw[heat] ?? 0) - (columns.heightKw[before] ?? 0))
      pairs.energy[seen.pairs++] = Math.abs((columns.energyKwh[heat] ?? 0) - (columns.energyKwh[before] ?? 0))
      if (begins - ended <= featureLimits.notchSlots) pairs.notch[seen.notches++] = lowest(bumpKw, ended, begins)
    } else seen.chains++
    wasNear = isNear
    before = heat
  }
  const interval = quartilesInPlace(pairs.interval, seen.pairs)
  return {
    activeDays: seen.days,
    neighbourShare: seen.withNeighbour / heats.length,
    heatsPerChain: heats.length / seen.chains,
    heightStep: quantileInPlace(pairs.height, 0.5, seen.pairs) / heightKw,
    energyStep: quantileInPlace(pairs.energy, 0.5, seen.pairs) / energyKwh,
    intervalMin: interval.median * slotMinutes,
    intervalSpread: (interval.high - interval.low) / interval.median,
    gapMin: quantileInPlace(pairs.gap, 0.5, seen.pairs) * slotMinutes,
    notch: quantileInPlace(pairs.notch, 0.5, seen.notches) / heightKw,
  }
}

function lowest(values: Float64Array, from: number, to: number): number {
  let low = Infinity
  for (let t = from; t < to; t++) low = Math.min(low, values[t] ?? 0)
  return low
}
