import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DataFolder, prepareDataFolder } from './data-folder.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { isAlive, socketDir } from './postgres-cluster.ts'

let root: string
let folder: DataFolder
const servers: EmbeddedPostgres[] = []
const processes: ChildProcess[] = []

beforeEach(async () => {
  root = await mkdtemp('/tmp/gangshao-pg-')
  await chmod(root, 0o755)
  folder = await prepareDataFolder({ checkout: root })
})

afterEach(async () => {
  for (const child of processes.splice(0)) child.kill('SIGKILL')
  for (const server of servers.splice(0)) await server.stop()
  // a test that failed half-way may leave a server that nobody uses: adopting and leaving stops it
  await (await startEmbeddedPostgres(folder)).stop()
  await rm(root, { recursive: true })
})

async function started(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(folder)
  servers.push(server)
  return server
}

async function query<T extends object>(server: EmbeddedPostgres, sql: string): Promise<T[]> {
  const client = new pg.Client({ host: server.host, user: server.user, database: server.database })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another node process that starts the server, says so and then waits to be killed or, on a line, leaves. */
async function otherProcess(): Promise<{ child: ChildProcess; pid: number; adopted: boolean; left: Promise<boolean> }> {
  const module = JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)
  const script = `const { startEmbeddedPostgres } = await import(${module})
    const server = await startEmbeddedPostgres(${JSON.stringify(folder)})
    process.send({ pid: server.pid(), adopted: server.adopted })
    process.once('message', async () => { process.send({ stopped: await server.stop() }); process.disconnect() })`
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const child = spawn(process.execPath, ['--import', tsx, '--input-type=module', '-e', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  processes.push(child)
  const next = <T>() =>
    new Promise<T>((resolve, reject) => {
      child.once('message', (message) => resolve(message as T)) // our own script above sends it
      child.once('exit', () => reject(new Error('the other process ended')))
    })
  const { pid, adopted } = await next<{ pid: number; adopted: boolean }>()
  const left = next<{ stopped: boolean }>().then(({ stopped }) => stopped)
  left.catch(() => undefined)
  return { child, pid, adopted, left }
}

const gone = async (pid: number) => {
  for (let i = 0; i < 200 && isAlive(pid); i++) await sleep(25)
  return !isAlive(pid)
}

test('a fresh folder gets a durable server on a socket only, and keeps its data over a clean stop', async () => {
  const first = await started()
  expect(first.adopted).toBe(false)
  await query(first, 'create table kept as select 1 as one')
  const settings = await query<{ name: string; setting: string }>(
    first,
    `select name, setting from pg_settings where name in
      ('fsync', 'synchronous_commit', 'listen_addresses', 'server_encoding', 'jit', 'data_checksums') order by name`,
  )
  expect(Object.fromEntries(settings.map((s) => [s.name, s.setting]))).toEqual({
    data_checksums: 'on',
    fsync: 'on',
    jit: 'off',
    listen_addresses: '',
    server_encoding: 'UTF8',
    synchronous_commit: 'on',
  })
  expect(await query(first, `select lower('ÄÖ') as low, '岗' < '钢' as ordered`)).toEqual([
    { low: 'äö', ordered: true },
  ])
  expect(await first.stop()).toBe(true)
  expect(isAlive(first.pid())).toBe(false)
  const second = await started()
  expect(await query(second, 'select one from kept')).toEqual([{ one: 1 }])
})

test('a server that outlived a killed process is adopted', async () => {
  const other = await otherProcess()
  other.child.kill('SIGKILL')
  expect(await gone(other.child.pid ?? 0)).toBe(true)
  expect(isAlive(other.pid)).toBe(true)
  const server = await started()
  expect([server.adopted, server.pid()]).toEqual([true, other.pid])
  expect(await server.stop()).toBe(true)
  expect(await gone(other.pid)).toBe(true)
})

test('a process that leaves does not stop the server another one uses; the last one does', async () => {
  const server = await started()
  const other = await otherProcess()
  expect([other.adopted, other.pid]).toEqual([true, server.pid()])
  expect(await server.stop()).toBe(false)
  expect(isAlive(other.pid)).toBe(true)
  other.child.send('leave')
  expect(await other.left).toBe(true)
  expect(await gone(other.pid)).toBe(true)
})

test('two processes that start at once share one server', async () => {
  const [a, b] = await Promise.all([otherProcess(), otherProcess()])
  expect(a.pid).toBe(b.pid)
  expect([a.adopted, b.adopted].filter((adopted) => !adopted)).toHaveLength(1)
})

test('a killed server comes back by itself with what was committed', async () => {
  const server = await started()
  await query(server, 'create table kept as select 1 as one')
  for (let round = 0; round < 3; round++) {
    const before = server.pid()
    process.kill(before, 'SIGKILL')
    for (let i = 0; i < 400 && server.pid() === before; i++) await sleep(25)
    expect(server.pid()).not.toBe(before)
    expect(await query(server, 'select one from kept')).toEqual([{ one: 1 }])
  }
})

test('a server killed together with its process recovers at the next start, also past backends that live on', async () => {
  const other = await otherProcess()
  const client = new pg.Client({ host: socketDir(folder.dataDir), user: 'gangshao', database: 'gangshao' })
  client.on('error', () => {})
  await client.connect()
  // a computing backend does not notice that its postmaster died
  const busy = client.query('select sum(sqrt(n)) from generate_series(1, 6000000) n').catch(() => undefined)
  await sleep(150)
  other.child.kill('SIGKILL')
  process.kill(other.pid, 'SIGKILL')
  const server = await started()
  expect(server.adopted).toBe(false)
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
  await busy
  await client.end().catch(() => undefined)
})

test('a half-made cluster is not taken for one', async () => {
  await mkdir(join(folder.dataDir, 'pg.new-999999999'))
  const server = await started()
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
  expect((await readdir(folder.dataDir)).filter((name) => name.startsWith('pg.new'))).toEqual([])
})

test('a cluster of another major version is refused and left alone', async () => {
  const server = await started()
  await server.stop()
  const path = join(folder.dataDir, 'pg', 'PG_VERSION')
  await writeFile(path, '15\n')
  await expect(startEmbeddedPostgres(folder)).rejects.toThrow(/PostgreSQL 15/)
  expect(await readFile(path, 'utf8')).toBe('15\n')
  await writeFile(path, '18\n')
})

test('the socket of a deep data folder gets a short path of its own', () => {
  expect(Buffer.byteLength(`${socketDir(`/srv/${'深'.repeat(60)}`)}/.s.PGSQL.5432`)).toBeLessThanOrEqual(107)
  expect(socketDir('/srv/gangshao/data')).toBe('/srv/gangshao/data/socket')
})
