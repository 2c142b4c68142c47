import { describe, expect, test } from 'vitest'
import { curveOf, judgeLoad } from './detector.ts'
import { scorerOf } from './detector-model.ts'
import { exampleLicence, type LoadKind, loadProfiles, seededRandom, simulateLoad } from './example-loads.ts'
import { type FeatureName, featureNames, type WindowFeatures } from './features.ts'
import { fitTables, type TrainingWindows } from './fit.ts'
import { noLicence } from './licence.ts'
import { joinDays } from './reading.ts'
import { registerPointsByHand } from './register-points.ts'
import { shippedModel } from './shipped-model.ts'
import { TrainingRows } from './training.ts'

/** Windows in which `heightKw` and `flatness` decide only together, and everything else is chance. */
function windowsOf(count: number, seed: number): TrainingWindows {
  const random = seededRandom(seed)
  const columns = Object.fromEntries(featureNames.map((name) => [name, new Float32Array(count)]))
  const features = columns as Record<FeatureName, Float32Array> // one column a name of the list
  const melting = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    for (const name of featureNames) features[name][i] = random()
    const high = (features.heightKw[i] ?? 0) > 0.5
    const flat = (features.flatness[i] ?? 0) > 0.5
    melting[i] = high === flat ? 1 : 0
  }
  return { count, features, melting, weight: new Float64Array(count).fill(1) }
}
const modelOf = (windows: TrainingWindows) =>
  scorerOf({ ...shippedModel, ...registerPointsByHand, ...fitTables(windows) })
const featuresAt = ({ features }: TrainingWindows, row: number) =>
  Object.fromEntries(featureNames.map((name) => [name, features[name][row]])) as WindowFeatures // one value a name

describe('the trainer', () => {
  const windows = windowsOf(3000, 1)

  test('finds what two measures say only together, and holds on windows it has not seen', () => {
    const scorer = modelOf(windows)
    const unseen = windowsOf(1000, 2)
    let right = 0
    for (let row = 0; row < unseen.count; row++)
      if (scorer.score(featuresAt(unseen, row)) > scorer.model.basePoints === (unseen.melting[row] === 1)) right++
    expect(right / unseen.count).toBeGreaterThan(0.8)
  })

  test('gives the same tables for the same windows', () => {
    expect(fitTables(windows)).toEqual(fitTables(windows))
  })

  test('refuses windows of one kind only', () => {
    expect(() => fitTables({ ...windows, melting: new Uint8Array(windows.count) })).toThrow(RangeError)
  })
})

const curve = (kind: LoadKind, seed = 5) => {
  const series = joinDays(simulateLoad(kind, { seed, account: 'T', from: '2018-03-01', days: 60, contractKw: 1000 }))
  if (!series) throw new Error('no days')
  return curveOf(series, 1000)
}

describe('what it learns from', () => {
  test('a lawful furnace is a furnace on all its heats, and none on what its licence leaves', () => {
    const rows = new TrainingRows()
    rows.add(curve('foundry-night'), {
      licence: exampleLicence('foundry-night', 1000),
      furnace: 'lawful',
      meltingDays: new Set(),
      knownFrom: null,
    })
    const { count, melting } = rows.finish()
    expect(count).toBeGreaterThan(10)
    const stripped = melting.indexOf(0) < 0 ? count : melting.indexOf(0)
    expect(melting.subarray(0, stripped).every((one) => one === 1)).toBe(true)
    expect(melting.subarray(stripped).every((one) => one === 0)).toBe(true)
  })

  test('windows before a hidden furnace melted are none of a furnace', () => {
    const rows = new TrainingRows()
    rows.add(curve('plastics-melting'), {
      licence: noLicence,
      furnace: 'clandestine',
      meltingDays: new Set(),
      knownFrom: null,
    })
    expect(rows.finish().melting.some((one) => one === 1)).toBe(false)
  })

  test('windows of the demonstration make a model that tells its furnaces from its ovens', () => {
    const rows = new TrainingRows()
    for (const kind of [
      'foundry-day',
      'foundry-night',
      'plastics-melting',
      'heat-treatment',
      'crusher',
      'machining',
    ] as const)
      for (const seed of [1, 2, 3])
        rows.add(curve(kind, seed), {
          licence: noLicence,
          furnace: kind.startsWith('foundry') ? 'lawful' : loadProfiles[kind].lawful ? 'none' : 'clandestine',
          meltingDays: null,
          knownFrom: null,
        })
    const scorer = modelOf(rows.finish())
    const score = (kind: LoadKind) => judgeLoad(curve(kind, 9), scorer).score ?? Number.NaN
    expect(Math.min(score('foundry-day'), score('foundry-night'))).toBeGreaterThan(score('heat-treatment'))
  })
})
