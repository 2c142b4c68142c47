/**
 * The electric eye (docs/metering.md): heats that no licence covers, looked at in windows of one, two and four weeks and added up in
 * points. (A) furnace: is a melting furnace running, from the load alone. (B) illegal: does the register allow it. It opens a lead,
 * it never decides.
 */
import { addDays, dayNumber, isoDay, weekday } from './day.ts'
import type { Reason, Scorer } from './detector-model.ts'
import { type Ground, groundOf, lookAt, type WindowFeatures } from './features.ts'
import { bumps, findHeats, weeklyThresholdsKw } from './heat.ts'
import type { HeatTable } from './heat-table.ts'
import { type Licence, licenceKey } from './licence.ts'
import { fillGaps, type LoadSeries, slotsPerDay, usableDays } from './reading.ts'
import {
  isLicenceBroken,
  nothingOnFile,
  type RegisterFacts,
  registerReasons,
  type WindowStanding,
} from './suspicion.ts'
import { Weeks, weekEndsOf } from './week.ts'

export const windowLimits = {
  version: 'window-3',
  /** Lengths in days: the short ones see a new start within the week, the long one weighs a rare melt. */
  lengths: [7, 14, 28],
  /** With fewer days that have their readings nothing is said. */
  minDays: 14,
  /** Mean points of a look; below it, where there is a machine to judge, the next Sunday is soon enough. Most works lie between −5 and −3. */
  lookDailyFrom: -2,
} as const

export type WindowScore = {
  /** First and last day. */
  readonly from: string
  readonly to: string
  /** What the register said on the last day. */
  readonly facts: RegisterFacts
  readonly score: number
  /** Share of the window's readings that were missing or impossible and had to be filled in. */
  readonly filledShare: number
  /** A licence is on file and these heats leave it. */
  readonly licenceBroken: boolean
  /** Null where there are fewer than three unlicensed heats of one machine. */
  readonly features: WindowFeatures | null
  readonly standing: WindowStanding | null
  /** Lines of the rulebook in the score beside those of the model; a case has none. */
  readonly added?: readonly Reason[]
}

export type Detection = {
  readonly modelVersion: string
  readonly windows: readonly WindowScore[]
  readonly usableDays: number
  /** `scoreOn` the last day of the record; null: not judged, fewer than 14 usable days. */
  readonly score: number | null
  /** First day on which the score so far reached the alarm score. */
  readonly firstAlarmDay: string | null
}

/** A load series with its gaps filled and its heats found; what a licence says to it comes after. */
export type Curve = {
  readonly series: LoadSeries
  readonly bumpKw: Float64Array
  readonly weeks: Weeks
  /** All heats, licensed ones too. */
  readonly heats: HeatTable
  /** Usable days up to each day. */
  readonly usable: Int32Array
}

/** Finds the heats of a series. `capacityKw` of the contract, null where not known, serves only to drop impossible readings. */
export function curveOf(series: LoadSeries, capacityKw: number | null): Curve {
  const { loadKw, filled } = fillGaps(series, capacityKw)
  const bumpKw = bumps(loadKw)
  const ends = weekEndsOf(series)
  const thresholdsKw = weeklyThresholdsKw(loadKw, ends)
  const heats = findHeats({ loadKw, bumpKw }, filled, thresholdsKw, ends)
  const weeks = new Weeks({ loadKw, bumpKw, filled, ends, thresholdsKw })
  return { series, bumpKw, weeks, heats, usable: usableDays(series) }
}

/**
 * Scores the weeks of a curve, each on its Sunday, and the days between on which a usage point is looked at: every day once it has 14
 * usable ones, save where the last look found a machine that speaks clearly against melting; that one waits for the next Sunday. A day
 * without a reading is not looked at. Only readings up to a window's last day enter its score: the same series cut at any day gives the same windows up to that day, the same
 * score and the same first day of alarm. `factsOn` says what the register said on a day.
 */
export function judgeCurve(curve: Curve, factsOn: (day: string) => RegisterFacts, scorer: Scorer): Detection {
  const { series, usable } = curve
  const groundOn = groundsOf(curve)
  const windows: WindowScore[] = []
  let look: WindowScore[] = []
  for (let days = 1; days <= series.dayCount; days++) {
    if ((usable[days - 1] ?? 0) < windowLimits.minDays || isSilentDay(series, days - 1)) continue
    const day = addDays(series.firstDay, days - 1)
    if (!isSunday(day) && speaksAgainst(look)) continue
    const facts = factsOn(day)
    look = windowsEnding(curve, groundOn(facts.licence), days * slotsPerDay, facts, scorer)
    windows.push(...look)
  }
  const score = scoreOn(windows, addDays(series.firstDay, series.dayCount - 1), scorer)
  return {
    modelVersion: scorer.model.version,
    windows,
    usableDays: usable.at(-1) ?? 0,
    score: Number.isNaN(score) ? null : score,
    firstAlarmDay: firstAlarm(windows, scorer),
  }
}

/** Licence, trade and output left out: is any melting furnace running? */
export const judgeLoad = (curve: Curve, scorer: Scorer): Detection => judgeCurve(curve, () => nothingOnFile, scorer)

/** Not one reading: what the windows would see on such a day is made up. */
function isSilentDay({ loadKw }: LoadSeries, day: number): boolean {
  for (let t = day * slotsPerDay; t < (day + 1) * slotsPerDay; t++) if (!Number.isNaN(loadKw[t])) return false
  return true
}

/** Is there a machine in the windows of a day, and does it clearly not melt? */
function speaksAgainst(look: readonly WindowScore[]): boolean {
  return look.some(({ features }) => features !== null) && meanOf(look) < windowLimits.lookDailyFrom
}

/** The ground under each licence that a curve had, made when first asked for. */
function groundsOf(curve: Curve): (licence: Licence) => Ground {
  const grounds = new Map<string, Ground>()
  return (licence) => {
    const key = licenceKey(licence)
    const ground = grounds.get(key) ?? groundOf(curve, licence)
    grounds.set(key, ground)
    return ground
  }
}

/** Windows of one, two and four weeks that end with slot `end`, the longest first; one that begins before the record is cut there. */
function windowsEnding(
  { series, weeks }: Curve,
  ground: Ground,
  end: number,
  facts: RegisterFacts,
  scorer: Scorer,
): WindowScore[] {
  let shareOfLongest: number | null = null
  return windowLimits.lengths.toReversed().map((days) => {
    const from = Math.max(0, end - days * slotsPerDay)
    const look = lookAt(ground, from, end)
    shareOfLongest ??= look?.unlicensedShare ?? 0
    const standing = look && {
      furnacePoints: scorer.score(look.features),
      unlicensedShare: look.unlicensedShare,
      unlicensedShareOfLongest: shareOfLongest,
      unlicensedKwhPerDay: look.features.unlicensedKwhPerDay,
    }
    return {
      from: addDays(series.firstDay, from / slotsPerDay),
      to: addDays(series.firstDay, end / slotsPerDay - 1),
      facts,
      score: standing
        ? standing.furnacePoints + sumOf(registerReasons(standing, facts, scorer.model))
        : scorer.model.noHeatsPoints,
      filledShare: weeks.filledShare(from, end),
      licenceBroken: standing !== null && isLicenceBroken(standing, facts, scorer.model),
      features: look?.features ?? null,
      standing,
    }
  })
}

/** The lines that add up to a window's score, heaviest first, for and against. */
export function windowReasons(window: WindowScore, scorer: Scorer): Reason[] {
  const added = window.added ?? []
  if (!window.features || !window.standing)
    return [{ code: 'noHeats', value: null, pair: null, points: scorer.model.noHeatsPoints }, ...added]
  const lines = [
    ...scorer.reasons(window.features),
    ...registerReasons(window.standing, window.facts, scorer.model),
    ...added,
  ]
  return lines.sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
}

/** Looks that count on `day`, the highest mean first, of equals the later: those of the Sundays so far, and the newest one. */
function looksBy(windows: readonly WindowScore[], day: string): { windows: WindowScore[]; score: number }[] {
  const newest = windows.findLast(({ to }) => to <= day)?.to
  const looks = new Map<string, WindowScore[]>()
  for (const window of windows) {
    if (window.to > day || (window.to !== newest && !isSunday(window.to))) continue
    const look = looks.get(window.to)
    if (look) look.push(window)
    else looks.set(window.to, [window])
  }
  return [...looks.values()]
    .map((look) => ({ windows: look, score: meanOf(look) }))
    .sort((x, y) => y.score - x.score || ((x.windows[0]?.to ?? '') < (y.windows[0]?.to ?? '') ? 1 : -1))
}

/** The windows whose mean is the score of a day: those of its highest looks, the highest window first. */
export function decidingWindows(windows: readonly WindowScore[], day: string, { model }: Scorer): WindowScore[] {
  const highest = looksBy(windows, day).slice(0, model.topWeeks)
  return highest.flatMap((look) => look.windows).sort((x, y) => y.score - x.score)
}

/** Score of a usage point as it stood on `day`: mean of the two highest looks that count; NaN before the first look. */
export function scoreOn(windows: readonly WindowScore[], day: string, { model }: Scorer): number {
  const highest = looksBy(windows, day).slice(0, model.topWeeks)
  return highest.reduce((sum, { score }) => sum + score, 0) / highest.length
}

/**
 * Why a usage point has its score on `day`: the lines of its deciding windows, averaged, so that they add up to the score. The value
 * shown is that of the highest window that has the line.
 */
export function reasonsOn(windows: readonly WindowScore[], day: string, scorer: Scorer): Reason[] {
  const highest = decidingWindows(windows, day, scorer)
  const lines = new Map<string, Reason>()
  for (const window of highest) {
    for (const reason of windowReasons(window, scorer)) {
      const key = `${reason.code} ${reason.pair?.code ?? ''}`
      const known = lines.get(key)
      lines.set(key, { ...(known ?? reason), points: (known?.points ?? 0) + reason.points / highest.length })
    }
  }
  return [...lines.values()].sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
}

function firstAlarm(windows: readonly WindowScore[], scorer: Scorer): string | null {
  const { alarmScore } = scorer.model
  // a mean of the highest cannot reach the alarm score before one window does
  const first = windows.find(({ score }) => score >= alarmScore)?.to
  if (first === undefined) return null
  const days = new Set(windows.map(({ to }) => to))
  return [...days].find((day) => day >= first && scoreOn(windows, day, scorer) >= alarmScore) ?? null
}

const isSunday = (day: string): boolean => weekday(dayNumber(day)) === 7

const meanOf = (look: readonly WindowScore[]): number => look.reduce((sum, { score }) => sum + score, 0) / look.length

const sumOf = (lines: readonly { points: number }[]): number => lines.reduce((sum, { points }) => sum + points, 0)

/** Calendar day of a slot counted from the start of a series. */
export function dayOfSlot(series: LoadSeries, slot: number): string {
  return isoDay(dayNumber(series.firstDay) + Math.floor(slot / slotsPerDay))
}
