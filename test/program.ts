/** The program as a process of its own, as somebody starts it from a shell: for the tests of the command line, of starting and of killing. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type pg from 'pg'
import { prepareDatabase } from '../src/apps/server/application.ts'
import { prepareDataFolder, readOrCreateSecret } from '../src/platform/server/data-folder.ts'
import { type Database, openDatabase } from '../src/platform/server/db.ts'
import { startEmbeddedPostgres } from '../src/platform/server/embedded-postgres.ts'

const checkout = new URL('..', import.meta.url).pathname
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
/** The built program where the caller has just built it (`npm test` does), else its sources. */
const built = process.env['GANGSHAO_BUILT'] === 'yes'
const program = built
  ? [join(checkout, 'dist/server/apps/cli/main.js')]
  : ['--import', tsx, join(checkout, 'src/apps/cli/main.ts')]

export type Ended = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }
export type Started = {
  process: ChildProcess
  /** Everything written so far, both streams. */
  output(): string
  /** Resolves when a line that contains `text` was written; fails where the program ends before. */
  says(text: string): Promise<void>
  ended: Promise<Ended>
}

/** Settings of this machine must not reach the program under test. */
const cleared = {
  DATABASE_URL: '',
  DATABASE_OWNER_URL: '',
  CLICKHOUSE_URL: '',
  GANGSHAO_SECRET: '',
  GANGSHAO_PUBLIC_URL: '',
  NO_COLOR: '1',
}

/** Starts `gangshao …args`. */
export function startProgram(args: readonly string[], settings: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: tmpdir(),
    env: { ...process.env, ...cleared, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => (stdout += chunk))
  child.stderr.on('data', (chunk) => (stderr += chunk))
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stdout, stderr }))
  const output = () => stdout + stderr
  return {
    process: child,
    output,
    ended,
    async says(text) {
      while (!output().includes(text)) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`it ended without saying "${text}":\n${output()}`)
        await sleep(20)
      }
    },
  }
}

/** Runs a command to its end. */
export const runProgram = (args: readonly string[], settings: Record<string, string> = {}): Promise<Ended> =>
  startProgram(args, settings).ended

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** A data folder for one test file, as somebody else's program would find it; removed with its database at the end. */
export async function openFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'gangshao-program-'))
  await chmod(folder, 0o755)
  return {
    folder,
    async remove() {
      const pid = await postmasterPid(folder).catch(() => undefined)
      if (pid !== undefined) killIfThere(pid, 'SIGKILL')
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

/** Works on the embedded database of a data folder, beside or without a running program. */
export async function onDatabase<T>(
  folder: string,
  work: (database: Database, secret: string, connection: pg.PoolConfig) => Promise<T>,
): Promise<T> {
  const prepared = await prepareDataFolder({ checkout, dataFolder: folder })
  const postgres = await startEmbeddedPostgres(prepared)
  const connection = { host: postgres.host, user: postgres.user, database: postgres.database }
  const database = openDatabase(connection, 2)
  try {
    await prepareDatabase(connection, checkout)
    return await work(database, await readOrCreateSecret(prepared.secretsDir, 'session'), connection)
  } finally {
    await database.close()
    await postgres.stop()
  }
}

export async function postmasterPid(folder: string): Promise<number> {
  return Number((await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** A process that is gone already needs no signal. */
export function killIfThere(pid: number, signal: NodeJS.Signals): void {
  if (isRunning(pid)) process.kill(pid, signal)
}
