/**
 * The tariff calendar (分时电价时段): which band a quarter hour of a day lies in. Using cheap hours is lawful and bands change by decree,
 * so the share of the valley is a measure beside the share of the night (fixed by the clock), never in its place. Pure.
 */
import type { Standing } from '../rulebook/rule.ts'
import type { RuleValue } from '../rulebook/values.ts'
import { addDays } from './day.ts'
import { type LoadSeries, slotHours, slotMinutes, slotsPerDay } from './reading.ts'

export type TariffTable = RuleValue<'tariff.row'>
export const tariffBands = ['peak', 'flat', 'valley'] as const
export type TariffBand = (typeof tariffBands)[number]
export type TariffPeriod = { readonly from: string; readonly to: string; readonly band: TariffBand }

/** A version of the table of a province with the days on which it holds. */
export type TariffVersion = {
  readonly value: TariffTable
  readonly validFrom: string
  readonly validTo: string | null
  readonly standing: Standing
}

/** Consecutive days under the same periods; `periods` null where no table is known: then no band is guessed. */
export type TariffSpan<V extends TariffVersion = TariffVersion> = {
  readonly from: string
  readonly to: string
  readonly periods: readonly TariffPeriod[] | null
  readonly version: V | null
}

export function tariffOn<V extends TariffVersion>(versions: readonly V[], day: string): V | null {
  return versions.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day)) ?? null
}

/** Periods of a day in the order of the clock; null for a month that the table does not name. */
export function periodsOn({ seasons }: TariffTable, day: string): TariffPeriod[] | null {
  const month = Number(day.slice(5, 7))
  const season = seasons.find(({ months }) => months.includes(month))
  return season ? [...season.periods].sort((a, b) => (a.from < b.from ? -1 : 1)) : null
}

/** Band of a quarter hour (0–95) of a day; null where the table says nothing. */
export function bandOf(table: TariffTable, day: string, slot: number): TariffBand | null {
  const minute = slot * slotMinutes
  const period = periodsOn(table, day)?.find(({ from, to }) => minutesOf(from) <= minute && minute < minutesOf(to))
  return period?.band ?? null
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** The days `from`–`to` as spans of equal periods. */
export function tariffSpans<V extends TariffVersion>(
  versions: readonly V[],
  from: string,
  to: string,
): TariffSpan<V>[] {
  const spans: TariffSpan<V>[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const version = tariffOn(versions, day)
    const periods = version && periodsOn(version.value, day)
    const last = spans.at(-1)
    if (last && last.version === version && JSON.stringify(last.periods) === JSON.stringify(periods))
      spans[spans.length - 1] = { ...last, to: day }
    else spans.push({ from: day, to: day, periods, version })
  }
  return spans
}

/** Energies in kWh; missing readings count as nothing, and days without a known table are in no band. */
export type BandEnergy = {
  readonly energyKwh: number
  readonly bandKwh: Readonly<Record<TariffBand, number>>
  readonly unknownKwh: number
}

export function energyByBand(series: LoadSeries, versions: readonly TariffVersion[]): BandEnergy {
  const bandKwh = { peak: 0, flat: 0, valley: 0 }
  let unknownKwh = 0
  for (let index = 0; index < series.dayCount; index++) {
    const day = addDays(series.firstDay, index)
    const table = tariffOn(versions, day)?.value
    for (let slot = 0; slot < slotsPerDay; slot++) {
      const kwh = (series.loadKw[index * slotsPerDay + slot] ?? Number.NaN) * slotHours
      if (Number.isNaN(kwh)) continue
      const band = table ? bandOf(table, day, slot) : null
      if (band) bandKwh[band] += kwh
      else unknownKwh += kwh
    }
  }
  return { energyKwh: bandKwh.peak + bandKwh.flat + bandKwh.valley + unknownKwh, bandKwh, unknownKwh }
}

/** Share of the valley in the energy of the days whose table is known; null where there is none. */
export function valleyShareOf({ energyKwh, bandKwh, unknownKwh }: BandEnergy): number | null {
  const known = energyKwh - unknownKwh
  return known > 0 ? bandKwh.valley / known : null
}
