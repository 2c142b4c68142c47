import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bumps, findHeats, weeklyThresholdsKw } from './heat.ts'

/** Two days at 100 kW with values laid over, from a slot of the first day on. */
const curve = (from: number, kw: number[], base = 100) => {
  const loadKw = new Float64Array(192).fill(base)
  kw.forEach((value, index) => {
    loadKw[from + index] = base + value
  })
  return loadKw
}
const heatsOf = (loadKw: Float64Array, filled = new Uint8Array(loadKw.length)) => {
  const { count, start, end, columns } = findHeats({ loadKw, bumpKw: bumps(loadKw) }, filled, Float64Array.of(80), [
    loadKw.length,
  ])
  return Array.from({ length: count }, (_, heat) => ({
    start: start[heat],
    end: end[heat],
    heightKw: columns.heightKw[heat],
    energyKwh: columns.energyKwh[heat],
    durationMin: columns.durationMin[heat],
    skew: columns.skew[heat],
    cliff: columns.cliff[heat],
    rise: columns.rise[heat],
    ramp: columns.ramp[heat],
    bustle: columns.bustle[heat],
  }))
}

/** A metered heat as 15-minute means (section 1), pause included. */
const meteredHeat = [282, 440, 445, 445, 445, 138]

describe('the opening', () => {
  it('removes base and shifts, keeps bumps shorter than three and a quarter hours', () => {
    const bump = bumps(curve(40, [300, 300, 300, 300]))
    expect([bump[39], bump[40], bump[43], bump[44]]).toEqual([0, 300, 300, 0])
    expect(Math.max(...bumps(curve(40, new Array<number>(13).fill(300))))).toBe(0)
    expect(Math.max(...bumps(curve(40, new Array<number>(12).fill(300))))).toBe(300)
  })

  it('never leaves less than nothing', () => {
    const loads = fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { minLength: 1, maxLength: 120 })
    fc.assert(
      fc.property(loads, (values) => {
        const loadKw = Float64Array.from(values)
        return bumps(loadKw).every((value, t) => value >= -1e-9 && value <= (loadKw[t] ?? 0) + 1e-9)
      }),
    )
  })
})

describe('noise', () => {
  const zigzag = (kw: number) => Float64Array.from({ length: 400 }, (_, t) => (t % 2) * kw)

  it('makes the threshold three times 3.14 lower quartiles of the steps, at least 80 kW', () => {
    expect(weeklyThresholdsKw(zigzag(50), [400])[0]).toBeCloseTo(471)
    expect(weeklyThresholdsKw(new Float64Array(400), [400])[0]).toBe(80)
    expect(weeklyThresholdsKw(Float64Array.of(50), [1])[0]).toBe(80)
  })

  it('of a week is the middle of the four weeks before it, in the first fortnight that of the fortnight: never of its own days to come', () => {
    const weekSlots = 7 * 96
    const loud = Float64Array.from({ length: 6 * weekSlots }, (_, t) => (t >= 2 * weekSlots ? (t % 2) * 50 : 0))
    const ends = [1, 2, 3, 4, 5, 6].map((weeks) => weeks * weekSlots)
    const thresholds = weeklyThresholdsKw(loud, ends)
    expect(Array.from(thresholds.subarray(0, 4))).toEqual([80, 80, 80, 80])
    expect(thresholds[4]).toBeCloseTo(235.5)
    expect(thresholds[5]).toBeCloseTo(471)
    for (const slots of [2 * weekSlots, 3 * weekSlots + 96, 5 * weekSlots + 5 * 96]) {
      const weeks = ends.filter((end) => end < slots)
      expect(Array.from(weeklyThresholdsKw(loud.subarray(0, slots), [...weeks, slots]))).toEqual(
        Array.from(thresholds.subarray(0, weeks.length + 1)),
      )
    }
  })

  it('is not the furnace itself: melting day and night for weeks does not hide the heats', () => {
    const dayAndNight = Float64Array.from({ length: 2 * 672 }, (_, t) => 40 + ([...meteredHeat, 0][t % 7] ?? 0))
    expect(Array.from(weeklyThresholdsKw(dayAndNight, [672, 1344]))).toEqual([80, 80])
  })
})

describe('a heat', () => {
  it('has the energy, height and duration of its bump', () => {
    const [heat, ...others] = heatsOf(curve(40, meteredHeat))
    expect(others).toEqual([])
    expect(heat).toMatchObject({ start: 40, end: 46, durationMin: 90, heightKw: 445, energyKwh: 548.75 })
  })

  it('with ramp up and cliff down has positive skew and cliff; turned round, negative', () => {
    const ramp = [100, 250, 350, 420, 440, 445]
    const [up] = heatsOf(curve(40, ramp))
    const [down] = heatsOf(curve(40, [...ramp].reverse()))
    expect(up?.rise).toBeCloseTo(100 / 445)
    expect(up?.ramp).toBeGreaterThan(0.2)
    expect(up?.skew).toBeGreaterThan(0.05)
    expect(up?.cliff).toBeGreaterThan(0.5)
    expect(down?.skew).toBeLessThan(-0.05)
    expect(down?.cliff).toBeLessThan(-0.5)
  })

  it('stands in the open where nothing else moves within an hour and a half, before and after', () => {
    const loadKw = curve(40, meteredHeat)
    expect(heatsOf(loadKw)[0]?.bustle).toBe(0)
    for (let t = 48; t < 60; t++) loadKw[t] = 100 + (t % 2) * 60
    expect(heatsOf(loadKw)[0]?.bustle).toBeCloseTo((5 * 60) / 6 / 445, 1)
  })

  it.each([
    ['a single quarter hour is none', [400], 0],
    ['two are one', [400, 400], 1],
    ['below the threshold there is none', [70, 70, 70, 70], 0],
    ['two bumps with a pause are two', [400, 400, 400, 0, 400, 400, 400], 2],
  ])('%s', (_rule, kw, count) => {
    expect(heatsOf(curve(40, kw))).toHaveLength(count)
  })

  it('of which more than a quarter was filled in is no evidence', () => {
    const filled = new Uint8Array(192)
    filled[41] = 1
    expect(heatsOf(curve(40, meteredHeat), filled)).toHaveLength(1)
    filled[42] = 1
    expect(heatsOf(curve(40, meteredHeat), filled)).toHaveLength(0)
  })

  it('waits three hours until nothing later can change it', () => {
    const loadKw = curve(40, meteredHeat)
    expect(heatsOf(loadKw.subarray(0, 58))).toHaveLength(0)
    expect(heatsOf(loadKw.subarray(0, 59))).toEqual(heatsOf(loadKw))
  })
})
