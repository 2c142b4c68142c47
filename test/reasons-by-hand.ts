/**
 * The reasons of a usage point worked out once more, slowly and plainly, from its readings and docs/metering.md alone: no code of the
 * detector is used, only the tables of its model. What the program says of a curve must be what anybody finds who looks there.
 */
import type { DetectorModel, Reason } from '../src/metering/detector-model.ts'

export type Supply = {
  firstDay: string
  /** kW of each quarter hour, NaN where missing. */
  loadKw: ArrayLike<number>
  contractKw: number | null
  licence: { powerKw: number; shift: 'none' | 'day' | 'night' | 'any' }
  trade: 'metal' | 'other' | null
}
type Window = { from: string; to: string }
type Heat = { start: number; end: number; heightKw: number; energyKwh: number; uncoveredKwh: number } & Shape
type Shape = Record<'durationMin' | 'skew' | 'cliff' | 'flatness' | 'rise' | 'ramp' | 'fill' | 'bustle', number>
type Line = { code: string; pair: string | null; points: number }

const dayMs = 86_400_000
const sorted = (values: number[]) => values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
/** Value at a share of the way, no interpolation. */
const at = (share: number, values: number[]) => {
  const known = sorted(values)
  return known[Math.floor((known.length - 1) * share)] ?? Number.NaN
}
const middle = (values: number[]) => at(0.5, values)
const spread = (values: number[]) => (at(0.75, values) - at(0.25, values)) / middle(values)
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

/** Points of every line, averaged over the windows that make the score. */
function reasonsByHand(supply: Supply, windows: readonly Window[], model: DetectorModel): Line[] {
  const curve = new Curve(supply)
  const lines = new Map<string, Line>()
  for (const window of windows)
    for (const line of linesOf(curve, supply, window, model)) {
      const key = `${line.code} ${line.pair ?? ''}`
      const known = lines.get(key)?.points ?? 0
      lines.set(key, { ...line, points: known + line.points / windows.length })
    }
  return [...lines.values()]
}

const keyOf = (code: string, pair: string | null | undefined) => `${code} ${pair ?? ''}`

/** How far the lines given for a meter are from those found by hand in a curve, in points: the worst of them. */
export function linesApart(
  given: { reasons: readonly Reason[]; windows: readonly Window[] },
  supply: Supply,
  model: DetectorModel,
): number {
  const byHand = new Map(
    reasonsByHand(supply, given.windows, model).map(({ code, pair, points }) => [keyOf(code, pair), points]),
  )
  const said = new Map(given.reasons.map(({ code, pair, points }) => [keyOf(code, pair?.code), points]))
  const keys = [...new Set([...byHand.keys(), ...said.keys()])]
  return Math.max(...keys.map((key) => Math.abs((byHand.get(key) ?? 0) - (said.get(key) ?? 0))))
}

function linesOf(curve: Curve, supply: Supply, window: Window, model: DetectorModel): Line[] {
  const from = curve.slotOf(window.from)
  const to = curve.slotOf(window.to) + 96
  const measures = curve.measures(from, to)
  if (!measures) return [{ code: 'noHeats', pair: null, points: model.noHeatsPoints }]
  const { features } = measures
  const bin = (edges: number[], name: string) => {
    const value = features[name] ?? Number.NaN
    return Number.isNaN(value) ? 0 : 1 + edges.filter((edge) => value >= edge).length
  }
  const load: Line[] = [
    { code: 'base', pair: null, points: model.basePoints },
    ...model.features.map(({ name, edges, points }) => ({
      code: name,
      pair: null,
      points: points[bin(edges, name)] ?? 0,
    })),
    ...model.pairs.map(({ names: [row, column], edges, points }) => ({
      code: row,
      pair: column,
      points: points[bin(edges[0], row)]?.[bin(edges[1], column)] ?? 0,
    })),
  ]
  const furnacePoints = sum(load.map(({ points }) => points))
  const { register } = model
  const lines = [...load]
  if (supply.licence.shift !== 'none') {
    const longest = curve.measures(Math.max(0, to - 28 * 96), to)?.uncoveredShare ?? 0
    const isBroken =
      furnacePoints >= register.brokenFromScore && Math.min(measures.uncoveredShare, longest) > register.brokenFromShare
    lines.push(
      isBroken
        ? { code: 'licenceBroken', pair: null, points: register.licenceBroken }
        : { code: 'withinLicence', pair: null, points: register.withinLicence },
    )
  }
  if (supply.trade === 'other' && furnacePoints >= register.tradeFromScore)
    lines.push({ code: 'tradeWithoutMetal', pair: null, points: register.tradeWithoutMetal })
  return lines.filter(({ points }) => points !== 0)
}

class Curve {
  private readonly load: number[]
  private readonly isFilled: boolean[]
  private readonly bump: number[]
  /** [first slot, slot after, θ] of each week. */
  private readonly weeks: [number, number, number][]
  private readonly heats: Heat[]
  private readonly firstDay: number

  constructor({ firstDay, loadKw, contractKw, licence }: Supply) {
    this.firstDay = Date.parse(firstDay)
    this.load = Array.from(loadKw)
    this.isFilled = this.load.map((kw) => !(kw >= 0 && kw <= 2 * (contractKw ?? Infinity)))
    this.fill()
    const around = (values: number[], pick: (...values: number[]) => number) =>
      values.map((_, t) => pick(...values.slice(Math.max(0, t - 6), t + 7)))
    const opened = around(around(this.load, Math.min), Math.max)
    this.bump = this.load.map((kw, t) => kw - (opened[t] ?? 0))
    this.weeks = this.weeksWithThresholds()
    this.heats = this.findHeats(licence)
  }

  slotOf(day: string): number {
    return ((Date.parse(day) - this.firstDay) / dayMs) * 96
  }

  private fill(): void {
    for (const [t, filled] of this.isFilled.entries()) {
      if (!filled) continue
      const past: number[] = []
      for (let ago = 1; ago <= 28 && t - 96 * ago >= 0; ago++)
        if (!this.isFilled[t - 96 * ago]) past.push(this.load[t - 96 * ago] ?? 0)
      const values = sorted(past)
      const half = values.length / 2
      const median = ((values[Math.ceil(half) - 1] ?? 0) + (values[Math.floor(half)] ?? 0)) / 2
      this.load[t] = values.length > 0 ? median : (this.load[t - 1] ?? 0)
    }
  }

  private weeksWithThresholds(): [number, number, number][] {
    const weeks: [number, number, number][] = []
    const noises: number[] = []
    for (let from = 0, to = 0; from < this.load.length; from = to) {
      const weekday = (new Date(this.firstDay + (from / 96) * dayMs).getUTCDay() + 6) % 7
      to = Math.min(this.load.length, from + (7 - weekday) * 96)
      const last = from < 14 * 96 ? [this.noiseOf(0, 14 * 96)] : sorted(noises.slice(-4))
      noises.push(this.noiseOf(from, to))
      const half = last.length / 2
      const noise = ((last[Math.ceil(half) - 1] ?? 0) + (last[Math.floor(half)] ?? 0)) / 2
      weeks.push([from, to, Math.max(80, 3 * noise)])
    }
    return weeks
  }

  private noiseOf(from: number, to: number): number {
    const steps: number[] = []
    for (let t = Math.max(1, from); t < Math.min(to, this.load.length); t++)
      steps.push(Math.abs((this.load[t] ?? 0) - (this.load[t - 1] ?? 0)))
    return 3.14 * (sorted(steps)[Math.floor(steps.length / 4)] ?? 0)
  }

  private findHeats(licence: Supply['licence']): Heat[] {
    const isAbove = (t: number) => {
      const threshold = this.weeks.find(([from, to]) => t >= from && t < to)?.[2] ?? Infinity
      return (this.bump[t] ?? 0) > threshold
    }
    const heats: Heat[] = []
    for (let start = 0; start < this.load.length; start++) {
      if (!isAbove(start)) continue
      let end = start
      while (isAbove(end)) end++
      const slots = end - start
      const filled = this.isFilled.slice(start, end).filter(Boolean).length
      if (end < this.load.length - 12 && slots >= 2 && slots <= 13 && filled <= slots / 4)
        heats.push(this.heat(start, end, licence))
      start = end
    }
    return heats
  }

  private heat(start: number, end: number, licence: Supply['licence']): Heat {
    const kw = this.bump.slice(start, end)
    const before = this.bump[start - 1] ?? 0
    const after = this.bump[end] ?? 0
    const heightKw = Math.max(...kw)
    const inner = kw.slice(1, -1)
    const mean = sum(inner) / inner.length
    const half = inner.length >> 1
    const ramp = (sum(inner.slice(inner.length - half)) - sum(inner.slice(0, half))) / half
    const last = kw.at(-1) ?? 0
    const drop = Math.max(last - after, (kw.at(-2) ?? before) - last)
    return {
      start,
      end,
      heightKw,
      energyKwh: sum(kw) / 4,
      uncoveredKwh: sum(kw.map((value, i) => Math.max(0, value - coveredKw(licence, start + i)))) / 4,
      durationMin: 15 * kw.length,
      skew: (sum(kw.map((value, i) => i * value)) / sum(kw) - (kw.length - 1) / 2) / kw.length,
      cliff: (drop - ((kw[0] ?? 0) - before)) / heightKw,
      flatness:
        inner.length < 2 ? Number.NaN : Math.sqrt(sum(inner.map((one) => (one - mean) ** 2)) / inner.length) / heightKw,
      rise: (kw[0] ?? 0) / heightKw,
      ramp: ramp / heightKw,
      fill: sum(kw) / kw.length / heightKw,
      bustle: Math.max(this.meanStep(start - 6, start - 2), this.meanStep(end + 2, end + 6)) / heightKw,
    }
  }

  /** Mean step up or down into each of these slots. */
  private meanStep(from: number, to: number): number {
    const steps: number[] = []
    for (let t = Math.max(1, from); t <= Math.min(to, this.load.length - 1); t++)
      steps.push(Math.abs((this.load[t] ?? 0) - (this.load[t - 1] ?? 0)))
    return steps.length === 0 ? 0 : sum(steps) / steps.length
  }

  /** The measures of a window of slots, and the share of its heats' energy beyond the licence; null without a machine. */
  measures(from: number, to: number): { features: Record<string, number>; uncoveredShare: number } | null {
    const inside = this.heats.filter(({ start, end }) => start >= from && end + 12 < to)
    const open = inside.filter(({ uncoveredKwh, energyKwh }) => uncoveredKwh >= energyKwh / 2)
    const heats = oneMachine(open)
    if (heats.length < 3) return null
    const height = middle(heats.map(({ heightKw }) => heightKw))
    return {
      uncoveredShare: sum(inside.map((heat) => heat.uncoveredKwh)) / sum(inside.map((heat) => heat.energyKwh)),
      features: {
        ...this.shape(heats, height),
        ...this.rhythm(heats, height),
        ...this.weight(heats, open.length, height, from, to),
      },
    }
  }

  private shape(heats: Heat[], height: number): Record<string, number> {
    const all = (name: keyof Heat) => heats.map((heat) => heat[name])
    const energies = twinsOf(heats).map(({ energyKwh }) => energyKwh)
    const open = heats.filter(({ bustle }) => bustle <= 0.08)
    const alike = twinsOf(open).map(({ energyKwh }) => energyKwh)
    const names = ['skew', 'cliff', 'flatness', 'rise', 'ramp', 'fill', 'bustle', 'durationMin', 'energyKwh'] as const
    return {
      ...Object.fromEntries(names.map((name) => [name, middle(all(name))])),
      heats: heats.length,
      heightKw: height,
      heightSpread: spread(all('heightKw')),
      energySpread: spread(all('energyKwh')),
      durationSpread: spread(all('durationMin')),
      twins: energies.length,
      twinShare: energies.length / heats.length,
      twinEnergySpread: energies.length < 3 ? Number.NaN : spread(energies),
      openHeats: open.length,
      openTwins: alike.length,
      openEnergySpread: alike.length < 3 ? Number.NaN : spread(alike),
      openCliff: middle(open.map(({ cliff }) => cliff)),
      openFill: middle(open.map(({ fill }) => fill)),
    }
  }

  private rhythm(heats: Heat[], height: number): Record<string, number> {
    const next = heats.slice(1).map((heat, i) => ({ heat, before: heats[i] ?? heat }))
    const near = next.filter(({ heat, before }) => heat.start - before.start <= 14)
    const close = near.filter(({ heat, before }) => heat.start - before.end <= 6)
    const days = new Set(heats.map(({ start }) => Math.floor(start / 96))).size
    const energy = middle(heats.map(({ energyKwh }) => energyKwh))
    const intervals = near.map(({ heat, before }) => heat.start - before.start)
    return {
      activeDays: days,
      heatsPerActiveDay: heats.length / days,
      neighbourShare: new Set(near.flatMap(({ heat, before }) => [heat, before])).size / heats.length,
      heatsPerChain: heats.length / (heats.length - near.length),
      heightStep: middle(near.map(({ heat, before }) => Math.abs(heat.heightKw - before.heightKw))) / height,
      energyStep: middle(near.map(({ heat, before }) => Math.abs(heat.energyKwh - before.energyKwh))) / energy,
      intervalMin: 15 * middle(intervals),
      intervalSpread: spread(intervals),
      gapMin: 15 * middle(near.map(({ heat, before }) => heat.start - before.end)),
      notch: middle(close.map(({ heat, before }) => Math.min(...this.bump.slice(before.end, heat.start)))) / height,
    }
  }

  private weight(heats: Heat[], openCount: number, height: number, from: number, to: number): Record<string, number> {
    const total = { energy: 0, bump: 0, low: 0, high: 0, threshold: 0 }
    for (const [first, weekEnd, threshold] of this.weeks) {
      const end = Math.min(weekEnd, to)
      const slots = end - Math.max(first, from)
      if (slots <= 0) continue
      const load = sorted(this.load.slice(first, end))
      const part = slots / (end - first)
      const bumps = this.bump.slice(Math.max(0, first - 12), Math.max(0, end - 12))
      total.energy += (part * sum(load)) / 4
      total.bump += (part * sum(bumps.filter((kw) => kw > threshold))) / 4
      total.low += slots * (load[Math.floor(0.1 * load.length)] ?? 0)
      total.high += slots * (load[Math.floor(0.97 * load.length)] ?? 0)
      total.threshold += slots * threshold
    }
    const slots = to - from
    const energy = sum(heats.map(({ energyKwh }) => energyKwh))
    return {
      heatShare: total.energy > 0 ? Math.min(1, energy / total.energy) : 0,
      bumpShare: total.bump > 0 ? Math.min(1, energy / total.bump) : 0,
      machineShare: heats.length / openCount,
      unlicensedKwhPerDay: (96 * sum(heats.map(({ uncoveredKwh }) => uncoveredKwh))) / slots,
      heightOverNoise: height / (total.threshold / slots),
      baseLow: total.low / slots / height,
      baseHigh: total.high / slots / height,
    }
  }
}

/** The largest group of heats whose heights lie within 8 %. */
function twinsOf(heats: Heat[]): Heat[] {
  let most: Heat[] = []
  for (const low of sorted(heats.map(({ heightKw }) => heightKw))) {
    const group = heats.filter(({ heightKw }) => heightKw >= low && heightKw <= 1.08 * low)
    if (group.length > most.length) most = group
  }
  return most
}

/** Licensed hours with 30 minutes of grace before and 60 after; 15 % above the registered power is still covered. */
function coveredKw({ powerKw, shift }: Supply['licence'], slot: number): number {
  const minute = (slot % 96) * 15
  const isOpen = {
    none: false,
    any: true,
    day: minute >= 300 && minute < 1320,
    night: minute >= 1140 || minute < 600,
  }[shift]
  return isOpen ? 1.15 * powerKw : 0
}

/**
 * Heats within 30 % of the height at which most energy over root of height gathers beyond its surroundings, in bins of 6 % from 40 kW on: neighbours by one
 * and by half, less two thirds of the three bins beyond on either side.
 */
function oneMachine(open: Heat[]): Heat[] {
  const slotsOf = ({ start, end }: Heat) => end - start
  const weights = new Array<number>(160).fill(0)
  for (const heat of open) {
    if (slotsOf(heat) < 3 || slotsOf(heat) > 11) continue
    const bin = Math.min(157, Math.max(2, Math.floor(Math.log(heat.heightKw / 40) / 0.06) + 2))
    weights[bin] = (weights[bin] ?? 0) + heat.energyKwh / Math.sqrt(heat.heightKw) / (1 + (heat.bustle / 0.1) ** 2)
  }
  const out = -2 / 3
  const shares = [out, out, out, 0.5, 1, 1, 1, 0.5, out, out, out]
  const gathered = weights.map((_, bin) => sum(shares.map((share, i) => share * (weights[bin + i - 5] ?? 0))))
  const most = gathered.indexOf(Math.max(...gathered.slice(2, 158)), 2)
  const typical = 40 * Math.exp((most - 1.5) * 0.06)
  return open.filter((heat) => slotsOf(heat) >= 3 && Math.abs(heat.heightKw - typical) <= 0.3 * typical)
}
