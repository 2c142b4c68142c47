/**
 * Benchmark of the intake: tips received per second from 8 keep-alive clients in one other process on the same cores, as anyone
 * without account. Work is done and identity sealed before the clock starts, as it is done on the reporters' devices; the server
 * verifies the work, hashes the code slowly, writes tip, envelope, step, leaf, event and job, and answers with the receipt.
 */
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import type pg from 'pg'
import { openDatabase } from '../src/platform/server/db.ts'
import { sealLetter } from '../src/tips/envelope.ts'
import { makeCode } from '../src/tips/receipt-code.ts'
import { workedOut } from '../test/tip-ground.ts'
import { areas } from '../test/world.ts'
import { figure, median, note } from './report.ts'

type Ready = { url: string; connection: pg.PoolConfig; settings: { name: string; setting: string }[] }

const clients = 8
const seconds = 4
const runs = 5
/** Tips made ready for every second of the clock; a run that uses them up ends early and says so. */
const readyPerSecond = 260

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
const random = (length: number) => new Uint8Array(randomBytes(length))

const recipients = await Promise.all(
  Array.from({ length: 4 }, async () => identityToRecipient(await generateX25519Identity())),
)
const [county1 = '', county2 = '', city1 = '', city2 = ''] = recipients
const database = openDatabase(ready.connection, 2)
for (const [body, area, key] of [
  ['county', areas.countyA, county1],
  ['county', areas.countyA, county2],
  ['city', areas.city, city1],
  ['city', areas.city, city2],
] as const) {
  await database.pool.query(
    `insert into custodians (id, body, area_id, area_path, official_id, public_key, state, proposed_at, active_from)
     select gen_random_uuid(), $1, $2, $3, id, $4, 'active', now(), now() from officials limit 1`,
    [body, area.id, area.path, key],
  )
}

async function ask<T>(method: string, path: string, body?: string): Promise<{ status: number; answer: T }> {
  return new Promise((resolve, reject) => {
    const headers =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request(`${ready.url}${path}`, { method, agent, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      // what this server answers is read by whoever asked
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, answer: JSON.parse(Buffer.concat(parts).toString()) as T }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** A tip as a device sends it, ready to go. */
async function prepare(n: number): Promise<string> {
  const { answer } = await ask<{ challenge: string; bits: number }>('GET', '/api/tips/challenge')
  const envelope = await sealLetter(
    { name: n % 2 === 0 ? '某某' : '', contact: '', private: '' },
    { halfA: [county1, county2], halfB: [city1, city2] },
    random,
  )
  return JSON.stringify({
    challenge: answer.challenge,
    answer: workedOut(answer.challenge, answer.bits),
    code: makeCode(random(10)),
    report: {
      placeAreaId: areas.villageA1.id,
      placeWords: '村东头旧厂房',
      kind: 'maker',
      runs: 'night',
      signs: ['noise', 'glow'],
      words: `每天夜里都有红光和响声，有大车进出，没见过铸件运出来（${n}）`,
    },
    envelope,
  })
}

const prepared: string[] = []
for (let n = 0; n < (runs * seconds + 2) * readyPerSecond; n += 1) prepared.push(await prepare(n))
note('tips made ready on the reporters’ side', prepared.length, 'tips')

let receipted = 0
async function sendFor(ms: number): Promise<number> {
  const began = performance.now()
  let done = 0
  const one = async () => {
    while (performance.now() < began + ms) {
      const body = prepared.pop()
      if (body === undefined) throw new Error('more tips went through than were made ready')
      const { status, answer } = await ask<{ steps?: unknown[] }>('POST', '/api/tips', body)
      if (status !== 200 || answer.steps?.length !== 1)
        throw new Error(`a tip was answered with ${status} ${JSON.stringify(answer)}`)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, one))
  receipted += done
  return (done / (performance.now() - began)) * 1000
}

await sendFor(1500)
const rates: number[] = []
for (let run = 0; run < runs; run += 1) rates.push(await sendFor(seconds * 1000))
figure('tips received per second without file, median of 5', median(rates), '1/s', 150, true)
note('tips received per second without file, slowest of 5', Math.min(...rates), '1/s')
const { rows } = await database.pool.query<{ tips: number; leaves: number; events: number }>(
  `select (select count(*) from tips) as tips, (select count(*) from tip_steps where kind = 'received') as leaves,
          (select count(*) from events where kind = 'tip.received') as events`,
)
note('tips in the database beyond those receipted', (rows[0]?.tips ?? 0) - receipted, 'tips')
figure(
  'receipted tips without step or event',
  2 * receipted - (rows[0]?.leaves ?? 0) - (rows[0]?.events ?? 0),
  'tips',
  0,
  false,
)

await database.close()
server.send('stop')
await new Promise((resolve) => server.once('exit', resolve))
agent.destroy()
