/** Which heats of a window belong to one machine: those around the height at which unlicensed energy gathers, out of its surroundings. */
import { settleSlots } from './heat.ts'
import { type HeatTable, lowerBound } from './heat-table.ts'

export const machineLimits = {
  version: 'machine-3',
  /** Heats further than this from the machine's height belong to another machine. */
  heightTolerance: 0.3,
  minHeats: 3,
  /** A melt takes 45 min to 2¾ h; shorter bumps are motors starting, longer ones ovens. */
  minSlots: 3,
  maxSlots: 11,
  /** Bins of heights, logarithmic: 6 % wide from 40 kW on. */
  binWidth: 0.06,
  binFromKw: 40,
  /** Steps around a heat, in its heights, at which it weighs half: beside a busy works a bump has any height. */
  halfWeightBustle: 0.1,
} as const

/** What a licence leaves of the heats of a table. `unlicensed` is 1 where at least half of a heat's energy is not covered. */
export type Uncovered = { readonly unlicensedKwh: Float64Array; readonly unlicensed: Uint8Array }

/** Heats of one machine in a window. Energies in kWh. */
export type Machine = {
  /** Rows of the heat table, ascending, in a scratch that the next window overwrites. */
  readonly heats: Int32Array
  readonly energyKwh: number
  readonly unlicensedKwh: number
  /** Unlicensed heats of the window, this machine's or not. */
  readonly unlicensedCount: number
  /** Energy of all heats of the window that the licence does not cover, over all: 0–1. */
  readonly unlicensedShare: number
}

let members = new Int32Array(1024)

/**
 * The unlicensed heats of one machine that lie whole in the slots [from, to) and that nothing after `to` can change. Null when fewer
 * than three are left.
 */
export function findMachine(
  table: HeatTable,
  { unlicensed, unlicensedKwh }: Uncovered,
  heights: HeightWeights,
  from: number,
  to: number,
): Machine | null {
  const first = lowerBound(table.start, from)
  const { heightKw, energyKwh } = table.columns
  let last = first
  let unlicensedCount = 0
  let allKwh = 0
  let allUnlicensedKwh = 0
  for (; last < table.count && (table.end[last] ?? 0) + settleSlots < to; last++) {
    allKwh += energyKwh[last] ?? 0
    allUnlicensedKwh += unlicensedKwh[last] ?? 0
    unlicensedCount += unlicensed[last] ?? 0
  }
  if (unlicensedCount < machineLimits.minHeats) return null
  const typical = typicalHeightKw(table, unlicensed, heights, first, last)
  if (members.length < last - first) members = new Int32Array(2 * (last - first))
  const sum = { energyKwh: 0, unlicensedKwh: 0 }
  let count = 0
  for (let heat = first; heat < last; heat++) {
    if (unlicensed[heat] === 0 || slotsOf(table, heat) < machineLimits.minSlots) continue
    if (!(Math.abs((heightKw[heat] ?? 0) - typical) <= machineLimits.heightTolerance * typical)) continue
    members[count++] = heat
    sum.energyKwh += energyKwh[heat] ?? 0
    sum.unlicensedKwh += unlicensedKwh[heat] ?? 0
  }
  if (count < machineLimits.minHeats) return null
  return { heats: members.subarray(0, count), ...sum, unlicensedCount, unlicensedShare: allUnlicensedKwh / allKwh }
}

const slotsOf = ({ start, end }: HeatTable, heat: number): number => (end[heat] ?? 0) - (start[heat] ?? 0)

const bins = new Float64Array(160)
const highestBin = bins.length - 3

/** Where each heat stands in the bins of heights, and what it weighs there. */
export type HeightWeights = { readonly bin: Uint8Array; readonly weight: Float64Array }

/** Bin and weight of each heat, once for all the windows of a usage point. */
export function heightWeightsOf({ count, columns }: HeatTable): HeightWeights {
  const { binFromKw, binWidth, halfWeightBustle } = machineLimits
  const bin = new Uint8Array(count)
  const weight = new Float64Array(count)
  for (let heat = 0; heat < count; heat++) {
    const heightKw = columns.heightKw[heat] ?? 1
    bin[heat] = Math.min(highestBin, Math.max(2, Math.floor(Math.log(heightKw / binFromKw) / binWidth) + 2))
    // between energy and time: by energy alone large machines hide a small furnace, by time alone compressors do
    const inTheOpen = 1 / (1 + ((columns.bustle[heat] ?? 0) / halfWeightBustle) ** 2)
    weight[heat] = ((columns.energyKwh[heat] ?? 0) / Math.sqrt(heightKw)) * inTheOpen
  }
  return { bin, weight }
}

/** The height (kW) at which unlicensed energy gathers most beyond its surroundings. NaN for none. */
function typicalHeightKw(
  table: HeatTable,
  unlicensed: Uint8Array,
  heights: HeightWeights,
  first: number,
  last: number,
): number {
  const { binFromKw, binWidth, minSlots, maxSlots } = machineLimits
  bins.fill(0)
  let lowest = highestBin
  let highest = 2
  for (let heat = first; heat < last; heat++) {
    const slots = slotsOf(table, heat)
    if (unlicensed[heat] === 0 || slots < minSlots || slots > maxSlots) continue
    const bin = heights.bin[heat] ?? 2
    bins[bin] = (bins[bin] ?? 0) + (heights.weight[heat] ?? 0)
    if (bin < lowest) lowest = bin
    if (bin > highest) highest = bin
  }
  let most = Number.NEGATIVE_INFINITY
  let typical = Number.NaN
  for (let bin = Math.max(2, lowest - 2); bin <= Math.min(highestBin, highest + 2); bin++) {
    const weight = gathered(bin)
    if (weight <= most) continue
    most = weight
    typical = bin
  }
  return binFromKw * Math.exp((typical - 2 + 0.5) * binWidth)
}

/**
 * Weight of a bin and its neighbours, the second ones by half, beyond what the six bins around hold: an inverter repeats its ceiling,
 * so that a furnace stands out of the broad heap of a busy works even where that heap is larger.
 */
function gathered(bin: number): number {
  return (
    (bins[bin] ?? 0) +
    around(bin, 1) +
    0.5 * around(bin, 2) -
    aroundShare * (around(bin, 3) + around(bin, 4) + around(bin, 5))
  )
}

/** The bins so far below and above. */
const around = (bin: number, far: number): number => (bins[bin - far] ?? 0) + (bins[bin + far] ?? 0)

/** Four whole bins are counted, six lie around. */
const aroundShare = 4 / 6
