import { describe, expect, it } from 'vitest'
import { curveOf, judgeCurve } from './detector.ts'
import { scorerOf } from './detector-model.ts'
import {
  exampleLicence,
  type LoadKind,
  loadKinds,
  loadProfiles,
  type SimulationInput,
  seededRandom,
  simulateLoad,
} from './example-loads.ts'
import { joinDays, type LoadSeries } from './reading.ts'
import { shippedModel } from './shipped-model.ts'

const input: SimulationInput = { seed: 7, account: 'D0001', from: '2018-03-01', days: 40, contractKw: 1000 }
const daily = (kind: LoadKind, more: Partial<SimulationInput> = {}) => simulateLoad(kind, { ...input, ...more })
const energyKwh = (loadKw: readonly number[]) => loadKw.reduce((sum, kw) => sum + kw, 0) / 4

describe('simulated loads', () => {
  it.each(loadKinds)('%s gives 96 values a day, never negative, never above the contract by a fifth', (kind) => {
    const days = daily(kind)
    expect(days.map(({ day }) => day).slice(0, 2)).toEqual(['2018-03-01', '2018-03-02'])
    expect(days).toHaveLength(40)
    for (const { loadKw } of days) {
      expect(loadKw).toHaveLength(96)
      expect(loadKw.every((kw) => Number.isNaN(kw) || (kw >= 0 && kw <= 1200))).toBe(true)
    }
  })

  it('are the same for the same seed and others for another', () => {
    expect(daily('crusher')).toEqual(daily('crusher'))
    expect(daily('crusher')).not.toEqual(daily('crusher', { seed: 8 }))
  })

  it('rest on Sundays and on the holidays passed in', () => {
    const days = daily('foundry-day', { holidays: new Set(['2018-03-06']) })
    const of = (day: string) => energyKwh(days.find((one) => one.day === day)?.loadKw ?? [])
    expect(of('2018-03-04')).toBeLessThan(1000)
    expect(of('2018-03-06')).toBeLessThan(1000)
    expect(of('2018-03-05')).toBeGreaterThan(4000)
  })

  it('draw nothing on a closed site until it restarts on the day given', () => {
    const days = daily('restarted-site', { changesOn: '2018-03-20' })
    expect(days.filter(({ day }) => day < '2018-03-20').every(({ loadKw }) => energyKwh(loadKw) === 0)).toBe(true)
    expect(days.filter(({ day }) => day >= '2018-03-20').some(({ loadKw }) => energyKwh(loadKw) > 2000)).toBe(true)
  })

  it('leave a silent meter without readings, not at zero', () => {
    const days = daily('silent-meter', { changesOn: '2018-03-11' })
    expect(days[9]?.loadKw.some(Number.isNaN)).toBe(false)
    expect(days.slice(10).every(({ loadKw }) => loadKw.every(Number.isNaN))).toBe(true)
  })

  it('show heats of about 90 minutes with ramp up and cliff down', () => {
    const series = joinDays(daily('plastics-melting'))
    if (!series) throw new Error('no days')
    const { windows } = judge(series, 'plastics-melting', 1000)
    const features = windows.at(-1)?.features
    expect(features?.durationMin).toBeGreaterThanOrEqual(75)
    expect(features?.durationMin).toBeLessThanOrEqual(120)
    expect(features?.cliff).toBeGreaterThan(0.1)
  })
})

const judge = (series: LoadSeries, kind: LoadKind, contractKw: number) =>
  judgeCurve(
    curveOf(series, contractKw),
    () => ({ licence: exampleLicence(kind, contractKw), trade: null, declaredTonnesPerDay: null }),
    scorerOf(shippedModel),
  )

/** The demo city's 150 usage points: two of each unlawful kind, twelve foundries of each shift, the rest of ordinary kinds. */
function demoMix(seed: number): { kind: LoadKind; contractKw: number; seed: number }[] {
  const random = seededRandom(seed)
  const ordinary = loadKinds.filter((kind) => loadProfiles[kind].lawful && !kind.startsWith('foundry'))
  return Array.from({ length: 150 }, (_, index) => {
    const kind: LoadKind =
      index < 2
        ? 'plastics-melting'
        : index < 4
          ? 'restarted-site'
          : index < 16
            ? 'foundry-day'
            : index < 28
              ? 'foundry-night'
              : (ordinary[index % ordinary.length] ?? 'office')
    const [low, high] = loadProfiles[kind].contractKw
    return { kind, contractKw: Math.round(low + (high - low) * random()), seed: seed * 1000 + index }
  })
}

describe('the detector on the demo mix (a sanity check of the demonstration, no evidence of accuracy)', () => {
  it.each([1, 2, 3])('ranks both unlawful kinds above everything lawful, seed %i', (seed) => {
    const scored = demoMix(seed).map(({ kind, contractKw, seed: loadSeed }) => {
      const series = joinDays(
        simulateLoad(kind, { seed: loadSeed, account: 'D', from: '2018-03-01', days: 120, contractKw }),
      )
      if (!series) throw new Error('no days')
      return { kind, score: judge(series, kind, contractKw).score ?? 0 }
    })
    const lowestUnlawful = Math.min(
      ...scored.filter(({ kind }) => !loadProfiles[kind].lawful).map(({ score }) => score),
    )
    const highestLawful = Math.max(...scored.filter(({ kind }) => loadProfiles[kind].lawful).map(({ score }) => score))
    expect(lowestUnlawful).toBeGreaterThan(highestLawful)
  })
})
