import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDate, formatNumber, formatQuantity, formatShare } from './units.ts'

describe('figures', () => {
  it('separate thousands and keep their places', () => {
    expect(formatNumber(1_250_000)).toBe('1,250,000')
    expect(formatNumber(1250, 1)).toBe('1,250.0')
    expect(formatNumber(-12.34, 1)).toBe('−12.3')
    expect(formatNumber(-0.4)).toBe('0')
  })

  it('name their unit in the language of the reader', () => {
    expect(formatQuantity(1250, 'kva')).toBe('1,250\u202fkVA')
    expect(formatQuantity(3.5, 'tonne', 'zh', 1)).toBe('3.5\u202f吨')
    expect(formatQuantity(3.5, 'tonne', 'en', 1)).toBe('3.5\u202ft')
  })

  it('show a share of 0–1 in per cent', () => {
    expect(formatShare(0.375, 1)).toBe('37.5%')
    expect(formatShare(1)).toBe('100%')
  })

  it('unknown is a dash, never nought', () => {
    for (const text of [formatNumber(null), formatNumber(Number.NaN), formatQuantity(null, 'kw'), formatShare(null)])
      expect(text).toBe('—')
  })

  it('of the same places have the same number of them', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer({ min: 1, max: 4 }), (value, digits) => {
        expect(formatNumber(value, digits).split('.')[1]).toHaveLength(digits)
      }),
    )
  })
})

describe('dates', () => {
  it('carry their weekday', () => {
    expect(formatDate('2018-03-15')).toBe('2018-03-15 (周四)')
    expect(formatDate('2018-02-11', 'en')).toBe('2018-02-11 (Sun)')
  })
})
