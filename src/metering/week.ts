/** Weeks of a load series, Monday to Sunday: where they end, and what the load does in each. Past only. */
import { dayNumber, weekday } from './day.ts'
import { settleSlots } from './heat.ts'
import { selectInPlace } from './quantile.ts'
import { type LoadSeries, slotHours, slotsPerDay } from './reading.ts'

/** Slots after each week: midnight after every Sunday, and the end of the record, which may cut the last week short. */
export function weekEndsOf({ firstDay, dayCount }: Pick<LoadSeries, 'firstDay' | 'dayCount'>): number[] {
  const ends: number[] = []
  for (let days = 8 - weekday(dayNumber(firstDay)); days < dayCount; days += 7) ends.push(days * slotsPerDay)
  ends.push(dayCount * slotsPerDay)
  return ends
}

/** What the load does in some slots. Low and high: its 10 % and 97 % quantiles. */
export type Levels = {
  readonly thresholdKw: number
  readonly lowKw: number
  readonly highKw: number
  readonly energyKwh: number
  /**
   * Energy of all bumps above the threshold, heats or not. The last three hours belong to the next week: what follows can still
   * change them, and a score must see the past only.
   */
  readonly bumpKwh: number
}

export type WeekLoad = {
  /** Without gaps, kW. */
  readonly loadKw: Float64Array
  /** As of `bumps`, kW. */
  readonly bumpKw: Float64Array
  readonly filled: Uint8Array
  /** Slot after each week. */
  readonly ends: readonly number[]
  /** θ of each week. */
  readonly thresholdsKw: Float64Array
}

/** The weeks of a curve. Levels are worked out when a window first asks: a third of all windows hold no machine and never do. */
export class Weeks {
  readonly ends: readonly number[]
  private readonly load: WeekLoad
  private readonly levels: (Levels | undefined)[] = []
  /** The newest week that a window has cut short: the windows of one day cut the same. */
  private cut: { readonly to: number; readonly levels: Levels } | null = null
  private readonly filledOfDay: Uint8Array

  constructor(load: WeekLoad) {
    this.load = load
    this.ends = load.ends
    this.filledOfDay = new Uint8Array(load.filled.length / slotsPerDay)
    for (let t = 0; t < load.filled.length; t++) {
      const day = Math.floor(t / slotsPerDay)
      this.filledOfDay[day] = (this.filledOfDay[day] ?? 0) + (load.filled[t] ?? 0)
    }
  }

  /** Share of the slots [from, to), whole days, that had to be filled in. */
  filledShare(from: number, to: number): number {
    let slots = 0
    for (let day = from / slotsPerDay; day < to / slotsPerDay; day++) slots += this.filledOfDay[day] ?? 0
    return slots / (to - from)
  }

  /**
   * Levels of the slots [from, to): energies of the weeks added up, their levels averaged, each week by the part that lies inside. Of the
   * week in which `to` lies only the slots before it are looked at.
   */
  between(from: number, to: number): Levels {
    const sum = { energyKwh: 0, bumpKwh: 0, lowKw: 0, highKw: 0, thresholdKw: 0 }
    let slots = 0
    for (let week = this.firstAfter(from); week < this.ends.length && this.startOf(week) < to; week++) {
      const start = this.startOf(week)
      const end = Math.min(this.ends[week] ?? 0, to)
      const levels = this.levelsOf(week, end)
      const inside = end - Math.max(start, from)
      const part = inside / (end - start)
      sum.energyKwh += part * levels.energyKwh
      sum.bumpKwh += part * levels.bumpKwh
      sum.lowKw += inside * levels.lowKw
      sum.highKw += inside * levels.highKw
      sum.thresholdKw += inside * levels.thresholdKw
      slots += inside
    }
    return { ...sum, lowKw: sum.lowKw / slots, highKw: sum.highKw / slots, thresholdKw: sum.thresholdKw / slots }
  }

  private levelsOf(week: number, end: number): Levels {
    const whole = end === this.ends[week]
    const known = whole ? this.levels[week] : this.cut?.to === end ? this.cut.levels : undefined
    if (known) return known
    const levels = levelsOfWeek(this.load, this.startOf(week), end, this.load.thresholdsKw[week] ?? 0)
    if (whole) this.levels[week] = levels
    else this.cut = { to: end, levels }
    return levels
  }

  /** The first week that ends after a slot. */
  private firstAfter(slot: number): number {
    let week = this.ends.length
    while (week > 0 && (this.ends[week - 1] ?? 0) > slot) week--
    return week
  }

  private startOf(week: number): number {
    return week > 0 ? (this.ends[week - 1] ?? 0) : 0
  }
}

const scratch = new Float64Array(7 * slotsPerDay)

function levelsOfWeek({ loadKw, bumpKw }: WeekLoad, from: number, to: number, thresholdKw: number): Levels {
  const level = scratch.subarray(0, to - from)
  let energy = 0
  for (let t = from; t < to; t++) {
    const value = loadKw[t] ?? 0
    level[t - from] = value
    energy += value
  }
  const low = Math.floor(0.1 * level.length)
  const high = Math.floor(0.97 * level.length)
  let bump = 0
  for (let t = Math.max(0, from - settleSlots); t < to - settleSlots; t++) {
    const above = bumpKw[t] ?? 0
    if (above > thresholdKw) bump += above
  }
  return {
    thresholdKw,
    lowKw: selectInPlace(level, low),
    // what the first selection has left above the low rank is all that matters for the high one
    highKw: selectInPlace(level, high, low),
    energyKwh: energy * slotHours,
    bumpKwh: bump * slotHours,
  }
}
