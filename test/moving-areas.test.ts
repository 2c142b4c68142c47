/** A township moves to another county: what follows, who sees it, and what stays (docs/decisions/005-moving-areas.md). */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followMoves } from '../src/areas/acts.ts'
import { areasContract } from '../src/areas/contract.ts'
import { getArea } from '../src/areas/store.ts'
import { gridContract } from '../src/grid/contract.ts'
import { leadsContract } from '../src/leads/contract.ts'
import { inContext } from '../src/platform/server/http.ts'
import { platformContract } from '../src/platform/shared/platform-contract.ts'
import { openTest, type Test } from './harness.ts'
import { addSite } from './ledger.ts'
import { areas } from './world.ts'

let city: Test
let lead: { id: string }
let site: { siteId: string }
const today = '2018-02-09'
const move = { id: areas.townshipA2.id, parentId: areas.countyB.id, on: today, reason: '区划调整' }

beforeAll(async () => {
  city = await openTest({ now: '2018-02-09T02:00:00Z' })
  site = await addSite(city, areas.villageA3, { furnaces: 2 })
  lead = await openLead(areas.villageA3.id)
})
afterAll(() => city.close())

const openLead = (areaId: number) =>
  city.ok('cityOffice', leadsContract.openLead, {
    areaId,
    source: 'superior',
    sourceId: '苏化解办〔2018〕3号',
    siteId: null,
    title: '疑似开炉',
    words: '夜间冶炼',
  })
const seesLead = async (person: Parameters<Test['ok']>[0]) =>
  (await city.call(person, leadsContract.getLead, { id: lead.id })).status === 200

/** Tables with a column of that name, and how many of their rows lie below a path. */
const rowsBelow = (path: string) =>
  city.asSystem(async (db) => {
    const tables = await sql<{ name: string }>`select scoped_tables() as name`.execute(db)
    const found: Record<string, number> = {}
    for (const { name } of tables.rows) {
      const { rows } = await sql<{
        n: number
      }>`select count(*) as n from ${sql.table(name)} where area_path ^@ ${path}`.execute(db)
      if (rows[0]?.n) found[name] = rows[0].n
    }
    return found
  })

describe('ordering a move', () => {
  it('is for the city office', async () => {
    for (const person of ['countyOfficeA', 'countyOfficeB', 'townshipLeaderA2', 'systemAdmin'] as const)
      expect(await city.refused(person, areasContract.moveArea, move)).toBe('not-permitted')
  })

  it.each([
    ['to where it is', { parentId: areas.countyA.id }, 'area-same-superior'],
    ['below another township', { parentId: areas.townshipB.id }, 'area-wrong-superior'],
    ['into itself', { id: areas.countyA.id, parentId: areas.townshipA2.id }, 'area-into-itself'],
    ['of an area that is not there', { id: 4711 }, 'not-found'],
    ['before it was founded', { on: '2016-06-01' }, 'not-found'],
    ['on the day it was founded', { on: '2017-01-01' }, 'area-day-too-early'],
  ])('%s is refused', async (_what, other, code) =>
    expect(await city.refused('cityOffice', areasContract.moveArea, { ...move, ...other })).toBe(code),
  )
})

describe('a township that answers to another county from today', () => {
  it('takes every record of every table with it, in one act with one event', async () => {
    const before = await rowsBelow(areas.townshipA2.path)
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining([
        'appointments',
        'enterprises',
        'furnaces',
        'leads',
        'occupancies',
        'officials',
        'sites',
        'time_limits',
        'usage_points',
      ]),
    )
    const moved = await city.ok('cityOffice', areasContract.moveArea, move)
    expect(moved).toEqual({ areas: 2, followed: true, records: before })
    expect(await rowsBelow(areas.townshipA2.path)).toEqual({})
    expect(await rowsBelow('/1/3/9/')).toEqual(before)
    expect(await city.eventsOf(String(move.id))).toEqual(['area.moved'])
  })

  it('is seen by the new county with its history, no longer by the old one, and by its own people as before', async () => {
    expect([
      await seesLead('countyOfficeB'),
      await seesLead('countyOfficeA'),
      await seesLead('townshipLeaderA2'),
    ]).toEqual([true, false, true])
    const { rows } = await city.ok('countyOfficeB', platformContract.listEventsOf, { subjectId: lead.id })
    expect(rows.map((row) => row.kind)).toContain('lead.opened')
    const listed = await city.ok('countyOfficeB', leadsContract.listLeads, { siteId: undefined })
    expect(listed.rows.map((row) => row.id)).toContain(lead.id)
  })

  it('left its events as they were', async () => {
    const paths = await city.asSystem(
      async (db) =>
        (await sql<{ areaPath: string }>`select area_path from events where subject_id = ${lead.id}`.execute(db)).rows,
    )
    expect(paths.length).toBeGreaterThan(0)
    for (const { areaPath } of paths) expect(areaPath).toBe(areas.villageA3.path)
  })

  it('is shown on the day before where it was', async () => {
    const [then, now] = await city.asSystem(async (db) => [
      await getArea(db, areas.villageA3.id, '2018-02-08'),
      await getArea(db, areas.villageA3.id, today),
    ])
    expect([then?.path, now?.path]).toEqual(['/1/2/9/10/', '/1/3/9/10/'])
  })

  it('is not called vacant for an old day by those who see its holders no more', async () => {
    const count = async (person: 'countyOfficeA' | 'cityOffice') =>
      (
        await city.ok(person, gridContract.listBlindSpots, {
          areaId: areas.countyA.id,
          asOf: '2018-02-08',
          kind: 'vacancy',
          level: 'township',
          limit: 200,
        })
      ).rows.map((row) => row.areaId)
    expect(await count('countyOfficeA')).not.toContain(move.id)
    expect(await count('cityOffice')).not.toContain(move.id)
  })

  it('is worked on by the new county', async () => {
    expect(
      await city.refused('countyOfficeA', leadsContract.openLead, {
        areaId: areas.villageA3.id,
        source: 'media',
        sourceId: '报',
        siteId: site.siteId,
        title: '再',
        words: '再',
      }),
    ).toBe('not-found')
    await city.ok('countyOfficeB', leadsContract.openLead, {
      areaId: areas.villageA3.id,
      source: 'media',
      sourceId: '报',
      siteId: site.siteId,
      title: '再',
      words: '再',
    })
  })
})

it('records follow on the day, not before, and the job does it once', async () => {
  const ahead = { id: areas.townshipA.id, parentId: areas.countyB.id, on: '2018-03-01', reason: '区划调整' }
  expect(await city.ok('cityOffice', areasContract.moveArea, ahead)).toMatchObject({ followed: false, records: {} })
  const before = await rowsBelow(areas.townshipA.path)
  const night = () => inContext(city.app.platform, 'system', null, (context) => followMoves(context))
  await night()
  expect(await rowsBelow(areas.townshipA.path)).toEqual(before)
  city.setNow('2018-02-28T16:01:00Z')
  await night()
  await night()
  expect(await rowsBelow(areas.townshipA.path)).toEqual({})
  expect(await city.eventsOf(String(ahead.id))).toEqual(['area.moved', 'area.recordsFollowed'])
})

it('every column of a path is one that follows, or one named in decision 005', async () => {
  const { rows } = await city.asSystem((db) =>
    sql<{
      name: string
    }>`select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname like '%path' and not a.attisdropped and a.attgenerated = ''
        and not (a.attname = 'area_path' and c.relname in (select scoped_tables())) order by 1`.execute(db),
  )
  expect(rows.map(({ name }) => name)).toEqual([
    'area_moves.from_path',
    'area_moves.to_path',
    'area_versions.path',
    'detection_parts.from_path',
    'detection_parts.to_path',
    'events.area_path',
  ])
})
