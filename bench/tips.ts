/**
 * Benchmark of the intake: tips received per second from 8 keep-alive clients in one other process on the same cores, as anyone
 * without account, first without a file and then with a photo of 200 kB. Work is done and identity sealed before the clock starts, as it is done on the reporters' devices; the server
 * verifies the work, hashes the code slowly, writes tip, envelope, step, leaf and event, and answers with the receipt. A photo is its
 * reading copy and its sealed original of the same size, both on the disk (file and folder) before its receipt is given, which is a
 * step and a leaf of its own; beside it the job encodes reading copies anew on the same cores.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import sharp from 'sharp'
import { openDatabase } from '../src/platform/server/db.ts'
import { type Envelope, sealLetter } from '../src/tips/envelope.ts'
import { keyLetter } from '../src/tips/letter.ts'
import { insertCustodian, newCode, random, sealOriginal, workedOut } from '../test/tip-ground.ts'
import { areas } from '../test/world.ts'
import { measureRate, startServer } from './api-clients.ts'
import { figure, note } from './report.ts'

const span = { warmUpMs: 1500, runMs: 4000 }
const photoSpan = { warmUpMs: 3000, runMs: 1500 }
/** Five runs and the warm-up. */
const [seconds, photoSeconds] = [22, 11]
/** Tips made ready for every second of the clock; a run that uses them up ends early and says so. */
const [readyPerSecond, readyWithPhoto] = [700, 250]
/** Octets of a photo. */
const photoOctets = 200_000

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

// how hard the work is costs the device and not the server, which checks one digest; hard work would take minutes to make ready
await database.pool.query(`update rules set value = value || '{"bits": 6, "mostBits": 6}' where key = 'tips.work'`)

type Body = { text: string } | { octets: Buffer } | null

async function ask<T>(
  method: string,
  path: string,
  body: Body = null,
  token?: string,
): Promise<{ status: number; answer: T }> {
  const content = body === null ? Buffer.alloc(0) : 'text' in body ? Buffer.from(body.text) : body.octets
  const type = body !== null && 'octets' in body ? 'application/octet-stream' : 'application/json'
  return new Promise((resolve, reject) => {
    const headers = {
      ...(body !== null && { 'content-type': type, 'content-length': content.length }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    }
    const sent = request(`${url}${path}`, { method, agent, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      // what this server answers is read by whoever asked
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, answer: JSON.parse(Buffer.concat(parts).toString()) as T }),
      )
    })
    sent.on('error', reject)
    sent.end(content)
  })
}

const envelopes: Envelope[] = []
/** A tip as a device sends it, ready to go. */
async function prepare(n: number, code = newCode()): Promise<string> {
  const { answer } = await ask<{ challenge: string; bits: number }>('GET', '/api/tips/challenge')
  // empty or not, an envelope costs the server the same
  envelopes[n % 32] ??= await sealLetter({ name: n % 2 === 0 ? '某某' : '', contact: '', private: '' }, keys, random)
  const envelope = envelopes[n % 32]
  return JSON.stringify({
    challenge: answer.challenge,
    answer: workedOut(answer.challenge, answer.bits),
    code,
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

/** `npm run bench:tips -- photo`: only the run with a photo, as making tips ready takes longer than the clock runs. */
const photoOnly = process.argv.includes('photo')
const prepared: string[] = []
for (let n = 0; !photoOnly && n < seconds * readyPerSecond; n += 1) prepared.push(await prepare(n))

const preparedWithPhoto: { code: string; body: string }[] = []
for (let n = 0; n < photoSeconds * readyWithPhoto; n += 1) {
  const code = newCode()
  preparedWithPhoto.push({ code, body: await prepare(prepared.length + n, code) })
}
note('tips made ready on the reporters’ side', prepared.length + preparedWithPhoto.length, 'tips')
const reading = await pictureOf(photoOctets)
// the same original for all: what it is cannot be told from outside
const original = await sealOriginal(reading)
const sealed = Buffer.from(original.sealed)
const envelope = await sealLetter(keyLetter(original.key, 'image/jpeg'), keys, random)
note('reading copy of a photo', reading.length, 'octets')

/** A JPEG of about so many octets, with as much in it as a photo has. */
async function pictureOf(octets: number): Promise<Buffer> {
  const [width, height] = [1600, 1200]
  const grain = await sharp(randomBytes(200 * 150 * 3), { raw: { width: 200, height: 150, channels: 3 } })
    .resize(width, height)
    .toBuffer()
  for (let quality = 95; ; quality -= 3) {
    const made = await sharp(grain, { raw: { width, height, channels: 3 } })
      .jpeg({ quality })
      .toBuffer()
    if (made.length <= octets || quality < 20) return made
  }
}

let receipted = 0
let photos = 0
async function send(body: string): Promise<void> {
  const { status, answer } = await ask<{ steps?: unknown[] }>('POST', '/api/tips', { text: body })
  if (status !== 200 || answer.steps?.length !== 1)
    throw new Error(`a tip was answered with ${status} ${JSON.stringify(answer)}`)
  receipted += 1
}

async function sendPhoto(code: string): Promise<void> {
  const facts = {
    id: randomUUID(),
    kind: 'photo',
    showsPlace: false,
    readingOctets: reading.length,
    sealedOctets: sealed.length,
  }
  const text = JSON.stringify({ ...facts, envelope })
  const { answer } = await ask<{ token: string }>('POST', '/api/tips/mine/files', { text }, code)
  await ask('POST', '/api/tips/files/parts/reading/0', { octets: reading }, answer.token)
  const sent = { octets: sealed }
  const finished = await ask<{ step?: unknown }>('POST', '/api/tips/files/last/sealed/0', sent, answer.token)
  if (finished.status !== 200 || !finished.answer.step)
    throw new Error(`a photo was answered with ${finished.status} ${JSON.stringify(finished.answer)}`)
  photos += 1
}

/** How far the job that encodes pictures anew is behind when the clock stops, and how fast it is alone. */
async function reportLag(): Promise<void> {
  const waiting = async () => {
    const { rows } = await database.pool.query<{ count: number; oldest: number }>(
      `select count(*)::int as count, coalesce(extract(epoch from now() - min(received_at)), 0)::float8 as oldest from tip_files where state = 'preparing'`,
    )
    return rows[0] ?? { count: 0, oldest: 0 }
  }
  const before = await waiting()
  note('pictures prepared while tips came in', photos - before.count, 'pictures')
  note('pictures waiting when the clock stopped', before.count, 'pictures')
  note('the oldest of them waits for', before.oldest, 's')
  const began = performance.now()
  await new Promise((resolve) => setTimeout(resolve, 8000))
  const after = await waiting()
  note(
    'pictures prepared per second afterwards',
    (before.count - after.count) / ((performance.now() - began) / 1000),
    '1/s',
  )
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from tip_steps where kind = 'evidenceAdded'`,
  )
  figure('receipted photos without step', photos - (rows[0]?.count ?? 0), 'photos', 0, false)
}

const withoutFile = async () => {
  const body = prepared.pop()
  if (body === undefined) throw new Error('more tips went through than were made ready')
  await send(body)
}
if (!photoOnly) await measureRate('tips received per second without file', 150, span, withoutFile)
await measureRate('tips received per second with a photo of 200 kB', 60, photoSpan, async () => {
  const ready = preparedWithPhoto.pop()
  if (ready === undefined) throw new Error('more tips went through than were made ready')
  await send(ready.body)
  await sendPhoto(ready.code)
})
await reportLag()
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
