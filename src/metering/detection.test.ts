import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { approveShippedModel, detectAll, foundPoints, loadsOfPoints, planRun } from '../../test/metering-world.ts'
import { areas } from '../../test/world.ts'
import { meteringContract as metering } from './contract.ts'
import { detectLeftParts, detectPart } from './detect.ts'
import { readingsCsv } from './example-files.ts'
import { simulateLoad } from './example-loads.ts'
import { importReadings } from './import-readings.ts'

const terms = { agreement: '数据共享协议', purpose: '用电监测', basis: '协议第三条' }
/** More usage points of one village than a part has. */
const crowd = 130

let city: Test
let folder = ''

beforeAll(async () => {
  city = await openTest({ now: '2018-04-09T02:00:00Z' })
  folder = await mkdtemp(join(tmpdir(), 'gangshao-detection-'))
  await city.asSystem(async (db) => {
    const { lawful } = await foundPoints(db, city.now())
    for (let n = 0; n < crowd; n++)
      await sql`insert into usage_points (id, account, site_id, area_id, area_path, registered_at) values
        (${uuidv7()}, ${`C-${String(n).padStart(4, '0')}`}, ${lawful.site}, ${areas.villageA2.id}, ${areas.villageA2.path}, ${city.now()})`.execute(
        db,
      )
  })
  await writeFile(join(folder, 'readings.csv.gz'), loadsOfPoints())
  await importReadings(city.app.platform, join(folder, 'readings.csv.gz'), terms)
  await approveShippedModel(city)
})
afterAll(async () => {
  await city.close()
  await rm(folder, { recursive: true, force: true })
})

const written = () =>
  city.asSystem(async (db) => {
    const { rows } = await sql<Record<string, number>>`select (select count(*) from alarms) as alarms,
      (select count(*) from alarms where status <> 'closed') as open_alarms, (select count(*) from leads) as leads,
      (select count(*) from events) as events, (select count(*) from meter_states) as states`.execute(db)
    return rows[0]
  })
const scores = () =>
  city.asSystem(async (db) => {
    const { rows } = await sql`select usage_point_id, score, kind, windows, as_of from point_features
      where score is not null order by usage_point_id`.execute(db)
    return rows
  })
const progress = async () => (await city.ok('cityOffice', metering.getDetector, {})).run

describe('a run of detection', () => {
  test('is cut into parts by area, and its progress is seen', async () => {
    const run = await planRun(city)
    expect(run?.parts).toBe(3)
    expect(await progress()).toMatchObject({ parts: 3, done: 0, points: crowd + 7, pointsDone: 0, finishedAt: null })
    await detectPart(city.app.platform, run?.runId ?? '', 2)
    const half = await progress()
    expect(half).toMatchObject({ done: 1, finishedAt: null })
    expect(half?.pointsDone).toBeGreaterThan(crowd)
    await detectPart(city.app.platform, run?.runId ?? '', 1)
    await detectPart(city.app.platform, run?.runId ?? '', 3)
    expect(await progress()).toMatchObject({ done: 3, pointsDone: crowd + 7 })
    expect((await progress())?.finishedAt).not.toBeNull()
    expect((await written())?.states).toBe(crowd + 7)
  })

  test('again, and each part twice, changes nothing', async () => {
    const before = await written()
    await detectAll(city)
    const run = await planRun(city)
    for (const part of [1, 1, 2, 2, 3, 3]) await detectPart(city.app.platform, run?.runId ?? '', part)
    expect(await written()).toEqual(before)
  })

  test('by two workers at once, on the same parts and on different ones, never doubles an alarm or a lead', async () => {
    const before = await written()
    await city.asSystem(async (db) => {
      await sql`update alarms set status = 'closed', cause = 'idle', closed_at = now(), looked_to = '2017-12-31'`.execute(
        db,
      )
      await sql`update leads set status = 'closed', cause = 'other', closed_at = now()`.execute(db)
    })
    const run = await planRun(city)
    const worker = (order: readonly number[]) =>
      order.reduce<Promise<void>>(
        (done, part) => done.then(() => detectPart(city.app.platform, run?.runId ?? '', part)),
        Promise.resolve(),
      )
    await Promise.all([worker([1, 2, 3]), worker([2, 1, 3]), worker([3, 2, 1]), worker([1, 3, 2])])
    expect(await progress()).toMatchObject({ done: 3 })
    const after = await written()
    expect(after?.openAlarms).toBe(before?.openAlarms)
    expect(after?.alarms).toBe(2 * (before?.alarms ?? 0))
    expect(after?.leads).toBe(2 * (before?.leads ?? 0))
    const { rows: double } = await city.asSystem((db) =>
      sql`select usage_point_id from alarms where status <> 'closed' group by usage_point_id, kind having count(*) > 1`.execute(
        db,
      ),
    )
    expect(double).toEqual([])
  })

  test('is taken up where a worker has left it: parts that were begun and are held by nobody, and not those that wait', async () => {
    await planRun(city)
    const begin = (part: number, attempts: number) =>
      city.asSystem((db) =>
        sql`update detection_parts set begun_at = now(), attempts = ${attempts} where part = ${part}
          and run_id = (select id from detection_runs order by number desc limit 1)`.execute(db),
      )
    await begin(2, 1)
    // failed again and again: it is left to the retries of its own job
    await begin(3, 5)
    await detectLeftParts(city.app.platform)
    expect(await progress()).toMatchObject({ parts: 3, done: 1, finishedAt: null })
    await detectLeftParts(city.app.platform)
    expect(await progress()).toMatchObject({ done: 1 })
  })

  test('that is older than the newest writes nothing any more', async () => {
    const old = await planRun(city)
    const newest = await planRun(city)
    await city.asSystem((db) => sql`update meter_states set looked_at = '2000-01-01'`.execute(db))
    for (const part of [1, 2, 3]) await detectPart(city.app.platform, old?.runId ?? '', part)
    const { rows } = await city.asSystem((db) =>
      sql`select 1 from meter_states where looked_at > '2000-01-02'`.execute(db),
    )
    expect(rows).toEqual([])
    for (const part of [1, 2, 3]) await detectPart(city.app.platform, newest?.runId ?? '', part)
    expect(await progress()).toMatchObject({ done: 3 })
  })

  test('looks at nothing after its newest day: later readings leave the scores as they were', async () => {
    await detectAll(city)
    const before = await scores()
    expect(before).toHaveLength(7)
    const run = await planRun(city)
    const later = simulateLoad('plastics-melting', {
      seed: 77,
      account: 'B-2001',
      from: '2018-04-09',
      days: 20,
      contractKw: 1000,
    })
    await writeFile(join(folder, 'later.csv'), readingsCsv(later))
    await importReadings(city.app.platform, join(folder, 'later.csv'), terms)
    for (const part of [1, 2, 3]) await detectPart(city.app.platform, run?.runId ?? '', part)
    expect(await scores()).toEqual(before)
    await detectAll(city)
    expect(await scores()).not.toEqual(before)
  })
  test('holds the year so far against the licensed volume, and tells a year once that is closed', async () => {
    const ofFoundry = async () => {
      const { rows } = await city.ok('cityOffice', metering.listAlarms, { kinds: 'outsideLicence' })
      return rows.filter(({ account }) => account === 'A-1001')
    }
    const setVolume = (tonnes: number) =>
      city.asSystem((db) =>
        sql`update licences set yearly_volume_t = ${tonnes} where site_id =
          (select site_id from usage_points where account = 'A-1001')`.execute(db),
      )
    await setVolume(100_000)
    await detectAll(city)
    expect(await ofFoundry()).toEqual([])
    await setVolume(100)
    await detectAll(city)
    const [alarm] = await ofFoundry()
    expect(alarm).toMatchObject({ status: 'open', reasons: { volume: { from: '2018-01-01', volumeT: 100 } } })
    expect(alarm?.leadId).not.toBeNull()
    expect(alarm?.reasons.volume?.tonnesLow).toBeGreaterThan(100)
    await city.asSystem((db) =>
      sql`update alarms set status = 'closed', cause = 'honestFoundry', closed_at = now(), looked_to = '2018-03-18' where id = ${alarm?.id}`.execute(
        db,
      ),
    )
    await detectAll(city)
    expect(await ofFoundry()).toMatchObject([{ status: 'closed' }])
    await city.asSystem((db) =>
      sql`update alarms set reasons = jsonb_set(reasons, '{reasons}', '[]') where id = ${alarm?.id}`.execute(db),
    )
    await detectAll(city)
    expect((await ofFoundry()).map(({ status }) => status).sort()).toEqual(['closed', 'open'])
  })
})
