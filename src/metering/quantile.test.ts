import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantileInPlace, quantileOf, quartilesInPlace, selectInPlace } from './quantile.ts'

describe('quantiles', () => {
  it.each([
    [[1, 2, 3, 4, 5], 0.5, 3],
    [[1, 2], 0.5, 1.5],
    [[10], 0.9, 10],
    [[0, 10], 0.25, 2.5],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(quantileOf(values, share)).toBeCloseTo(expected)
  })

  it('of nothing is unknown, not zero', () => {
    expect(quantileOf([], 0.5)).toBeNaN()
    expect(quantileInPlace(new Float64Array(3), 0.5, 0)).toBeNaN()
    expect(selectInPlace(new Float64Array(0), 0)).toBeNaN()
  })

  it('selection finds what sorting finds', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(values, fc.nat(), (list, pick) => {
        const rank = pick % list.length
        const ordered = Float64Array.from(list).sort()
        expect(quantileOf(list, list.length > 1 ? rank / (list.length - 1) : 0)).toBeCloseTo(ordered[rank] ?? 0, 3)
        expect(selectInPlace(Float64Array.from(list), rank)).toBe(ordered[rank])
      }),
    )
  })

  it('three at once are the three one by one', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 60 })
    fc.assert(
      fc.property(values, (list) => {
        const at = (share: number) => quantileInPlace(Float64Array.from(list), share)
        const expected = { low: at(0.25), median: at(0.5), high: at(0.75) }
        expect(quartilesInPlace(Float64Array.from(list), list.length)).toEqual(expected)
      }),
    )
  })
})
