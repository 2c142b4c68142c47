/** Blind spots are looked up by path where that is allowed, and by area where it is not: always the same as counted one by one. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { areasContract } from '../areas/contract.ts'
import type { Db } from '../platform/server/db.ts'
import { countBlindSpots, listBlindSpots, loadBlindSpotRules } from './blind-spot-store.ts'

let city: Test
const movedOn = '2018-03-10'
const kinds = ['vacancy', 'noPhone', 'overloaded', 'inactive'] as const

type Version = { areaId: number; path: string; level: string; from: string; to: string | null }
type Held = {
  id: string
  officialId: string
  post: string
  areaId: number
  phone: string | null
  from: string
  to: string | null
  active: string | null
}

const runs = (one: { from: string; to: string | null }, day: string) =>
  one.from <= day && (one.to === null || one.to >= day)

/** Row by row, from the tables as their owner sees them. */
async function countOneByOne(db: Db, day: string, areaPath: string) {
  const rules = await loadBlindSpotRules(db, day)
  const versions = (
    await sql<Version>`select area_id, path, level, valid_from as from, valid_to as to from area_versions`.execute(db)
  ).rows.filter((version) => runs(version, day))
  const held = (
    await sql<Held>`select id, official_id, post, area_id, phone, valid_from as from, valid_to as to, last_active_on as active from appointments`.execute(
      db,
    )
  ).rows
  const below = versions.filter((version) => version.path.startsWith(areaPath))
  const counts = { vacancy: 0, noPhone: 0, overloaded: 0, inactive: 0 }
  for (const { level, post, per } of rules.posts.filter((required) => required.per === 'area')) {
    expect(per).toBe('area')
    for (const area of below.filter((one) => one.level === level)) {
      const here = held.filter((one) => one.areaId === area.areaId && one.post === post)
      const present = here.filter((one) => runs(one, day))
      const inGrace = here.filter(
        (one) => one.from <= day && !runs(one, day) && daysAgo(day, one.to) <= (rules.graceDays ?? 0),
      )
      if (present.length + inGrace.length === 0 && rules.graceDays !== null) counts.vacancy += 1
      if (rules.phoneRequired) counts.noPhone += present.filter((one) => one.phone === null).length
      const before = rules.inactiveBefore
      if (post === 'gridWorker' && before !== null)
        counts.inactive += present.filter((one) => (one.active ?? one.from) < before).length
    }
  }
  const levelOf = new Map(versions.map((version) => [version.areaId, version.level]))
  for (const one of held.filter((row) => runs(row, day) && below.some((area) => area.areaId === row.areaId))) {
    const level = levelOf.get(one.areaId)
    const same = held.filter(
      (row) => row.officialId === one.officialId && runs(row, day) && levelOf.get(row.areaId) === level,
    )
    const most = Object.entries(rules.maxAreas).find(([name]) => name === level)?.[1]
    if (most !== undefined && same.length > most) counts.overloaded += 1
  }
  return counts
}

const daysAgo = (day: string, end: string | null): number =>
  end === null ? 0 : (Date.parse(day) - Date.parse(end)) / 86_400_000

beforeAll(async () => {
  city = await openTest({ now: '2018-03-12T02:00:00Z' })
  const { pool } = city.app.platform.database
  const appoint = (
    area: { id: number; path: string },
    official: string,
    phone: string | null,
    from: string,
    to: string | null,
    active: string | null,
  ) =>
    pool.query(
      `insert into appointments (id, official_id, post, area_id, area_path, phone, valid_from, valid_to, source, last_active_on)
       values ($1, $2, 'gridWorker', $3, $4, $5, $6, $7, 'test', $8)`,
      [randomUUID(), official, area.id, area.path, phone, from, to, active],
    )
  await pool.query(`update appointments set last_active_on = '2017-12-01' where area_id = $1`, [areas.villageA1.id])
  const one = city.persons.gridWorkerA1.officialId
  // one person in four villages of two counties: in none of the counties alone too many
  await appoint(areas.villageA2, one, null, '2017-03-01', null, '2018-03-01')
  await appoint(areas.villageA3, one, '13900000001', '2017-03-01', null, null)
  await appoint(areas.villageB, one, '13900000001', '2017-03-01', '2018-03-05', '2018-03-01')
  await city.ok('cityOffice', areasContract.moveArea, {
    id: areas.townshipA2.id,
    parentId: areas.countyB.id,
    on: movedOn,
    reason: '区划调整',
  })
  await city.ok('cityOffice', areasContract.moveArea, {
    id: areas.villageA2.id,
    parentId: areas.townshipA2.id,
    on: '2018-04-01',
    reason: '区划调整',
  })
})
afterAll(() => city.close())

describe('blind spots of a day', () => {
  const days = ['2018-02-07', '2018-02-09', '2018-03-06', '2018-03-09', movedOn, '2018-03-12', '2018-04-01']
  const places = ['city', 'countyA', 'countyB', 'townshipA', 'townshipA2', 'villageA3'] as const
  it.each(days.flatMap((day) => places.map((place) => [day, place] as const)))(
    'on %s in %s are those counted one by one, and as many as are listed',
    async (day, place) => {
      await city.asSystem(async (db) => {
        const { rows } = await sql<{ path: string }>`select path from area_versions where area_id = ${areas[place].id}
          and valid_from <= ${day} and (valid_to is null or valid_to >= ${day})`.execute(db)
        const areaPath = rows[0]?.path ?? ''
        const counted = await countBlindSpots(db, { date: day, areaPath })
        const sums = Object.fromEntries(kinds.map((kind) => [kind, counted.reduce((sum, row) => sum + row[kind], 0)]))
        const { rows: listed } = await listBlindSpots(db, { date: day, areaPath, limit: 200 })
        const ofAreas = listed.filter((row) => row.agencyId === null)
        expect(
          Object.fromEntries(kinds.map((kind) => [kind, ofAreas.filter((row) => row.kind === kind).length])),
        ).toEqual(await countOneByOne(db, day, areaPath))
        expect(
          Object.fromEntries(kinds.map((kind) => [kind, listed.filter((row) => row.kind === kind).length])),
        ).toEqual(sums)
      })
    },
  )

  it('before the first rule there are none to be found, which is no error', async () => {
    expect(await city.asSystem((db) => countBlindSpots(db, { date: '2010-01-01', areaPath: '/1/' }))).toEqual([])
  })
})
