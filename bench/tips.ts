/**
 * Benchmark of the intake: tips received per second from 8 keep-alive clients in one other process on the same cores, as anyone
 * without account. Work is done and identity sealed before the clock starts, as it is done on the reporters' devices; the server
 * verifies the work, hashes the code slowly, writes tip, envelope, step, leaf, event and job, and answers with the receipt.
 */
import { request } from 'node:http'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { openDatabase } from '../src/platform/server/db.ts'
import { sealLetter } from '../src/tips/envelope.ts'
import { insertCustodian, newCode, random, workedOut } from '../test/tip-ground.ts'
import { areas } from '../test/world.ts'
import { measureRate, startServer } from './api-clients.ts'
import { figure, note } from './report.ts'

const span = { warmUpMs: 1500, runMs: 4000 }
/** Five runs and the warm-up. */
const seconds = 22
/** Tips made ready for every second of the clock; a run that uses them up ends early and says so. */
const readyPerSecond = 260

const server = await startServer()
const { url, agent } = server
const database = openDatabase(server.connection, 2)
const newRecipient = async () => identityToRecipient(await generateX25519Identity())
const keys = {
  halfA: [await newRecipient(), await newRecipient()],
  halfB: [await newRecipient(), await newRecipient()],
}
const query = (text: string, values: unknown[]) => database.pool.query(text, values)
for (const publicKey of keys.halfA) await insertCustodian(query, { body: 'county', area: areas.countyA, publicKey })
for (const publicKey of keys.halfB) await insertCustodian(query, { body: 'city', area: areas.city, publicKey })

async function ask<T>(method: string, path: string, body?: string): Promise<{ status: number; answer: T }> {
  return new Promise((resolve, reject) => {
    const headers =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request(`${url}${path}`, { method, agent, headers }, (response) => {
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
  const envelope = await sealLetter({ name: n % 2 === 0 ? '某某' : '', contact: '', private: '' }, keys, random)
  return JSON.stringify({
    challenge: answer.challenge,
    answer: workedOut(answer.challenge, answer.bits),
    code: newCode(),
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
for (let n = 0; n < seconds * readyPerSecond; n += 1) prepared.push(await prepare(n))
note('tips made ready on the reporters’ side', prepared.length, 'tips')

let receipted = 0
await measureRate('tips received per second without file', 150, span, async () => {
  const body = prepared.pop()
  if (body === undefined) throw new Error('more tips went through than were made ready')
  const { status, answer } = await ask<{ steps?: unknown[] }>('POST', '/api/tips', body)
  if (status !== 200 || answer.steps?.length !== 1)
    throw new Error(`a tip was answered with ${status} ${JSON.stringify(answer)}`)
  receipted += 1
})
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
await server.stop()
