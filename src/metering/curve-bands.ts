/** What stands behind and below a load curve: heats, licensed hours, tariff, night, days off, as stretches of time. Pure; screen and paper. */
import { addDays, daysBetween } from '../platform/shared/calendar.ts'
import type { LoadCurve } from './contract.ts'
import { dayNumber, weekday } from './day.ts'
import { licensedSpans } from './licence.ts'
import { slotMinutes, slotsPerDay } from './reading.ts'

export const bandKinds = [
  'heatCovered',
  'heatNotCovered',
  'licensed',
  'peak',
  'flat',
  'valley',
  'night',
  'weekend',
  'holiday',
] as const
export type BandKind = (typeof bandKinds)[number]

/** Quarter hours [from, to) counted from 00:00 of the curve's first day; halves where a rule does not fall on a quarter hour. */
export type CurveBand = { kind: BandKind; from: number; to: number }

type Hours = readonly [fromMinute: number, toMinute: number]
const wholeDay: Hours = [0, 1440]

/** Stretches of a day in minutes; hours that cross midnight are two. */
const stretches = (from: number, to: number): Hours[] =>
  from < to
    ? [[from, to]]
    : [
        [0, to],
        [from, 1440],
      ]

const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

const hoursOf = ({ shift, hours }: LoadCurve['licences'][number]): Hours[] =>
  licensedSpans({ shift, ...(hours && { hours }) })?.flatMap(({ fromMinute, toMinute }) =>
    stretches(fromMinute, toMinute),
  ) ?? [wholeDay]

/** Wall clock of China of an instant, as quarter hours from 00:00 of `firstDay`. */
export const slotOfInstant = (instant: string, firstDay: string): number =>
  daysBetween(firstDay, instant.slice(0, 10)) * slotsPerDay + minutesOf(instant.slice(11, 16)) / slotMinutes

/**
 * All bands of a curve, by kind in the order of time; neighbours of one kind that touch are one. A day off is a holiday where it or
 * a day off beside it falls on a working weekday (周一至周五), else a weekend.
 */
export function curveBands(
  curve: Pick<LoadCurve, 'from' | 'to' | 'heats' | 'licences' | 'daysOff' | 'night' | 'tariff'>,
): CurveBand[] {
  const bands: CurveBand[] = curve.heats.map(({ from, to, unlicensed }) => ({
    kind: unlicensed ? 'heatNotCovered' : 'heatCovered',
    from: slotOfInstant(from, curve.from),
    to: slotOfInstant(to, curve.from),
  }))
  const off = new Set(curve.daysOff ?? [])
  const night = curve.night ? stretches(minutesOf(curve.night.from), minutesOf(curve.night.to)) : []
  const dayCount = daysBetween(curve.from, curve.to) + 1
  for (let index = 0; index < dayCount; index++) {
    const day = addDays(curve.from, index)
    const add = (kind: BandKind, [from, to]: Hours) =>
      bands.push({ kind, from: index * slotsPerDay + from / slotMinutes, to: index * slotsPerDay + to / slotMinutes })
    if (off.has(day)) add(isHoliday(day, off) ? 'holiday' : 'weekend', wholeDay)
    for (const hours of night) add('night', hours)
    for (const hours of licensedHours(curve.licences, day)) add('licensed', hours)
    for (const { from, to, band } of tariffPeriods(curve.tariff, day)) add(band, [minutesOf(from), minutesOf(to)])
  }
  return joined(bands)
}

function licensedHours(licences: LoadCurve['licences'], day: string): Hours[] {
  return licences
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day))
    .flatMap(hoursOf)
}

const tariffPeriods = (tariff: LoadCurve['tariff'], day: string) =>
  tariff?.find(({ from, to }) => from <= day && to >= day)?.periods ?? []

const isWeekday = (day: string): boolean => weekday(dayNumber(day)) <= 5

function isHoliday(day: string, off: ReadonlySet<string>): boolean {
  for (const step of [-1, 1]) {
    for (let near = day; off.has(near); near = addDays(near, step)) if (isWeekday(near)) return true
  }
  return false
}

/** Bands of one kind that touch or overlap become one; heats stay apart, each is an event. */
function joined(bands: readonly CurveBand[]): CurveBand[] {
  return bandKinds.flatMap((kind) => {
    const own = bands.filter((band) => band.kind === kind).sort((a, b) => a.from - b.from)
    if (kind === 'heatCovered' || kind === 'heatNotCovered') return own
    const whole: CurveBand[] = []
    for (const band of own) {
      const last = whole.at(-1)
      if (last && band.from <= last.to) last.to = Math.max(last.to, band.to)
      else whole.push({ ...band })
    }
    return whole
  })
}

/** Stretches of a kind within the days `from`–`to` of bands that count from day `from`, cut to the span. */
export function bandStretches(
  bands: readonly CurveBand[],
  kind: BandKind,
  from: string,
  to: string,
): [number, number][] {
  const end = (daysBetween(from, to) + 1) * slotsPerDay
  return bands.flatMap((band): [number, number][] =>
    band.kind === kind && band.to > 0 && band.from < end ? [[Math.max(0, band.from), Math.min(end, band.to)]] : [],
  )
}

/** The same bands counted from another day. */
export const bandsFrom = (bands: readonly CurveBand[], firstDay: string, newFirstDay: string): CurveBand[] => {
  const shift = daysBetween(firstDay, newFirstDay) * slotsPerDay
  return bands.map(({ kind, from, to }) => ({ kind, from: from - shift, to: to - shift }))
}
