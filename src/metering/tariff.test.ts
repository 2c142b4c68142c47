import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tariffRules } from '../rulebook/rules/tariffs.ts'
import { readRuleValue } from '../rulebook/values.ts'
import { energyBetween } from './assessment.ts'
import { addDays, dayNumber } from './day.ts'
import { joinDays, slotsPerDay } from './reading.ts'
import {
  bandOf,
  energyByBand,
  periodsOn,
  type TariffVersion,
  tariffBands,
  tariffOn,
  tariffSpans,
  valleyShareOf,
} from './tariff.ts'

const versions: TariffVersion[] = tariffRules.map((rule) => ({
  ...rule,
  value: readRuleValue('tariff.row', rule.value),
}))
const bandAt = (day: string, clock: string) => {
  const table = tariffOn(versions, day)
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return table && bandOf(table.value, day, hour * 4 + minute / 15)
}

describe('the tariff calendar of Jiangsu', () => {
  it.each([
    ['2020-07-01', '07:45', 'valley'],
    ['2020-07-01', '08:00', 'peak'],
    ['2020-07-01', '12:00', 'flat'],
    ['2020-07-01', '20:45', 'peak'],
    ['2020-07-01', '23:45', 'flat'],
    // the day before the change and the day of it: 07:00 leaves the valley, noon enters it
    ['2025-05-31', '07:00', 'valley'],
    ['2025-06-01', '07:00', 'flat'],
    ['2025-05-31', '12:00', 'flat'],
    ['2025-06-01', '12:00', 'valley'],
    ['2025-06-01', '21:45', 'peak'],
    // spring and autumn
    ['2025-09-01', '00:30', 'flat'],
    ['2025-09-01', '02:00', 'valley'],
    ['2025-09-01', '13:45', 'valley'],
    ['2025-09-01', '14:00', 'flat'],
    ['2025-12-01', '05:45', 'valley'],
  ])('%s %s is %s', (day, clock, band) => {
    expect(bandAt(day, clock)).toBe(band)
  })

  it('knows no band before 2020 and guesses none', () => {
    expect(bandAt('2018-03-01', '03:00')).toBeNull()
    expect(tariffSpans(versions, '2018-03-01', '2018-03-31')).toEqual([
      { from: '2018-03-01', to: '2018-03-31', periods: null, version: null },
    ])
  })

  it('is a secondary or inferred source, and says so', () => {
    expect(versions.map(({ standing }) => standing)).toEqual(['secondary', 'inferred', 'secondary'])
  })

  it('covers every quarter hour of every month once', () => {
    for (const { value } of versions)
      for (let month = 1; month <= 12; month++) {
        const day = `2026-${String(month).padStart(2, '0')}-01`
        const periods = periodsOn(value, day) ?? []
        expect(periods[0]?.from).toBe('00:00')
        expect(periods.at(-1)?.to).toBe('24:00')
        for (const [index, period] of periods.entries()) if (index > 0) expect(period.from).toBe(periods[index - 1]?.to)
      }
  })

  it('cuts a span where a table or a season ends', () => {
    expect(tariffSpans(versions, '2025-05-30', '2025-09-02').map(({ from, to }) => [from, to])).toEqual([
      ['2025-05-30', '2025-05-31'],
      ['2025-06-01', '2025-08-31'],
      ['2025-09-01', '2025-09-02'],
    ])
  })
})

describe('valley and night', () => {
  const night = { from: '22:00', to: '06:00' }
  /** The same habit, 00:00–08:00, on any day. */
  const habit = (from: string, count: number) =>
    joinDays(
      Array.from({ length: count }, (_, day) => ({
        day: addDays(from, day),
        loadKw: Array.from({ length: slotsPerDay }, (_, slot) => (slot < 32 ? 100 : 10)),
      })),
    )

  it('are different measures: the change of 2025 moves the valley share of a habit, not its night share', () => {
    const measure = (from: string) => {
      const series = habit(from, 14)
      if (!series) throw new Error('no days')
      const { energyKwh, nightKwh } = energyBetween(series, from, addDays(from, 13), night)
      return { night: nightKwh / energyKwh, valley: valleyShareOf(energyByBand(series, versions)) }
    }
    const before = measure('2025-05-01')
    const after = measure('2025-07-01')
    expect(after.night).toBeCloseTo(before.night, 10)
    expect(before.valley).toBeCloseTo(3200 / 3840)
    expect(after.valley).toBeCloseTo((2400 + 80) / 3840)
  })

  it('are unknown where no table is', () => {
    const series = habit('2018-03-01', 7)
    expect(series && valleyShareOf(energyByBand(series, versions))).toBeNull()
  })

  it('lose no energy between the bands', () => {
    const days = fc.array(fc.array(fc.option(fc.integer({ min: 0, max: 999 })), { minLength: 96, maxLength: 96 }), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(days, fc.integer({ min: dayNumber('2019-12-28'), max: dayNumber('2026-12-31') }), (loads, first) => {
        const from = addDays('1970-01-01', first)
        const series = joinDays(loads.map((loadKw, index) => ({ day: addDays(from, index), loadKw })))
        if (!series) return
        const { energyKwh, bandKwh, unknownKwh } = energyByBand(series, versions)
        const sum = loads.flat().reduce<number>((total, kw) => total + (kw ?? 0) / 4, 0)
        expect(energyKwh).toBeCloseTo(sum)
        expect(tariffBands.reduce((total, band) => total + bandKwh[band], unknownKwh)).toBeCloseTo(sum)
      }),
      { numRuns: 50 },
    )
  })
})
