/**
 * Benchmarks of the API: observations written per second as the lowest role by 8 keep-alive clients in one other process, events,
 * fsync and synchronous_commit on; then the register of leads (leads.ts).
 */
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { areas } from '../test/world.ts'
import { measureRate, startServer } from './api-clients.ts'
import { measureLeads } from './leads.ts'

const server = await startServer()
const { url, cookie, agent } = server

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
      `${url}/api/inspections/observations/${randomUUID()}`,
      {
        method: 'PUT',
        agent,
        headers: {
          cookie,
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

await measureRate('observations created per second', 600, { warmUpMs: 3000, runMs: 5000 }, async () => {
  const status = await putObservation()
  if (status !== 200) throw new Error(`an observation was answered with ${status}`)
})
await measureLeads(server.connection)
await server.stop()
