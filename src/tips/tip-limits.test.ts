/** What the limits of a tip demand, of whom, and how they are lengthened or stand still. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { admitTip, nameCustodians, readMine, runTipJob } from '../../test/tip-ground.ts'
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
