import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addWorkingDays,
  type CalendarYear,
  daysBetween,
  isWorkingDay,
  workCalendar,
  workingDaysBetween,
} from './calendar.ts'
import {
  endLimit,
  extendLimit,
  extendLimitTo,
  type LimitStart,
  limitStatus,
  meetLimit,
  resumeLimit,
  startLater,
  startLimit,
  strictest,
  suspendLimit,
  type TimeLimit,
  timeLimit,
} from './time-limit.ts'

const file = new URL('../../rulebook/data/calendar-years.json', import.meta.url)
const { years }: { years: CalendarYear[] } = JSON.parse(readFileSync(file, 'utf8'))
const calendar = workCalendar(years)

const start: LimitStart = {
  id: '0190a000-0000-7000-8000-000000000001',
  subjectKind: 'task',
  subjectId: '0190a000-0000-7000-8000-000000000002',
  kind: 'limit.leadVerification',
  startedOn: '2018-02-08',
  days: 10,
  dayKind: 'working',
}
const begin = (over: Partial<LimitStart> = {}): TimeLimit => startLimit({ ...start, ...over }, calendar)
const extension = (days: number, on: string, reason = '案情复杂') => ({
  days,
  approvedBy: '0190a000-0000-7000-8000-000000000003',
  reason,
  on,
})
const refusal = (code: string) => expect.objectContaining({ code })

describe('the end of a limit', () => {
  it.each([
    ['working', 10, '2018-02-27'],
    ['working', 5, '2018-02-14'],
    ['calendar', 15, '2018-02-23'],
    ['calendar', 10, '2018-02-22'],
  ] as const)('in %s days, %i after 2018-02-08, is %s', (dayKind, days, dueOn) => {
    expect(timeLimit.parse(begin({ dayKind, days }))).toMatchObject({ dueOn, days, state: 'running' })
  })

  it('is the date the text names, though it be a day off', () => {
    expect(begin({ dueOn: '2018-03-17' })).toMatchObject({ dueOn: '2018-03-17', days: null })
  })

  it('is refused in a year without calendar', () => {
    expect(() => begin({ startedOn: '2026-12-25' })).toThrow(refusal('calendar-year-unknown'))
  })
})

describe('suspension', () => {
  it('leaves the days that were left, in working days', () => {
    const resumed = resumeLimit(suspendLimit(begin(), '2018-02-12', '送检'), '2018-03-01', calendar)
    // 9 and 11 February are used, 8 of 10 days are left; 1 March is the first of them.
    expect(resumed).toMatchObject({ dueOn: '2018-03-12', state: 'running' })
    expect(resumed.suspensions).toEqual([{ from: '2018-02-12', until: '2018-03-01', reason: '送检' }])
  })

  it('gives no holiday on top of calendar days', () => {
    // 10 days end on Sunday 18 February and roll to the 22nd; one day of standstill ends on Monday 19th and rolls to the 22nd as well.
    const limit = begin({ dayKind: 'calendar', days: 10 })
    expect(resumeLimit(suspendLimit(limit, '2018-02-12', '送检'), '2018-02-13', calendar).dueOn).toBe('2018-02-22')
  })

  it('never ends a limit before the day on which it runs again', () => {
    const limit = begin({ dayKind: 'calendar', days: 9 })
    expect(resumeLimit(suspendLimit(limit, '2018-02-21', '送检'), '2018-03-03', calendar).dueOn).toBe('2018-03-05')
  })

  it('does not give back the day of the event', () => {
    expect(resumeLimit(suspendLimit(begin(), '2018-02-08', '送检'), '2018-02-09', calendar).dueOn).toBe('2018-02-27')
  })

  it('needs a reason', () => {
    expect(() => suspendLimit(begin(), '2018-02-12', ' ')).toThrow(refusal('reason-missing'))
  })

  it('does not save a limit that has passed', () => {
    expect(() => suspendLimit(begin(), '2018-02-28', '送检')).toThrow(refusal('limit-expired'))
    expect(suspendLimit(begin(), '2018-02-27', '送检').state).toBe('suspended')
  })

  it('does not end before it began', () => {
    expect(() => resumeLimit(suspendLimit(begin(), '2018-02-12', '送检'), '2018-02-11', calendar)).toThrow(
      refusal('wrong-state'),
    )
  })

  const from = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2018-01-01', days))
  const lengths = fc.record({ days: fc.integer({ min: 1, max: 40 }), after: fc.nat(60), stopped: fc.nat(60) })

  it('in working days, the counted days outside of it are the days of the limit', () => {
    fc.assert(
      fc.property(from, lengths, (startedOn, { days, after, stopped }) => {
        const limit = begin({ startedOn, days })
        const stop = addDays(startedOn, after % (daysBetween(startedOn, limit.dueOn) + 1))
        const again = addDays(stop, stopped)
        const { dueOn } = resumeLimit(suspendLimit(limit, stop, '送检'), again, calendar)
        const before = workingDaysBetween(addDays(startedOn, 1), addDays(stop, -1), calendar)
        const first = again > startedOn ? again : addDays(startedOn, 1)
        expect(before + workingDaysBetween(first, dueOn, calendar)).toBe(days)
      }),
    )
  })

  it('of any kind never shortens a limit, and never by more than it lasted and the days off at its end', () => {
    fc.assert(
      fc.property(from, lengths, (startedOn, { days, after, stopped }) => {
        const limit = begin({ startedOn, days, dayKind: 'calendar' })
        const stop = addDays(startedOn, after % (daysBetween(startedOn, limit.dueOn) + 1))
        const { dueOn } = resumeLimit(suspendLimit(limit, stop, '送检'), addDays(stop, stopped), calendar)
        expect(dueOn >= limit.dueOn && dueOn >= addDays(stop, stopped)).toBe(true)
        expect(isWorkingDay(dueOn, calendar)).toBe(true)
        const longest = addDays(limit.dueOn, stopped)
        expect(dueOn <= longest || workingDaysBetween(addDays(longest, 1), dueOn, calendar) <= 1).toBe(true)
      }),
    )
  })
})

describe('extension', () => {
  it('adds its days to the end and keeps who approved it and why', () => {
    const extended = extendLimit(begin(), extension(5, '2018-02-27'), calendar)
    expect(extended).toMatchObject({ dueOn: '2018-03-06', extensions: [extension(5, '2018-02-27')] })
  })

  it('of calendar days makes one limit of both: 15 + 15 are 30', () => {
    const extended = extendLimit(begin({ dayKind: 'calendar', days: 10 }), extension(10, '2018-02-20'), calendar)
    expect(extended.dueOn).toBe(begin({ dayKind: 'calendar', days: 20 }).dueOn)
  })

  it('goes on from the date the text names', () => {
    expect(
      extendLimit(begin({ dayKind: 'calendar', dueOn: '2018-03-15' }), extension(5, '2018-03-01'), calendar).dueOn,
    ).toBe('2018-03-20')
    expect(extendLimit(begin({ dueOn: '2018-03-15' }), extension(5, '2018-03-01'), calendar).dueOn).toBe('2018-03-22')
  })

  it('to a day ends on that day, whatever the limit counted in and whatever happened to it before', () => {
    const kinds = [{ days: 10 }, { days: 10, dayKind: 'calendar' }, { dueOn: '2018-03-03' }] as const
    const lengthened = fc.record({
      kind: fc.constantFrom(...kinds),
      stopped: fc.nat(20),
      more: fc.nat(9),
      later: fc.integer({ min: 1, max: 60 }),
    })
    fc.assert(
      fc.property(lengthened, ({ kind, stopped, more, later }) => {
        const suspended = suspendLimit(begin(kind), '2018-02-12', '送检')
        const resumed = resumeLimit(suspended, addDays('2018-02-12', stopped), calendar)
        const limit = more === 0 ? resumed : extendLimit(resumed, extension(more, resumed.dueOn), calendar)
        const until = addWorkingDays(limit.dueOn, later, calendar)
        const { days: _days, ...given } = extension(0, limit.dueOn)
        expect(extendLimitTo(limit, { ...given, until }, calendar).dueOn).toBe(until)
      }),
    )
  })

  it('is refused after the end, without reason, and while suspended', () => {
    expect(() => extendLimit(begin(), extension(5, '2018-02-28'), calendar)).toThrow(refusal('limit-expired'))
    expect(() => extendLimit(begin(), extension(5, '2018-02-20', ''), calendar)).toThrow(refusal('reason-missing'))
    expect(() =>
      extendLimit(suspendLimit(begin(), '2018-02-12', '送检'), extension(5, '2018-02-20'), calendar),
    ).toThrow(refusal('wrong-state'))
  })
})

describe('the end of its life', () => {
  it('met late stays late for good', () => {
    const late = meetLimit(begin(), '2018-02-28')
    expect(limitStatus(late, '2030-01-01', 3, calendar)).toBe('doneLate')
    expect(limitStatus(meetLimit(begin(), '2018-02-27'), '2030-01-01', 3, calendar)).toBe('done')
  })

  it('met late is late too when it stood still for a while before', () => {
    const resumed = resumeLimit(suspendLimit(begin(), '2018-02-12', '送检'), '2018-02-26', calendar)
    expect(limitStatus(meetLimit(resumed, addDays(resumed.dueOn, 1)), '2030-01-01', 3, calendar)).toBe('doneLate')
    expect(limitStatus(meetLimit(resumed, resumed.dueOn), '2030-01-01', 3, calendar)).toBe('done')
  })

  it('met while suspended is in time: no day was counted', () => {
    const met = meetLimit(suspendLimit(begin(), '2018-02-12', '送检'), '2018-04-20')
    expect(limitStatus(met, '2018-04-21', 3, calendar)).toBe('done')
  })

  it('ended needs a reason', () => {
    expect(() => endLimit(begin(), '2018-02-12', '')).toThrow(refusal('reason-missing'))
    expect(endLimit(begin(), '2018-02-12', '不属本机关')).toMatchObject({ state: 'ended', endedReason: '不属本机关' })
  })

  it.each([
    ['met', meetLimit(begin(), '2018-02-12')],
    ['ended', endLimit(begin(), '2018-02-12', '撤回')],
  ])('a limit that is %s moves no more', (_state, closed) => {
    expect(() => suspendLimit(closed, '2018-02-13', '送检')).toThrow(refusal('wrong-state'))
    expect(() => resumeLimit(closed, '2018-02-13', calendar)).toThrow(refusal('wrong-state'))
    expect(() => extendLimit(closed, extension(1, '2018-02-13'), calendar)).toThrow(refusal('wrong-state'))
    expect(() => meetLimit(closed, '2018-02-13')).toThrow(refusal('wrong-state'))
    expect(() => endLimit(closed, '2018-02-13', '撤回')).toThrow(refusal('wrong-state'))
  })
})

describe('how a limit shows', () => {
  it.each([
    ['2018-02-08', 'due'],
    ['2018-02-22', 'due'],
    ['2018-02-23', 'soon'],
    ['2018-02-27', 'soon'],
    ['2018-02-28', 'overdue'],
  ])('on %s it is %s, with a warning three working days before', (today, status) => {
    // Working days left after the 22nd: 23, 24 (made up), 26, 27.
    expect(limitStatus(begin(), today, 3, calendar)).toBe(status)
  })

  it('suspended is never overdue', () => {
    expect(limitStatus(suspendLimit(begin(), '2018-02-12', '送检'), '2018-12-31', 3, calendar)).toBe('suspended')
  })

  it('ended is neither done nor late', () => {
    expect(limitStatus(endLimit(begin(), '2018-03-30', '撤回'), '2018-12-31', 3, calendar)).toBe('ended')
  })

  it('a list does not fail because a limit ends in a year without calendar', () => {
    const limit = begin({ dueOn: '2027-01-10' })
    expect(limitStatus(limit, '2026-12-30', 3, calendar)).toBe('due')
    expect(limitStatus(limit, '2027-01-08', 3, calendar)).toBe('soon')
    expect(limitStatus(limit, '2027-01-11', 3, calendar)).toBe('overdue')
  })

  it('overdue begins the day after the end, for every limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('working' as const, 'calendar' as const),
        (days, dayKind) => {
          const limit = begin({ days, dayKind })
          expect(limitStatus(limit, limit.dueOn, 1, calendar)).toBe('soon')
          expect(limitStatus(limit, addDays(limit.dueOn, 1), 1, calendar)).toBe('overdue')
        },
      ),
    )
  })
})

describe('the strictest of several', () => {
  it('is the one that ends first among those that run', () => {
    const [a, b, c] = [begin({ days: 10 }), begin({ days: 5 }), meetLimit(begin({ days: 1 }), '2018-02-09')]
    expect(strictest([a, b, c])).toBe(b)
    expect(strictest([b, a, c])).toBe(b)
    expect(strictest([c])).toBeUndefined()
    expect(addWorkingDays('2018-02-08', 5, calendar)).toBe(b.dueOn)
  })

  it('of two with the same end is the one listed first', () => {
    const [a, b] = [begin({ days: 5 }), begin({ days: 5 })]
    expect(strictest([a, b])).toBe(a)
  })
})

describe('a limit that waited for its calendar', () => {
  const act = fc.record({ gap: fc.integer({ min: 1, max: 9 }), act: fc.constantFrom('suspend', 'resume', 'extend') })
  const tried = (limit: TimeLimit, on: string, what: string): TimeLimit => {
    try {
      if (what === 'suspend') return suspendLimit(limit, on, '送检')
      return what === 'resume' ? resumeLimit(limit, on, calendar) : extendLimit(limit, extension(3, on), calendar)
    } catch {
      return limit
    }
  }

  it('ends where it would have ended had it run from the first', () => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 8 }),
        fc.constantFrom('working' as const, 'calendar' as const),
        fc.integer({ min: 1, max: 30 }),
        (acts, dayKind, days) => {
          let limit = begin({ dayKind, days })
          let on = limit.startedOn
          for (const { gap, act } of acts) {
            on = addDays(on, gap)
            limit = tried(limit, on, act)
          }
          expect(startLater({ ...start, dayKind, days }, limit, calendar)).toEqual(limit)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('is not kept from being late by what was said after its end', () => {
    const said = { suspensions: [{ from: '2018-03-01', until: '2018-03-05', reason: '送检' }], extensions: [] }
    expect(startLater(start, said, calendar)).toMatchObject({ dueOn: '2018-02-27', suspensions: [], state: 'running' })
  })
})
