/** Backup and restore of both stores together while an import had been cut off: what is restored verifies, reads the same, and goes on. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readingsCsv } from '../src/metering/example-files.ts'
import { simulateLoad } from '../src/metering/example-loads.ts'
import { sealEvents } from '../src/platform/server/event-seals.ts'
import { openMeterStore } from '../src/platform/server/meter-store.ts'
import { listParts, readDays } from '../src/platform/server/reading-parts.ts'
import { startMetering } from './metering-process.ts'
import { onDatabase, openFolder, runProgram } from './program.ts'
import { foundWorld } from './world.ts'

const accounts = ['A-1', 'A-2', 'A-3']
const days = 40
let ground: Awaited<ReturnType<typeof openFolder>>
let other: Awaited<ReturnType<typeof openFolder>>
let target = ''
/** Two deliveries: the first comes into force, the second is cut off. */
const files: [string, string] = ['', '']

beforeAll(async () => {
  ground = await openFolder()
  other = await openFolder()
  target = join(other.folder, 'again')
  for (const [n, from] of ['2018-01-01', '2018-02-10'].entries()) {
    const path = join(other.folder, `${n}.csv`)
    const loads = accounts.flatMap((account, seed) =>
      simulateLoad('machining', { seed: seed + 10 * n, account, from, days, contractKw: 400 }),
    )
    await writeFile(path, readingsCsv(loads))
    files[n] = path
  }
}, 60_000)
afterAll(async () => {
  await ground.remove()
  await other.remove()
})

/** Imports in a process of its own, which kills itself after `dieAfter` steps. @returns what it printed. */
async function importIn(connection: pg.PoolConfig, folder: string, path: string, dieAfter: number | null) {
  const ended = await startMetering({ connection, folder, path, dieAfter }).ended
  expect(ended.problems).toBe('')
  return ended
}

/** Events, batches in force and their readings; and what the store holds beside them. */
async function tellOf(pool: pg.Pool, folder: string) {
  const { rows: batches } = await pool.query<{ id: string; state: string; version: number }>(
    'select id, state, version from reading_batches order by begun_at',
  )
  const batchesInForce = batches.filter(({ state }) => state === 'inForce').map(({ id }) => id)
  const { rows: events } = await pool.query('select id, kind, digest from events order by id')
  const store = await openMeterStore({ folder: join(folder, 'meters') })
  try {
    const read = await readDays(store, { accounts, from: '2018-01-01', to: '2018-12-31', batchesInForce })
    return { states: batches.map(({ state }) => state), events, read, parts: await listParts(store) }
  } finally {
    await store.close()
  }
}

/** What a place tells, then the second delivery once more to its end, and what it tells then. */
const goOnIn = (folder: string) =>
  onDatabase(folder, async ({ pool }, _, connection) => {
    const before = await tellOf(pool, folder)
    const { out } = await importIn(connection, folder, files[1], null)
    expect(out).toContain('"outcome":"inForce"')
    return { before, after: await tellOf(pool, folder) }
  })

test('both stores come back as one: events verify, readings are equal, and the import goes on in either place', async () => {
  await onDatabase(ground.folder, async (database, secret, connection) => {
    await foundWorld(database.pool, secret, new Date('2018-04-09T02:00:00Z'))
    expect((await importIn(connection, ground.folder, files[0], null)).out).toContain('"outcome":"inForce"')
    // killed when a part lay in the meter store of which the database did not know yet
    expect((await importIn(connection, ground.folder, files[1], 2)).killed).toBe(true)
    await sealEvents(database, 'sha256')
  })
  const out = join(other.folder, 'backup')
  const made = await runProgram(['backup', '--out', out], { GANGSHAO_DATA: ground.folder })
  expect(made.code, made.stderr).toBe(0)
  const restored = await runProgram(['restore', '--from', out], { GANGSHAO_DATA: target })
  expect(restored.code, restored.stderr).toBe(0)

  const verified = await runProgram(['events', 'verify', '--json'], { GANGSHAO_DATA: target })
  expect(verified.code, verified.stderr).toBe(0)
  const report = JSON.parse(verified.stdout)
  expect(report).toMatchObject({ ok: true, unsealed: 0, broken: null })
  const here = await goOnIn(ground.folder)
  expect(here.before.states).toEqual(['inForce', 'arriving'])
  expect(here.before.read).toHaveLength(accounts.length * days)
  expect(here.before.parts).toHaveLength(2)
  expect(report.events).toBe(here.before.events.length)
  const there = await goOnIn(target)
  expect(there.before).toEqual(here.before)
  expect(there.after.read).toHaveLength(2 * accounts.length * days)
  expect(there.after.read).toEqual(here.after.read)
  // nothing of the attempt that was cut off is left beside
  expect(there.after.parts.map(({ days: held }) => held)).toEqual([accounts.length * days, accounts.length * days])
}, 300_000)
