import { describe, expect, test } from 'vitest'
import { type AssessedPoint, assess, judgedWindows } from './assessment.ts'
import { addDays } from './day.ts'
import { curveOf, scoreOn } from './detector.ts'
import { scorerOf } from './detector-model.ts'
import { simulateLoad } from './example-loads.ts'
import type { LicencePeriod } from './held-licence.ts'
import { licensedYear, overVolumeOn } from './licensed-volume.ts'
import { meltedOf, monthsBetween } from './melted.ts'
import { joinDays, type LoadSeries, seriesUntil } from './reading.ts'
import { shippedModel } from './shipped-model.ts'

const scorer = scorerOf(shippedModel)
const rule = { aboveTimes: 1, points: 14 }
/** The December before tells what is usual; a lawful foundry by day, about 80 t a week. */
const from = '2017-12-04'
const to = '2018-04-29'
const whole = (): LoadSeries => {
  const series = joinDays(simulateLoad('foundry-day', { seed: 5, account: 'A', from, days: 147, contractKw: 1000 }))
  if (!series) throw new Error('no days')
  return series
}
const until = (day: string): LoadSeries => {
  const cut = seriesUntil(whole(), day)
  if (!cut) throw new Error('cut away')
  return cut
}
const licence = (given: Partial<LicencePeriod> = {}): LicencePeriod => ({
  furnacePowerKw: 1000,
  shift: 'day',
  hours: null,
  yearlyVolumeT: 400,
  validFrom: '2017-01-01',
  validTo: null,
  ...given,
})
const site = (...licences: LicencePeriod[]) => ({ licences, siteClosedOn: null })
const point = (licences: LicencePeriod[], given: Partial<AssessedPoint> = {}): AssessedPoint => ({
  contractKw: 1000,
  contractKva: null,
  siteClosedOn: null,
  licences,
  trade: 'metal',
  declaredTonnesPerYear: null,
  lastReadOn: null,
  ...given,
})
const look = (series: LoadSeries, licences: LicencePeriod[], more: Partial<Parameters<typeof assess>[0]> = {}) => {
  const newestDay = addDays(series.firstDay, series.dayCount - 1)
  const given = { spent: {}, practice: null, year: { series, rule }, silence: { silentDays: 3, gapsFromShare: 0.02 } }
  return assess({ series, point: point(licences), newestDay, ...given, ...more }, scorer)
}
const lowOn = (day: string): number => {
  const melted = meltedOf(curveOf(whole(), 1000), scorer)
  const kwh = monthsBetween('2018-01-01', day).reduce((sum, span) => sum + (melted(span.from, span.to) ?? 0), 0)
  return kwh / shippedModel.kwhPerTonne.high
}

describe('the months of a span', () => {
  test('are cut to it, also over a new year', () => {
    expect(monthsBetween('2017-12-10', '2018-02-05')).toEqual([
      { month: '2017-12', from: '2017-12-10', to: '2017-12-31' },
      { month: '2018-01', from: '2018-01-01', to: '2018-01-31' },
      { month: '2018-02', from: '2018-02-01', to: '2018-02-05' },
    ])
  })
})

describe('the volume that a licence allows in a year', () => {
  const day = '2018-06-30'
  test.each([
    ['is its own', [licence()], { from: '2018-01-01', volumeT: 400 }],
    [
      'is whole where it began late in the year',
      [licence({ validFrom: '2018-05-01' })],
      { from: '2018-05-01', volumeT: 400 },
    ],
    ['of two at once is both', [licence(), licence({ yearlyVolumeT: 100 })], { from: '2018-01-01', volumeT: 500 }],
    [
      'of one after the other is the larger',
      [licence({ validTo: '2018-03-31' }), licence({ validFrom: '2018-04-01', yearlyVolumeT: 900 })],
      { from: '2018-01-01', volumeT: 900 },
    ],
    ['is not known where one names none', [licence(), licence({ yearlyVolumeT: null })], null],
    [
      'of the year before counts for nothing',
      [licence({ validTo: '2017-12-31', yearlyVolumeT: null }), licence()],
      { from: '2018-01-01', volumeT: 400 },
    ],
    ['is none once it has ended', [licence({ validTo: '2018-06-01' })], null],
    ['of a licence that allows no melting is none', [licence({ shift: 'none' })], null],
  ] as const)('%s', (_rule, licences, expected) => {
    expect(licensedYear(site(...licences), day)).toEqual(expected)
  })
})

describe('more than the licensed volume', () => {
  test('is told from the low end of the range: between both ends nobody is accused', () => {
    const low = lowOn(to)
    expect(low).toBeGreaterThan(300)
    const melted = meltedOf(curveOf(whole(), 1000), scorer)
    const over = (volumeT: number) =>
      overVolumeOn(site(licence({ yearlyVolumeT: volumeT })), to, { melted, scorer, rule })
    expect(over(low * 0.99)).toMatchObject({ from: '2018-01-01', to, tonnesLow: low })
    expect(over(low * 0.99)?.tonnesHigh).toBeCloseTo(low * 1.5)
    expect(over(low)).toBeNull()
    expect(over(low * 1.2)).toBeNull()
  })

  test('is an alarm of a site that keeps its hours, with the numbers, and its lines add up to the score', () => {
    const [finding, ...others] = look(whole(), [licence()]).findings
    expect(others).toEqual([])
    expect(finding).toMatchObject({ kind: 'outsideLicence', evidence: { licence: null, volume: { volumeT: 400, to } } })
    const line = finding?.evidence.reasons.find(({ code }) => code === 'volumeExceeded')
    expect(line?.value).toBeCloseTo(lowOn(to) / 400)
    const sum = finding?.evidence.reasons.reduce((total, { points }) => total + points, 0) ?? 0
    expect(sum).toBeCloseTo(finding?.score ?? Infinity, 6)
    expect(look(whole(), [licence({ yearlyVolumeT: 4000 })]).findings).toEqual([])
    expect(look(whole(), [licence({ yearlyVolumeT: null })]).findings).toEqual([])
  })

  test('sees the past only: readings cut at a Sunday give that Sunday the score of the full run', () => {
    const sundays = Array.from({ length: 20 }, (_, week) => addDays('2017-12-17', 7 * week))
    const input = { point: point([licence()]), spent: {}, year: { series: whole(), rule } }
    const full = judgedWindows(curveOf(whole(), 1000), input, scorer)
    let [alarms, quiet] = [0, 0]
    for (const sunday of sundays) {
      const then = look(until(sunday), [licence()])
      expect(then.score).toBe(scoreOn(full.windows, sunday, scorer))
      if (then.findings.length > 0) alarms++
      else quiet++
      expect(then.findings.length > 0).toBe(lowOn(sunday) > 400)
    }
    expect(Math.min(alarms, quiet)).toBeGreaterThan(3)
  })

  test('is told once a year: what a closed alarm has told is not told again', () => {
    const spent = { outsideLicence: '2018-03-25', volume: '2018-03-25' }
    expect(look(whole(), [licence()], { spent }).findings).toEqual([])
    const ofHours = look(whole(), [licence()], { spent: { outsideLicence: '2018-03-25' } })
    expect(ofHours.findings.map(({ kind }) => kind)).toEqual(['outsideLicence'])
    const ofLastYear = look(whole(), [licence()], { spent: { outsideLicence: '2018-03-25', volume: '2017-12-31' } })
    expect(ofLastYear.findings).toHaveLength(1)
  })
})
