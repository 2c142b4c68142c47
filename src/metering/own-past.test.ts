import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { driftOfDay, ownPastLimits } from './own-past.ts'

/** A working day: base, work from 08:00 to 18:00 with a noon dip, noise of a few per cent. */
function workday(seed: number, { shift = 0, factor = 1, start = 32, end = 72 } = {}): number[] {
  let state = seed + 1
  const noise = () => {
    state = (state * 48_271) % 2_147_483_647
    return 1 + 0.05 * (state / 2_147_483_647 - 0.5)
  }
  const kw = Array.from({ length: 96 }, (_, slot) => {
    const working = slot >= start && slot < end
    return (working ? (slot >= 48 && slot < 52 ? 180 : 400 + 60 * Math.sin(slot / 4)) : 30) * noise()
  })
  return Array.from({ length: 96 }, (_, slot) => (kw[(slot - shift + 96) % 96] ?? 0) * factor)
}
const past = (count: number, change = {}, from = 0) =>
  Array.from({ length: count }, (_, day) => workday(from + day, change))
const flat = new Array<number>(96).fill(100)

describe('a day against its own past', () => {
  it.each([
    ['as usual', workday(99), past(20), []],
    [
      'moved by an hour for the third day',
      workday(99, { shift: 4 }),
      [...past(20), ...past(2, { shift: 4 }, 50)],
      ['clockShift'],
    ],
    [
      'moved by eight hours (another time zone) for the third day',
      workday(99, { shift: -32 }),
      [...past(20), ...past(2, { shift: -32 }, 50)],
      ['clockShift'],
    ],
    [
      'moved by one quarter hour for the third day: the other end of the interval',
      workday(99, { shift: 1 }),
      [...past(20), ...past(2, { shift: 1 }, 50)],
      ['pointShift'],
    ],
    ['moved by an hour for the first day: a late start', workday(99, { shift: 4 }), past(20), []],
    [
      'moved by an hour after a day moved by two',
      workday(99, { shift: 4 }),
      [...past(20), ...past(2, { shift: 8 }, 50)],
      [],
    ],
    ['ten times as high', workday(99, { factor: 10 }), past(20), ['multiplier']],
    ['a tenth', workday(99, { factor: 0.1 }), past(20), ['multiplier']],
    ['without its transformer ratio of 200/5', workday(99, { factor: 1 / 40 }), past(20), ['multiplier']],
    ['a hundred times as high', workday(99, { factor: 100 }), past(20), ['multiplier']],
    ['twice as high: a second machine', workday(99, { factor: 2 }), past(20), []],
    ['at 12 times, which no transformer explains', workday(99, { factor: 12.3 }), past(20), []],
    ['of rest: a tenth of the energy in another shape', flat.map(() => 18), past(20), []],
    ['moved, but the past is too short', workday(99, { shift: 4 }), [...past(5), ...past(2, { shift: 4 }, 50)], []],
    ['with a gap', [null, ...workday(99, { factor: 10 }).slice(1)], past(20), []],
    [
      'after a past without any habit',
      workday(99, { factor: 10 }),
      Array.from({ length: 20 }, (_, day) => workday(day, { shift: (day * 37) % 96 })),
      [],
    ],
    ['flat after a flat past', flat, Array.from({ length: 20 }, () => flat), []],
  ] as const)('%s', (_rule, day, before, flags) => {
    expect(driftOfDay(day, before).flags).toEqual(flags)
  })

  it('says by how much: late is positive, and the factor is the one found', () => {
    expect(driftOfDay(workday(9, { shift: 4 }), [...past(20), ...past(2, { shift: 4 }, 50)]).shiftSlots).toBe(4)
    expect(driftOfDay(workday(9, { shift: -3 }), [...past(20), ...past(2, { shift: -3 }, 50)]).shiftSlots).toBe(-3)
    expect(driftOfDay(workday(9, { factor: 1 / 60 }), past(20)).factor).toBeCloseTo(1 / 60)
  })

  it('is the same in any unit: times a constant changes no flag', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), fc.double({ min: 0.01, max: 100, noNaN: true }), (shift, unit) => {
        const days = [...past(14), ...past(2, { shift }, 50)]
        const day = workday(99, { shift })
        const inUnit = (kw: readonly number[]) => kw.map((value) => value * unit)
        expect(driftOfDay(inUnit(day), days.map(inUnit))).toEqual(driftOfDay(day, days))
      }),
      { numRuns: 30 },
    )
  })

  it('finds every constant shift of more than the noise on the third day, by its size', () => {
    for (let shift = -47; shift <= 48; shift++) {
      if (shift === 0) continue
      const found = driftOfDay(workday(99, { shift }), [...past(20), ...past(2, { shift }, 50)])
      expect([shift, found.shiftSlots]).toEqual([shift, shift])
    }
  })

  it('forgets a shift when it has become the past', () => {
    const before = past(ownPastLimits.mostDays, { shift: 4 })
    expect(driftOfDay(workday(99, { shift: 4 }), before).flags).toEqual([])
  })
})
