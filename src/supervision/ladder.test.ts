import { describe, expect, it, test } from 'vitest'
import { addDays, type CalendarYear, workCalendar, workingDayCounter } from '../platform/shared/calendar.ts'
import years from '../rulebook/data/calendar-years.json' with { type: 'json' }
import type { Rung } from '../rulebook/ladder-values.ts'
import { addressesOf, postOf, remindedAt } from './address.ts'
import { climb, isAbove, type Ladder, type Passed, reminderOn, rungsOn, type Standing } from './ladder.ts'

const calendar = workCalendar(years.years satisfies CalendarYear[])
const count = workingDayCounter(calendar, '2018-01-01', '2027-12-31')
const rule = { before: [3, 1], onLastDay: true, after: [1, 3], thenEvery: 5, fromHour: 6 }
const ladder: Ladder = {
  rungs: [
    { to: 'township', days: 1, dayKind: 'working' },
    { to: 'county', days: 3, dayKind: 'working' },
    { to: 'city', days: 5, dayKind: 'working' },
    { to: 'jointWatch', days: 5, dayKind: 'working' },
  ],
}
const byVillage: Standing = { holderLevel: 'village', ofAgency: false, raisedLevel: null, national: false }
const none: ReadonlySet<Rung> = new Set()

describe('the reminder of a day', () => {
  // from Thursday 8 February, ten working days: the last day is Tuesday 27 February 2018; 15 to 21 were a holiday, 24 was worked
  const limit = { startedOn: '2018-02-08', dueOn: '2018-02-27' }
  test.each([
    ['2018-02-08', undefined, 'the day it began'],
    ['2018-02-22', undefined, 'four working days are left'],
    ['2018-02-23', 'before', 'three are left: 24 (made up), 26, 27'],
    ['2018-02-24', undefined, 'two are left'],
    ['2018-02-25', undefined, 'a Sunday'],
    ['2018-02-26', 'before', 'one is left'],
    ['2018-02-27', 'due', 'the last day'],
    ['2018-02-28', 'after', 'one late'],
    ['2018-03-01', undefined, 'two late'],
    ['2018-03-02', 'after', 'three late'],
    ['2018-03-03', undefined, 'a Saturday'],
    ['2018-03-09', 'after', 'eight late: five after the third'],
    ['2018-03-16', 'after', 'thirteen late'],
    ['2018-03-15', undefined, 'twelve late'],
  ] as const)('on %s is %s: %s', (day, kind, _because) => {
    expect(reminderOn(limit, day, rule, count)).toBe(kind)
  })

  it('comes on the last day though that be a day off, where the text names it', () => {
    expect(reminderOn({ startedOn: '2018-03-01', dueOn: '2018-03-17' }, '2018-03-17', rule, count)).toBe('due')
  })

  it('of a limit that began after its last day counts from the day it began', () => {
    const returned = { startedOn: '2018-03-20', dueOn: '2018-03-15' }
    expect(['2018-03-20', '2018-03-21', '2018-03-22'].map((day) => reminderOn(returned, day, rule, count))).toEqual([
      undefined,
      'after',
      undefined,
    ])
  })

  it('in a year without calendar comes as if every day were worked, and is not lost', () => {
    const limit = { startedOn: '2026-12-01', dueOn: '2027-01-10' }
    expect(reminderOn(limit, '2027-01-07', rule, count)).toBe('before')
  })

  it('falls at most once on each day, and every kind on its days only', () => {
    const days = Array.from({ length: 60 }, (_, n) => addDays('2018-02-08', n))
    const found = days.map((day) => reminderOn(limit, day, rule, count))
    expect(found.filter((kind) => kind === 'before')).toHaveLength(2)
    expect(found.filter((kind) => kind === 'due')).toHaveLength(1)
  })
})

describe('the rungs reached by a day', () => {
  const limit = { startedOn: '2018-03-01', dueOn: '2018-03-09' }
  const on = (day: string, standing: Standing, taken: ReadonlySet<Rung> = none) =>
    rungsOn(limit, standing, day, ladder, taken, count)
  test.each([
    ['2018-03-09', byVillage, []],
    ['2018-03-11', byVillage, []],
    ['2018-03-12', byVillage, ['township']],
    ['2018-03-14', byVillage, ['township', 'county']],
    ['2018-03-16', byVillage, ['township', 'county', 'city']],
    ['2018-03-16', { ...byVillage, national: true }, ['township', 'county', 'city', 'jointWatch']],
    ['2018-03-16', { ...byVillage, raisedLevel: 'county' }, ['city']],
    ['2018-03-16', { ...byVillage, holderLevel: 'county' }, ['city']],
    ['2018-03-16', { ...byVillage, holderLevel: 'county', ofAgency: true }, ['county', 'city']],
    ['2018-03-16', { ...byVillage, holderLevel: 'city' }, []],
    ['2018-03-16', { ...byVillage, holderLevel: 'city', ofAgency: true }, ['city']],
  ] as const)('%s, %o: %j', (day, standing, rungs) => {
    expect(on(day, standing)).toEqual(rungs)
  })

  it('are counted in the kind of days the rule names', () => {
    const calendarDays: Ladder = { rungs: [{ to: 'township', days: 2, dayKind: 'calendar' }] }
    const reached = (day: string) => rungsOn(limit, byVillage, day, calendarDays, none, count)
    expect([reached('2018-03-10'), reached('2018-03-11')]).toEqual([[], ['township']])
  })

  it('are not reached twice', () => {
    expect(on('2018-03-16', byVillage, new Set(['township', 'county', 'city']))).toEqual([])
  })

  it('go on to the watch of article nine for what was reported to the national conference only', () => {
    expect(isAbove('jointWatch', byVillage)).toBe(false)
    expect(isAbove('jointWatch', { ...byVillage, national: true, raisedLevel: 'city' })).toBe(true)
  })
})

describe('climbing', () => {
  const up = (reached: Rung[], passed: Partial<Record<Rung, Passed>> = {}, standing = byVillage) =>
    climb(reached, ladder, standing, (rung) => passed[rung] ?? null)

  it('takes the rung that was reached, where somebody answers', () => {
    expect(up(['township'])).toEqual([{ rung: 'township', passed: null }])
  })

  it('goes on to the next where a post is vacant or kept out, and says so', () => {
    expect(up(['township'], { township: 'vacant', county: 'withheld' })).toEqual([
      { rung: 'township', passed: 'vacant' },
      { rung: 'county', passed: 'withheld' },
      { rung: 'city', passed: null },
    ])
  })

  it('does not take a rung twice that it came to early', () => {
    expect(up(['county'], {}, { ...byVillage, raisedLevel: 'county' })).toEqual([])
  })

  it('never falls into the watch because a post is vacant', () => {
    expect(up(['city'], { city: 'vacant' }, { ...byVillage, raisedLevel: 'county', national: true })).toEqual([
      { rung: 'city', passed: 'vacant' },
    ])
  })
})

describe('the address of a limit', () => {
  const held = {
    areaPath: '/1/2/4/6/',
    holderPath: '/1/2/4/6/',
    holderOfficialId: null,
    holderAgencyId: null,
    ofKeeper: false,
    holderPost: null,
    raisedLevel: null,
  }
  it('is the post of its area, of the body’s people, or of the level it has risen to; of a post that owns a task, and above it', () => {
    expect(addressesOf(held)).toEqual([{ path: '/1/2/4/6/', post: 'gridWorker' }])
    expect(addressesOf({ ...held, holderAgencyId: 'a', holderPath: '/1/2/' })).toEqual([
      { agency: 'a' },
      { path: '/1/2/', post: 'leaderInCharge' },
    ])
    expect(addressesOf({ ...held, raisedLevel: 'township' })).toEqual([{ path: '/1/2/4/', post: 'gridLeader' }])
    expect(addressesOf({ ...held, areaPath: '/1/2/4/', holderPost: 'principal' })).toEqual([
      { path: '/1/2/4/', post: 'principal' },
      { path: '/1/2/', post: 'leaderInCharge' },
      { path: '/1/', post: 'cityOffice' },
    ])
    expect(postOf('city', '/1/2/4/6/')).toEqual({ path: '/1/', post: 'cityOffice' })
  })
  it('of a keeper stays with him when it has risen, and is told above too', () => {
    const kept = { ...held, areaPath: '/1/', holderPath: '/1/', holderOfficialId: 'a', ofKeeper: true }
    const [own, office] = [
      { official: 'a', at: '/1/' },
      { path: '/1/', post: 'cityOffice' },
    ]
    expect(remindedAt(kept)).toEqual([[own, office]])
    expect(remindedAt({ ...kept, raisedLevel: 'city' })).toEqual([[own, office], [office]])
    expect(remindedAt({ ...kept, ofKeeper: false, raisedLevel: 'city' })).toEqual([[office]])
  })
})
