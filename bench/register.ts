/** `npm run bench:register`: recording steps, and the public register at a million leaves: append, proofs, books. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noMeterStore } from '../src/apps/cli/ground.ts'
import { type Application, openApplication, prepareDatabase } from '../src/apps/server/application.ts'
import { readConfig } from '../src/platform/server/config.ts'
import { prepareDataFolder } from '../src/platform/server/data-folder.ts'
import { startEmbeddedPostgres } from '../src/platform/server/embedded-postgres.ts'
import { inContext } from '../src/platform/server/http.ts'
import { hexOf } from '../src/platform/shared/bytes.ts'
import { leafHash } from '../src/tips/merkle-tree.ts'
import { nodeHashOf } from '../src/tips/node-hash.ts'
import { appendWaiting, recordStep } from '../src/tips/register-acts.ts'
import { leafBytes } from '../src/tips/register-leaf.ts'
import { stepKinds } from '../src/tips/step.ts'
import { tilePath, tileWidth } from '../src/tips/tile.ts'
import { figure, median, note } from './report.ts'

const checkout = new URL('..', import.meta.url).pathname
/** Leaves in the register; another number is for a first look. */
const million = Number(process.argv[2] ?? 1_000_000)
const portion = Math.min(200_000, million)
const clients = 8
const hash = nodeHashOf('sha256')

/** Leaves as recordStep makes them, of a city of seven counties over five years. */
function makeLeaf(i: number): Uint8Array {
  const month = `20${18 + (i % 5)}-${String(1 + (i % 12)).padStart(2, '0')}`
  return leafBytes({
    kind: stepKinds[i % stepKinds.length] ?? 'received',
    county: String(320_402 + (i % 7)),
    receivedMonth: month,
    stepMonth: month,
    algorithm: 'sha256',
    commitment: randomBytes(32),
  })
}

async function fillPending({ platform }: Application, from: number, count: number): Promise<string[]> {
  const hashes: string[] = []
  for (let at = 0; at < count; at += 10_000) {
    const leaves = Array.from({ length: Math.min(10_000, count - at) }, (_, i) => makeLeaf(from + at + i))
    hashes.push(hexOf(leafHash(hash, leaves[0] ?? new Uint8Array())))
    await platform.database.pool.query(
      `insert into register_pending (id, leaf, promised_by)
       select gen_random_uuid(), decode(l, 'base64'), now() + interval '1 day' from jsonb_array_elements_text($1) l`,
      [JSON.stringify(leaves.map((leaf) => Buffer.from(leaf).toString('base64')))],
    )
  }
  return hashes
}

const append = ({ platform }: Application): Promise<number | undefined> =>
  inContext(platform, 'system', null, (context) => appendWaiting({ ...context, user: null }))

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

async function record({ platform }: Application): Promise<void> {
  let steps = 0
  const until = performance.now() + 5000
  const client = async () => {
    while (performance.now() < until) {
      await inContext(platform, 'anyone', null, (context) =>
        recordStep(context, {
          kind: 'received',
          county: '320412',
          receivedOn: '2018-03-10',
          at: context.now,
          claim: { state: 'received', code: randomBytes(16).toString('hex') },
        }),
      )
      steps += 1
    }
  }
  const spent = await seconds(() => Promise.all(Array.from({ length: clients }, client)))
  figure(`steps recorded, ${clients} clients, one transaction each`, steps / spent, '1/s', 500, true)
}

/** Milliseconds of whole requests, one after the other. */
async function ask({ server }: Application, paths: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (const path of paths) {
    const began = performance.now()
    const { statusCode } = await server.inject(`/api/register/${path}`)
    times.push(performance.now() - began)
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode}`)
  }
  return times
}

const share95 = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN

async function reads(app: Application, hashes: readonly string[], size: number): Promise<void> {
  const proofs = hashes.map((leaf) => `inclusion?leafHash=${leaf}`)
  await ask(app, proofs.slice(0, 20))
  const inclusion = await ask(app, proofs)
  figure('inclusion proof, whole request, median', median(inclusion), 'ms', 5, false)
  figure('inclusion proof, whole request, 95 of 100', share95(inclusion), 'ms', 5, false)
  const consistency = await ask(
    app,
    Array.from({ length: 200 }, (_, i) => `consistency?first=${1 + Math.floor((i * size) / 200)}`),
  )
  figure('consistency proof, whole request, 95 of 100', share95(consistency), 'ms', 10, false)
  figure('books, whole request, median', median(await ask(app, Array(20).fill('books'))), 'ms', 50, false)
  const bundles = Array.from({ length: 200 }, (_, i) => `tile/entries/${tilePath(i, tileWidth)}`)
  note('bundle of 256 entries, whole request, median', median(await ask(app, bundles)), 'ms')
}

const root = await mkdtemp(join(tmpdir(), 'gangshao-bench-register-'))
await chmod(root, 0o755)
const postgres = await startEmbeddedPostgres(await prepareDataFolder({ checkout, dataFolder: root }))
try {
  const connection = { host: postgres.host, user: postgres.user, database: postgres.database }
  await prepareDatabase(connection, checkout)
  const secret = randomBytes(32).toString('base64url')
  const app = await openApplication({
    connection,
    ownerConnection: connection,
    checkout,
    meters: noMeterStore,
    dataFolder: root,
    secret,
    config: readConfig({ GANGSHAO_LOG: 'silent' }),
    signingKey: secret,
    baseUrl: 'http://127.0.0.1',
    clock: () => new Date(),
    onError: (error) => console.error(error),
  })
  await record(app)
  await append(app)
  const hashes: string[] = []
  let spent = 0
  for (let at = 0; at < million; at += portion) {
    hashes.push(...(await fillPending(app, at, portion)))
    spent += await seconds(() => append(app))
  }
  note('leaves per second while the register is filled', million / spent, '1/s')
  // What a million leaves at once leave behind is not the day of a register: the machine is at rest before one is asked.
  await app.platform.database.pool.query('vacuum analyze register_leaves, register_tiles, register_pending')
  await app.platform.database.pool.query('checkpoint')
  await fillPending(app, million, 5000)
  figure('append of 5,000 leaves at a million', 5000 / (await seconds(() => append(app))), '1/s', 500, true)
  await fillPending(app, million, 50)
  note('append of 50 leaves at a million', (await seconds(() => append(app))) * 1000, 'ms')
  await reads(
    app,
    hashes.flatMap((each) => [each, each, each]),
    million,
  )
  const { rows } = await app.platform.database.pool.query(
    `select (select count(*) from register_leaves) as leaves, pg_total_relation_size('register_leaves') + pg_total_relation_size('register_tiles') as octets`,
  )
  note('leaves in the register', rows[0].leaves, 'leaves')
  note('register on disk', rows[0].octets / 1e6, 'MB')
  await app.close()
} finally {
  await postgres.stop()
  await rm(root, { recursive: true, force: true })
}
