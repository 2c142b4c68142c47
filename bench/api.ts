/**
 * Benchmarks of the API as the lowest role: observations written per second by 8 keep-alive clients in one other process, and the
 * page of 50 leads at 1,000 and at 100,000 rows by EXPLAIN ANALYZE. Events on, fsync and synchronous_commit on.
 */
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { sql } from 'kysely'
import type pg from 'pg'
import { listLeads } from '../src/leads/store.ts'
import { openDatabase, transaction } from '../src/platform/server/db.ts'
import type { Actor } from '../src/platform/shared/permission.ts'
import { areas } from '../test/world.ts'
import { figure, median, note } from './report.ts'

type Ready = { url: string; cookie: string; connection: pg.PoolConfig; settings: { name: string; setting: string }[] }

const clients = 8
const seconds = 5
const runs = 5

const server = fork(new URL('./api-server.ts', import.meta.url).pathname, {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  execArgv: process.execArgv,
})
// the first message of the server is what it says it is
const ready = await new Promise<Ready>((resolve, reject) => {
  server.once('message', (message) => resolve(message as Ready))
  server.once('exit', () => reject(new Error('the server did not start')))
})
for (const { name, setting } of ready.settings) if (setting !== 'on') throw new Error(`${name} is ${setting}`)

const agent = new Agent({ keepAlive: true, maxSockets: clients })

function putObservation(): Promise<number> {
  const body = JSON.stringify({
    areaId: areas.villageA1.id,
    siteId: null,
    sweepTargetId: null,
    seen: ['noise'],
    words: '夜间有机器声',
    photoIds: [],
    position: { lat: 31.8, lon: 119.9, accuracyM: 12 },
    observedAt: new Date().toISOString(),
    asLead: false,
  })
  return new Promise((resolve, reject) => {
    const sent = request(
      `${ready.url}/api/inspections/observations/${randomUUID()}`,
      {
        method: 'PUT',
        agent,
        headers: {
          cookie: ready.cookie,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function writeFor(ms: number): Promise<number> {
  const end = performance.now() + ms
  const began = performance.now()
  let done = 0
  const one = async () => {
    while (performance.now() < end) {
      const status = await putObservation()
      if (status !== 200) throw new Error(`an observation was answered with ${status}`)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, one))
  return (done / (performance.now() - began)) * 1000
}

await writeFor(3000)
const rates: number[] = []
for (let run = 0; run < runs; run += 1) rates.push(await writeFor(seconds * 1000))
figure('observations created per second, median of 5', median(rates), '1/s', 600, true)
note('observations created per second, slowest of 5', Math.min(...rates), '1/s')

const database = openDatabase(ready.connection)
const worker: Actor = {
  accountId: 'bench',
  officialId: randomUUID(),
  name: 'bench',
  enforcementCard: null,
  grants: [
    {
      role: 'gridWorker',
      agencyId: null,
      functionKind: null,
      areaId: areas.villageA1.id,
      areaPath: areas.villageA1.path,
      areaLevel: 'village',
    },
  ],
}
const leader: Actor = {
  ...worker,
  grants: [
    {
      ...worker.grants[0]!,
      role: 'countyOffice',
      areaId: areas.countyA.id,
      areaPath: areas.countyA.path,
      areaLevel: 'county',
    },
  ],
}

/** Leads spread over the four villages and ten years, up to `total`. */
async function fillLeads(total: number): Promise<void> {
  const { id, path } = areas.villageA1
  const places = [areas.villageA1, areas.villageA2, areas.villageA3, areas.villageB]
  await database.pool.query(
    `insert into leads (id, number, status, source, source_id, area_id, area_path, title, facts, opened_at)
     select gen_random_uuid(), 'XS2016-' || lpad(n::text, 6, '0'), 'opened', 'observation', gen_random_uuid()::text,
            (array[${places.map((place) => place.id).join(',')}])[1 + n % 4], (array[${places.map((place) => `'${place.path}'`).join(',')}])[1 + n % 4],
            '线索 ' || n, '{}', now() - make_interval(mins => n * 50)
       from generate_series((select count(*)::int + 1 from leads), $1) n`,
    [total],
  )
  await database.pool.query('vacuum analyze leads')
  if (!id || !path) throw new Error('no village')
}

/** Execution time of the very statement that the list runs, in ms, median of 9. */
async function pageMs(user: Actor): Promise<number> {
  const captured: { sql: string; parameters: readonly unknown[] }[] = []
  const times: number[] = []
  for (let run = 0; run < 9; run += 1) {
    await transaction(
      database,
      user,
      async (db) => {
        const spy = new Proxy(db, {
          get: (target, key) =>
            key === 'executeQuery'
              ? (query: { sql: string; parameters: readonly unknown[] }) => {
                  captured.push(query)
                  return target.executeQuery(query as Parameters<typeof target.executeQuery>[0]) // passed on as it came
                }
              : Reflect.get(target, key, target),
        })
        if (captured.length === 0)
          await listLeads(
            spy,
            { limit: 50, paths: [user.grants[0]?.areaPath ?? ''] } as Parameters<typeof listLeads>[1],
            '2026-01-01',
          ) // the filter's other fields are optional
        const statement = captured.find((query) => query.sql.includes('leads'))
        if (!statement) throw new Error('the list was not seen')
        const plan = await db.executeQuery({
          ...sql`select 1`.compile(db),
          sql: `explain (analyze, format json) ${statement.sql}`,
          parameters: statement.parameters,
        })
        const [row] = plan.rows as { queryPlan: [{ 'Execution Time': number }] }[] // format of EXPLAIN
        times.push(row?.queryPlan[0]['Execution Time'] ?? Number.NaN)
      },
      true,
    )
  }
  return median(times)
}

for (const [who, user] of [
  ['grid worker', worker],
  ['county office', leader],
] as const) {
  await database.pool.query(`truncate leads cascade`)
  await fillLeads(1000)
  const small = await pageMs(user)
  note(`page of 50 leads at 1,000 rows, ${who}`, small, 'ms')
  await fillLeads(100_000)
  const large = await pageMs(user)
  figure(`page of 50 leads at 100,000 rows, ${who}`, large, 'ms', 5, false)
  figure(`page at 100,000 rows against 1,000, ${who}`, large / small, 'x', 1.25, false)
}

await database.close()
server.send('stop')
await new Promise((resolve) => server.once('exit', resolve))
agent.destroy()
