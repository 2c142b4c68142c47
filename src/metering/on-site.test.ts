/** An alarm is verified by a visit that began since it was raised, and by nothing else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { addSite } from '../../test/ledger.ts'
import { visitSite } from '../../test/on-site.ts'
import { areas } from '../../test/world.ts'
import { inspectionsContract as inspections } from '../inspections/contract.ts'
import { leadsContract as leads } from '../leads/contract.ts'
import { writtenLeads } from '../leads/examples.ts'
import { asProgram } from '../platform/server/http.ts'
import { followLead, openLeadOfAlarm, raiseAlarm } from './acts.ts'
import { lockAlarm } from './alarm-store.ts'
import { meteringContract as metering } from './contract.ts'

const day = '2018-04-09'
const at = (time: string) => `${day}T${time}:00Z`
let city: Test
beforeAll(async () => {
  city = await openTest({ now: at('02:00') })
})
afterAll(() => city.close())

/** The program raises an alarm on heats at a usage point. @returns its id. */
async function raise(usagePointId: string): Promise<string> {
  const { id: areaId, path: areaPath } = areas.villageA1
  const evidence = { reasons: [], caveats: [], measures: null, silence: null, practice: null }
  const window = { windowFrom: '2018-03-12', windowTo: '2018-04-08', lookedTo: '2018-04-08' }
  const where = { usagePointId, feederId: null, areaId, areaPath, modelVersion: null }
  await asProgram(city.app.platform, (context) =>
    raiseAlarm(context, { ...where, ...window, kind: 'restartAtClosedSite', score: 9, evidence }),
  )
  const { rows } = await city.ok('cityOffice', metering.listAlarms, { usagePointId, open: 'true' })
  return rows[0]?.id ?? ''
}
const shown = (id: string) => city.ok('countyOfficeA', metering.getAlarm, { id })

describe('an alarm', () => {
  test('that joined a lead after officers had been there waits for a visit of its own, whatever the lead was found to be', async () => {
    const { siteId, usagePointId } = await addSite(city, areas.villageA1)
    const source = { ...writtenLeads[0], areaId: areas.villageA1.id, siteId }
    const { id: leadId } = await city.ok('countyOfficeA', leads.openLead, source)
    await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.marketA })
    await city.ok('officerA1', leads.takeUpLead, { id: leadId })
    city.setNow(at('02:05'))
    await visitSite(city, siteId, { leadId })
    const before = await visitSite(city, siteId, { accepted: false })
    city.setNow(at('02:10'))
    const id = await raise(usagePointId)
    await city.ok('countyOfficeA', inspections.acceptVisit, { id: before })
    await asProgram(city.app.platform, async (context) => openLeadOfAlarm(context, await lockAlarm(context.db, id)))
    const decision = { id: leadId, outcome: 'lawful', reason: '铸造企业，有造型线' } as const
    await city.ok('officerA1', leads.decideLead, decision)
    await asProgram(city.app.platform, (context) => followLead(context, leadId))
    expect(await shown(id)).toMatchObject({ status: 'open', visitId: null })
    const visitId = await visitSite(city, siteId)
    expect(await shown(id)).toMatchObject({ status: 'open', visitId, visitedOn: day })
    await city.ok('countyOfficeA', metering.assignAlarm, { id, agencyId: city.agencies.marketA })
    await city.ok('officerA1', metering.verifyAlarm, { id, found: '与上次检查一致' })
  })

  test('of a lead that is nobody’s here is not verified by that', async () => {
    const { usagePointId } = await addSite(city, areas.villageA1)
    const id = await raise(usagePointId)
    const leadId = await asProgram(city.app.platform, async (context) =>
      openLeadOfAlarm(context, await lockAlarm(context.db, id)),
    )
    await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.marketA })
    await city.ok('officerA1', leads.takeUpLead, { id: leadId })
    await city.ok('officerA1', leads.decideLead, { id: leadId, outcome: 'notOurs', reason: '不属于本局职责' })
    await asProgram(city.app.platform, (context) => followLead(context, leadId))
    expect((await shown(id)).status).toBe('open')
  })

  test('that was verified in words before a visit was asked for closes without accusing anybody, and counts for nothing', async () => {
    const { usagePointId } = await addSite(city, areas.villageA1)
    const id = await raise(usagePointId)
    await city.asOwner(`update alarms set status = 'verified', found = '现场看过' where id = $1`, [id])
    for (const cause of ['forbidden', 'theft'] as const)
      expect(await city.refused('countyOfficeA', metering.closeAlarm, { id, cause })).toBe('alarm-cause-not-visited')
    await city.ok('countyOfficeA', metering.closeAlarm, { id, cause: 'idle' })
    const { kinds } = await city.ok('cityOffice', metering.getDetectorYield, {})
    expect(kinds.find(({ kind }) => kind === 'restartAtClosedSite')).toMatchObject({ closed: 0, unseen: 1 })
  })
})
