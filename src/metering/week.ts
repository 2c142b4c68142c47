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

/** What the load does in the slots [from, to) of a week. Low and high: its 10 % and 97 % quantiles. */
export type WeekLevels = {
  readonly from: number
  readonly to: number
  readonly thresholdKw: number
  readonly lowKw: number
  readonly highKw: number
  readonly energyKwh: number
  /**
   * Energy of all bumps above the threshold, heats or not. The last three hours belong to the next week: what follows can still
   * change them, and a score must see the past only.
   */
  readonly bumpKwh: number
  /** Slots that had to be filled in. */
  readonly filledSlots: number
}

const scratch = new Float64Array(7 * slotsPerDay)

/** Levels of one week. `loadKw` without gaps, `bumpKw` as of `bumps`. */
export function levelsOfWeek(
  { loadKw, bumpKw, filled }: { loadKw: Float64Array; bumpKw: Float64Array; filled: Uint8Array },
  from: number,
  to: number,
  thresholdKw: number,
): WeekLevels {
  const level = scratch.subarray(0, to - from)
  let energy = 0
  let filledSlots = 0
  for (let t = from; t < to; t++) {
    const value = loadKw[t] ?? 0
    level[t - from] = value
    energy += value
    filledSlots += filled[t] ?? 0
  }
  const low = Math.floor(0.1 * level.length)
  let bump = 0
  for (let t = Math.max(0, from - settleSlots); t < to - settleSlots; t++) {
    const above = bumpKw[t] ?? 0
    if (above > thresholdKw) bump += above
  }
  return {
    from,
    to,
    thresholdKw,
    lowKw: selectInPlace(level, low),
    // what the first selection has left above the low rank is all that matters for the high one
    highKw: selectInPlace(level.subarray(low), Math.floor(0.97 * level.length) - low),
    energyKwh: energy * slotHours,
    bumpKwh: bump * slotHours,
    filledSlots,
  }
}

/** Levels of the slots [from, to): energies of the weeks added up, their levels averaged, each week by the part of it that lies inside. */
export function levelsBetween(weeks: readonly WeekLevels[], from: number, to: number) {
  const sum = { energyKwh: 0, bumpKwh: 0, lowKw: 0, highKw: 0, thresholdKw: 0, filledSlots: 0 }
  let slots = 0
  for (const week of weeks) {
    const inside = Math.min(week.to, to) - Math.max(week.from, from)
    if (inside <= 0) continue
    const part = inside / (week.to - week.from)
    sum.energyKwh += part * week.energyKwh
    sum.bumpKwh += part * week.bumpKwh
    sum.filledSlots += part * week.filledSlots
    sum.lowKw += inside * week.lowKw
    sum.highKw += inside * week.highKw
    sum.thresholdKw += inside * week.thresholdKw
    slots += inside
  }
  return { ...sum, lowKw: sum.lowKw / slots, highKw: sum.highKw / slots, thresholdKw: sum.thresholdKw / slots }
}
