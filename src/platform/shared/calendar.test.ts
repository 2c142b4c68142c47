import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  addWorkingDays,
  type CalendarYear,
  dateInChina,
  daysBetween,
  endOfCalendarLimit,
  isWorkingDay,
  workCalendar,
  workingDaysBetween,
} from './calendar.ts'

const file = new URL('../../rulebook/data/calendar-years.json', import.meta.url)
const { years }: { years: CalendarYear[] } = JSON.parse(readFileSync(file, 'utf8'))
const calendar = workCalendar(years)

const someDate = fc
  .integer({ min: 0, max: daysBetween('2007-01-01', '2026-06-30') })
  .map((days) => addDays('2007-01-01', days))
const someDays = fc.integer({ min: 1, max: 60 })
const unknownYear = expect.objectContaining({ code: 'calendar-year-unknown' })

describe('the calendar data', () => {
  it('hold every year from 2007 to 2026 once, and not 2027', () => {
    expect(years.map(({ year }) => year)).toEqual(Array.from({ length: 20 }, (_, i) => 2007 + i))
  })

  it('name only dates of their own year: weekdays as days off, weekends as make-up days', () => {
    for (const { year, offDays, makeUpDays } of years) {
      const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay()
      for (const date of [...offDays, ...makeUpDays]) expect(date.slice(0, 4)).toBe(String(year))
      for (const date of offDays) expect([1, 2, 3, 4, 5]).toContain(weekday(date))
      for (const date of makeUpDays) expect([0, 6]).toContain(weekday(date))
    }
  })
})

describe('working days', () => {
  it.each([
    ['2018-02-08', 5, '2018-02-14'],
    ['2018-02-08', 10, '2018-02-27'],
    ['2018-02-14', 1, '2018-02-22'],
    ['2017-12-29', 1, '2018-01-02'],
  ])('from %s, %i working days end on %s', (from, days, end) => {
    expect(addWorkingDays(from, days, calendar)).toBe(end)
  })

  it('a make-up Sunday is worked, the festival is not', () => {
    expect(isWorkingDay('2018-02-11', calendar)).toBe(true)
    expect(isWorkingDay('2018-02-19', calendar)).toBe(false)
    expect(isWorkingDay('2018-03-10', calendar)).toBe(false)
  })

  it('from 2018-02-09 to 2018-03-15, both included, there are 22', () => {
    expect(workingDaysBetween('2018-02-09', '2018-03-15', calendar)).toBe(22)
    expect(workingDaysBetween('2018-03-15', '2018-02-09', calendar)).toBe(0)
  })

  it('15 calendar days after 2018-02-08 end on 2018-02-23', () => {
    expect(endOfCalendarLimit('2018-02-08', 15, calendar)).toBe('2018-02-23')
  })

  it('a calendar limit that would end on a day off ends on the next working day', () => {
    expect(endOfCalendarLimit('2018-02-08', 7, calendar)).toBe('2018-02-22')
    expect(endOfCalendarLimit('2018-02-08', 3, calendar)).toBe('2018-02-11')
  })

  it('a year without data is refused, never guessed', () => {
    expect(() => isWorkingDay('2027-01-04', calendar)).toThrow(unknownYear)
    expect(() => isWorkingDay('2006-12-31', calendar)).toThrow(unknownYear)
    expect(() => addWorkingDays('2026-12-30', 5, calendar)).toThrow(unknownYear)
    expect(() => endOfCalendarLimit('2026-12-30', 30, calendar)).toThrow(unknownYear)
    expect(() => workingDaysBetween('2026-12-30', '2027-01-04', calendar)).toThrow(unknownYear)
    expect(addWorkingDays('2026-12-30', 1, calendar)).toBe('2026-12-31')
  })

  it('the end is a working day and exactly n of them lie after the start', () => {
    fc.assert(
      fc.property(someDate, someDays, (from, days) => {
        const end = addWorkingDays(from, days, calendar)
        expect(isWorkingDay(end, calendar)).toBe(true)
        expect(workingDaysBetween(addDays(from, 1), end, calendar)).toBe(days)
      }),
    )
  })

  it('a days then b days are a + b days', () => {
    fc.assert(
      fc.property(someDate, someDays, someDays, (from, a, b) => {
        expect(addWorkingDays(addWorkingDays(from, a, calendar), b, calendar)).toBe(
          addWorkingDays(from, a + b, calendar),
        )
      }),
    )
  })

  it('a calendar limit never ends early nor on a day off, and rolls over days off only', () => {
    fc.assert(
      fc.property(someDate, someDays, (from, days) => {
        const natural = addDays(from, days)
        const end = endOfCalendarLimit(from, days, calendar)
        expect(end >= natural).toBe(true)
        expect(isWorkingDay(end, calendar)).toBe(true)
        expect(workingDaysBetween(natural, end, calendar)).toBe(1)
      }),
    )
  })
})

describe('dates', () => {
  it('the day is that of China, at every instant', () => {
    expect(dateInChina(new Date('2018-02-08T15:59:59.999Z'))).toBe('2018-02-08')
    expect(dateInChina(new Date('2018-02-08T16:00:00Z'))).toBe('2018-02-09')
    expect(dateInChina(new Date('2018-12-31T16:00:00Z'))).toBe('2019-01-01')
  })

  it('adding days and counting them are inverse', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: -4000, max: 4000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days)
      }),
    )
  })

  it('a month later is the same day, or the last one of a shorter month', () => {
    expect(addMonths('2018-01-31', 1)).toBe('2018-02-28')
    expect(addMonths('2020-01-31', 1)).toBe('2020-02-29')
    expect(addMonths('2018-11-15', 3)).toBe('2019-02-15')
  })
})
