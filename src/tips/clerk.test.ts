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
  sendTip,
} from '../../test/tip-ground.ts'
import { areas } from '../../test/world.ts'
import { leadsContract as leads } from '../leads/contract.ts'
import type { Actor, Grant } from '../platform/shared/permission.ts'
import { tipRules } from '../rulebook/rules/tips.ts'
import type { RuleValue } from '../rulebook/values.ts'
import { channelsFor, mayEnter } from './clerk.ts'
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

describe('who writes down what', () => {
  const rule = tipRules.find(({ key }) => key === 'tips.entry')?.value as RuleValue<'tips.entry'> // written with this type
  const officer = (functionKind: string, area: keyof typeof areas = 'countyA'): Actor => {
    const at = { areaId: areas[area].id, areaPath: areas[area].path, areaLevel: 'county' } as const
    const grants: Grant[] = [{ role: 'departmentOfficer', agencyId: crypto.randomUUID(), functionKind, ...at }]
    return { accountId: 'a', officialId: crypto.randomUUID(), name: '', enforcementCard: null, grants }
  }

  test('follows from the rule: 12315 for market regulation, 12369 for ecology, no channel for a body it does not name', () => {
    const byHand = ['letter', 'visit', 'superior', 'media']
    expect(channelsFor(officer('marketRegulation'), rule.clerks)).toEqual(['phone12315', ...byHand])
    expect(channelsFor(officer('environment'), rule.clerks)).toEqual(['phone12369', ...byHand])
    expect(channelsFor(officer('workSafety'), rule.clerks)).toEqual(byHand)
    expect(channelsFor(officer('banking'), rule.clerks)).toEqual([])
  })

  test('is for places of the own area', () => {
    const one = officer('marketRegulation')
    expect(mayEnter(one, rule.clerks, 'phone12315', areas.villageA1.path)).toBe(true)
    expect(mayEnter(one, rule.clerks, 'phone12315', areas.villageB.path)).toBe(false)
    expect(mayEnter(one, rule.clerks, 'phone12369', areas.villageA1.path)).toBe(false)
  })
})

describe('a clerk of a department', () => {
  const entryOf = async (more: Partial<Parameters<typeof said>[0]>, code = newCode()) => {
    const report = said(more)
    const envelope = await sealFor(city, report.placeAreaId, { name: '来电人', contact: '13900000002', private: '' })
    return { channel: 'phone12315', sourceNumber: '12315-8', code, report, envelope } as const
  }

  test('enters what came by the own channel for the own area, and is told where to take anything else', async () => {
    expect(await city.ok('officerA1', office.listEntryChannels, {})).toEqual({
      channels: ['phone12315', 'letter', 'visit', 'superior', 'media'],
    })
    const entry = await entryOf({ words: '消费者来电：厂里夜间出钢' })
    expect((await city.ok('officerA1', office.enterTip, entry)).steps).toHaveLength(1)
    const hotline = { ...(await entryOf({ words: '别的渠道' })), channel: 'phone12369' } as const
    expect(await city.refused('officerA1', office.enterTip, hotline)).toBe('entry-elsewhere')
    const elsewhere = await entryOf({ placeAreaId: areas.villageB.id })
    expect(await city.refused('officerA1', office.enterTip, elsewhere)).toBe('entry-elsewhere')
    expect(await city.refused('powerLiaison', office.enterTip, entry)).toBe('not-permitted')
  })

  test('sees nothing but what was typed: no list, no tip, no lead, and no sign of others of the same matter', async () => {
    const words = '同一件事：后院夜里出钢，先有人举报过'
    const answersOf = async (first: boolean) => {
      const text = `${words}${first}`
      if (first) await sendTip(city, { words: text })
      await runTipJob(city, 'tips.admit')
      const receipt = await city.ok('officerA1', office.enterTip, await entryOf({ words: text }))
      await runTipJob(city, 'tips.admit')
      return {
        receipt: { county: receipt.countyName, steps: receipt.steps.length },
        leads: (await city.ok('officerA1', leads.listLeads, {})).rows.length,
        lists: [(await city.call('officerA1', office.listTips, {})).status],
      }
    }
    expect(await answersOf(true)).toEqual(await answersOf(false))
    const [row] = (await city.ok('cityOffice', office.listTips, { limit: 1 })).rows
    expect(await city.refused('officerA1', office.getTip, { id: row?.id ?? '' })).toBe('not-permitted')
  })

  test('is one source among others: tips that say the same are linked in the order in which they came', async () => {
    const words = '按到达顺序：河边旧仓库里有两台中频炉，每天夜里两点开炉'
    const codes = [newCode(), newCode()]
    await city.ok('officerA1', office.enterTip, await entryOf({ words }, codes[0]))
    await runTipJob(city, 'tips.admit')
    await sendTip(city, { words }, undefined, codes[1])
    await runTipJob(city, 'tips.admit')
    const kinds = async (code: string) => (await readMine(city, code)).steps.map(({ kind }) => kind)
    expect(await kinds(codes[0] ?? '')).toEqual(['received'])
    expect(await kinds(codes[1] ?? '')).toEqual(['received', 'joined'])
  })
})
