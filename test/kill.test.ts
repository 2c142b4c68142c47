/** Kill tests: server and PostgreSQL are killed in the middle of eight clients' writes, and nothing that was acknowledged is lost. */
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAlive } from '../src/platform/server/postgres-cluster.ts'
import { type Envelope, sealLetter } from '../src/tips/envelope.ts'
import {
  freePort,
  killIfThere,
  onDatabase,
  openFolder,
  postmasterPid,
  runProgram,
  type Started,
  startProgram,
} from './program.ts'
import { insertCustodian, newCode, nothingPrivate, random, said, workedOut } from './tip-ground.ts'
import { areas, foundWorld } from './world.ts'

const clients = 8
const rounds = ['server', 'postgres', 'both', 'server', 'postgres'] as const
/** Longest time for the program to come back on a busy machine. */
const patienceMs = 60_000

type Writes = { sent: Set<string>; acknowledged: Set<string>; refused: string[] }
/** Photos for which a receipt came, with the digests it names. */
const photos = new Map<string, { reading: string; sealed: string }>()
/** Codes of tips for which a receipt came, and of all that were sent. */
const tips = { sent: new Set<string>(), receipted: new Set<string>() }
let envelope: Envelope

let place: Awaited<ReturnType<typeof openFolder>>
let settings: Record<string, string>
let server: Started
let cookie = ''
const writes: Writes = { sent: new Set(), acknowledged: new Set(), refused: [] }

beforeAll(async () => {
  place = await openFolder()
  const port = String(await freePort())
  settings = { GANGSHAO_DATA: place.folder, PORT: port, GANGSHAO_LOG: 'error' }
  cookie = await onDatabase(
    place.folder,
    async ({ pool }, secret) => (await foundWorld(pool, secret, new Date())).persons.gridWorkerA1.cookie,
  )
  envelope = await onDatabase(place.folder, async ({ pool }) => sealForAll(pool))
  server = startProgram(['serve'], settings)
  await server.says(`:${port}`)
}, 120_000)

afterAll(async () => {
  server?.process.kill('SIGKILL')
  await place?.remove()
})

const content = {
  areaId: areas.villageA1.id,
  siteId: null,
  sweepTargetId: null,
  seen: ['noise'],
  words: '夜间有机器声',
  photoIds: [],
  position: null,
  asLead: false,
}

/** One attempt. @returns the status, or 0 where nobody answered. */
async function put(id: string, observedAt: string): Promise<number> {
  try {
    const response = await fetch(`http://127.0.0.1:${settings['PORT']}/api/inspections/observations/${id}`, {
      method: 'PUT',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ ...content, observedAt }),
      signal: AbortSignal.timeout(20_000),
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}

/** Names one custodian of each body of county A. @returns an envelope to them, empty as most are. */
async function sealForAll(pool: pg.Pool): Promise<Envelope> {
  const keys = [await newRecipient(), await newRecipient()] as const
  const ask = (text: string, values: unknown[]) => pool.query(text, values)
  await insertCustodian(ask, { body: 'county', area: areas.countyA, publicKey: keys[0] })
  await insertCustodian(ask, { body: 'city', area: areas.city, publicKey: keys[1] })
  return sealLetter(nothingPrivate, { halfA: [keys[0]], halfB: [keys[1]] }, random)
}
const newRecipient = async () => identityToRecipient(await generateX25519Identity())

async function ask(path: string, init: RequestInit): Promise<{ status: number; body: Record<string, unknown> }> {
  try {
    const url = `http://127.0.0.1:${settings['PORT']}${path}`
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  } catch {
    return { status: 0, body: {} }
  }
}

const sha256 = (octets: Buffer) => createHash('sha256').update(octets).digest('hex')
/** No picture in it: what is tested is that it is there. */
const piecesOfPhoto = () => ({ reading: randomBytes(30_000), sealed: randomBytes(60_000) })

/** Sends a photo of a tip until its receipt comes: announced, added where it stopped, finished; each as often as it takes. */
async function sendPhoto(code: string, until: AbortSignal): Promise<void> {
  const pieces = piecesOfPhoto()
  const id = randomUUID()
  const sizes = { readingOctets: pieces.reading.length, sealedOctets: pieces.sealed.length }
  const announced = JSON.stringify({ id, kind: 'photo', showsPlace: false, ...sizes, envelope })
  while (!until.aborted && !photos.has(id)) {
    const json = { method: 'POST', headers: { authorization: `Bearer ${code}`, 'content-type': 'application/json' } }
    const { status, body } = await ask('/api/tips/mine/files', { ...json, body: announced })
    if (status === 200 && (await sendPieces(String(body['token']), pieces)))
      photos.set(id, { reading: sha256(pieces.reading), sealed: sha256(pieces.sealed) })
    else await sleep(30)
  }
}

/** One attempt from where it stopped. @returns whether the receipt came. */
async function sendPieces(token: string, pieces: { reading: Buffer; sealed: Buffer }): Promise<boolean> {
  const authorization = `Bearer ${token}`
  const arrived = await ask('/api/tips/files/arrived', { headers: { authorization } })
  if (arrived.status !== 200) return false
  for (const piece of ['reading', 'sealed'] as const)
    for (let at = Number(arrived.body[piece]); at < pieces[piece].length; at += 20_000) {
      const part = new Uint8Array(pieces[piece].subarray(at, at + 20_000))
      const headers = { authorization, 'content-type': 'application/octet-stream' }
      const isLast = piece === 'sealed' && at + part.length === pieces.sealed.length
      const path = `/api/tips/files/${isLast ? 'last' : 'parts'}/${piece}/${at}`
      const { status, body } = await ask(path, { method: 'POST', headers, body: part })
      if (status !== 200) return false
      if (isLast) return isReceipt(body, pieces)
    }
  const headers = { authorization, 'content-type': 'application/json' }
  const { status, body } = await ask('/api/tips/files/finish', { method: 'POST', headers, body: '{}' })
  return status === 200 && isReceipt(body, pieces)
}

function isReceipt(body: unknown, { sealed }: { sealed: Buffer }): true {
  expect(JSON.stringify(body)).toContain(sha256(sealed))
  return true
}

/** Sends one tip after the other, each as often as it takes to get its receipt, as the page does. */
async function report(until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const code = newCode()
    tips.sent.add(code)
    let body = ''
    while (!until.aborted && !tips.receipted.has(code)) {
      if (body === '') {
        const { status, body: work } = await ask('/api/tips/challenge', {})
        const challenge = String(work['challenge'])
        if (status === 200)
          body = JSON.stringify({
            challenge,
            answer: workedOut(challenge, Number(work['bits'])),
            code,
            report: said({ words: `夜里有响声和红光，没见过铸件运出（${code}）` }),
            envelope,
          })
      }
      if (body !== '') {
        const sent = await ask('/api/tips', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
        if (sent.status === 200) tips.receipted.add(code)
        else if (sent.status !== 0 && sent.status !== 503)
          writes.refused.push(`${sent.status} ${JSON.stringify(sent.body)}`)
      }
      await sleep(30)
    }
    if (tips.receipted.has(code)) await sendPhoto(code, until)
  }
}

/** Writes one observation after the other. What was not acknowledged is sent again as it was, as a phone does; every fourth is given up. */
async function write(until: AbortSignal): Promise<void> {
  for (let n = 0; !until.aborted; n += 1) {
    const id = randomUUID()
    const observedAt = new Date().toISOString()
    writes.sent.add(id)
    for (let tries = 0; tries < 600; tries += 1) {
      const status = await put(id, observedAt)
      if (status === 200) writes.acknowledged.add(id)
      else if (status !== 0 && status !== 503) writes.refused.push(`${status} for ${id}`)
      if (status === 200 || until.aborted || n % 4 === 3) break
      await sleep(100)
    }
  }
}

async function moreAcknowledged(count: number): Promise<void> {
  const [wanted, deadline] = [writes.acknowledged.size + count, performance.now() + patienceMs]
  while (writes.acknowledged.size < wanted) {
    if (performance.now() > deadline)
      throw new Error(`writes did not go on after ${patienceMs} ms:\n${server.output()}`)
    await sleep(20)
  }
}

async function kill(what: (typeof rounds)[number]): Promise<void> {
  const postmaster = await postmasterPid(place.folder)
  if (what !== 'server') killIfThere(postmaster, 'SIGKILL')
  if (what === 'postgres') return
  server.process.kill('SIGKILL')
  await server.ended
  server = startProgram(['serve'], settings)
}

describe.skipIf(process.env['TEST_DATABASE_URL'])('after kill -9 in the middle of writes', () => {
  test('the same command comes back by itself, five times', async () => {
    const stop = new AbortController()
    const writing = Promise.all(
      Array.from({ length: clients }, (_, i) => (i < 2 ? report(stop.signal) : write(stop.signal))),
    )
    try {
      for (const what of rounds) {
        await moreAcknowledged(40)
        await sleep(randomInt(50, 600))
        await kill(what)
      }
      await moreAcknowledged(40)
    } finally {
      stop.abort()
      await writing
    }
    expect(writes.refused, server.output().slice(-3000)).toEqual([])
  }, 240_000)

  test('no acknowledged write is missing, and none is there twice', async () => {
    const { stored, events } = await onDatabase(place.folder, async ({ pool }) => ({
      stored: (await pool.query<{ id: string }>('select id from observations')).rows.map((row) => row.id),
      events: (
        await pool.query<{ id: string }>(`select subject_id as id from events where kind = 'observation.recorded'`)
      ).rows.map((row) => row.id),
    }))
    const known = new Set(stored)
    expect([...writes.acknowledged].filter((id) => !known.has(id))).toEqual([])
    expect(stored.filter((id) => !writes.sent.has(id))).toEqual([])
    // one event each: a write that was sent again after a kill was recognised
    expect([...events].sort()).toEqual([...stored].sort())
    expect(stored.length).toBeGreaterThanOrEqual(200)
  }, 60_000)

  test('no receipted tip is lost, each has its step, its leaf and its event once, and its code opens it', async () => {
    expect(tips.receipted.size).toBeGreaterThan(5)
    const found = await onDatabase(place.folder, async ({ pool }) => ({
      tips: (await pool.query<{ id: string }>('select id from tips')).rows.map((row) => row.id).sort(),
      steps: (await pool.query<{ id: string }>(`select tip_id as id from tip_steps where kind = 'received'`)).rows,
      // those beside that of the tip itself hold the keys of its photos
      envelopes: (
        await pool.query<{ id: string }>(
          'select tip_id as id from tip_envelopes e where not exists (select from tip_files f where f.envelope_id = e.id)',
        )
      ).rows,
      events: (await pool.query<{ id: string }>(`select subject_id as id from events where kind = 'tip.received'`))
        .rows,
      leaves: (
        await pool.query<{ count: number }>(
          'select (select count(*) from register_pending)::int + (select count(*) from register_leaves)::int as count',
        )
      ).rows[0]?.count,
      allSteps: (await pool.query<{ count: number }>('select count(*)::int as count from tip_steps')).rows[0]?.count,
    }))
    for (const part of [found.steps, found.envelopes, found.events])
      expect(part.map((row) => row.id).sort()).toEqual(found.tips)
    expect(found.leaves).toBe(found.allSteps)
    expect(found.tips.length).toBeGreaterThanOrEqual(tips.receipted.size)
    expect(found.tips.length).toBeLessThanOrEqual(tips.sent.size)
    for (const code of tips.receipted) {
      const { status, body } = await ask('/api/tips/mine', { headers: { authorization: `Bearer ${code}` } })
      expect(status, JSON.stringify(body)).toBe(200)
    }
  }, 120_000)

  test('no photo whose receipt was given is lost: octet for octet, with its step', async () => {
    expect(photos.size).toBeGreaterThan(3)
    const rows = await onDatabase(
      place.folder,
      async ({ pool }) =>
        (
          await pool.query<{ id: string; state: string; as_sent: boolean; steps: number }>(
            `select f.id, f.state, f.as_sent, (select count(*)::int from tip_steps s where s.tip_id = f.tip_id and s.proof -> 'claim' -> 'file' ->> 'id' = f.id::text) as steps from tip_files f`,
          )
        ).rows,
    )
    const onDisk = (id: string, piece: string) => readFile(join(place.folder, 'files', 'in-parts', `${id}-${piece}`))
    for (const [id, digests] of photos) {
      const row = rows.find((one) => one.id === id)
      expect(row?.state, id).toMatch(/^(preparing|unreadable)$/)
      expect(row?.steps, id).toBe(1)
      expect(sha256(await onDisk(id, 'sealed'))).toBe(digests.sealed)
      // what was no picture is forgotten once it was looked at
      if (row?.state === 'preparing') expect(sha256(await onDisk(id, 'reading'))).toBe(digests.reading)
    }
  }, 60_000)

  test('every event is sealed, and the chain verifies while the server runs', async () => {
    const deadline = performance.now() + 20_000
    let report = { ok: false, events: 0, sealed: 0, unsealed: -1 }
    while (report.unsealed !== 0 && performance.now() < deadline) {
      const { code, stdout, stderr } = await runProgram(['events', 'verify', '--json'], settings)
      expect(code, stderr).toBe(0)
      report = JSON.parse(stdout)
    }
    expect(report).toMatchObject({ ok: true, unsealed: 0, broken: null })
  }, 120_000)

  test('SIGTERM ends it cleanly, with its database', async () => {
    const postmaster = await postmasterPid(place.folder)
    server.process.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ code: 0 })
    // its folder is free before the system has taken it out of its table
    await expect.poll(() => isAlive(postmaster), { timeout: 10_000 }).toBe(false)
  }, 60_000)
})
