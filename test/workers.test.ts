/** Detection by two processes `gangshao worker` on one PostgreSQL and one ClickHouse server, one of them killed in the middle of a part. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Application, openApplication } from '../src/apps/server/application.ts'
import { detectPart, planDetection } from '../src/metering/detect.ts'
import { importReadings } from '../src/metering/import-readings.ts'
import { shippedModel } from '../src/metering/shipped-model.ts'
import { readConfig } from '../src/platform/server/config.ts'
import { prepareDataFolder, readOrCreateSecret } from '../src/platform/server/data-folder.ts'
import { transaction } from '../src/platform/server/db.ts'
import { startEmbeddedPostgres } from '../src/platform/server/embedded-postgres.ts'
import { asProgram } from '../src/platform/server/http.ts'
import { type MeterStore, openMeterStore } from '../src/platform/server/meter-store.ts'
import { hasClickhouse, startClickhouseNodes } from './clickhouse-nodes.ts'
import { foundPoints, loadsOfPoints } from './metering-world.ts'
import { onDatabase, openFolder, type Started, startProgram } from './program.ts'
import { areas, foundWorld } from './world.ts'

const checkout = new URL('..', import.meta.url).pathname
const now = new Date('2018-04-09T02:00:00Z')
/** More than are looked at in one go, so that every village is a part of two chunks. */
const crowd = 110
const moreVillages = [1101, 1102, 1103]
const pathOf = (id: number) => `${areas.townshipA.path}${id}/`
/** The accounts of a crowd come before or after those of the stories, so that these lie in the first and in the second chunk. */
const villages = [
  { ...areas.villageA1, first: '0' },
  { ...areas.villageA2, first: 'C' },
  { ...areas.villageB, first: 'D' },
  ...moreVillages.map((id, n) => ({ id, path: pathOf(id), first: `E${n}` })),
]

let place: Awaited<ReturnType<typeof openFolder>>
let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>
let nodes: Awaited<ReturnType<typeof startClickhouseNodes>>
let meters: MeterStore
let app: Application
let pool: pg.Pool
let files = ''
const workers: Started[] = []
/** One for each part: while it is held, the second chunk of the part cannot be saved. */
const locks = new Map<number, pg.Client>()

const startWorker = async () => {
  const worker = startProgram(['worker'], { GANGSHAO_DATA: place.folder, CLICKHOUSE_URL: nodes.urls[0] })
  workers.push(worker)
  await worker.says('worker / 后台任务')
  return worker
}

async function openApp(connection: pg.PoolConfig, folder: string, secret: string): Promise<Application> {
  return openApplication({
    config: readConfig({ GANGSHAO_LOG: 'error' }),
    connection,
    ownerConnection: connection,
    meters,
    checkout,
    dataFolder: folder,
    secret,
    signingKey: secret,
    baseUrl: 'http://127.0.0.1',
    clock: () => now,
    onError: (error) => console.error(error),
  })
}

async function foundCrowds(): Promise<void> {
  for (const id of moreVillages) {
    await pool.query(
      `insert into areas (id, level, kind, opened_on) overriding system value values ($1, 'village', 'statutory', '2017-01-01')`,
      [id],
    )
    await pool.query(
      `insert into area_versions (area_id, name, parent_id, level, path, valid_from) values ($1, $2, $3, 'village', $4, '2017-01-01')`,
      [id, `村${id}`, areas.townshipA.id, pathOf(id)],
    )
  }
  await asProgram(app.platform, async ({ db }) => {
    const { lawful } = await foundPoints(db, now)
    for (const { id, path, first } of villages)
      for (let n = 0; n < crowd; n++)
        await sql`insert into usage_points (id, account, site_id, area_id, area_path, registered_at)
          values (${uuidv7()}, ${`${first}-${String(n).padStart(4, '0')}`}, ${lawful.site}, ${id}, ${path}, ${now})`.execute(
          db,
        )
  })
}

type PartRow = { part: number; path: string; begun: boolean; done: boolean; attempts: number }
const parts = async () =>
  (
    await pool.query<PartRow>(`select part, from_path as path, begun_at is not null as begun, done_at is not null as done, attempts
      from detection_parts where run_id = (select id from detection_runs order by number desc limit 1) order by part`)
  ).rows

/** Longest time on a busy machine, so that a failure says where it stood. */
const patienceMs = 60_000

/** @returns the parts once they are so. */
async function untilParts(wanted: (rows: PartRow[]) => boolean): Promise<PartRow[]> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const rows = await parts()
    if (wanted(rows)) return rows
    if (performance.now() > deadline)
      throw new Error(`${JSON.stringify(rows)}\n${workers.map(({ output }) => output()).join('\n')}`)
    for (const { process, output } of workers)
      if (process.exitCode !== null) throw new Error(`a worker ended by itself:\n${output()}`)
    await sleep(50)
  }
}

async function holdSecondChunks(connection: pg.ClientConfig): Promise<void> {
  for (const { part, path } of await parts()) {
    const client = new pg.Client(connection)
    await client.connect()
    await client.query('begin')
    await client.query(
      `select 1 from usage_points where id in (select id from usage_points where area_path = $1 order by account desc limit 5) for update`,
      [path],
    )
    locks.set(part, client)
  }
}
async function letGo(part: number): Promise<void> {
  await locks.get(part)?.end()
  locks.delete(part)
}

/** What a run leaves behind. */
const found = async () => {
  const of = async (text: string) => (await pool.query(text)).rows
  return {
    alarms: await of(
      `select usage_point_id, kind, score, status, window_from, window_to from alarms order by usage_point_id, kind`,
    ),
    scores: await of(`select usage_point_id, score, kind, windows from point_features order by usage_point_id`),
    states: await of(`select usage_point_id, state, score from meter_states order by usage_point_id`),
    leads: await of(`select count(*)::int from leads`),
    raised: await of(
      `select subject_id, count(*)::int from events where kind = 'alarm.raised' group by 1 having count(*) > 1`,
    ),
  }
}

describe.skipIf(!hasClickhouse)('two worker processes on one run of detection', () => {
  beforeAll(async () => {
    place = await openFolder()
    nodes = await startClickhouseNodes()
    meters = await openMeterStore({ clickhouseUrl: nodes.urls[0] })
    const officials = await onDatabase(place.folder, async ({ pool }, secret) => {
      const { persons } = await foundWorld(pool, secret, now)
      return persons
    })
    const folder = await prepareDataFolder({ checkout, dataFolder: place.folder })
    postgres = await startEmbeddedPostgres(folder)
    const { host, user, database } = postgres
    const connection = { host, user, database }
    pool = new pg.Pool({ ...connection, max: 2 })
    app = await openApp(connection, place.folder, await readOrCreateSecret(folder.secretsDir, 'session'))
    files = await mkdtemp(join(tmpdir(), 'gangshao-workers-'))
    await foundCrowds()
    await writeFile(join(files, 'readings.csv.gz'), loadsOfPoints())
    const terms = { agreement: '数据共享协议', purpose: '用电监测', basis: '协议第三条' }
    await importReadings(app.platform, join(files, 'readings.csv.gz'), terms)
    await pool.query(
      `update detector_models set status = 'approved', approved_at = $1, approved_by = $2 where version = $3`,
      [now, officials.cityOffice.officialId, shippedModel.version],
    )
    // what the delivery has ordered: here the run is planned by hand
    await pool.query(`delete from pgboss.job where name = 'metering.detect'`)
    await asProgram(app.platform, (context) => planDetection(context))
    await holdSecondChunks(connection)
  }, 120_000)
  afterAll(async () => {
    for (const part of [...locks.keys()]) await letGo(part)
    for (const { process, ended } of workers) {
      process.kill('SIGTERM')
      await ended
    }
    await app?.close()
    await meters?.close()
    await pool?.end()
    await postgres?.stop()
    await nodes?.stop()
    await place?.remove()
    await rm(files, { recursive: true, force: true })
  }, 60_000)

  test('share the parts; what a killed one has begun the other takes up, and each part is done once', async () => {
    const first = await startWorker()
    const whole = (await untilParts((rows) => rows.some(({ begun }) => begun))).find(({ begun }) => begun)?.part ?? 0
    await letGo(whole)
    // the first worker has done a part and is in the middle of the next: its first chunk is saved, its second waits
    const isLeft = ({ begun, done }: PartRow) => begun && !done
    const begun = await untilParts((rows) => rows.filter(({ done }) => done).length === 1 && rows.some(isLeft))
    const left = begun.find(isLeft)
    const saved = `select count(*)::int as count from meter_states where area_path = $1`
    while ((await pool.query<{ count: number }>(saved, [left?.path])).rows[0]?.count !== 100) await sleep(50)

    // the second goes by what the first holds, and is in the middle of a part too
    await startWorker()
    const isOther = (row: PartRow) => isLeft(row) && row.part !== left?.part
    await untilParts((rows) => rows.some(isOther))

    first.process.kill('SIGKILL')
    await first.ended
    for (const part of [...locks.keys()]) await letGo(part)
    const after = await untilParts((rows) => rows.every(({ done }) => done))
    expect(after.map(({ part, attempts }) => [part, attempts])).toEqual(
      begun.map(({ part }) => [part, part === left?.part ? 2 : 1]),
    )
    const { rows } = await pool.query(`select 1 from detection_runs where finished_at is not null`)
    expect(rows).toHaveLength(1)
  }, 240_000)

  test('leave what one process alone would have left: no alarm, lead or score is missing or there twice', async () => {
    const suspects = `select 1 from alarms where lead_id is null and status <> 'closed' and kind in ('restartAtClosedSite', 'outsideLicence', 'unlicensedMelting')`
    while ((await pool.query(suspects)).rows.length > 0) await sleep(50)
    const before = await found()
    expect(before.alarms.length).toBeGreaterThan(3)
    expect(before.states).toHaveLength(villages.length * crowd + 7)
    expect(before.raised).toEqual([])
    await pool.query('delete from pgboss.job')
    const run = await asProgram(app.platform, (context) => planDetection(context))
    await pool.query('delete from pgboss.job')
    for (let part = 1; part <= (run?.parts ?? 0); part++) await detectPart(app.platform, run?.runId ?? '', part)
    expect(await found()).toEqual(before)
    // and from nothing, in this process alone
    await pool.query('truncate meter_states, point_features')
    await transaction(app.platform.database, 'system', async (db) => {
      await sql`update alarms set status = 'closed', cause = 'idle', closed_at = now(), looked_to = '2017-12-31'`.execute(
        db,
      )
    })
    const alone = await asProgram(app.platform, (context) => planDetection(context))
    await pool.query('delete from pgboss.job')
    for (let part = 1; part <= (alone?.parts ?? 0); part++) await detectPart(app.platform, alone?.runId ?? '', part)
    const { alarms, ...rest } = await found()
    expect(rest.scores).toEqual(before.scores)
    expect(rest.states).toEqual(before.states)
    const facts = (list: Record<string, unknown>[]) => list.map(({ status: _, ...fact }) => fact)
    expect(facts(alarms.filter(({ status }) => status !== 'closed'))).toEqual(facts(before.alarms))
  }, 120_000)
})
