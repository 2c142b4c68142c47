/**
 * Has a site melted more this calendar year than its licence allows? Told only where even the most energy a tonne makes more, so that
 * nobody is accused by the upper end of a range, and from readings up to the day alone. Pure.
 */
import type { RuleValue } from '../rulebook/values.ts'
import { impliedTonnes, type Reason, type Scorer } from './detector-model.ts'
import { type LicensedSite, licenceOn } from './held-licence.ts'
import { type Melted, monthsBetween } from './melted.ts'

export type VolumeRule = RuleValue<'detection.licensedVolume'>

/** The year so far of one meter, held against the licensed volume of its site. Tonnes. */
export type OverVolume = {
  readonly from: string
  readonly to: string
  readonly tonnesLow: number
  readonly tonnesHigh: number
  readonly volumeT: number
}

export const firstOfYear = (day: string): string => `${day.slice(0, 4)}-01-01`

/**
 * From which day of the year on a licence held, and how many tonnes a year it allowed: the most that held at once, whole, even where it
 * began late in the year. Null where none holds on the day, or one names no volume: then nobody knows.
 */
export function licensedYear(site: LicensedSite, day: string): { from: string; volumeT: number } | null {
  if (licenceOn(site, day).shift === 'none') return null
  const begin = firstOfYear(day)
  const held = site.licences.filter(
    ({ shift, validFrom, validTo }) => shift !== 'none' && validFrom <= day && (validTo === null || validTo >= begin),
  )
  if (held.some(({ yearlyVolumeT }) => yearlyVolumeT === null)) return null
  const begun = held.map(({ validFrom }) => validFrom).filter((start) => start > begin)
  const starts = (begun.length < held.length ? [begin, ...begun] : begun).sort()
  const on = (start: string) =>
    held
      .filter(({ validFrom, validTo }) => validFrom <= start && (validTo === null || validTo >= start))
      .reduce((sum, { yearlyVolumeT }) => sum + (yearlyVolumeT ?? 0), 0)
  return { from: starts[0] ?? begin, volumeT: Math.max(...starts.map(on)) }
}

/** Null where it is not over, or not known. */
export function overVolumeOn(
  site: LicensedSite,
  day: string,
  { melted, scorer, rule }: { melted: Melted; scorer: Scorer; rule: VolumeRule },
): OverVolume | null {
  const year = licensedYear(site, day)
  if (!year) return null
  const energyKwh = monthsBetween(year.from, day).reduce((sum, { from, to }) => sum + (melted(from, to) ?? 0), 0)
  const { low, high } = impliedTonnes(energyKwh, scorer.model)
  if (low <= rule.aboveTimes * year.volumeT) return null
  return { from: year.from, to: day, tonnesLow: low, tonnesHigh: high, volumeT: year.volumeT }
}

/** The line it adds to a window; its points are the rulebook's, set by hand, and no model's. */
export const volumeReason = ({ tonnesLow, volumeT }: OverVolume, rule: VolumeRule): Reason => ({
  code: 'volumeExceeded',
  value: tonnesLow / volumeT,
  pair: null,
  points: rule.points,
})
