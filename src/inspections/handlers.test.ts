import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { openSweep, targetsOf } from '../../test/inspection-ground.ts'
import { addSite, photo } from '../../test/ledger.ts'
import { areas } from '../../test/world.ts'
import { leadsContract } from '../leads/contract.ts'
import { inspectionsContract as inspections } from './contract.ts'
import { exampleObservation } from './examples.ts'

let city: Test
beforeAll(async () => {
  city = await openTest()
})
afterAll(() => city.close())

describe('a sweep', () => {
  test('covers every village and every target site of its area, all unvisited', async () => {
    const site = await addSite(city, areas.villageA1)
    await addSite(city, areas.villageA2, { kind: 'other', furnaces: 0, focus: [] })
    const { id } = await openSweep(city)
    const sweep = await city.ok('countyOfficeA', inspections.getSweep, { id })
    expect(sweep.total).toMatchObject({ villages: 3, villagesUnvisited: 3, villagesNothingSeen: 0 })
    const { rows } = await targetsOf(city, id, { kind: 'site' })
    expect(rows.map((row) => row.siteId)).toContain(site.siteId)
    expect(rows.every((row) => row.status === 'unvisited')).toBe(true)
    expect(sweep.children.map((row) => [row.areaName, row.villages])).toEqual([
      ['甲一镇', 2],
      ['甲二镇', 1],
    ])
  })

  test('is opened by the office of its area, from an issued notice', async () => {
    const { opening } = await openSweep(city)
    expect(await city.refused('countyOfficeB', inspections.openSweep, opening)).toBe('not-permitted')
    expect(await city.refused('townshipLeaderA', inspections.openSweep, opening)).toBe('not-permitted')
    expect(
      await city.refused('countyOfficeA', inspections.openSweep, { ...opening, planNumber: '甲政办〔2018〕1号' }),
    ).toBe('sweep-plan-half')
    expect(await city.refused('countyOfficeA', inspections.openSweep, { ...opening, dueOn: '2018-01-01' })).toBe(
      'sweep-dates',
    )
  })

  test('has a village report what it saw or sign that nothing was seen; a report is not signed away', async () => {
    const { id } = await openSweep(city)
    const [village] = (await city.ok('gridWorkerA1', inspections.listTargets, { id, kind: 'village' })).rows
    if (!village) throw new Error('no target')
    const record = (seen: ['nothing'] | ['noise']) =>
      city.ok('gridWorkerA1', inspections.recordObservation, {
        id: randomUUID(),
        ...exampleObservation(village.areaId, { seen, sweepTargetId: village.id }),
      })
    await record(['nothing'])
    expect((await targetsOf(city, id, { status: 'nothingSeen' })).rows.map((row) => row.id)).toEqual([village.id])
    await record(['noise'])
    await record(['nothing'])
    expect((await targetsOf(city, id, { status: 'reported' })).rows.map((row) => row.id)).toEqual([village.id])
    expect(await city.eventsOf(village.id)).toEqual(['sweepTarget.reported', 'sweepTarget.reported'])
  })

  test('counts a site seen from outside as observed, never as visited', async () => {
    const site = await addSite(city, areas.villageA1)
    const { id } = await openSweep(city)
    const target = (await targetsOf(city, id, { kind: 'site' })).rows.find((row) => row.siteId === site.siteId)
    const content = exampleObservation(areas.villageA1.id, {
      siteId: site.siteId,
      sweepTargetId: target?.id ?? '',
      seen: ['nothing'],
    })
    await city.ok('gridWorkerA1', inspections.recordObservation, { id: randomUUID(), ...content })
    expect((await targetsOf(city, id, { status: 'observed' })).rows.map((row) => row.siteId)).toEqual([site.siteId])
  })

  test('cannot be finished over gaps without a reason for them', async () => {
    const { id } = await openSweep(city)
    expect(await city.refused('countyOfficeA', inspections.finishSweep, { id, reasonForGaps: null })).toBe(
      'sweep-open-targets',
    )
    await city.ok('countyOfficeA', inspections.finishSweep, { id, reasonForGaps: '两处场所道路中断，另行安排' })
    expect(await city.refused('countyOfficeA', inspections.finishSweep, { id, reasonForGaps: '再次' })).toBe(
      'wrong-state',
    )
    expect(await city.eventsOf(id)).toEqual(['sweep.opened', 'sweep.finished'])
  })
})

describe('an observation', () => {
  test('may always be recorded by grid workers and coordinating offices, in their own area', async () => {
    for (const [person, area] of [
      ['gridWorkerA1', areas.villageA1],
      ['townshipLeaderA', areas.townshipA],
      ['countyOfficeA', areas.villageA3],
      ['cityOffice', areas.villageB],
    ] as const) {
      const id = randomUUID()
      await city.ok(person, inspections.recordObservation, { id, ...exampleObservation(area.id) })
      expect(await city.eventsOf(id)).toEqual(['observation.recorded'])
    }
    expect(
      await city.refused('gridWorkerA1', inspections.recordObservation, {
        id: randomUUID(),
        ...exampleObservation(areas.villageA2.id),
      }),
    ).toBe('not-permitted')
    expect(
      await city.refused('powerLiaison', inspections.recordObservation, {
        id: randomUUID(),
        ...exampleObservation(areas.villageA2.id),
      }),
    ).toBe('not-permitted')
  })

  test('counts as activity on the day it was made, once, and not on the day it is sent again', async () => {
    const lastActive = async () =>
      (
        await city.asOwner<{ on: string }>(
          'select max(last_active_on)::text as on from appointments where official_id = $1',
          [city.persons.gridWorkerA2.officialId],
        )
      )[0]?.on
    await city.asOwner('update appointments set last_active_on = null where official_id = $1', [
      city.persons.gridWorkerA2.officialId,
    ])
    const seen = { ...exampleObservation(areas.villageA2.id), id: randomUUID(), observedAt: '2018-02-07T23:30:00Z' }
    await city.ok('gridWorkerA2', inspections.recordObservation, seen)
    expect(await lastActive()).toBe('2018-02-08')
    await city.asOwner('update appointments set last_active_on = null where official_id = $1', [
      city.persons.gridWorkerA2.officialId,
    ])
    await city.ok('gridWorkerA2', inspections.recordObservation, seen)
    expect(await lastActive()).toBeNull()
  })

  test('sent twice is one; another content under the same id is kept beside it and refused', async () => {
    const id = randomUUID()
    const content = exampleObservation(areas.villageA1.id)
    const first = await city.ok('gridWorkerA1', inspections.recordObservation, { id, ...content })
    expect(await city.ok('gridWorkerA1', inspections.recordObservation, { id, ...content })).toEqual(first)
    expect(
      await city.refused('gridWorkerA1', inspections.recordObservation, { id, ...content, words: '另一段话' }),
    ).toBe('same-id-other-content')
    const kept = await city.app.platform.database.pool.query(
      'select content from observation_conflicts where observation_id = $1',
      [id],
    )
    expect(kept.rows).toEqual([{ content: expect.objectContaining({ words: '另一段话' }) }])
    expect(await city.eventsOf(id)).toEqual(['observation.recorded'])
  })

  test('sent many times at the same moment is one: the others are told to send once more', async () => {
    const id = randomUUID()
    const content = exampleObservation(areas.villageA1.id, { asLead: true })
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => city.call('gridWorkerA1', inspections.recordObservation, { id, ...content })),
    )
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
    for (const { status, body } of answers)
      if (status !== 200) expect([status, body]).toEqual([409, expect.objectContaining({ code: 'sent-twice' })])
    await city.ok('gridWorkerA1', inspections.recordObservation, { id, ...content })
    expect(await city.eventsOf(id)).toEqual(['observation.recorded'])
    const leads = await city.asOwner('select 1 from leads where source_id = $1', [id])
    expect(leads.length).toBe(1)
  })

  test('under an id of another area tells nothing about it', async () => {
    const id = randomUUID()
    await city.ok('gridWorkerB', inspections.recordObservation, { id, ...exampleObservation(areas.villageB.id) })
    expect(
      await city.refused('gridWorkerA1', inspections.recordObservation, {
        id,
        ...exampleObservation(areas.villageA1.id),
      }),
    ).toBe('sent-twice')
    const kept = await city.app.platform.database.pool.query(
      'select 1 from observation_conflicts where observation_id = $1',
      [id],
    )
    expect(kept.rowCount).toBe(0)
  })

  test('asked to be looked into opens a lead at its place', async () => {
    const id = randomUUID()
    const { leadId } = await city.ok('gridWorkerA1', inspections.recordObservation, {
      id,
      ...exampleObservation(areas.villageA1.id, { asLead: true }),
    })
    expect(await city.ok('countyOfficeA', leadsContract.getLead, { id: leadId ?? '' })).toMatchObject({
      source: 'observation',
      status: 'opened',
    })
  })

  test.each([
    ['nothing and something', { seen: ['nothing', 'noise'] }, 'nothing-and-something'],
    ['nothing as a lead', { seen: ['nothing'], asLead: true }, 'nothing-and-something'],
    ['other without words', { seen: ['other'], words: null }, 'words-missing'],
    ['tomorrow', { observedAt: '2018-02-11T01:00:00Z' }, 'observed-in-future'],
    ['a photo of nobody', { photoIds: [randomUUID()] }, 'not-found'],
  ] as const)('is refused with %s', async (_what, over, code) => {
    const content = exampleObservation(areas.villageA1.id, over as Parameters<typeof exampleObservation>[1]) // readonly table
    expect(await city.refused('gridWorkerA1', inspections.recordObservation, { id: randomUUID(), ...content })).toBe(
      code,
    )
  })

  test('cannot carry a photo of another county', async () => {
    const foreign = await city.upload('gridWorkerB', areas.villageB.id, 'evidence', 'b.jpg', await photo('#3a3'))
    expect(
      await city.refused('gridWorkerA1', inspections.recordObservation, {
        id: randomUUID(),
        ...exampleObservation(areas.villageA1.id, { photoIds: [foreign] }),
      }),
    ).toBe('not-found')
  })
})
