/** Signs of faked work: each kind is found once, honest work is not, and a person decides what follows. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { openSweep, targetsOf } from '../../test/inspection-ground.ts'
import { addSite, photo } from '../../test/ledger.ts'
import { areas } from '../../test/world.ts'
import { inContext } from '../platform/server/http.ts'
import { inspectionsContract as inspections } from './contract.ts'
import { exampleObservation } from './examples.ts'
import type { FlagKind } from './flag.ts'
import { lookForFakeWork } from './jobs.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-02-12T02:00:00Z' })
})
afterAll(() => city.close())

const look = () => inContext(city.app.platform, 'system', null, (context) => lookForFakeWork(context))
const found = async (kind: FlagKind) =>
  (await city.ok('countyOfficeA', inspections.listFlags, { kind, areaId: areas.countyA.id })).rows
const observe = (
  over: Parameters<typeof exampleObservation>[1],
  person: 'gridWorkerA1' | 'gridWorkerA2' = 'gridWorkerA1',
) =>
  city.ok(person, inspections.recordObservation, {
    id: randomUUID(),
    ...exampleObservation(person === 'gridWorkerA1' ? areas.villageA1.id : areas.villageA2.id, over),
  })

describe('what does not look like work done', () => {
  test('is not seen in honest records', async () => {
    await observe({ words: '第一次，村东无烟', observedAt: '2018-02-10T01:00:00Z' })
    await observe({ words: '第二次，村西无声响', observedAt: '2018-02-11T01:00:00Z' })
    await look()
    expect((await city.ok('cityOffice', inspections.listFlags, {})).rows).toEqual([])
  })

  test('one photo in two observations', async () => {
    const picture = await photo('#123456')
    for (const day of ['10', '11']) {
      const file = await city.upload('gridWorkerA1', areas.villageA1.id, 'evidence', 'a.jpg', picture)
      await observe({ words: `照片 ${day}`, photoIds: [file], observedAt: `2018-02-${day}T03:00:00Z` })
    }
    await look()
    expect(await found('samePhoto')).toMatchObject([
      {
        officialName: 'gridWorkerA1',
        areaName: '甲一村',
        reasons: { records: 2 },
        ruleStanding: 'inferred',
        status: 'open',
      },
    ])
  })

  test('positions further apart than anybody travels, the accuracy of the receiver allowed for', async () => {
    await observe(
      { words: '近处', position: { lat: 31.78, lon: 119.95, accuracyM: 15 }, observedAt: '2018-02-11T05:00:00Z' },
      'gridWorkerA2',
    )
    await observe(
      { words: '稍远', position: { lat: 31.79, lon: 119.96, accuracyM: 15 }, observedAt: '2018-02-11T05:10:00Z' },
      'gridWorkerA2',
    )
    await look()
    expect(await found('position')).toEqual([])
    await observe(
      { words: '天边', position: { lat: 31.3, lon: 120.6, accuracyM: 15 }, observedAt: '2018-02-11T05:20:00Z' },
      'gridWorkerA2',
    )
    await look()
    const [leap] = await found('position')
    expect(leap?.subjectIds.length).toBe(2)
    expect(leap?.reasons.km).toBeGreaterThan(70)
    expect(leap?.reasons.minutes).toBe(10)
  })

  test('the same words four times', async () => {
    for (const hour of ['1', '2', '3', '4'])
      await observe({ words: '今日巡查未见异常情况，一切正常', observedAt: `2018-02-11T0${hour}:30:00Z` })
    await look()
    expect(await found('copiedText')).toMatchObject([{ reasons: { records: 4 } }])
  })

  test('a visit of two minutes', async () => {
    const site = await addSite(city, areas.villageA1)
    const [rule] = await city.asOwner<{ id: string }>(`select id from rules where key like 'competence.%' limit 1`)
    for (const minutes of [2, 40])
      await city.asOwner(
        `insert into visits (id, site_id, agency_id, area_id, area_path, task_source, basis, basis_rule_id, planned_on, status, started_at, submitted_at)
         values ($1, $2, $3, $4, $5, 'annualPlan', '"x"', $6, '2018-02-11', 'submitted', '2018-02-11T06:00:00Z', '2018-02-11T06:00:00Z'::timestamptz + make_interval(mins => $7))`,
        [randomUUID(), site.siteId, city.agencies.marketA, areas.villageA1.id, areas.villageA1.path, rule?.id, minutes],
      )
    await look()
    expect(await found('shortVisit')).toMatchObject([{ subjectKind: 'visit', reasons: { minutes: 2 } }])
  })

  test('a burst of reports just before the sweep ends, not the same number over days', async () => {
    const { id, opening } = await openSweep(city)
    const target = (await targetsOf(city, id, { kind: 'village' })).rows.find(
      (row) => row.areaId === areas.villageA1.id,
    )
    await city.goTo(`${opening.dueOn}T02:00:00Z`)
    for (let n = 0; n < 8; n += 1)
      await observe({
        words: `补 ${n}`,
        sweepTargetId: target?.id ?? '',
        observedAt: `${opening.dueOn}T00:${10 + n}:00Z`,
      })
    await look()
    expect(await found('burst')).toMatchObject([{ reasons: { records: 8, dueOn: opening.dueOn } }])
  })

  test('is flagged once, however often it is looked for', async () => {
    const before = await city.ok('cityOffice', inspections.listFlags, { limit: 200 })
    await look()
    await look()
    expect((await city.ok('cityOffice', inspections.listFlags, { limit: 200 })).rows).toEqual(before.rows)
    expect(new Set(before.rows.map((row) => row.kind)).size).toBe(5)
  })
})

describe('a sign', () => {
  const one = async (kind: FlagKind) => {
    const [flag] = await found(kind)
    if (!flag) throw new Error(`no ${kind}`)
    return flag
  }

  test('is for the offices of county and city only, in their own areas', async () => {
    expect((await city.ok('countyOfficeB', inspections.listFlags, {})).rows).toEqual([])
    for (const person of ['gridWorkerA1', 'townshipLeaderA', 'officerA1'] as const)
      expect(await city.refused(person, inspections.listFlags, {})).toBe('not-permitted')
    const { id } = await one('samePhoto')
    expect(await city.refused('countyOfficeB', inspections.getFlag, { id })).toBe('not-found')
  })

  test('is dismissed with a reason, or followed up, once, and does nothing by itself', async () => {
    const { id } = await one('samePhoto')
    const decide = { id, decision: 'dismiss', reason: '同一现场两次上传' } as const
    expect(await city.refused('countyOfficeB', inspections.decideFlag, decide)).toBe('not-found')
    const dismissed = await city.ok('countyOfficeA', inspections.decideFlag, decide)
    expect(dismissed).toMatchObject({
      status: 'dismissed',
      decidedByName: 'countyOfficeA',
      decisionReason: '同一现场两次上传',
    })
    expect(await city.refused('countyOfficeA', inspections.decideFlag, decide)).toBe('wrong-state')
    expect(await city.eventsOf(id)).toEqual(['workFlag.found', 'workFlag.dismissed'])
    const other = await one('copiedText')
    const followed = await city.ok('cityOffice', inspections.decideFlag, {
      id: other.id,
      decision: 'followUp',
      reason: '约谈村委会',
    })
    expect(followed.status).toBe('followedUp')
    const [visitFlag] = await found('shortVisit')
    expect(visitFlag?.status).toBe('open')
  })
})
