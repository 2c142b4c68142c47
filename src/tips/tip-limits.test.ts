/** What the limits of a tip demand, of whom, and how they are lengthened or stand still. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import {
  admitTip,
  nameCustodians,
  newCode,
  readMine,
  runTipJob,
  said,
  sealFor,
  verifyTip,
} from '../../test/tip-ground.ts'
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

describe('a second look that is drawn', () => {
  /** @returns a closed tip that is drawn on the first of the next month. */
  async function drawn() {
    await city.goTo('2018-03-01T02:00:00Z')
    const tip = await admitTip(city)
    await city.ok('cityOffice', office.concludeTip, { id: tip.id, result: 'unfounded', answer: '未发现' })
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
    const decision = { id, outcome: 'upheld', result: 'unfounded', answer: '维持' } as const
    await city.ok('cityOfficeDeputy', office.decideRecheck, decision)
    expect(await limitOf(id, 'limit.tipRecheck')).toMatchObject({ status: 'done' })
    expect(await listed()).toEqual([])
  })

  test('has looked when the tip is verified anew', async () => {
    const { id } = await drawn()
    await city.ok('cityOfficeDeputy', office.decideRecheck, { id, outcome: 'verifyAgain', result: 'unfounded' })
    expect(await limitOf(id, 'limit.tipRecheck')).toMatchObject({ status: 'done' })
  })
})

describe('statutory limits run beside those of the program', () => {
  const kindsOf = async (subjectId: string) =>
    (await city.ok('cityOffice', platform.listLimitsOf, { subjectId })).rows.map((row) => row.kind)
  /** A tip a clerk wrote down. @returns its id. */
  async function entered(channel: 'letter' | 'phone12345'): Promise<string> {
    const report = said({ words: `第${Math.random()}件来信来电，内容各不相同，请核实` })
    const envelope = await sealFor(city, report.placeAreaId)
    await city.ok('cityOffice', office.enterTip, { channel, code: newCode(), report, envelope })
    await runTipJob(city, 'tips.admit')
    return (await city.ok('cityOffice', office.listTips, { limit: 1 })).rows[0]?.id ?? ''
  }

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
})
