import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CalendarYear, workCalendar } from '../src/platform/shared/calendar.ts'
import {
  extendLimit,
  limitStatus,
  resumeLimit,
  startLimit,
  suspendLimit,
  type TimeLimit,
} from '../src/platform/shared/time-limit.ts'
import years from '../src/rulebook/data/calendar-years.json' with { type: 'json' }
import {
  laterThanNamed,
  lostDays,
  nextWorked,
  type ReferenceLimit,
  referenceDue,
  referenceStatus,
  toDate,
  toDay,
} from './limit-reference.ts'

/** Random time limits of 2007–2026 with suspensions and extensions: the engine and the slow reference end them on the same day. */
const calendar = workCalendar(years.years satisfies CalendarYear[])
const runs = 100_000

const act = fc.oneof(
  fc.record({ kind: fc.constant('stop' as const), after: fc.nat(25), length: fc.nat(40) }),
  fc.record({ kind: fc.constant('extend' as const), after: fc.nat(25), length: fc.integer({ min: 1, max: 30 }) }),
)
const life = fc.record({
  startedOn: fc.integer({ min: toDay('2007-01-01'), max: toDay('2025-10-01') }),
  dayKind: fc.constantFrom('working' as const, 'calendar' as const),
  days: fc.integer({ min: 1, max: 45 }),
  acts: fc.array(act, { maxLength: 4 }),
  today: fc.integer({ min: -20, max: 6 }),
  soonWithin: fc.nat(6),
})
type Life = typeof life extends fc.Arbitrary<infer L> ? L : never

const ids = { id: 'a', subjectKind: 'task', subjectId: 'b', kind: 'limit.taskDefault' }
const begin = ({ startedOn, dayKind, days }: Life, dueOn?: string): TimeLimit =>
  startLimit({ ...ids, startedOn: toDate(startedOn), dayKind, days, ...(dueOn !== undefined && { dueOn }) }, calendar)
const approved = (days: number, on: string) => ({ days, on, approvedBy: 'c', reason: '案情复杂' })

const codeOf = (run: () => unknown): string => {
  try {
    run()
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

/** Lives a limit through its acts. @returns the engine's last day, and the reference's. */
function live(given: Life): [TimeLimit, number] {
  let limit = begin(given)
  const reference: ReferenceLimit = { ...given, still: [], extra: 0 }
  let due = referenceDue(reference)
  let at = given.startedOn
  for (const { kind, after, length } of given.acts) {
    at += after
    const on = toDate(at)
    const expired = at > due
    if (kind === 'extend') {
      const extension = approved(length, on)
      expect(codeOf(() => extendLimit(limit, extension, calendar))).toBe(expired ? 'limit-expired' : 'done')
      if (expired) break
      limit = extendLimit(limit, extension, calendar)
      reference.extra += length
    } else {
      expect(codeOf(() => suspendLimit(limit, on, '送检'))).toBe(expired ? 'limit-expired' : 'done')
      if (expired) break
      limit = resumeLimit(suspendLimit(limit, on, '送检'), toDate(at + length), calendar)
      reference.still.push({ from: at, until: at + length })
      at += length
    }
    due = referenceDue(reference)
    // one that stood still over its end ends with the first worked day on which it runs again
    expect(limit.dueOn).toBe(toDate(due))
  }
  return [limit, due]
}

describe('100,000 random time limits of 2007–2026', () => {
  test('end on the day the reference finds day by day, and show red, yellow and green as it does', () => {
    fc.assert(
      fc.property(life, (given) => {
        const [limit, due] = live(given)
        expect(limit.dueOn).toBe(toDate(due))
        const today = Math.max(due + given.today, given.startedOn)
        expect(limitStatus(limit, toDate(today), given.soonWithin, calendar)).toBe(
          referenceStatus(due, today, given.soonWithin),
        )
      }),
      { numRuns: runs },
    )
  }, 120_000)

  test('a date the text names goes on from where it stands, by each extension and each suspension', () => {
    fc.assert(
      fc.property(life, fc.nat(30), (given, named) => {
        const { startedOn, dayKind } = given
        let due = startedOn + named
        let limit = begin(given, toDate(due))
        let at = startedOn
        for (const { kind, after, length } of given.acts) {
          at += after
          if (at > due) break
          const on = toDate(at)
          if (kind === 'extend') {
            limit = extendLimit(limit, approved(length, on), calendar)
            due = laterThanNamed(due, length, dayKind)
          } else {
            limit = resumeLimit(suspendLimit(limit, on, '送检'), toDate(at + length), calendar)
            const lost = lostDays({ from: Math.max(at, startedOn + 1), until: at + length }, dayKind)
            at += length
            due = Math.max(laterThanNamed(due, lost, dayKind), nextWorked(at))
          }
          expect(limit.dueOn).toBe(toDate(due))
        }
      }),
      { numRuns: 20_000 },
    )
  })
})
