import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayNumber, weekday } from './day.ts'
import { alarmQueue, dayOfSlot, detectFurnace, highestWindows, scoreOn } from './detector.ts'
import { physicalCard } from './detector-card.ts'
import { exampleLicence, type LoadKind, loadKinds, loadProfiles, simulateLoad } from './example-loads.ts'
import type { Licence } from './licence.ts'
import { joinDays, seriesUntil } from './reading.ts'

const contractKw = 1000

function detectionInput(kind: LoadKind, seed = 1, days = 100, licence: Licence = exampleLicence(kind, contractKw)) {
  const series = joinDays(simulateLoad(kind, { seed, account: 'D', from: '2018-03-01', days, contractKw }))
  if (!series) throw new Error('no days')
  return { series, licence, contractKw }
}

describe('the score of a usage point', () => {
  it('uses the past only: a record cut at any day gives that day the score of the full run', () => {
    const kinds = fc.constantFrom(...loadKinds)
    fc.assert(
      fc.property(kinds, fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 99 }), (kind, seed, length) => {
        const input = detectionInput(kind, seed)
        const until = addDays(input.series.firstDay, length - 1)
        const cutSeries = seriesUntil(input.series, until)
        if (!cutSeries) throw new Error('cut away')
        const full = detectFurnace(input)
        const cut = detectFurnace({ ...input, series: cutSeries })
        expect(cut.windows).toEqual(full.windows.filter(({ to }) => to <= until))
        expect(cut.score).toBe(scoreOn(full.windows, until))
        expect(cut.firstAlarmDay).toBe(
          full.firstAlarmDay !== null && full.firstAlarmDay <= until ? full.firstAlarmDay : null,
        )
      }),
      { numRuns: 60 },
    )
  })

  it('is the mean of the three highest windows, and a window the sum of its reasons', () => {
    const { windows, score } = detectFurnace(detectionInput('plastics-melting'))
    const highest = windows
      .map((window) => window.score)
      .sort((a, b) => b - a)
      .slice(0, 3)
    expect(score).toBeCloseTo(highest.reduce((sum, one) => sum + one, 0) / 3)
    expect(highestWindows(windows).map((window) => window.score)).toEqual(highest)
    for (const window of windows) {
      expect(window.reasons.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(window.score)
    }
  })

  it('is 0 without a window: under two weeks nothing is said', () => {
    const detection = detectFurnace(detectionInput('restarted-site', 1, 13))
    expect(detection).toMatchObject({ windows: [], score: 0, firstAlarmDay: null })
  })

  it('of a silent meter is 0 after it fell silent, and the window says how much is missing', () => {
    const { windows } = detectFurnace(detectionInput('silent-meter'))
    expect(windows.at(-1)).toMatchObject({ score: 0, filledShare: 1 })
  })
})

describe('windows', () => {
  it('end on Sundays, last four weeks at most, start after two weeks of record', () => {
    const { windows } = detectFurnace(detectionInput('machining'))
    expect(windows.every(({ to }) => weekday(dayNumber(to)) === 7)).toBe(true)
    expect(windows[0]).toMatchObject({ from: '2018-03-01', to: '2018-03-18' })
    expect(windows.at(-1)).toMatchObject({ from: '2018-05-07', to: '2018-06-03' })
  })
})

describe('a licence', () => {
  it('keeps a lawful foundry quiet in its hours and power, by day as by night', () => {
    for (const kind of ['foundry-day', 'foundry-night'] as const) {
      const detection = detectFurnace(detectionInput(kind))
      expect(detection.heats.length).toBeGreaterThan(100)
      expect(detection.score).toBeLessThan(physicalCard.alarmScore / 2)
    }
  })

  it('for the other shift is broken, and goes before the question to the register', () => {
    const broken = detectionInput('foundry-night', 1, 100, { powerKw: 600, shift: 'day' })
    const lost = detectionInput('foundry-night', 1, 100, { powerKw: 0, shift: 'none' })
    const [brokenDetection, lostDetection] = [detectFurnace(broken), detectFurnace(lost)]
    expect(brokenDetection.score).toBeGreaterThan(lostDetection.score)
    const top = (detection: typeof brokenDetection) => {
      const [window] = highestWindows(detection.windows)
      if (!window) throw new Error('no window')
      return window
    }
    expect(alarmQueue(top(brokenDetection), broken.licence)).toBe('licence-broken')
    expect(alarmQueue(top(lostDetection), lost.licence)).toBe('register-first')
  })

  it('without an alarm belongs to no queue', () => {
    const input = detectionInput('office')
    expect(
      detectFurnace(input)
        .windows.map((window) => alarmQueue(window, input.licence))
        .filter(Boolean),
    ).toEqual([])
  })
})

describe('an alarm', () => {
  it.each(loadKinds.filter((kind) => !loadProfiles[kind].lawful))(
    'of %s comes after melting began, within four weeks',
    (kind) => {
      const { firstAlarmDay } = detectFurnace(detectionInput(kind))
      const began = addDays('2018-03-01', 33)
      expect(firstAlarmDay).not.toBeNull()
      expect(dayNumber(firstAlarmDay ?? '') - dayNumber(began)).toBeGreaterThanOrEqual(0)
      expect(dayNumber(firstAlarmDay ?? '') - dayNumber(began)).toBeLessThanOrEqual(28)
    },
  )

  it('shows its heats on their days', () => {
    const { series, ...rest } = detectionInput('restarted-site')
    const [heat] = detectFurnace({ series, ...rest }).heats
    expect(dayOfSlot(series, heat?.start ?? 0) >= '2018-04-03').toBe(true)
  })
})
