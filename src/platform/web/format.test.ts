import { describe, expect, it } from 'vitest'
import { dateInChina } from '../shared/calendar.ts'
import { formatSize, formats } from './format.ts'

const zh = formats('zh')
const en = formats('en')

describe('figures and dates', () => {
  it('shows a date with its weekday', () => {
    expect(zh.date('2018-03-15')).toBe('2018-03-15 (周四)')
    expect(en.date('2018-03-15')).toBe('2018-03-15 (Thu)')
  })

  it('shows instants in Beijing time, whatever the zone of the device', () => {
    expect(zh.instant('2018-03-15T16:30:00Z')).toBe('2018-03-16 00:30')
    expect(dateInChina(new Date('2018-03-15T16:30:00Z'))).toBe('2018-03-16')
  })

  it('separates thousands and always gives the unit', () => {
    expect(zh.quantity(1250, 'kVA')).toBe('1,250\u202fkVA')
    expect(zh.money(1234567.5)).toBe('1,234,567.50\u202f元')
    expect(en.share(0.256)).toBe('26%')
  })

  it('gives sizes of files in one unit', () => {
    expect([999, 340_000, 2_600_000].map(formatSize)).toEqual(['999\u202fB', '340\u202fkB', '2.6\u202fMB'])
  })
})
