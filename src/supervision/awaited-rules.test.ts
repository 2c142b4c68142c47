/** Whoever keeps the rulebook is reminded that the figures of Order 121 are to be entered, over simulated days, until they are. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enter2027 } from '../../test/calendar-year.ts'
import { openTest, type Test } from '../../test/harness.ts'
import { liveThrough } from '../../test/supervision-ground.ts'
import { areas } from '../../test/world.ts'
import { asProgram } from '../platform/server/http.ts'
import { addDays } from '../platform/shared/calendar.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { rulebookContract as rulebook } from '../rulebook/contract.ts'
import { followAwaitedRules } from './awaited-rules.ts'
import { limitsContract as limits } from './limits-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2026-04-13T02:00:00Z' })
})
afterAll(() => city.close())

const follow = () => asProgram(city.app.platform, followAwaitedRules)
const live = async (from: string, to: string) => {
  for (let day = from; day <= to; day = addDays(day, 1)) {
    await city.goTo(`${day}T02:00:00Z`)
    await follow()
    await liveThrough(city, day, day)
  }
}
const rowOf = async (key: string) =>
  (await city.ok('legalReviewer', rulebook.listRules, { text: key, limit: 50 })).rows.find((rule) => rule.key === key)
const awaited = async () => (await rowOf('awaited.order121'))?.id ?? ''
const limitsOf = async () =>
  (await city.ok('legalReviewer', platform.listLimitsOf, { subjectId: await awaited() })).rows.map(
    ({ kind, dueOn, status }) => ({ kind, dueOn, status }),
  )
const said = async (after: string) =>
  city.asOwner<{ step: string; day: string; told: string }>(
    `select coalesce(s.rung, s.kind) as step, s.for_day::text as day,
            (select string_agg(o.name, ',' order by o.name) from limit_tellings t join officials o on o.id = t.official_id where t.step_id = s.id) as told
       from limit_steps s join time_limits l on l.id = s.limit_id where l.kind = 'limit.ruleEntry' and s.for_day > $1 order by s.for_day, s.made_at, s.id`,
    [after],
  )

describe('the figures of Order 121', () => {
  test('are nobody’s business while Order 20 holds', async () => {
    await live('2026-04-13', '2026-04-14')
    expect(await said('2026-01-01')).toEqual([])
    expect(await rowOf('awaited.order121')).toBeUndefined()
  })

  test('are to be entered from its first day on: the legal reviewer is reminded, and when it runs over the city office is told too', async () => {
    await live('2026-04-15', '2026-05-13')
    expect(await limitsOf()).toEqual([{ kind: 'limit.ruleEntry', dueOn: '2026-04-29', status: 'overdue' }])
    expect(await said('2026-01-01')).toEqual([
      { step: 'before', day: '2026-04-24', told: 'legalReviewer' },
      { step: 'before', day: '2026-04-28', told: 'legalReviewer' },
      { step: 'due', day: '2026-04-29', told: 'legalReviewer' },
      { step: 'after', day: '2026-04-30', told: 'legalReviewer' },
      { step: 'after', day: '2026-05-07', told: 'legalReviewer' },
      { step: 'city', day: '2026-05-07', told: 'cityOffice,cityOfficeDeputy' },
      { step: 'after', day: '2026-05-13', told: 'cityOffice,cityOfficeDeputy,legalReviewer' },
    ])
    // once: the rounds of the days after it have taken it no second time
    expect((await city.eventsOf(await awaited())).filter((kind) => kind === 'limit.raised')).toHaveLength(1)
    const { rows } = await city.ok('legalReviewer', limits.getMyDigest, {})
    expect(rows).toMatchObject([{ subjectKind: 'rule', title: expect.stringContaining('第121号') }])
  })

  test('raised one by one: the reminders go on until the last, and end with it', async () => {
    const fileId = await city.upload(
      'legalReviewer',
      areas.city.id,
      'document',
      '令.pdf',
      Buffer.from('%PDF-1.4\n%%EOF'),
    )
    const raise = async (key: string) =>
      city.ok('legalReviewer', rulebook.raiseRule, { id: (await rowOf(key))?.id ?? '', fileId })
    await raise('limit.tipVerification')
    await follow()
    expect((await limitsOf())[0]?.status).toBe('overdue')
    await raise('limit.tipResultTold')
    await follow()
    expect(await limitsOf()).toEqual([{ kind: 'limit.ruleEntry', dueOn: '2026-04-29', status: 'doneLate' }])
    await live('2026-05-14', '2026-06-05')
    expect(await said('2026-05-13')).toEqual([])
    expect((await city.eventsOf(await awaited())).filter((kind) => kind.startsWith('rule.entry'))).toEqual([
      'rule.entryDemanded',
      'rule.entryMet',
    ])
  })
})

describe('the calendar of the next year', () => {
  const demanded = async () => {
    const id = (await rowOf('awaited.calendar'))?.id ?? ''
    const { rows } = await city.ok('legalReviewer', platform.listLimitsOf, { subjectId: id })
    return rows.map(({ dueOn, status }) => ({ dueOn, status }))
  }

  test('is demanded of the legal reviewer from November on, and of the city office when November is over: before limits cannot begin', async () => {
    await live('2026-10-30', '2026-10-31')
    expect(await demanded()).toEqual([])
    await live('2026-11-01', '2026-12-03')
    expect(await demanded()).toEqual([{ dueOn: '2026-11-30', status: 'overdue' }])
    expect((await said('2026-10-30')).filter(({ step }) => step !== 'before')).toEqual([
      { step: 'due', day: '2026-11-30', told: 'legalReviewer' },
      { step: 'after', day: '2026-12-01', told: 'legalReviewer' },
      { step: 'after', day: '2026-12-03', told: 'legalReviewer' },
      { step: 'city', day: '2026-12-03', told: 'cityOffice,cityOfficeDeputy' },
    ])
  })

  test('is still demanded when the year has come without it, and not demanded twice', async () => {
    await live('2027-01-04', '2027-01-04')
    expect(await demanded()).toEqual([{ dueOn: '2026-11-30', status: 'overdue' }])
  })

  test('is there with its entry', async () => {
    const pdf = Buffer.from('%PDF-1.4\n%%EOF')
    const fileId = await city.upload('legalReviewer', areas.city.id, 'document', '安排.pdf', pdf)
    const entry = { year: 2027, number: '国办发明电〔2026〕1号', offDays: ['2027-01-01'], makeUpDays: [] }
    await city.ok('legalReviewer', rulebook.enterCalendarYear, { ...entry, fileId })
    await follow()
    expect(await demanded()).toEqual([{ dueOn: '2026-11-30', status: 'doneLate' }])
  })
})

test('figures whose days reach into the year without calendar are demanded once, and their limit begins with that year', async () => {
  const late = await openTest({ now: '2026-12-21T02:00:00Z' })
  try {
    const again = () => asProgram(late.app.platform, followAwaitedRules)
    await again()
    await again()
    const { rows } = await late.ok('legalReviewer', rulebook.listRules, { text: 'awaited', limit: 50 })
    const idOf = (key: string) => rows.find((rule) => rule.key === key)?.id ?? ''
    const limitsOfRule = async (key: string) =>
      (await late.ok('legalReviewer', platform.listLimitsOf, { subjectId: idOf(key) })).rows.map(({ dueOn }) => dueOn)
    expect(await limitsOfRule('awaited.calendar')).toEqual(['2026-11-30'])
    expect(await limitsOfRule('awaited.order121')).toEqual([])
    expect(await late.eventsOf(idOf('awaited.order121'))).toEqual(['rule.entryDemanded'])
    await enter2027(late)
    expect(await limitsOfRule('awaited.order121')).toEqual(['2027-01-05'])
  } finally {
    await late.close()
  }
})
