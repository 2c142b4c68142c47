/** What the limits of a tip demand, of whom, and how they are lengthened or stand still. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import {
  admitTip,
  clueChecks,
  handTipOver,
  nameCustodians,
  newCode,
  paraphrase,
  readMine,
  runTipJob,
  said,
  sealFor,
  verifyTip,
} from '../../test/tip-ground.ts'
import { areas } from '../../test/world.ts'
import { addDays } from '../platform/shared/calendar.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { tipOfficeContract as office } from './office-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

const limitOf = async (subjectId: string, kind: string) =>
  (await city.ok('cityOffice', platform.listLimitsOf, { subjectId })).rows.find((row) => row.kind === kind)

/** A result that needs no verification. */
const handOn = (id: string) =>
  ({ id, result: 'handedOn', answer: '已移送外市', acceptance: '外市〔2018〕3号' }) as const

describe('a second look that is drawn', () => {
  /** @returns a closed tip that is drawn on the first of the next month. */
  async function drawn() {
    await city.goTo('2018-03-01T02:00:00Z')
    const tip = await admitTip(city)
    await city.ok('cityOffice', office.concludeTip, { id: tip.id, result: 'notVerifiable', answer: '未发现' })
    await city.goTo('2018-04-02T00:00:00Z')
    await runTipJob(city, 'tips.recheck')
    return tip
  }

  test('is an event, a limit of the city office and a filter of its list; the reporter is promised no day by it', async () => {
    const { id, code } = await drawn()
    expect(await city.eventsOf(id)).toContain('tip.recheckDrawn')
    expect(await limitOf(id, 'limit.tipRecheck')).toMatchObject({ status: 'due', dueOn: '2018-04-17' })
    const mine = await city.ok('cityOfficeDeputy', platform.listDueLimits, { mine: 'true', limit: 200 })
    expect(mine.rows.map((row) => row.subjectId)).toContain(id)
    const listed = async () =>
      (await city.ok('cityOffice', office.listTips, { recheck: 'open' })).rows.map((row) => row.id)
    expect(await listed()).toEqual([id])
    expect(await city.refused('countyOfficeA', office.listTips, { recheck: 'open' })).toBe('not-permitted')
    expect((await readMine(city, code)).dueOn).toBeNull()
    const decision = { id, outcome: 'upheld', answer: '维持' } as const
    await city.ok('cityOfficeDeputy', office.decideRecheck, decision)
    expect(await limitOf(id, 'limit.tipRecheck')).toMatchObject({ status: 'done' })
    expect(await listed()).toEqual([])
  })

  test('has looked when the tip is verified anew', async () => {
    const { id } = await drawn()
    await city.ok('cityOfficeDeputy', office.decideRecheck, { id, outcome: 'verifyAgain' })
    expect(await limitOf(id, 'limit.tipRecheck')).toMatchObject({ status: 'done' })
  })
})

describe('a suspension', () => {
  const reason = '送检钢坯成分'

  test('names the day on which the limits run on, within the days of the rule', async () => {
    await city.goTo('2018-03-01T02:00:00Z')
    const { id } = await handTipOver(city)
    const suspend = (until: string) => city.refused('cityOffice', office.suspendTip, { id, until, reason })
    expect(await suspend('2018-03-01')).toBe('suspension-too-long')
    expect(await suspend('2018-12-01')).toBe('suspension-too-long')
    await city.ok('cityOffice', office.suspendTip, { id, until: '2018-03-20', reason })
    expect(await suspend('2018-03-20')).toBe('wrong-state')
  })

  test('that is repeated has the days that are left: all together last no longer than the rule', async () => {
    await city.goTo('2018-03-01T02:00:00Z')
    const { id } = await handTipOver(city)
    const suspend = (until: string) => ({ id, until, reason })
    // 25 working days from Thursday, 1 March, the day itself among them: to Friday, 6 April is off, so Monday, 9 April
    await city.ok('cityOffice', office.suspendTip, suspend('2018-04-09'))
    await city.goTo('2018-04-09T02:00:00Z')
    await runTipJob(city, 'tips.resume')
    const refused = await city.call('cityOffice', office.suspendTip, suspend('2018-05-08'))
    expect(refused.body).toMatchObject({ code: 'suspension-too-long' })
    const { last } = (refused.body as { details: { last: string } }).details // an answer of http-errors.ts
    await city.ok('cityOffice', office.suspendTip, suspend(last))
    await city.goTo(`${last}T02:00:00Z`)
    await runTipJob(city, 'tips.resume')
    const again = suspend(addDays(last, 1))
    expect(await city.refused('cityOffice', office.suspendTip, again)).toBe('suspension-spent')
    const [limit] = await city.asOwner<{ days: number }>(
      `select sum((s ->> 'until')::date - (s ->> 'from')::date)::int as days
         from time_limits, jsonb_array_elements(suspensions) s where subject_id = $1 and kind = 'limit.tipHandling'`,
      [id],
    )
    expect(limit?.days).toBeLessThan(50)
  })

  test('ends by itself on its day, with an event and a step, and what stays silent then goes up', async () => {
    await city.goTo('2018-03-01T02:00:00Z')
    const { id, code } = await handTipOver(city)
    await city.ok('cityOffice', office.suspendTip, { id, until: '2018-03-20', reason })
    await city.goTo('2018-03-19T02:00:00Z')
    await runTipJob(city, 'tips.resume')
    expect(await limitOf(id, 'limit.tipHandling')).toMatchObject({ status: 'suspended' })
    // a day late: the days count from the day that was named
    await city.goTo('2018-03-21T02:00:00Z')
    await runTipJob(city, 'tips.resume')
    await runTipJob(city, 'tips.resume')
    expect(await limitOf(id, 'limit.tipHandling')).toMatchObject({ status: 'due', dueOn: '2018-04-02' })
    expect((await city.eventsOf(id)).filter((kind) => kind === 'tip.resumed')).toHaveLength(1)
    expect((await readMine(city, code)).steps.at(-1)?.kind).toBe('resumed')
    await city.goTo('2018-04-04T02:00:00Z')
    await runTipJob(city, 'tips.escalate')
    expect((await readMine(city, code)).steps.at(-1)?.kind).toBe('escalated')
  })
})

describe('more time', () => {
  const reason = '需委托检验钢坯成分'
  const ask = (id: string, days: number) => ({ id, days, reason })

  test('is asked for by the county that holds the tip and approved by the city, once, within the days of the rule', async () => {
    await city.goTo('2018-03-01T02:00:00Z')
    const { id, code } = await handTipOver(city)
    expect(await city.refused('countyOfficeA', office.askExtension, ask(id, 11))).toBe('extension-too-long')
    await city.ok('countyOfficeA', office.askExtension, ask(id, 5))
    expect(await city.refused('countyOfficeA', office.askExtension, ask(id, 5))).toBe('wrong-state')
    await runTipJob(city, 'tips.extensionAsked', { subjectId: id })
    expect(await limitOf(id, 'limit.tipExtension')).toMatchObject({ status: 'soon', dueOn: '2018-03-02' })
    expect((await readMine(city, code)).dueOn).toBe('2018-03-15')
    expect(await city.refused('countyOfficeA', office.decideExtension, { id, approved: true })).toBe('not-permitted')
    await city.ok('cityOffice', office.decideExtension, { id, approved: true })
    const mine = await readMine(city, code)
    expect(mine).toMatchObject({ dueOn: '2018-03-22', messages: [{ words: reason }] })
    expect(mine.steps.at(-1)?.kind).toBe('extended')
    expect(await limitOf(id, 'limit.tipExtension')).toMatchObject({ status: 'done' })
    expect(await city.refused('countyOfficeA', office.askExtension, ask(id, 5))).toBe('extension-spent')
  })

  test('is not approved by whoever asked, may be refused, and is neither asked for nor approved when it is late', async () => {
    await city.goTo('2018-03-01T02:00:00Z')
    const { id, code } = await handTipOver(city)
    await city.ok('cityOffice', office.askExtension, ask(id, 5))
    expect(await city.refused('cityOffice', office.decideExtension, { id, approved: true })).toBe('not-permitted')
    await city.ok('cityOfficeDeputy', office.decideExtension, { id, approved: false })
    expect((await readMine(city, code)).dueOn).toBe('2018-03-15')
    await city.ok('countyOfficeA', office.askExtension, ask(id, 5))
    await city.goTo('2018-03-20T02:00:00Z')
    expect(await city.refused('cityOffice', office.decideExtension, { id, approved: true })).toBe('limit-expired')
    await city.ok('cityOffice', office.decideExtension, { id, approved: false })
    expect(await city.refused('countyOfficeA', office.askExtension, ask(id, 5))).toBe('limit-expired')
  })

  test('that is asked for before the tip is handed over stays a limit of whoever decides, not of the county', async () => {
    await city.goTo('2018-03-01T02:00:00Z')
    const { id } = await admitTip(city)
    await city.ok('cityOffice', office.askExtension, ask(id, 5))
    await runTipJob(city, 'tips.extensionAsked', { subjectId: id })
    await city.ok('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '依法核查' })
    const receivers = ['甲区化解办 负责人']
    await city.ok('cityOfficeDeputy', office.issueHandOver, { id, checks: clueChecks, receivers })
    const held = async (kind: string) => (await limitOf(id, kind))?.areaId
    expect([await held('limit.tipExtension'), await held('limit.tipHandling')]).toEqual([
      areas.city.id,
      areas.countyA.id,
    ])
    const mine = await city.ok('cityOfficeDeputy', platform.listDueLimits, { mine: 'true', limit: 200 })
    expect(mine.rows.flatMap((row) => (row.subjectId === id ? [row.kind] : []))).toEqual(['limit.tipExtension'])
  })

  test('needs no decision any more when the county concludes', async () => {
    await city.goTo('2018-03-01T02:00:00Z')
    const { id } = await handTipOver(city)
    await city.ok('countyOfficeA', office.askExtension, ask(id, 5))
    await runTipJob(city, 'tips.extensionAsked', { subjectId: id })
    await city.ok('countyOfficeA', office.concludeTip, handOn(id))
    await runTipJob(city, 'tips.dropExtension', { subjectId: id })
    expect(await limitOf(id, 'limit.tipExtension')).toMatchObject({ status: 'done' })
    expect((await city.ok('cityOffice', office.getTip, { id })).extension).toBeNull()
  })
})

/** A tip a clerk wrote down. @returns its id. */
async function entered(channel: 'letter' | 'phone12345'): Promise<string> {
  const report = said({ words: `第${Math.random()}件来信来电，内容各不相同，请核实` })
  const envelope = await sealFor(city, report.placeAreaId)
  await city.ok('cityOffice', office.enterTip, { channel, code: newCode(), report, envelope })
  await runTipJob(city, 'tips.admit')
  return (await city.ok('cityOffice', office.listTips, { limit: 1 })).rows[0]?.id ?? ''
}

describe('statutory limits run beside those of the program', () => {
  const kindsOf = async (subjectId: string) =>
    (await city.ok('cityOffice', platform.listLimitsOf, { subjectId })).rows.map((row) => row.kind)
  test('what came by letter has the limit of a petition from its arrival, what came by telephone has not', async () => {
    await city.goTo('2018-03-01T02:00:00Z')
    const letter = await entered('letter')
    expect(await limitOf(letter, 'limit.tipPetition')).toMatchObject({ status: 'due', dueOn: '2018-05-02' })
    expect(await kindsOf(await entered('phone12345'))).toEqual(['limit.tipHandOver', 'limit.tipHandling'])
    // the strictest open one is in front
    expect((await city.ok('cityOffice', office.getTip, { id: letter })).dueKind).toBe('limit.tipHandOver')
  })

  test('from the decision on the lead the reporter is told within the days of the rule', async () => {
    await city.goTo('2026-03-02T02:00:00Z')
    const told = await verifyTip(city, 'unfounded')
    expect(await limitOf(told.id, 'limit.tipResultTold')).toMatchObject({ status: 'done', startedOn: '2026-03-02' })
    const { id } = await verifyTip(city, 'notOurs')
    await runTipJob(city, 'tips.followLead', {
      subjectId: (await city.ok('cityOffice', office.getTip, { id })).leadId ?? '',
    })
    expect(await limitOf(id, 'limit.tipResultTold')).toMatchObject({ status: 'due', dueOn: '2026-03-09' })
    expect((await kindsOf(id)).filter((kind) => kind === 'limit.tipResultTold')).toHaveLength(1)
  })

  test('a suspension stills those that the rule lets stand still, and resumes them together', async () => {
    await city.goTo('2026-03-02T02:00:00Z')
    const { id } = await handTipOver(city)
    const states = async () =>
      Object.fromEntries(
        (await city.ok('cityOffice', platform.listLimitsOf, { subjectId: id })).rows.map((row) => [
          row.kind,
          row.status,
        ]),
      )
    await city.asOwner(
      `insert into time_limits (id, subject_kind, subject_id, kind, area_id, area_path, holder_agency_id, started_on,
        days, day_kind, due_on, state, confined)
      select gen_random_uuid(), 'tip', subject_id, 'limit.tipPetition', area_id, area_path, holder_agency_id, started_on, 60, 'calendar',
             started_on + 60, 'running', true from time_limits where subject_id = $1 and kind = 'limit.tipHandling'`,
      [id],
    )
    await city.ok('cityOffice', office.suspendTip, { id, until: '2026-03-20', reason: '送检' })
    const still = { 'limit.tipHandling': 'suspended', 'limit.tipVerification': 'suspended' }
    expect(await states()).toMatchObject({ ...still, 'limit.tipPetition': 'due' })
    await city.ok('cityOffice', office.resumeTip, { id })
    expect(await states()).toMatchObject({ 'limit.tipHandling': 'due', 'limit.tipVerification': 'due' })
    expect(await city.refused('cityOffice', office.resumeTip, { id })).toBe('wrong-state')
  })
})

test('the list and the record say how near the strictest limit is', async () => {
  const { id } = await admitTip(city)
  const seen = async () => {
    const { rows } = await city.ok('cityOffice', office.listTips, { limit: 1 })
    return [rows[0]?.dueStatus, (await city.ok('cityOffice', office.getTip, { id })).dueStatus]
  }
  expect(await seen()).toEqual(['soon', 'soon'])
  await city.ok('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '依法核查' })
  await city.ok('cityOfficeDeputy', office.issueHandOver, { id, checks: clueChecks, receivers: ['甲区化解办'] })
  expect(await seen()).toEqual(['due', 'due'])
  await city.ok('cityOffice', office.concludeTip, handOn(id))
  expect(await seen()).toEqual([null, null])
})
