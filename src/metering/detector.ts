/** The first detector: heats that no licence covers, scored in weekly windows by an additive card. It opens a lead, it never decides. */
import { addDays, dayNumber, isoDay, weekday } from './day.ts'
import { type DetectorCard, physicalCard } from './detector-card.ts'
import { heatsOfWindow, type WeighedHeat, type WindowFeatures, windowFeatures, windowLimits } from './features.ts'
import { bumps, findHeats, thresholdKw } from './heat.ts'
import { coveredKwBySlot, type Licence, licenceLimits, unlicensedEnergyKwh } from './licence.ts'
import { fillGaps, type LoadSeries, slotsPerDay } from './reading.ts'
import { type Reason, reasonsOf, scoreOf } from './reason.ts'

export type WindowScore = {
  /** First and last day; the last is a Sunday. */
  readonly from: string
  readonly to: string
  readonly score: number
  /** Share of the window's readings that were missing or impossible and had to be filled in. */
  readonly filledShare: number
  /** They add up to the score. Empty where there are too few unlicensed heats. */
  readonly reasons: readonly Reason[]
  readonly features: WindowFeatures | null
}

export const alarmQueues = ['licence-broken', 'register-first'] as const
export type AlarmQueue = (typeof alarmQueues)[number]

export type Detection = {
  readonly cardVersion: string
  readonly windows: readonly WindowScore[]
  /** All heats found, licensed ones too, for the chart. */
  readonly heats: readonly WeighedHeat[]
  /** Mean of the three highest windows; 0 without any. */
  readonly score: number
  /** First Sunday on which the score so far reached the alarm score. */
  readonly firstAlarmDay: string | null
}

export type DetectorInput = {
  readonly series: LoadSeries
  readonly licence: Licence
  /** Contract capacity, only to drop impossible readings; null where not known. */
  readonly contractKw: number | null
}

/**
 * Scores every week of a series that has ended. Only readings up to a window's last day enter its score: the same series cut at that
 * day gives the same windows. Days after the last Sunday wait for theirs.
 */
export function detectFurnace(input: DetectorInput, card: DetectorCard = physicalCard): Detection {
  const { series, licence, contractKw } = input
  const { loadKw, filled } = fillGaps(series, contractKw)
  const bumpKw = bumps(loadKw)
  const heats = weighHeats(bumpKw, filled, weeklyThresholds(series, loadKw), licence)
  const windows = windowEnds(series).map((end): WindowScore => {
    const from = Math.max(0, end - windowLimits.days * slotsPerDay)
    const features = windowFeatures({ heats: heatsOfWindow(heats, from, end), loadKw, bumpKw, from, to: end })
    const reasons = features ? reasonsOf(features, licence.shift !== 'none', card) : []
    return {
      from: addDays(series.firstDay, from / slotsPerDay),
      to: addDays(series.firstDay, end / slotsPerDay - 1),
      score: scoreOf(reasons),
      filledShare: share(filled, from, end),
      reasons,
      features,
    }
  })
  return {
    cardVersion: card.version,
    windows,
    heats,
    score: windows.length > 0 ? scoreOn(windows, windows[windows.length - 1]?.to ?? '', card) : 0,
    firstAlarmDay: windows.find(({ to }) => scoreOn(windows, to, card) >= card.alarmScore)?.to ?? null,
  }
}

/** Score of a usage point as it stood on `day`: mean of the three highest windows ended by then; 0 without any. */
export function scoreOn(windows: readonly WindowScore[], day: string, card: DetectorCard = physicalCard): number {
  const highest = highestWindows(
    windows.filter(({ to }) => to <= day),
    card,
  )
  return highest.length === 0 ? 0 : highest.reduce((sum, { score }) => sum + score, 0) / highest.length
}

/** The windows whose mean is the score, highest first: what an alarm shows. */
export function highestWindows(windows: readonly WindowScore[], card: DetectorCard = physicalCard): WindowScore[] {
  return [...windows].sort((a, b) => b.score - a.score || (a.to < b.to ? -1 : 1)).slice(0, card.topWindows)
}

/**
 * Which queue an alarm goes to: a licence on file that is broken comes first; a furnace without a licence on file is electrically the
 * same as an honest foundry whose record is lost, so the register is checked first. Null below the alarm score.
 */
export function alarmQueue(
  window: WindowScore,
  licence: Licence,
  card: DetectorCard = physicalCard,
): AlarmQueue | null {
  if (!window.features || window.score < card.alarmScore) return null
  if (licence.shift === 'none') return 'register-first'
  return window.features.unlicensedShare > card.brokenLicenceShare ? 'licence-broken' : null
}

/** Slot after the last slot of each window: midnight after every Sunday from two weeks of record on. */
function windowEnds(series: LoadSeries): number[] {
  const first = dayNumber(series.firstDay)
  const ends: number[] = []
  for (let days = daysToSunday(first); days <= series.dayCount; days += 7) {
    if (days >= windowLimits.minDays) ends.push(days * slotsPerDay)
  }
  return ends
}

/** Days from the first day to the end of its week, itself included: 1 for a Sunday, 7 for a Monday. */
function daysToSunday(first: number): number {
  return 8 - weekday(first)
}

/** θ of each calendar week, from the noise of the 28 days up to its Sunday (or up to the end of the record). */
function weeklyThresholds(series: LoadSeries, loadKw: Float64Array): (slot: number) => number {
  const head = daysToSunday(dayNumber(series.firstDay)) * slotsPerDay
  const week = 7 * slotsPerDay
  const thresholds: number[] = []
  for (let end = head; end < loadKw.length + week; end += week)
    thresholds.push(thresholdKw(loadKw, Math.min(end, loadKw.length)))
  return (slot) => thresholds[slot < head ? 0 : Math.floor((slot - head) / week) + 1] ?? Infinity
}

function share(filled: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let t = from; t < to; t++) count += filled[t] ?? 0
  return count / (to - from)
}

function weighHeats(bumpKw: Float64Array, filled: Uint8Array, thresholdAt: (slot: number) => number, licence: Licence) {
  const coveredKw = coveredKwBySlot(licence)
  return findHeats(bumpKw, filled, thresholdAt).map((heat): WeighedHeat => {
    const unlicensedKwh = unlicensedEnergyKwh(bumpKw, heat.start, heat.end, coveredKw)
    return { ...heat, unlicensedKwh, unlicensed: unlicensedKwh >= licenceLimits.unlicensedHeatShare * heat.energyKwh }
  })
}

/** Calendar day of a slot counted from the start of a series. */
export function dayOfSlot(series: LoadSeries, slot: number): string {
  return isoDay(dayNumber(series.firstDay) + Math.floor(slot / slotsPerDay))
}
