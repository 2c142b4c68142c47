/** In the last weeks of a year limits end in one of which nobody has entered the working days: the work of the offices goes on. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enter2027 } from '../../test/calendar-year.ts'
import { openTest, type Test } from '../../test/harness.ts'
import { photo } from '../../test/ledger.ts'
import { areas } from '../../test/world.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { supervisionContract as supervision } from './contract.ts'

let city: Test
let evidence: string
beforeAll(async () => {
  city = await openTest({ now: '2026-12-01T02:00:00Z' })
  evidence = await city.upload('countyOfficeA', areas.countyA.id, 'evidence', 'a.jpg', await photo())
})
afterAll(() => city.close())

const finding = { areaId: areas.countyA.id, sourceNumber: '第3项', problem: '两镇未落实。', demand: '补齐。' }
const raise = (dueOn: string | null) => city.ok('cityOffice', supervision.raiseRectification, { ...finding, dueOn })
const answer = (id: string) =>
  city.ok('countyOfficeA', supervision.answerRectification, { id, answer: '已补齐。', fileIds: [evidence] })
const limitsOf = async (id: string) =>
  (await city.ok('cityOffice', platform.listLimitsOf, { subjectId: id })).rows.map(
    ({ kind, dueOn }) => `${kind} ${dueOn}`,
  )

test('an objection is never turned away: where the days of the rule cannot be counted, a day is named', async () => {
  const { id } = await raise('2026-12-10')
  await answer(id)
  await city.ok('cityOffice', supervision.acceptRectification, { id, findings: '属实。' })
  await city.ok('cityOffice', supervision.publiciseRectification, { id, problem: '未落实网格员', result: '已落实' })
  await city.goTo('2026-12-10T02:00:00Z')
  const objection = { id, channel: 'letter', objection: '名单不实' } as const
  expect(await city.refused('cityOffice', supervision.recordObjection, objection)).toBe('calendar-year-unknown')
  const past = { ...objection, dueOn: '2026-12-09' }
  expect(await city.refused('cityOffice', supervision.recordObjection, past)).toBe('demand-in-the-past')
  await city.ok('cityOffice', supervision.recordObjection, { ...objection, dueOn: '2027-01-15' })
  expect(await limitsOf(id)).toContain('limit.rectification 2027-01-15')
})

test('an item is entered with a day that is named, and without one it waits for the calendar', async () => {
  await city.goTo('2026-12-30T02:00:00Z')
  const without = { ...finding, dueOn: null }
  expect(await city.refused('cityOffice', supervision.raiseRectification, without)).toBe('calendar-year-unknown')
  await raise('2027-02-01')
})

test('an answer is taken in; the limit for accepting it is counted from its day once the year is entered', async () => {
  const { id } = await raise('2027-02-01')
  await answer(id)
  expect(await limitsOf(id)).toEqual(['limit.rectification 2027-02-01'])
  await enter2027(city)
  expect(await limitsOf(id)).toContain('limit.rectificationAcceptance 2027-01-14')
})
