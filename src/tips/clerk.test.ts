import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { nameCustodians, newCode, readMine, runTipJob, said, sealFor } from '../../test/tip-ground.ts'
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
})
