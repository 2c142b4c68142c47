/**
 * Benchmarks of the API: observations written per second as the lowest role by 8 keep-alive clients in one other process, events,
 * fsync and synchronous_commit on; then the register of leads (leads.ts).
 */
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import type pg from 'pg'
import { areas } from '../test/world.ts'
import { measureLeads } from './leads.ts'
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

await measureLeads(ready.connection)
server.send('stop')
await new Promise((resolve) => server.once('exit', resolve))
agent.destroy()
