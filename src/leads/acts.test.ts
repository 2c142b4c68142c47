import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { visitLead } from '../../test/on-site.ts'
import { type AreaKey, areas, type PersonKey } from '../../test/world.ts'
import { inContext } from '../platform/server/http.ts'
import type { Actor, Role } from '../platform/shared/permission.ts'
import { closeLead, decideLead, type Opening, openLead, startVerification } from './acts.ts'
import { leadsContract as leads } from './contract.ts'
import { writtenLeads } from './examples.ts'

let test: Test
beforeAll(async () => {
  test = await openTest()
})
afterAll(() => test?.close())

describe('the acts that later modules call', () => {
  const actorOf = (person: PersonKey, role: Role, area: AreaKey, agencyId: string | null = null): Actor => ({
    accountId: test.persons[person].accountId,
    officialId: test.persons[person].officialId,
    name: person,
    enforcementCard: null,
    grants: [
      { role, agencyId, functionKind: null, areaId: areas[area].id, areaPath: areas[area].path, areaLevel: 'county' },
    ],
  })
  /** The handler of a later module, in its own transaction. */
  const act = <T>(user: Actor, work: Parameters<typeof inContext<T>>[3]) =>
    inContext(test.app.platform, user, null, work)
  const seen: Opening = {
    source: 'observation',
    sourceId: randomUUID(),
    areaId: areas.villageA1.id,
    areaPath: areas.villageA1.path,
    title: '夜间红光',
    facts: { words: '路边可见' },
  }

  it('let a grid worker open by an observation in the own village only, though the limit is held by the township', async () => {
    const worker = actorOf('gridWorkerA1', 'gridWorker', 'villageA1')
    const { id } = await act(worker, (context) => openLead(context, seen))
    const lead = await test.ok('townshipLeaderA', leads.getLead, { id })
    expect(lead.dueOn).toBe('2018-02-11')
    await expect(act(worker, (context) => openLead(context, { ...seen, source: 'visit' }))).rejects.toMatchObject({
      code: 'not-permitted',
    })
    const next = { ...seen, areaId: areas.villageA2.id, areaPath: areas.villageA2.path }
    await expect(act(worker, (context) => openLead(context, next))).rejects.toMatchObject({ code: 'not-permitted' })
  })

  it('let the program open from an alarm, and nothing else without a person', async () => {
    const alarm: Opening = { ...seen, source: 'alarm', sourceId: randomUUID() }
    const byProgram = <T>(work: Parameters<typeof inContext<T>>[3]) =>
      inContext(test.app.platform, 'system', null, work)
    const { joinedTo } = await byProgram((context) => openLead(context, alarm))
    expect(joinedTo).toBe(null)
    expect((await byProgram((context) => openLead(context, alarm))).joinedTo).not.toBe(null)
    await expect(byProgram((context) => openLead(context, { ...alarm, source: 'observation' }))).rejects.toMatchObject({
      code: 'not-permitted',
    })
  })

  it('carry a founded lead to its close by the case, also through one that joined it', async () => {
    const first = await test.ok('countyOfficeA', leads.openLead, {
      ...writtenLeads[0],
      sourceId: '函',
      areaId: areas.villageA2.id,
    })
    const second = await test.ok('countyOfficeA', leads.openLead, {
      ...writtenLeads[0],
      sourceId: '函',
      areaId: areas.villageA2.id,
    })
    await test.ok('countyOfficeA', leads.assignLead, { id: first.id, agencyId: test.agencies.marketA })
    const officer = actorOf('officerA1', 'departmentOfficer', 'countyA', test.agencies.marketA)
    const asOfficer = (work: (context: Parameters<typeof startVerification>[0]) => Promise<unknown>) =>
      act(officer, (context) => work({ ...context, user: officer }))
    await asOfficer((context) => startVerification(context, second.id))
    await asOfficer((context) => startVerification(context, second.id))
    const founded = () => asOfficer((context) => decideLead(context, second.id, 'founded', '界定为“地条钢”'))
    await expect(founded()).rejects.toMatchObject({ code: 'lead-without-premises' })
    await visitLead(test, second.id)
    await founded()
    await asOfficer((context) => closeLead(context, second.id, 'caseClosed'))
    for (const { id } of [first, second])
      expect((await test.ok('countyOfficeA', leads.getLead, { id })).status).toBe('closed')
    expect((await test.eventsOf(second.id)).filter((kind) => kind === 'lead.verificationStarted')).toHaveLength(1)
  })

  it('leave no gap in the numbers where an opening fails after its number was taken', async () => {
    test.setNow('1990-03-01T02:00:00Z')
    await expect(
      inContext(test.app.platform, 'system', null, (context) => openLead(context, { ...seen, source: 'alarm' })),
    ).rejects.toMatchObject({ code: 'rule-missing' })
    const years = await test.asSystem((db) => sql<{ year: number }>`select year from lead_counters`.execute(db))
    expect(years.rows).toEqual([{ year: 2018 }])
  })
})
