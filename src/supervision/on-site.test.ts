import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { mayMove } from '../platform/shared/moves.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { supervisionContract as supervision } from './contract.ts'
import { onSiteMoves, onSiteStatuses, seenPoint } from './on-site.ts'

let city: Test
const start = '2018-03-05T02:00:00Z'
beforeAll(async () => {
  city = await openTest({ now: '2018-04-20T02:00:00Z' })
  city.setNow(start)
})
afterAll(() => city.close())

const plan = {
  areaId: areas.countyA.id,
  cause: '网格员空缺较多。',
  members: ['市化解办 甲', '市政府督查室 乙'],
  startsOn: '2018-03-06',
  endsOn: '2018-03-08',
  points: ['grid', 'sweep'] as ('grid' | 'sweep')[],
  citePick: true,
}
const planned = async () => {
  city.setNow(start)
  return city.ok('cityOffice', supervision.planOnSite, plan)
}
const begun = async () => {
  const { id } = await planned()
  city.setNow('2018-03-06T02:00:00Z')
  await city.ok('cityOffice', supervision.startOnSite, { id })
  return id
}
const nothing = { verdict: 'matches', seen: '名单与公示一致。', problem: null } as const
const problem = { problem: '四村未排查', demand: '补查', dueOn: '2018-03-30' }

test('a supervision goes only the ways of its table, and has no place for a firm', () => {
  const ways = onSiteStatuses.map((status) => [
    status,
    Object.keys(onSiteMoves).filter((name) => mayMove(onSiteMoves, name, status)),
  ])
  expect(Object.fromEntries(ways)).toEqual({
    planned: ['start', 'cancel'],
    underway: ['feedBack'],
    fedBack: [],
    cancelled: [],
  })
  expect(Object.keys(seenPoint.shape)).toEqual(['verdict', 'seen', 'problem'])
})

describe('a supervision of a government', () => {
  test('is planned from above, by two at least, for days to come', async () => {
    expect(await city.refused('countyOfficeA', supervision.planOnSite, plan)).toBe('not-permitted')
    expect(await city.refused('countyOfficeB', supervision.planOnSite, plan)).toMatch(/not-/)
    expect(await city.refused('cityOffice', supervision.planOnSite, { ...plan, members: ['甲'] })).toBe('bad-input')
    expect(await city.refused('cityOffice', supervision.planOnSite, { ...plan, startsOn: '2018-03-01' })).toBe(
      'supervision-days',
    )
    const { id } = await planned()
    expect(await city.refused('countyOfficeA', supervision.getOnSite, { id })).toBe('not-found')
    expect((await city.ok('countyOfficeA', platform.listEventsOf, { subjectId: id })).rows).toEqual([])
    expect(await city.refused('cityOffice', supervision.startOnSite, { id })).toBe('supervision-days')
    await city.ok('cityOfficeDeputy', supervision.cancelOnSite, { id, reason: '改期' })
    expect(await city.refused('cityOffice', supervision.startOnSite, { id })).toBe('wrong-state')
  })

  test('puts what was seen beside the figure of its first day, and feeds back every point', async () => {
    const id = await begun()
    const record = await city.ok('countyOfficeA', supervision.getOnSite, { id })
    expect(record.known).toMatchObject({ areaId: areas.countyA.id, asOf: '2018-03-06T02:00:00.000Z' })
    expect(record.picks.map((one) => one.asOf)).toEqual(['2018-03-05T02:00:00.000Z'])
    const grid = { id, point: 'grid', ...nothing } as const
    expect(await city.refused('countyOfficeA', supervision.recordOnSitePoint, grid)).toBe('not-permitted')
    expect(await city.refused('countyOfficeB', supervision.recordOnSitePoint, grid)).toBe('not-found')
    await city.ok('cityOffice', supervision.recordOnSitePoint, grid)
    expect(await city.refused('cityOffice', supervision.recordOnSitePoint, { ...grid, point: 'tasks' })).toBe(
      'not-found',
    )
    const feedback = { id, summary: '总体落实，个别村未排查。' }
    expect(await city.refused('cityOffice', supervision.feedBackOnSite, feedback)).toBe('points-unseen')
    const sweep = { id, point: 'sweep', verdict: 'differs', seen: '四村无记录。', problem } as const
    await city.ok('cityOffice', supervision.recordOnSitePoint, sweep)
    city.setNow('2018-03-12T02:00:00Z')
    expect(await city.refused('countyOfficeA', supervision.feedBackOnSite, feedback)).toBe('not-permitted')
    const { number, itemIds } = await city.ok('cityOffice', supervision.feedBackOnSite, feedback)
    expect(await city.refused('cityOffice', supervision.feedBackOnSite, feedback)).toBe('wrong-state')
    expect(await city.refused('cityOffice', supervision.recordOnSitePoint, grid)).toBe('wrong-state')
    const items = await city.ok('countyOfficeA', supervision.listRectifications, { sourceId: id })
    expect(items.rows).toMatchObject([
      { id: itemIds[0], source: 'onSite', sourceNumber: number, problem: '四村未排查', dueOn: '2018-03-30' },
    ])
    const limits = (await city.ok('cityOffice', platform.listLimitsOf, { subjectId: id })).rows
    expect(limits.map((row) => [row.kind, row.dueOn, row.status])).toEqual([
      ['limit.onSiteFeedback', '2018-03-22', 'done'],
    ])
    for (const format of ['docx', 'pdf'] as const)
      expect((await city.call('countyOfficeA', supervision.downloadOnSite, { id, format })).status).toBe(200)
    expect(await city.eventsOf(id)).toEqual([
      'onSite.planned',
      'onSite.started',
      'onSite.recorded',
      'onSite.recorded',
      'onSite.fedBack',
    ])
  })
})
