import { describe, expect, it } from 'vitest'
import { criterionCodes, physicalCard } from './detector-card.ts'
import { meteredNights } from './example-windows.ts'
import { caveatsOf, impliedTonnes, pointsFor, reasonsOf, scoreOf } from './reason.ts'

const criterion = (code: string) => {
  const found = physicalCard.criteria.find((one) => one.code === code)
  if (!found) throw new Error(code)
  return found
}
describe('points of a criterion', () => {
  it.each([
    ['licence-broken', 0, -2],
    ['licence-broken', 0.1, 0],
    ['licence-broken', 0.2, 2],
    ['licence-broken', 0.9, 4],
    ['duration', 90, 2],
    ['duration', 180, -2],
    ['cliff', Number.NaN, 0],
  ])('%s of %d gives %d', (code, value, points) => {
    expect(pointsFor(criterion(code), value)).toBeCloseTo(points)
  })

  it('never leap: knots ascend and every code has one criterion', () => {
    expect(physicalCard.criteria.map(({ code }) => code).sort()).toEqual([...criterionCodes].sort())
    for (const { knots } of physicalCard.criteria) {
      const values = knots.map(([value]) => value)
      expect(values).toEqual([...new Set(values)].sort((a, b) => a - b))
    }
  })
})

describe('reasons', () => {
  it('add up to the score, heaviest first', () => {
    const reasons = reasonsOf(meteredNights, false, physicalCard)
    const weights = reasons.map(({ points }) => Math.abs(points))
    expect(weights).toEqual([...weights].sort((a, b) => b - a))
    expect(scoreOf(reasons)).toBeCloseTo(reasons.reduce((sum, { points }) => sum + points, 0))
    expect(scoreOf(reasons)).toBeGreaterThan(physicalCard.alarmScore)
  })

  it('name what speaks against with negative points', () => {
    const long = reasonsOf({ ...meteredNights, durationMin: 180, cliff: -0.4 }, false, physicalCard)
    expect(long.filter(({ points }) => points < 0).map(({ code }) => code)).toEqual(['duration', 'cliff'])
  })

  it('take the missing licence for a question to the register, never for evidence', () => {
    expect(reasonsOf(meteredNights, false, physicalCard).some(({ code }) => code === 'licence-broken')).toBe(false)
    expect(reasonsOf(meteredNights, true, physicalCard).some(({ code }) => code === 'licence-broken')).toBe(true)
  })
})

describe('what is said beside the reasons', () => {
  it.each([
    ['no licence, full record', false, 0, 28, ['no-licence-on-file', 'same-curve', 'untrained']],
    ['licence, gaps, short record', true, 0.1, 20, ['gaps', 'short-record', 'same-curve', 'untrained']],
  ])('%s', (_rule, licensed, filledShare, days, codes) => {
    expect(caveatsOf({ filledShare, days }, licensed, physicalCard).map(({ code }) => code)).toEqual(codes)
  })

  it('tonnage is a range of 500–750 kWh per tonne', () => {
    expect(impliedTonnes(15_000, physicalCard)).toEqual({ low: 20, high: 30 })
  })
})
