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
    expect(isLicensedSlot({ shift }, slotOf(time))).toBe(expected)
  })
})

describe('exact hours with the same grace', () => {
  const covers = (hours: string[], time: string) => isLicensedSlot({ shift: 'day', hours }, slotOf(time))
  it.each([
    [['08:00-12:00'], '07:15', false],
    [['08:00-12:00'], '07:30', true],
    [['08:00-12:00'], '12:45', true],
    [['08:00-12:00'], '13:00', false],
    [['22:00-06:00'], '21:30', true],
    [['22:00-06:00'], '02:00', true],
    [['22:00-06:00'], '06:45', true],
    [['22:00-06:00'], '07:00', false],
    [['22:00-06:00'], '12:00', false],
    [['00:00-06:00'], '23:15', false],
    [['00:00-06:00'], '23:30', true],
    [['18:00-24:00'], '00:45', true],
    [['18:00-24:00'], '01:00', false],
    [['06:00-08:00', '18:00-20:00'], '19:00', true],
    [['06:00-08:00', '18:00-20:00'], '12:00', false],
    [['00:00-24:00'], '12:00', true],
  ] as const)('%j covers %s: %s', (hours, time, expected) => {
    expect(covers([...hours], time)).toBe(expected)
  })

  it('count in place of the shift, and only where the licence allows melting', () => {
    expect(isLicensedSlot({ shift: 'any', hours: ['08:00-12:00'] }, slotOf('18:00'))).toBe(false)
    expect(isLicensedSlot({ shift: 'none', hours: ['08:00-12:00'] }, slotOf('09:00'))).toBe(false)
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
