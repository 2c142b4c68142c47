import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayNumber, weekday } from './day.ts'
import {
  curveOf,
  dayOfSlot,
  decidingWindows,
  judgeCurve,
  judgeLoad,
  reasonsOn,
  scoreOn,
  windowReasons,
} from './detector.ts'
import { scorerOf } from './detector-model.ts'
import { exampleLicence, type LoadKind, loadKinds, loadProfiles, simulateLoad } from './example-loads.ts'
import type { Licence } from './licence.ts'
import { joinDays, seriesUntil } from './reading.ts'
import { shippedModel } from './shipped-model.ts'
import type { RegisterFacts } from './suspicion.ts'

const contractKw = 1000
const scorer = scorerOf(shippedModel)
const { alarmScore, noHeatsPoints } = shippedModel

const seriesOf = (kind: LoadKind, seed = 1, days = 100) => {
  const series = joinDays(simulateLoad(kind, { seed, account: 'D', from: '2018-03-01', days, contractKw }))
  if (!series) throw new Error('no days')
  return series
}
const factsOf = (kind: LoadKind, licence: Licence = exampleLicence(kind, contractKw)): RegisterFacts => ({
  licence,
  trade: null,
  declaredTonnesPerDay: null,
})
const judged = (kind: LoadKind, { seed = 1, days = 100, facts = factsOf(kind) } = {}) =>
  judgeCurve(curveOf(seriesOf(kind, seed, days), contractKw), facts, scorer)

describe('the score of a usage point', () => {
  test('uses the past only: a record cut at any day gives that day the score of the full run', () => {
    const kinds = fc.constantFrom(...loadKinds)
    fc.assert(
      fc.property(kinds, fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 14, max: 99 }), (kind, seed, length) => {
        const series = seriesOf(kind, seed)
        const sunday = addDays(series.firstDay, length - 1 - (weekday(dayNumber(series.firstDay) + length - 1) % 7))
        const cut = seriesUntil(series, sunday)
        if (!cut) throw new Error('cut away')
        const full = judgeCurve(curveOf(series, contractKw), factsOf(kind), scorer)
        const then = judgeCurve(curveOf(cut, contractKw), factsOf(kind), scorer)
        expect(then.windows).toEqual(full.windows.filter(({ to }) => to <= sunday))
        expect(then.score ?? Number.NaN).toBe(scoreOn(full.windows, sunday, scorer))
        const known = full.firstAlarmDay !== null && full.firstAlarmDay <= sunday
        expect(then.firstAlarmDay).toBe(known ? full.firstAlarmDay : null)
      }),
      { numRuns: 60 },
    )
  })

  test('is the mean of the windows of its two highest weeks, and each window the sum of its reasons', () => {
    const facts = factsOf('plastics-melting')
    const { windows, score } = judged('plastics-melting')
    const day = windows.at(-1)?.to ?? ''
    const highest = decidingWindows(windows, day, scorer)
    expect(highest).toHaveLength(6)
    expect(new Set(highest.map(({ to }) => to)).size).toBe(2)
    expect(score).toBeCloseTo(highest.reduce((sum, one) => sum + one.score, 0) / 6)
    for (const window of windows) {
      const sum = windowReasons(window, facts, scorer).reduce((total, { points }) => total + points, 0)
      expect(Math.abs(sum - window.score)).toBeLessThan(1e-6)
    }
    const said = reasonsOn(windows, day, facts, scorer).reduce((total, { points }) => total + points, 0)
    expect(Math.abs(said - (score ?? Number.NaN))).toBeLessThan(1e-6)
  })

  test('is not given on fewer than 14 usable days: not judged is not clean', () => {
    expect(judged('restarted-site', { days: 13 })).toMatchObject({ windows: [], score: null, firstAlarmDay: null })
    expect(judged('restarted-site', { days: 14 }).score).not.toBeNull()
  })

  test('of a meter that fell silent says how much of its last window is missing', () => {
    const { windows } = judged('silent-meter')
    expect(windows.at(-1)).toMatchObject({ score: noHeatsPoints, filledShare: 1, features: null })
  })
})

describe('windows', () => {
  test('of one, two and four weeks end on Sundays and with the record, from two weeks of record on', () => {
    const { windows } = judged('machining')
    const days = [...new Set(windows.map(({ to }) => to))]
    expect(days[0]).toBe('2018-03-18')
    expect(days.at(-1)).toBe('2018-06-08')
    expect(days.slice(0, -1).every((to) => weekday(dayNumber(to)) === 7)).toBe(true)
    expect(windows.slice(0, 3).map(({ from }) => from)).toEqual(['2018-03-01', '2018-03-05', '2018-03-12'])
    expect(windows.slice(-3).map(({ from }) => from)).toEqual(['2018-05-12', '2018-05-26', '2018-06-02'])
  })
})

describe('a licence', () => {
  test('keeps a lawful foundry quiet in its hours and power, by day as by night, though a furnace is seen', () => {
    for (const kind of ['foundry-day', 'foundry-night'] as const) {
      const curve = curveOf(seriesOf(kind), contractKw)
      expect(curve.heats.count).toBeGreaterThan(100)
      expect(judgeCurve(curve, factsOf(kind), scorer).score).toBeLessThan(alarmScore)
      expect(judgeLoad(curve, scorer).score).toBeGreaterThan(alarmScore)
    }
  })

  test('for the other shift is broken, and goes before furnaces without any', () => {
    const broken = judged('foundry-night', { facts: factsOf('foundry-night', { powerKw: 600, shift: 'day' }) })
    const lost = judged('foundry-night', { facts: factsOf('foundry-night', { powerKw: 0, shift: 'none' }) })
    expect(broken.score).toBeGreaterThan(lost.score ?? Number.POSITIVE_INFINITY)
    expect(decidingWindows(broken.windows, broken.windows.at(-1)?.to ?? '', scorer)[0]?.licenceBroken).toBe(true)
    expect(lost.windows.some(({ licenceBroken }) => licenceBroken)).toBe(false)
  })
})

describe('an alarm', () => {
  test.each(loadKinds.filter((kind) => !loadProfiles[kind].lawful))(
    'of %s comes after melting began, within two weeks',
    (kind) => {
      const { firstAlarmDay } = judged(kind)
      const began = dayNumber(addDays('2018-03-01', 33))
      expect(firstAlarmDay).not.toBeNull()
      expect(dayNumber(firstAlarmDay ?? '') - began).toBeGreaterThanOrEqual(0)
      expect(dayNumber(firstAlarmDay ?? '') - began).toBeLessThanOrEqual(14)
    },
  )

  test('shows its heats on their days', () => {
    const series = seriesOf('restarted-site')
    const { heats } = curveOf(series, contractKw)
    expect(dayOfSlot(series, heats.start[0] ?? 0) >= '2018-04-03').toBe(true)
  })
})
