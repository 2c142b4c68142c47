import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantileOfSorted, selectInPlace, sortedCopy } from './quantile.ts'

describe('quantiles', () => {
  it.each([
    [[1, 2, 3, 4, 5], 0.5, 3],
    [[1, 2], 0.5, 1.5],
    [[10], 0.9, 10],
    [[0, 10], 0.25, 2.5],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(quantileOfSorted(sortedCopy(values), share)).toBeCloseTo(expected)
  })

  it('of nothing is unknown, not zero', () => {
    expect(quantileOfSorted([], 0.5)).toBeNaN()
    expect(selectInPlace(new Float64Array(0), 0)).toBeNaN()
  })

  it('selection finds what sorting finds', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(values, fc.nat(), (list, pick) => {
        const rank = pick % list.length
        expect(selectInPlace(Float64Array.from(list), rank)).toBe(sortedCopy(list)[rank])
      }),
    )
  })
})
