import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AreaPoints, cutParts } from './detection-part.ts'

const limits = { mostPoints: 100, enoughPoints: 50 } as const
const area = (areaPath: string, points: number): AreaPoints => ({ areaPath, points })

describe('cutting a run into parts', () => {
  test('neighbouring villages share a part, which ends with its township once it is large enough', () => {
    const areas = [area('/1/2/3/7/', 40), area('/1/2/3/8/', 20), area('/1/2/4/9/', 10), area('/1/2/5/10/', 30)]
    expect(cutParts(areas, limits)).toEqual([
      { fromPath: '/1/2/3/7/', toPath: '/1/2/3/8/', points: 60 },
      { fromPath: '/1/2/4/9/', toPath: '/1/2/5/10/', points: 40 },
    ])
  })

  test('a village with more points than a part has is a part of its own', () => {
    const areas = [area('/1/2/3/7/', 5), area('/1/2/3/8/', 900), area('/1/2/3/9/', 5)]
    expect(cutParts(areas, limits).map(({ points }) => points)).toEqual([5, 900, 5])
  })

  test('no usage points, no parts', () => {
    expect(cutParts([], limits)).toEqual([])
  })

  test('every point is in exactly one part, and parts do not overlap', () => {
    const areas = fc
      .uniqueArray(fc.tuple(fc.nat(3), fc.nat(9), fc.nat(99)), { selector: String, maxLength: 60 })
      .map((paths) => paths.map(([a, b, c]) => `/1/${a}/${b}/${c}/`).sort())
      .chain((paths) => fc.tuple(...paths.map((path) => fc.integer({ min: 1, max: 200 }).map((n) => area(path, n)))))
    fc.assert(
      fc.property(areas, (given) => {
        const parts = cutParts(given, limits)
        for (const { areaPath } of given)
          expect(parts.filter(({ fromPath, toPath }) => fromPath <= areaPath && areaPath <= toPath)).toHaveLength(1)
        const sum = (list: readonly { points: number }[]) => list.reduce((total, { points }) => total + points, 0)
        expect(sum(parts)).toBe(sum(given))
      }),
    )
  })
})
