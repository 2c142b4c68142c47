import { describe, expect, test } from 'vitest'
import { addDays, type WorkCalendar } from '../platform/shared/calendar.ts'
import { daysStill } from './suspension.ts'

/** A year without holidays: Saturdays and Sundays are off. */
const calendar: WorkCalendar = { years: new Set([2018]), offDays: new Set(), makeUpDays: new Set() }
const limit = (state: 'running' | 'met' | 'ended', ...suspensions: [string, string | null][]) => ({
  state,
  suspensions: suspensions.map(([from, until]) => ({ from, until, reason: '送检' })),
})

describe('days on which a limit stood still', () => {
  test('count from the day of the suspension up to the day before it ran on', () => {
    // Thursday to Tuesday: Thursday, Friday, Monday
    expect(daysStill([limit('running', ['2018-03-01', '2018-03-06'])], 'working', calendar)).toBe(3)
    expect(daysStill([limit('running', ['2018-03-01', '2018-03-06'])], 'calendar', calendar)).toBe(5)
    expect(daysStill([limit('running', ['2018-03-01', addDays('2018-03-01', 0)])], 'calendar', calendar)).toBe(0)
  })

  test('add up over all suspensions, also of a limit that ended when its holder changed; not of one that was met', () => {
    const twice = limit('running', ['2018-03-01', '2018-03-06'], ['2018-03-12', '2018-03-14'])
    expect(daysStill([twice, limit('ended', ['2018-02-05', '2018-02-06'])], 'working', calendar)).toBe(6)
    expect(daysStill([limit('met', ['2018-03-01', '2018-03-06'])], 'working', calendar)).toBe(0)
    expect(daysStill([limit('running', ['2018-03-01', null])], 'working', calendar)).toBe(0)
  })
})
