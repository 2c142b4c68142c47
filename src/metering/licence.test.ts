import { describe, expect, it } from 'vitest'
import { coveredKwBySlot, isLicensedSlot, type Shift, unlicensedEnergyKwh } from './licence.ts'

const slotOf = (time: string) => Number(time.slice(0, 2)) * 4 + Number(time.slice(3)) / 15

describe('licensed hours with 30 minutes before and 60 after', () => {
  const cases: [Shift, string, boolean][] = [
    ['day', '04:45', false],
    ['day', '05:00', true],
    ['day', '21:45', true],
    ['day', '22:00', false],
    ['night', '18:45', false],
    ['night', '19:00', true],
    ['night', '03:00', true],
    ['night', '09:45', true],
    ['night', '10:00', false],
    ['any', '12:00', true],
    ['none', '12:00', false],
  ]
  it.each(cases)('%s covers %s: %s', (shift, time, expected) => {
    expect(isLicensedSlot(shift, slotOf(time))).toBe(expected)
  })
})

describe('unlicensed energy', () => {
  const bumpKw = new Float64Array(96).fill(400)
  const hour = (time: string, powerKw: number, shift: Shift) =>
    unlicensedEnergyKwh(bumpKw, slotOf(time), slotOf(time) + 4, coveredKwBySlot({ powerKw, shift }))

  it.each([
    ['without a licence everything', '12:00', 500, 'none', 400],
    ['outside the hours everything', '02:00', 500, 'day', 400],
    ['inside the hours and the power nothing', '12:00', 400, 'day', 0],
    ['up to 15 % above the power nothing', '12:00', 350, 'day', 0],
    ['above that only the excess', '12:00', 200, 'day', 170],
  ] as const)('is %s', (_rule, time, powerKw, shift, expected) => {
    expect(hour(time, powerKw, shift)).toBeCloseTo(expected)
  })
})
