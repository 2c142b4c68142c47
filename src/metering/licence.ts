/**
 * What the register allows at a usage point, as far as electricity can show it: melting power and hours. A licence is a statement
 * about both; only what it does not cover is evidence.
 */
import { spanMinutes } from '../enterprises/licence.ts'
import { licenceGrace } from '../rulebook/licence-grace.ts'
import type { HeatTable } from './heat-table.ts'
import type { Uncovered } from './machine.ts'
import { slotHours, slotsPerDay } from './reading.ts'

export const shifts = ['none', 'day', 'night', 'any'] as const
export type Shift = (typeof shifts)[number]

/** `powerKw`: registered melting power; `shift` none = no licence on file. `hours`: the exact ones, in place of those of the shift. */
export type Licence = { readonly powerKw: number; readonly shift: Shift; readonly hours?: readonly string[] }

export const noLicence: Licence = { powerKw: 0, shift: 'none' }

/** The hours of a shift in the words of exact ones. */
export const hoursOfShift = { day: '05:30-21:00', night: '19:30-09:00' } as const

export const licenceLimits = {
  version: 'licence-1',
  /** Hours as minutes after midnight. Source: the register's two shift kinds, day 05:30–21:00 and night 19:30–09:00. */
  hours: { day: spanMinutes(hoursOfShift.day), night: spanMinutes(hoursOfShift.night) },
  /** Warming up before and finishing the last heat after the shift is no breach. */
  graceBeforeMinutes: licenceGrace.minutesBefore,
  graceAfterMinutes: licenceGrace.minutesAfter,
  /** Meters and nameplates differ; 15 % above the registered power is still covered. */
  powerTolerance: licenceGrace.loadTolerance,
  /** A heat counts as unlicensed from this share of its energy on. */
  unlicensedHeatShare: 0.5,
} as const

const minutesPerDay = 1440
const slotMinutes = minutesPerDay / slotsPerDay

type Span = { readonly fromMinute: number; readonly toMinute: number }

/** Licensed hours of a day as minutes after midnight; an end that is not after the beginning lies on the next day. Null: without limit. */
export function licensedSpans({ shift, hours }: Pick<Licence, 'shift' | 'hours'>): readonly Span[] | null {
  if (shift === 'none') return []
  if (hours) return hours.map(spanMinutes)
  return shift === 'any' ? null : [licenceLimits.hours[shift]]
}

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** As the register writes it, `22:00-06:00`. */
export const spanText = ({ fromMinute, toMinute }: Span): string => `${clockOf(fromMinute)}-${clockOf(toMinute)}`

/** Is the slot (0–95) inside the licensed hours, grace included? */
export function isLicensedSlot(licence: Pick<Licence, 'shift' | 'hours'>, slot: number): boolean {
  const { graceBeforeMinutes, graceAfterMinutes } = licenceLimits
  const minute = slot * slotMinutes
  const spans = licensedSpans(licence)
  if (spans === null) return true
  return spans.some(({ fromMinute, toMinute }) => {
    const length = (toMinute > fromMinute ? 0 : minutesPerDay) + toMinute - fromMinute
    const since = (minute - fromMinute + graceBeforeMinutes + 2 * minutesPerDay) % minutesPerDay
    return since < length + graceBeforeMinutes + graceAfterMinutes
  })
}

/** Same power and hours: one of two that are equal is worked out for both. */
export const licenceKey = ({ powerKw, shift, hours }: Licence): string => `${powerKw} ${shift} ${hours?.join() ?? ''}`

/** Melting power the licence covers in each of the 96 slots of a day, in kW, tolerance included; 0 outside the hours. */
export function coveredKwBySlot(licence: Licence): Float64Array {
  const covered = new Float64Array(slotsPerDay)
  for (let slot = 0; slot < slotsPerDay; slot++) {
    covered[slot] = isLicensedSlot(licence, slot) ? licence.powerKw * licenceLimits.powerTolerance : 0
  }
  return covered
}

/** Energy in kWh of the slots [start, end) of a bump curve (kW) that the licence does not cover. */
export function unlicensedEnergyKwh(bumpKw: Float64Array, start: number, end: number, coveredKw: Float64Array): number {
  let sum = 0
  for (let t = start; t < end; t++) sum += Math.max(0, (bumpKw[t] ?? 0) - (coveredKw[t % slotsPerDay] ?? 0))
  return sum * slotHours
}

/** What a licence leaves of each heat; without one, all of it. */
export function uncoveredBy(
  licence: Licence,
  { count, start, end, columns }: HeatTable,
  bumpKw: Float64Array,
): Uncovered {
  if (licence.shift === 'none') return { unlicensedKwh: columns.energyKwh, unlicensed: new Uint8Array(count).fill(1) }
  const coveredKw = coveredKwBySlot(licence)
  const unlicensedKwh = new Float64Array(count)
  const unlicensed = new Uint8Array(count)
  for (let heat = 0; heat < count; heat++) {
    const energy = unlicensedEnergyKwh(bumpKw, start[heat] ?? 0, end[heat] ?? 0, coveredKw)
    unlicensedKwh[heat] = energy
    unlicensed[heat] = energy >= licenceLimits.unlicensedHeatShare * (columns.energyKwh[heat] ?? 0) ? 1 : 0
  }
  return { unlicensedKwh, unlicensed }
}
