import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { binOf, detectorModel, impliedTonnes, scorerOf } from './detector-model.ts'
import { featureNames, type WindowFeatures } from './features.ts'
import { shippedModel } from './shipped-model.ts'

const anyFeatures = fc
  .array(fc.oneof(fc.double({ min: -2, max: 5000, noNaN: true }), fc.constant(Number.NaN)), {
    minLength: featureNames.length,
    maxLength: featureNames.length,
  })
  // one value a name of the list
  .map((values) => Object.fromEntries(featureNames.map((name, at) => [name, values[at]])) as WindowFeatures)

describe('a table', () => {
  test.each([
    ['not known', Number.NaN, 0],
    ['below the first edge', 0.9, 1],
    ['on an edge belongs above it', 1, 2],
    ['between', 1.5, 2],
    ['from the last edge on', 9, 3],
  ])('has a place for what is %s', (_rule, value, bin) => {
    expect(binOf([1, 2], value)).toBe(bin)
  })

  test('with a wrong number of points is no model', () => {
    const [first] = shippedModel.features
    const wrong = { ...shippedModel, features: [{ ...first, points: [0] }] }
    expect(detectorModel.safeParse(wrong).success).toBe(false)
  })
})

describe('the points of a window', () => {
  test('are the sum of its reasons, whatever the window', () => {
    const scorer = scorerOf(shippedModel)
    fc.assert(
      fc.property(anyFeatures, (features) => {
        const sum = scorer.reasons(features).reduce((total, { points }) => total + points, 0)
        expect(Math.abs(sum - scorer.score(features))).toBeLessThan(1e-9)
      }),
    )
  })

  test('name no reason of 0 points', () => {
    const scorer = scorerOf(shippedModel)
    fc.assert(fc.property(anyFeatures, (features) => scorer.reasons(features).every(({ points }) => points !== 0)))
  })
})

test('an energy is a range of tonnes, the fewest at the highest consumption', () => {
  const kwhPerTonne = { low: 500, high: 750, source: 'x' }
  expect(impliedTonnes(1500, { kwhPerTonne })).toEqual({ low: 2, high: 3 })
})
