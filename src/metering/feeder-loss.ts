/**
 * A surplus that was there from the first day looks like loss and is learnt as normal. So the loss is held against what such lines lose
 * at most, against the other feeders of the city, and searched for heats that no user's meter shows. Pure.
 */
import { daysBetween } from '../platform/shared/calendar.ts'
import type { RuleValue } from '../rulebook/values.ts'
import { type LossReason, lossReasons } from './alarm.ts'
import { curveOf } from './detector.ts'
import type { FeederVoltage, KnownDay } from './feeder.ts'
import { quantileOf } from './quantile.ts'
import { type LoadSeries, slotsPerDay } from './reading.ts'

/** Working values ([derived]: no published rule was found). What lines lose at most is a rule: `detection.feederLoss`. */
export const lossLimits = {
  version: 'feeder-loss-1',
  /** Known days without a fresh surplus from which the loss is told: at least, and the newest so many. */
  leastDays: 14,
  mostDays: 60,
  /** Beyond the limit by half a heat of a furnace a day: less is within what two meters of class 0.5 may differ by. */
  leastKwh: 250,
  /** Heats of the newest four weeks: so many, on so many days, most of them of one height. */
  heatDays: 28,
  leastHeats: 12,
  leastHeatDays: 8,
  heightTolerance: 0.3,
  alikeShare: 0.6,
  leastMinutes: 45,
} as const

/** Share of what flows in. */
export type LossRule = {
  /** What a line of this voltage loses at most. */
  readonly mostShare: number
  /** The other feeders speak from so many on; beyond their median by so much is beyond them. */
  readonly othersLeast: number
  readonly othersAboveShare: number
}

/** The limits for a line of this voltage; where nobody said which it is, the wider one. */
export function lossRuleOf(value: RuleValue<'detection.feederLoss'>, voltage: FeederVoltage | null): LossRule {
  const most = { medium: value.mediumVoltageMost, low: value.lowVoltageMost }
  return {
    mostShare: voltage === null ? Math.max(most.medium, most.low) : most[voltage],
    othersLeast: value.othersLeast,
    othersAboveShare: value.othersAbove,
  }
}

/** Heats in what is left over: no meter of a user shows them. Medians. */
export type LossHeats = {
  readonly count: number
  readonly days: number
  readonly heightKw: number
  readonly energyKwh: number
  readonly durationMin: number
}

/** Medians of the days; the share is of what flows in. */
export type FeederLoss = {
  readonly from: string
  readonly to: string
  readonly knownDays: number
  readonly lossShare: number
  readonly headKwhPerDay: number
  readonly usersKwhPerDay: number
  readonly lossKwhPerDay: number
  readonly heats: LossHeats | null
  /** Mean kW of each quarter hour beyond the users and the highest loss. */
  readonly leftKw: readonly number[]
}

/** @param learnt known days without a fresh surplus, oldest first. @returns null where there are fewer than fourteen. */
export function lossOf(learnt: readonly KnownDay[], mostShare: number): FeederLoss | null {
  const days = learnt.slice(-lossLimits.mostDays)
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last || days.length < lossLimits.leastDays) return null
  const median = (of: (day: KnownDay) => number) => quantileOf(days.map(of), 0.5)
  const left = leftOver(days, mostShare)
  return {
    from: first.day,
    to: last.day,
    knownDays: days.length,
    lossShare: median(({ headKwh, usersKwh }) => (headKwh > 0 ? (headKwh - usersKwh) / headKwh : 0)),
    headKwhPerDay: median(({ headKwh }) => headKwh),
    usersKwhPerDay: median(({ usersKwh }) => usersKwh),
    lossKwhPerDay: median(({ headKwh, usersKwh }) => headKwh - usersKwh),
    heats: heatsOf(days, left),
    leftKw: meanDay(left),
  }
}

/** What flows in beyond the users and the highest loss they can cause: the heats of a user on file cannot show in it. */
function leftOver(days: readonly KnownDay[], mostShare: number): LoadSeries {
  const [firstDay = '', lastDay = ''] = [days[0]?.day, days.at(-1)?.day]
  const dayCount = daysBetween(firstDay, lastDay) + 1
  const loadKw = new Float64Array(dayCount * slotsPerDay).fill(Number.NaN)
  for (const { day, headKw, usersKw } of days) {
    const start = daysBetween(firstDay, day) * slotsPerDay
    for (let slot = 0; slot < slotsPerDay; slot++)
      loadKw[start + slot] = Math.max(0, (headKw[slot] ?? Number.NaN) - (usersKw[slot] ?? Number.NaN) / (1 - mostShare))
  }
  return { firstDay, dayCount, loadKw }
}

function meanDay({ dayCount, loadKw }: LoadSeries): number[] {
  return Array.from({ length: slotsPerDay }, (_, slot) => {
    let [sum, count] = [0, 0]
    for (let day = 0; day < dayCount; day++) {
      const kw = loadKw[day * slotsPerDay + slot] ?? Number.NaN
      if (Number.isNaN(kw)) continue
      sum += kw
      count++
    }
    return count === 0 ? 0 : sum / count
  })
}

/** Null where what is left over does not breathe like heats. */
function heatsOf(days: readonly KnownDay[], series: LoadSeries): LossHeats | null {
  const { heats } = curveOf(series, null)
  const { heightKw, energyKwh, durationMin } = heats.columns
  const newest = (series.dayCount - lossLimits.heatDays) * slotsPerDay
  const known = new Set(days.map(({ day }) => daysBetween(series.firstDay, day)))
  const dayOf = (heat: number) => Math.floor((heats.start[heat] ?? 0) / slotsPerDay)
  const long = Array.from({ length: heats.count }, (_, heat) => heat).filter(
    (heat) =>
      (heats.start[heat] ?? 0) >= newest &&
      (durationMin[heat] ?? 0) >= lossLimits.leastMinutes &&
      known.has(dayOf(heat)),
  )
  const usual = quantileOf(
    long.map((heat) => heightKw[heat] ?? 0),
    0.5,
  )
  const alike = long.filter((heat) => Math.abs((heightKw[heat] ?? 0) / usual - 1) <= lossLimits.heightTolerance)
  const dayCount = new Set(alike.map(dayOf)).size
  const isMachine =
    alike.length >= lossLimits.leastHeats &&
    dayCount >= lossLimits.leastHeatDays &&
    alike.length >= lossLimits.alikeShare * long.length
  if (!isMachine) return null
  const median = (column: Float64Array) =>
    quantileOf(
      alike.map((heat) => column[heat] ?? 0),
      0.5,
    )
  return {
    count: alike.length,
    days: dayCount,
    heightKw: median(heightKw),
    energyKwh: median(energyKwh),
    durationMin: median(durationMin),
  }
}

export type LossVerdict = {
  readonly reasons: readonly LossReason[]
  /** Median of the other feeders; null where they are too few to speak. */
  readonly othersShare: number | null
  /** Energy a day beyond the limit of the first reason; 0 where only heats speak. */
  readonly excessKwhPerDay: number
}

/** @param others loss shares of the other feeders of the city. @returns null where nothing is beyond. */
export function judgeLoss(loss: FeederLoss, rule: LossRule, others: readonly number[]): LossVerdict | null {
  const othersShare = others.length >= rule.othersLeast ? quantileOf(others, 0.5) : null
  const beyond = (share: number) => loss.lossKwhPerDay - share * loss.headKwhPerDay
  const aboveLines = beyond(rule.mostShare)
  const aboveOthers = othersShare === null ? 0 : beyond(othersShare + rule.othersAboveShare)
  const passed: Record<LossReason, boolean> = {
    beyondLines: aboveLines >= lossLimits.leastKwh,
    beyondOthers: aboveOthers >= lossLimits.leastKwh,
    likeHeats: loss.heats !== null,
  }
  const reasons = lossReasons.filter((reason) => passed[reason])
  const [first] = reasons
  if (first === undefined) return null
  const excess: Record<LossReason, number> = { beyondLines: aboveLines, beyondOthers: aboveOthers, likeHeats: 0 }
  return { reasons, othersShare, excessKwhPerDay: excess[first] }
}
