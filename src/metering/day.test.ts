import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayNumber, isoDay, weekday } from './day.ts'

describe('days', () => {
  it.each([
    ['1970-01-01', 0, 4],
    ['2018-02-28', 17_590, 3],
    ['2018-03-01', 17_591, 4],
    ['2020-02-29', 18_321, 6],
    ['1969-12-28', -4, 7],
  ])('%s is day %i, weekday %i', (day, number, onWeekday) => {
    expect(dayNumber(day)).toBe(number)
    expect(isoDay(number)).toBe(day)
    expect(weekday(number)).toBe(onWeekday)
  })

  it.each(['2018-02-29', '2018-13-01', '2018-2-1', 'yesterday', ''])('refuse %j, which is no day', (day) => {
    expect(() => dayNumber(day)).toThrow(RangeError)
  })

  it('come back from their number, whatever the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 300_000 }), (number) => dayNumber(isoDay(number)) === number),
    )
  })

  it('pass from one year to the next', () => {
    expect(addDays('2018-12-31', 1)).toBe('2019-01-01')
    expect(addDays('2018-01-01', -1)).toBe('2017-12-31')
  })
})
