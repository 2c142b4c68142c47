import { describe, expect, test } from 'vitest'
import { addDays } from '../platform/shared/calendar.ts'
import { type AssessedPoint, assess, energyBetween } from './assessment.ts'
import { scorerOf } from './detector-model.ts'
import { type LoadKind, simulateLoad } from './example-loads.ts'
import type { LicencePeriod } from './held-licence.ts'
import { licenceSentence } from './licence-text.ts'
import { joinDays, type LoadSeries } from './reading.ts'
import { shippedModel } from './shipped-model.ts'

const scorer = scorerOf(shippedModel)

const silence = { silentDays: 3, gapsFromShare: 0.02 }
const from = '2018-01-01'
const to = '2018-04-08'
const series = (kind: LoadKind, days = 98): LoadSeries | null =>
  joinDays(simulateLoad(kind, { seed: 7, account: 'A', from, days, contractKw: 1000 }))
const licence = (given: Partial<LicencePeriod> = {}): LicencePeriod => ({
  furnacePowerKw: 600,
  shift: 'day',
  hours: null,
  yearlyVolumeT: null,
  validFrom: '2017-01-01',
  validTo: null,
  ...given,
})
const point = (given: Partial<AssessedPoint> = {}): AssessedPoint => ({
  contractKw: 1000,
  contractKva: null,
  siteClosedOn: null,
  licences: [],
  trade: null,
  declaredTonnesPerYear: null,
  lastReadOn: null,
  ...given,
})
const look = (kind: LoadKind, given: Partial<AssessedPoint> = {}, more: Partial<Parameters<typeof assess>[0]> = {}) =>
  assess(
    { series: series(kind), point: point(given), newestDay: to, spent: {}, practice: null, silence, ...more },
    scorer,
  )
const kinds = (found: ReturnType<typeof assess>) => found.findings.map(({ kind }) => kind)

describe('heats', () => {
  test('within the register are quiet, beyond it they are an alarm, without it the register comes first', () => {
    expect(kinds(look('foundry-day', { licences: [licence()] }))).toEqual([])
    expect(kinds(look('foundry-night', { licences: [licence()] }))).toEqual(['outsideLicence'])
    expect(kinds(look('foundry-night', { licences: [licence({ shift: 'night' })] }))).toEqual([])
    const exactly = (hours: string[]) =>
      kinds(look('foundry-night', { licences: [licence({ shift: 'night', hours })] }))
    expect(exactly(['19:00-08:00'])).toEqual([])
    expect(exactly(['04:00-08:00'])).toEqual(['outsideLicence'])
    expect(kinds(look('plastics-melting'))).toEqual(['registerFirst'])
  })

  test('beyond the licence say in numbers which hours and power hold, and how much lies beyond each', () => {
    const beyond = (given: Partial<LicencePeriod>) =>
      look('foundry-night', { licences: [licence(given)] }).findings[0]?.evidence.licence
    const late = beyond({ shift: 'night', hours: ['04:00-08:00'], furnacePowerKw: 1000 })
    expect(late).toMatchObject({ hours: ['04:00-08:00'], powerKw: 1000, overPowerShare: 0 })
    expect(late?.outsideHoursShare).toBeGreaterThan(0.5)
    expect(late?.outsideHoursShare).toBeLessThan(1)
    expect(late && licenceSentence(late, 'zh')).toMatch(
      /^登记时段 04:00–08:00（.*炉次电量的 \d+% 在时段之外，0% 在时段之内超出登记功率/,
    )
    const weak = beyond({ shift: 'any', furnacePowerKw: 200 })
    expect(weak).toMatchObject({ hours: null, outsideHoursShare: 0 })
    expect(weak?.overPowerShare).toBeGreaterThan(0.3)
    expect(weak && licenceSentence(weak, 'en')).toMatch(
      /^No hours are set; \d+% .* above the licensed power \(230 kW counted\)/,
    )
  })

  test('are held against the output that the firm declared, and against none where it declared none', () => {
    const outputLines = (declaredTonnesPerYear: number | null) =>
      look('plastics-melting', { declaredTonnesPerYear }).findings.flatMap(({ evidence }) =>
        evidence.reasons.filter(({ code }) => code === 'outputAboveDeclared'),
      )
    expect(outputLines(100)[0]?.points).toBeCloseTo(shippedModel.register.outputAboveDeclared)
    expect(outputLines(100_000)).toEqual([])
    expect(outputLines(null)).toEqual([])
  })

  test('at a closed site are a restart, whatever licence it once had', () => {
    expect(kinds(look('foundry-day', { licences: [licence()], siteClosedOn: '2017-12-31' }))).toEqual([
      'restartAtClosedSite',
    ])
  })

  test('that a closed alarm has looked at raise no other; new ones after it do', () => {
    expect(kinds(look('plastics-melting', {}, { spent: { registerFirst: to } }))).toEqual([])
    expect(kinds(look('plastics-melting', {}, { spent: { unlicensedMelting: '2018-02-20' } }))).toEqual([
      'registerFirst',
    ])
  })

  test('are weighed by the licence of their own weeks', () => {
    const found = look('foundry-day', { licences: [licence({ validTo: '2018-02-11' })] })
    expect(kinds(found)).toEqual(['unlicensedMelting'])
    expect(found.findings[0]?.windowTo.localeCompare('2018-02-11')).toBe(1)
  })

  test('come with reasons that add up to their score', () => {
    const [finding] = look('restarted-site', { siteClosedOn: '2017-06-30' }).findings
    const sum = finding?.evidence.reasons.reduce((total, { points }) => total + points, 0) ?? 0
    expect(sum).toBeCloseTo(finding?.score ?? Infinity, 6)
  })
})

describe('impossible readings', () => {
  test('are dropped by a contract known in kVA alone as by one in kW, and no contract drops none', () => {
    const spiked = joinDays(
      simulateLoad('foundry-day', { seed: 7, account: 'A', from, days: 98, contractKw: 1000 }).map(
        ({ day, loadKw }, at) => ({
          day,
          loadKw: loadKw.map((kw, slot) => (at % 9 === 0 && slot % 16 === 5 ? 30_000 : kw)),
        }),
      ),
    )
    const scoreBy = (contract: Pick<AssessedPoint, 'contractKw' | 'contractKva'>) =>
      look('foundry-day', contract, { series: spiked }).score
    const inKw = scoreBy({ contractKw: 1000, contractKva: null })
    expect(inKw).toBeGreaterThan(0)
    expect(scoreBy({ contractKw: null, contractKva: 1000 })).toBe(inKw)
    expect(scoreBy({ contractKw: null, contractKva: null })).not.toBe(inKw)
  })
})

describe('a meter', () => {
  test('is reading, has gaps, is silent or was never read: four different things', () => {
    const days = simulateLoad('office', { seed: 7, account: 'A', from, days: 98, contractKw: 1000 })
    expect(look('office').state).toBe('reading')
    const gappy = joinDays(
      days.map(({ day, loadKw }) => ({ day, loadKw: loadKw.map((value, slot) => (slot < 4 ? null : value)) })),
    )
    expect(look('office', {}, { series: gappy }).state).toBe('gaps')
    expect(look('silent-meter').state).toBe('silent')
    expect(look('office', {}, { series: null }).state).toBe('noReadings')
    expect(look('office', { lastReadOn: '2017-06-01' }, { series: null }).state).toBe('silent')
  })

  test('is silent from the third day without a reading, and one silence raises one alarm', () => {
    const silent = (days: number, spent?: string) =>
      kinds(
        look(
          'office',
          {},
          { newestDay: addDays(to, days), ...(spent !== undefined && { spent: { silentMeter: spent } }) },
        ),
      )
    expect(kinds(look('office', {}, { newestDay: addDays(to, 5), silence: { ...silence, silentDays: 6 } }))).toEqual([])
    expect(silent(2)).toEqual([])
    expect(silent(3)).toEqual(['silentMeter'])
    expect(silent(30, addDays(to, 5))).toEqual([])
    expect(silent(30, addDays(to, -20))).toEqual(['silentMeter'])
  })
})

describe('the screen of practice', () => {
  const practice = { monthEnergyAboveKwh: 70_000, nightShareAbove: 0.7, night: { from: '22:00', to: '06:00' } }

  test('looks at the energy of thirty days and its share at night, and at nothing else', () => {
    const flat = joinDays(
      Array.from({ length: 40 }, (_, day) => ({
        day: addDays(from, day),
        loadKw: Array.from({ length: 96 }, (_, slot) => (slot < 24 || slot >= 88 ? 400 : 10)),
      })),
    )
    expect(flat && energyBetween(flat, from, from, practice.night)).toEqual({ energyKwh: 3360, nightKwh: 3200 })
    const found = assess(
      { series: flat, point: point(), newestDay: addDays(from, 39), spent: {}, practice, silence },
      scorer,
    )
    expect(found.findings.map(({ kind, evidence }) => [kind, evidence.practice?.monthEnergyKwh])).toEqual([
      ['plainThreshold', 100_800],
    ])
    expect(
      kinds(
        assess(
          {
            series: flat,
            point: point(),
            newestDay: addDays(from, 39),
            spent: { plainThreshold: addDays(from, 20) },
            practice,
            silence,
          },
          scorer,
        ),
      ),
    ).toEqual([])
  })
})
