/**
 * Windows to learn from, gathered curve by curve. Licences are stripped: a furnace that melts is a furnace, lawful or not, so that
 * nothing is learnt from the habits of lawful works; what a licence leaves of them is learnt as no clandestine furnace. Pure.
 */
import { dayNumber } from './day.ts'
import { type Curve, windowLimits } from './detector.ts'
import { type FeatureName, featureNames, groundOf, lookAt, type WindowFeatures } from './features.ts'
import type { TrainingWindows } from './fit.ts'
import { type Licence, noLicence } from './licence.ts'
import { slotsPerDay } from './reading.ts'

/** What is known of a usage point, from a case's truth or from a check on site. */
export type Truth = {
  readonly licence: Licence
  /** lawful: a furnace melts within its licence · clandestine: beside or without one · none: no furnace melts. */
  readonly furnace: 'lawful' | 'clandestine' | 'none'
  /** Days on which the clandestine one melted; null where only the whole span is known. */
  readonly meltingDays: ReadonlySet<number> | null
  /** First day of which this is known; null: the whole record. A check on site speaks of the days of its alarm and no others. */
  readonly knownFrom: string | null
}

/** A usage point checked on site counts as much as so many of a case: those are simulated, and it is one of few. Ours ([derived]). */
export const siteCheckWeight = 5

export class TrainingRows {
  private count = 0
  /** The measures of each window in the order of the list. */
  private readonly measures: number[][] = []
  private readonly melting: number[] = []
  private readonly weight: number[] = []

  /** Adds the windows of one usage point, all its heats first, then those its licence leaves. `times`: how much they count. */
  add(curve: Curve, truth: Truth, times = 1): void {
    const licensed = truth.licence.shift !== 'none'
    this.addView(
      curve,
      noLicence,
      truth,
      times,
      (melted) => truth.furnace === 'lawful' || (truth.furnace === 'clandestine' && (melted || licensed)),
    )
    if (licensed)
      this.addView(curve, truth.licence, truth, times, (melted) => truth.furnace === 'clandestine' && melted)
  }

  finish(): TrainingWindows {
    const { count, measures } = this
    const column = (name: FeatureName, at: number): [FeatureName, Float32Array] => [
      name,
      Float32Array.from(measures, (window) => window[at] ?? Number.NaN),
    ]
    return {
      count,
      features: Object.fromEntries(featureNames.map(column)) as Record<FeatureName, Float32Array>, // one column a name of the list
      melting: Uint8Array.from(this.melting),
      weight: Float64Array.from(this.weight),
    }
  }

  private addView(
    curve: Curve,
    licence: Licence,
    truth: Truth,
    times: number,
    isMelting: (melted: boolean) => boolean,
  ): void {
    const from = this.count
    const everyWeek = truth.furnace === 'none' && truth.knownFrom === null ? sparseWeeks : 1
    const knownFrom = truth.knownFrom === null ? 0 : dayNumber(truth.knownFrom)
    for (const { features, firstDay, lastDay } of windowsOf(curve, licence, everyWeek)) {
      if (firstDay < knownFrom) continue
      this.push(features, isMelting(truth.meltingDays === null || meltedBetween(truth.meltingDays, firstDay, lastDay)))
    }
    // a meter with many windows says little more than one with few: its windows share the root of their number
    const rows = this.count - from
    for (let row = 0; row < rows; row++) this.weight.push(times / Math.sqrt(rows))
  }

  private push(features: WindowFeatures, melting: boolean): void {
    this.measures.push(featureNames.map((name) => features[name]))
    this.melting.push(melting ? 1 : 0)
    this.count++
  }
}

/** Meters without a furnace are many: every second week of them is enough. */
const sparseWeeks = 2

function* windowsOf(curve: Curve, licence: Licence, everyWeek: number) {
  const ground = groundOf(curve, licence)
  const first = dayNumber(curve.series.firstDay)
  for (const [week, to] of curve.weeks.ends.entries()) {
    if (week % everyWeek !== 0) continue
    if ((curve.usable[to / slotsPerDay - 1] ?? 0) < windowLimits.minDays) continue
    for (const days of windowLimits.lengths) {
      const from = Math.max(0, to - days * slotsPerDay)
      const look = lookAt(ground, from, to)
      if (look)
        yield { features: look.features, firstDay: first + from / slotsPerDay, lastDay: first + to / slotsPerDay - 1 }
    }
  }
}

function meltedBetween(days: ReadonlySet<number>, first: number, last: number): boolean {
  for (let day = first; day <= last; day++) if (days.has(day)) return true
  return false
}
