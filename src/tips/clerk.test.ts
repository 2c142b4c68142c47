import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import {
  clueChecks,
  nameCustodians,
  newCode,
  paraphrase,
  readMine,
  runTipJob,
  said,
  sealFor,
} from '../../test/tip-ground.ts'
import { tipOfficeContract as office } from './office-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

describe('a clerk', () => {
  test('writes down what came by telephone, sealed in the own browser, in the same register', async () => {
    const code = newCode()
    const report = said({ words: '来电反映夜间冶炼' })
    const receipt = await city.ok('cityOffice', office.enterTip, {
      channel: 'phone12345',
      sourceNumber: 'GD-1',
      code,
      report,
      envelope: await sealFor(city, report.placeAreaId, { name: '来电人', contact: '13900000001', private: '' }),
    })
    expect(receipt.steps).toHaveLength(1)
    await runTipJob(city, 'tips.admit')
    expect((await readMine(city, code)).waiting).toBe(false)
    expect(
      await city.refused('gridWorkerA1', office.enterTip, {
        channel: 'visit',
        sourceNumber: null,
        code: newCode(),
        report,
        envelope: null,
      }),
    ).toBe('not-permitted')
  })

  test('writes down the number of the work order for whoever oversees: the county could ask the hotline who called', async () => {
    const report = said({ words: '来电反映仓库里有中频炉' })
    const envelope = await sealFor(city, report.placeAreaId)
    const entry = { channel: 'phone12345', sourceNumber: 'GD-20180301-7', code: newCode(), report, envelope } as const
    await city.ok('cityOffice', office.enterTip, entry)
    await runTipJob(city, 'tips.admit')
    const [row] = (await city.ok('cityOffice', office.listTips, { limit: 1 })).rows
    const id = row?.id ?? ''
    await city.ok('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '依法核查' })
    const issue = { id, checks: clueChecks, receivers: ['甲区化解办'] }
    await city.ok('cityOfficeDeputy', office.issueHandOver, issue)
    expect((await city.ok('cityOffice', office.getTip, { id })).sourceNumber).toBe('GD-20180301-7')
    expect((await city.ok('countyOfficeA', office.getTip, { id })).sourceNumber).toBeNull()
  })
})
