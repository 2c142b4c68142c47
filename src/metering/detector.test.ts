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
import { joinDays } from './reading.ts'
import { shippedModel } from './shipped-model.ts'
import { nothingOnFile, type RegisterFacts } from './suspicion.ts'

const contractKw = 1000
const scorer = scorerOf(shippedModel)
const { alarmScore } = shippedModel

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
  judgeCurve(curveOf(seriesOf(kind, seed, days), contractKw), () => facts, scorer)

describe('the score of a usage point', () => {
  test('is the mean of the windows of its two highest weeks, and each window the sum of its reasons', () => {
    const { windows, score } = judged('plastics-melting')
    const day = windows.at(-1)?.to ?? ''
    const highest = decidingWindows(windows, day, scorer)
    expect(highest).toHaveLength(6)
    expect(new Set(highest.map(({ to }) => to)).size).toBe(2)
    expect(score).toBeCloseTo(highest.reduce((sum, one) => sum + one.score, 0) / 6)
    for (const window of windows) {
      const sum = windowReasons(window, scorer).reduce((total, { points }) => total + points, 0)
      expect(Math.abs(sum - window.score)).toBeLessThan(1e-6)
    }
    const said = reasonsOn(windows, day, scorer).reduce((total, { points }) => total + points, 0)
    expect(Math.abs(said - (score ?? Number.NaN))).toBeLessThan(1e-6)
  })

  test('is not given on fewer than 14 usable days: not judged is not clean', () => {
    expect(judged('restarted-site', { days: 13 })).toMatchObject({ windows: [], score: null, firstAlarmDay: null })
    expect(judged('restarted-site', { days: 14 }).score).not.toBeNull()
  })

  test('stays what it was while a meter is silent: what its windows would see is made up', () => {
    const { windows, score } = judged('silent-meter')
    expect(windows.at(-1)?.to).toBe('2018-04-02')
    expect(score).toBe(scoreOn(windows, '2018-04-02', scorer))
  })
})

describe('windows', () => {
  test('of one, two and four weeks end on every Sunday, from two weeks of record on', () => {
    const { windows } = judged('machining')
    const days = [...new Set(windows.map(({ to }) => to))]
    expect(days[0]).toBe('2018-03-14')
    const sundays = days.filter((day) => weekday(dayNumber(day)) === 7)
    expect([sundays[0], sundays.at(-1), sundays.length]).toEqual(['2018-03-18', '2018-06-03', 12])
    const first = windows.filter(({ to }) => to === '2018-03-18')
    expect(first.map(({ from }) => from)).toEqual(['2018-03-01', '2018-03-05', '2018-03-12'])
  })

  test('end on every day where there is no machine to judge, or one that may melt; the others wait for Sunday', () => {
    const lookedAt = (kind: LoadKind) => new Set(judged(kind, { facts: nothingOnFile }).windows.map(({ to }) => to))
    expect(lookedAt('office').size).toBe(100 - 13)
    expect(lookedAt('foundry-night').size).toBe(100 - 13)
    const sundaysOf = (days: Set<string>) => [...days].filter((day) => weekday(dayNumber(day)) === 7)
    const rolling = lookedAt('rolling-mill')
    expect(rolling.size).toBeLessThan(40)
    expect(sundaysOf(rolling)).toHaveLength(12)
  })
})

describe('a licence', () => {
  test('keeps a lawful foundry quiet in its hours and power, by day as by night, though a furnace is seen', () => {
    for (const kind of ['foundry-day', 'foundry-night'] as const) {
      const curve = curveOf(seriesOf(kind), contractKw)
      expect(curve.heats.count).toBeGreaterThan(100)
      expect(judgeCurve(curve, () => factsOf(kind), scorer).score).toBeLessThan(alarmScore)
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
