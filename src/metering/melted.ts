/**
 * What a usage point can have melted in some days, lawful or not: the energy of the heats of one machine, where the load alone says
 * that it melts. A second machine beside it is left out, so it is never too much. Pure.
 */
import { addDays, daysBetween } from '../platform/shared/calendar.ts'
import { type Curve, windowLimits } from './detector.ts'
import type { Scorer } from './detector-model.ts'
import { groundOf, lookAt } from './features.ts'
import { noLicence } from './licence.ts'
import { slotsPerDay } from './reading.ts'

/** Energy in kWh of the days `from`–`to`, both inclusive; 0 where nothing looks like melting, null where too little was read to say. */
export type Melted = (from: string, to: string) => number | null

/** The shortest window the model was fitted on; of fewer days nothing is told. */
const leastDays = Math.min(...windowLimits.lengths)

export function meltedOf(curve: Curve, scorer: Scorer): Melted {
  const ground = groundOf(curve, noLicence)
  const { firstDay, dayCount } = curve.series
  const known = new Map<string, number | null>()
  const look = (from: string, to: string): number | null => {
    const first = Math.max(0, daysBetween(firstDay, from))
    const end = Math.min(dayCount, daysBetween(firstDay, to) + 1)
    if (end - first < leastDays || (curve.usable[end - 1] ?? 0) < windowLimits.minDays) return null
    const found = lookAt(ground, first * slotsPerDay, end * slotsPerDay)
    // the points from which a licence counts as broken too: below them it need not be a furnace
    if (!found || scorer.score(found.features) < scorer.model.register.brokenFromScore) return 0
    return found.features.unlicensedKwhPerDay * (end - first)
  }
  return (from, to) => {
    const key = `${from} ${to}`
    const told = known.has(key) ? (known.get(key) ?? null) : look(from, to)
    known.set(key, told)
    return told
  }
}

/** `2018-03` of a day. */
export const monthOf = (day: string): string => day.slice(0, 7)
export const firstOfMonth = (month: string): string => `${month}-01`
export const lastOfMonth = (month: string): string => addDays(firstOfMonth(nextMonth(month)), -1)
export const nextMonth = (month: string): string => monthOf(addDays(firstOfMonth(month), 31))

/** The calendar months of the days `from`–`to`, the first and the last cut to them. */
export function monthsBetween(from: string, to: string): { month: string; from: string; to: string }[] {
  const months: { month: string; from: string; to: string }[] = []
  for (let month = monthOf(from); firstOfMonth(month) <= to; month = nextMonth(month)) {
    const [first, last] = [firstOfMonth(month), lastOfMonth(month)]
    months.push({ month, from: first < from ? from : first, to: last > to ? to : last })
  }
  return months
}
