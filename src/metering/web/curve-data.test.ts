import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadOf, missingRuns, runsInView, stepLine } from './curve-data.ts'

const reading = fc.option(fc.integer({ min: 0, max: 900 }), { nil: Number.NaN })

/** Points of a line as pairs; a lifted pen as null. */
function pairs({ points, count }: ReturnType<typeof stepLine>) {
  return Array.from({ length: count / 2 }, (_, i) => {
    const [x = 0, y = 0] = [points[2 * i], points[2 * i + 1]]
    return Number.isNaN(x) ? null : { x, y }
  })
}

describe('the drawn line', () => {
  test('loses no peak and no trough at any zoom, gaps or not', () => {
    fc.assert(
      fc.property(
        fc.array(reading, { minLength: 1, maxLength: 3000 }),
        fc.double({ min: 0.02, max: 12, noNaN: true }),
        (values, perSlot) => {
          const load = Float32Array.from(values)
          const line = stepLine(load, { from: 0, to: load.length, x: (slot) => slot * perSlot, y: (kw) => kw })
          expect(line.count).toBeLessThanOrEqual(line.points.length)
          const drawn = pairs(line).flatMap((one) => (one ? [one.y] : []))
          const read = values.filter((value) => !Number.isNaN(value))
          expect(drawn.length > 0).toBe(read.length > 0)
          if (read.length === 0) return
          expect(Math.max(...drawn)).toBe(Math.max(...read))
          expect(Math.min(...drawn)).toBe(Math.min(...read))
          expect(new Set(drawn).size).toBeLessThanOrEqual(new Set(read).size)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('reaches from the first reading to the last', () => {
    const load = new Float32Array(35_040).map((_, slot) => slot % 700)
    const xs = pairs(
      stepLine(load, { from: 0, to: load.length, x: (slot) => (slot / load.length) * 1097, y: (kw) => kw }),
    )
    expect(xs[0]?.x).toBe(0)
    expect(xs.at(-1)?.x).toBeGreaterThan(1095)
    expect(xs.length).toBeLessThan(5 * 1100)
  })

  test('of a single day is every step, and nothing is drawn where nothing was read', () => {
    const load = Float32Array.from([10, Number.NaN, 20])
    const line = stepLine(load, { from: 0, to: 3, x: (slot) => slot * 10, y: (kw) => kw })
    expect(pairs(line)).toEqual([{ x: 0, y: 10 }, { x: 10, y: 10 }, null, { x: 20, y: 20 }, { x: 30, y: 20 }])
  })
})

describe('what is unknown', () => {
  test('is every quarter hour without a reading, also of days that were not delivered', () => {
    const load = loadOf({
      from: '2018-03-01',
      to: '2018-03-03',
      days: [
        { day: '2018-03-02', loadKw: Array.from({ length: 96 }, (_, slot) => (slot === 5 ? null : 0)), deliveries: 1 },
      ],
    })
    expect(missingRuns(load)).toEqual([
      [0, 96],
      [101, 102],
      [192, 288],
    ])
  })

  test('stays visible in a year: a run is at least a pixel wide, and touching ones are one', () => {
    const x = (slot: number) => slot / 32
    expect(runsInView([[0, 1]], 0, 35_040, x, 1)).toEqual([[0, 1]])
    expect(
      runsInView(
        [
          [0, 1],
          [2, 3],
          [640, 960],
        ],
        0,
        35_040,
        x,
        1,
      ),
    ).toEqual([
      [0, 1.0625],
      [20, 30],
    ])
    expect(
      runsInView(
        [
          [0, 10],
          [90, 100],
        ],
        20,
        80,
        x,
        1,
      ),
    ).toEqual([])
  })
})
