import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { type AreaKey, areas, type PersonKey } from '../../test/world.ts'
import { leadsContract as leads } from './contract.ts'
import { writtenLeads } from './examples.ts'

let test: Test
const ids: string[] = []
const places = ['villageA1', 'villageA2', 'villageA3', 'villageB'] as const satisfies readonly AreaKey[]

beforeAll(async () => {
  test = await openTest()
  for (const [index, area] of places.entries()) {
    test.setNow(`2018-02-09T02:0${index}:00Z`)
    const opening = { ...writtenLeads[index % 2 === 0 ? 0 : 1], sourceId: `来源${index}`, areaId: areas[area].id }
    ids.push((await test.ok('cityOffice', leads.openLead, opening)).id)
  }
})
afterAll(() => test?.close())

const listed = async (person: PersonKey, question: object = {}) =>
  (await test.ok(person, leads.listLeads, question)).rows.map(({ id }) => id)

describe('the list', () => {
  it('shows each person the own scope, newest first', async () => {
    const [a1, a2, a3, b] = ids
    expect(await listed('cityOffice')).toEqual([b, a3, a2, a1])
    expect(await listed('countyOfficeA')).toEqual([a3, a2, a1])
    expect(await listed('townshipLeaderA')).toEqual([a2, a1])
    expect(await listed('gridWorkerA1')).toEqual([a1])
    expect(await listed('officerB1')).toEqual([b])
    expect(await listed('superiorInspector')).toHaveLength(4)
    for (const person of ['powerLiaison', 'systemAdmin', 'legalReviewer'] as const) {
      expect(await test.refused(person, leads.listLeads, {})).toBe('not-permitted')
    }
  })

  it('narrows to an area of the scope; another is not found', async () => {
    const [a1, a2] = ids
    expect(await listed('countyOfficeA', { areaId: areas.townshipA.id })).toEqual([a2, a1])
    for (const areaId of [areas.countyB.id, areas.city.id, 999]) {
      expect(await test.refused('countyOfficeA', leads.listLeads, { areaId })).toBe('not-found')
    }
  })

  it('is read page by page without losing or repeating a row', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await test.ok('cityOffice', leads.listLeads, { limit: 1, ...(after && { after }) })
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toEqual(ids.toReversed())
    expect(await test.refused('cityOffice', leads.listLeads, { after: 'nonsense' })).toBe('bad-input')
    expect(await test.refused('cityOffice', leads.listLeads, { after: encodeURIComponent('["x","y"]') })).toBe(
      'bad-input',
    )
  })

  it('filters by state, source, agency, time and text; signs of a pattern are text', async () => {
    const [a1, a2, a3, b] = ids
    expect(await listed('cityOffice', { source: 'media' })).toEqual([b, a2])
    expect(await listed('cityOffice', { status: 'assigned' })).toEqual([])
    expect(await listed('cityOffice', { open: 'true', openedSince: '2018-02-09T02:02:00Z' })).toEqual([b, a3])
    expect(await listed('cityOffice', { agencyId: test.agencies.marketA })).toEqual([])
    expect(await listed('cityOffice', { text: '冶炼声' })).toEqual([a3, a1])
    expect(await listed('cityOffice', { text: 'xs2018-000002' })).toEqual([a2])
    expect(await listed('cityOffice', { text: '%' })).toEqual([])
  })

  it('names the strictest limit that runs', async () => {
    const { rows } = await test.ok('gridWorkerA1', leads.listLeads, {})
    expect(rows.map(({ dueOn, dueKind, areaName, countyName }) => [dueOn, dueKind, areaName, countyName])).toEqual([
      ['2018-02-11', 'limit.leadHandOver', '甲一村', '甲区'],
    ])
  })

  it('counts what is open, as the list behind each count', async () => {
    const { rows } = await test.ok('countyOfficeA', leads.countLeads, {})
    expect(rows).toEqual([{ status: 'opened', count: 3 }])
    expect(await listed('countyOfficeA', { status: 'opened' })).toHaveLength(3)
  })
})

describe('one lead', () => {
  it('names who answered for its place on its day, from the village up, and shows an empty post as empty', async () => {
    const { chain } = await test.ok('gridWorkerA1', leads.getLead, { id: ids[0] ?? '' })
    expect(chain.map(({ level, post, name }) => [level, post, name])).toEqual([
      ['village', 'gridWorker', 'gridWorkerA1'],
      ['township', 'gridLeader', 'townshipLeaderA'],
      ['county', 'leaderInCharge', 'countyOfficeA'],
      ['city', 'leaderInCharge', null],
    ])
    expect(chain[3]?.officeName?.zh).toBe('市化解办')
    expect(chain[1]?.phone).toBe('13900000000')
  })

  it('is not found outside the scope, and a wrong id is bad input', async () => {
    expect(await test.refused('gridWorkerA2', leads.getLead, { id: ids[0] ?? '' })).toBe('not-found')
    expect(await test.refused('officerB1', leads.getLead, { id: ids[0] ?? '' })).toBe('not-found')
    expect(await test.refused('cityOffice', leads.getLead, { id: randomUUID() })).toBe('not-found')
    expect((await test.call('cityOffice', leads.getLead, { id: '../etc' })).status).toBeLessThan(500)
  })
})
