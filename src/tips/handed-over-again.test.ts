/** A tip that changes hands more than once: its lead goes with it, and whoever had it owes nothing any more. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { visitLead } from '../../test/on-site.ts'
import {
  clueChecks as checks,
  handTipOver,
  nameCustodians,
  paraphrase,
  readMine,
  runTipJob,
} from '../../test/tip-ground.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { leadsContract as leads } from '../leads/contract.ts'
import { tipOfficeContract as office } from './office-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

const run = (name: string, ids: Record<string, string> = {}) => runTipJob(city, name, ids)
const leadOf = async (id: string) => (await city.ok('cityOffice', office.getTip, { id })).leadId ?? ''

async function handAgain(id: string): Promise<string> {
  await city.ok('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '依法核查' })
  await city.ok('cityOfficeDeputy', office.issueHandOver, { id, checks, receivers: ['化解办'] })
  return leadOf(id)
}
async function giveBack(id: string, person: PersonKey = 'countyOfficeA') {
  await city.ok(person, office.giveTipBack, { id, reason: '不在本区' })
  await run('tips.restartLimits', { subjectId: id })
}
const charge = (leadId: string, person: PersonKey, agencyId: string) =>
  city.ok(person, leads.assignLead, { id: leadId, agencyId, note: null })

/** Areas whose limits of a lead still run. */
const runningAt = async (leadId: string) =>
  (
    await city.asOwner<{ area_path: string }>(
      `select area_path from time_limits where subject_id = $1 and state in ('running', 'suspended')`,
      [leadId],
    )
  ).map((row) => row.area_path)

describe('a lead goes with its tip', () => {
  test('from the county that gave it back to another: that one finishes it, the first sees nothing and has no limit', async () => {
    const { id, leadId, code } = await handTipOver(city)
    await charge(leadId, 'countyOfficeA', city.agencies.marketA)
    await giveBack(id)
    for (const person of ['countyOfficeA', 'officerA1'] as const)
      expect(await city.refused(person, leads.getLead, { id: leadId }), person).toBe('not-found')
    expect(await city.ok('cityOffice', leads.getLead, { id: leadId })).toMatchObject({
      status: 'opened',
      areaPath: areas.city.path,
    })
    expect(await runningAt(leadId)).toEqual([areas.city.path])
    await city.ok('cityOffice', office.moveTip, { id, placeAreaId: areas.villageB.id, reason: '实际在乙区' })
    expect(await handAgain(id)).toBe(leadId)
    expect(await runningAt(leadId)).toEqual([areas.countyB.path])
    for (const person of ['countyOfficeA', 'officerA1'] as const)
      expect(await city.refused(person, leads.getLead, { id: leadId }), person).toBe('not-found')
    await charge(leadId, 'countyOfficeB', city.agencies.marketB)
    await city.ok('officerB1', leads.takeUpLead, { id: leadId })
    await visitLead(city, leadId, { agency: 'marketB' })
    await city.ok('officerB1', leads.decideLead, { id: leadId, outcome: 'unfounded', reason: '现场核查' })
    await run('tips.followLead', { subjectId: leadId })
    expect((await readMine(city, code)).status).toBe('unfounded')
    expect(await runningAt(leadId)).toEqual([])
  })

  test('to the same county again, twice', async () => {
    const { id, leadId } = await handTipOver(city)
    for (let hop = 0; hop < 2; hop += 1) {
      await giveBack(id)
      expect(await city.refused('countyOfficeA', leads.getLead, { id: leadId })).toBe('not-found')
      expect(await handAgain(id)).toBe(leadId)
      expect(await runningAt(leadId)).toEqual([areas.countyA.path])
    }
    await charge(leadId, 'countyOfficeA', city.agencies.marketA)
    expect((await city.ok('officerA1', leads.takeUpLead, { id: leadId })).status).toBe('underVerification')
  })

  test('to a county again from which silence took it', async () => {
    const { id, leadId } = await handTipOver(city)
    await charge(leadId, 'countyOfficeA', city.agencies.marketA)
    await city.goTo('2018-03-15T22:30:00Z')
    await run('tips.escalate')
    expect(await handAgain(id)).toBe(leadId)
    expect((await city.ok('countyOfficeA', leads.getLead, { id: leadId })).status).toBe('opened')
    expect(await runningAt(leadId)).toEqual([areas.countyA.path])
    await city.goTo('2018-03-01T02:00:00Z')
  })

  test('and is another where the first was found to be nobody’s here', async () => {
    const { id, leadId } = await handTipOver(city)
    await charge(leadId, 'countyOfficeA', city.agencies.marketA)
    await city.ok('officerA1', leads.takeUpLead, { id: leadId })
    await city.ok('officerA1', leads.decideLead, { id: leadId, outcome: 'notOurs', reason: '不属于本局职责' })
    await giveBack(id)
    const other = await handAgain(id)
    expect(other).not.toBe(leadId)
    expect((await city.ok('countyOfficeA', leads.getLead, { id: other })).status).toBe('opened')
  })
})
