import { describe, expect, test } from 'vitest'
import { shippedModel } from './shipped-model.ts'
import {
  isLicenceBroken,
  nothingOnFile,
  type RegisterFacts,
  registerReasons,
  type WindowStanding,
} from './suspicion.ts'

const window = (given: Partial<WindowStanding> = {}): WindowStanding => ({
  furnacePoints: 8,
  unlicensedShare: 0.4,
  unlicensedShareOfLongest: 0.3,
  unlicensedKwhPerDay: 3000,
  ...given,
})
const licensed: RegisterFacts = { ...nothingOnFile, licence: { powerKw: 600, shift: 'day' } }
const codes = (given: WindowStanding, facts: RegisterFacts) =>
  registerReasons(given, facts, shippedModel).map(({ code }) => code)

describe('a licence', () => {
  test.each([
    ['is broken by heats that leave it', {}, licensed, true],
    ['is not broken by one night of overtime in a short window', { unlicensedShareOfLongest: 0.05 }, licensed, false],
    ['is not broken by a tenth of the energy', { unlicensedShare: 0.1 }, licensed, false],
    ['is not broken by bumps that look like no melting', { furnacePoints: 0 }, licensed, false],
    ['that does not exist cannot be broken', {}, nothingOnFile, false],
  ] as const)('%s', (_rule, given, facts, broken) => {
    expect(isLicenceBroken(window(given), facts, shippedModel)).toBe(broken)
  })

  test('kept speaks against, broken speaks for', () => {
    const [kept] = registerReasons(window({ furnacePoints: 0 }), licensed, shippedModel)
    const [broken] = registerReasons(window(), licensed, shippedModel)
    expect(kept).toMatchObject({ code: 'withinLicence', value: 0.4 })
    expect(kept?.points).toBeLessThan(0)
    expect(broken).toMatchObject({ code: 'licenceBroken', value: 0.4 })
    expect(broken?.points).toBeGreaterThan(0)
  })
})

describe('the rest of the register', () => {
  test('nothing on file says nothing', () => {
    expect(codes(window(), nothingOnFile)).toEqual([])
  })

  test('a trade that works no metal counts a little beside clear melting, else not at all', () => {
    expect(codes(window(), { ...nothingOnFile, trade: 'other' })).toEqual(['tradeWithoutMetal'])
    expect(codes(window({ furnacePoints: 3 }), { ...nothingOnFile, trade: 'other' })).toEqual([])
    expect(codes(window(), { ...nothingOnFile, trade: 'metal' })).toEqual([])
  })

  test('declared output is exceeded only where even the highest consumption makes more', () => {
    const declared = (tonnes: number) => codes(window(), { ...nothingOnFile, declaredTonnesPerDay: tonnes })
    // 3,000 kWh are 4 t at 750 kWh a tonne
    expect(declared(2)).toEqual(['outputAboveDeclared'])
    expect(declared(4)).toEqual([])
  })
})
