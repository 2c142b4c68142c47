/**
 * The embedded PostgreSQL server: started, adopted where it outlived us, brought back where it was killed, stopped by its last user.
 *
 * Who stops it: every process that uses the server holds a shared advisory lock on a connection of its own. The one that leaves asks
 * for it alone; it gets it only when nobody else is left, and then stops the server. A killed process loses its lock with its
 * connection, so no lock file can go stale.
 */
import { spawn } from 'node:child_process'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { asAccount } from './account.ts'
import {
  type Cluster,
  clusterDir,
  ensureCluster,
  makeSocketDir,
  ownerRole,
  runProgram,
  serverSettings,
} from './postgres-cluster.ts'

export type EmbeddedPostgres = {
  /** For pg: the socket's folder as host. The kernel vouches for us, there is no password. */
  host: string
  user: string
  database: string
  /** The postmaster's process id now; it changes when the server had to be brought back. */
  pid(): number
  /** Whether the server was running already. */
  adopted: boolean
  /** Leaves the server and stops it when no other process uses it. @returns whether it was stopped. */
  stop(): Promise<boolean>
}

type Options = Cluster & {
  /** Told in one line when the server is started, adopted, waited for or brought back. */
  log?: (line: string) => void
  /** How long to wait for recovery, or for another process that starts or stops the server; default 60 s. */
  patienceMs?: number
}

type Attached = { guard: pg.Client; pid: number; started: boolean }

const lockKey = 782_018_002
const database = 'gangshao'

/** @throws Error with the end of PostgreSQL's log where it does not come up. */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  await ensureCluster(options)
  const host = await makeSocketDir(options)
  const first = await attach(options, host)
  let attached = first
  let leaving = false
  const watch = async (): Promise<void> => {
    while (!leaving) {
      await lost(attached.guard)
      while (!leaving) {
        options.log?.('PostgreSQL is gone, bringing it back / 数据库已中断，正在恢复')
        try {
          attached = await attach(options, host)
          break
        } catch (error) {
          options.log?.(`PostgreSQL does not come back / 数据库未能恢复: ${messageOf(error)}`)
          await sleep(1000)
        }
      }
    }
  }
  await ensureDatabase(first.guard)
  const watching = watch()
  return {
    host,
    user: ownerRole,
    database,
    pid: () => attached.pid,
    adopted: !first.started,
    stop: async () => {
      if (leaving) return false
      leaving = true
      const stopped = await leave(options, attached.guard)
      await watching
      return stopped || leave(options, attached.guard)
    },
  }
}

/** Settles when the connection is gone, also where it went before anybody listened. */
function lost(guard: pg.Client): Promise<void> {
  return new Promise((resolve) => {
    guard.once('end', resolve)
    guard.query('select 1').catch(() => resolve())
  })
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** Connects as a user of the server; starts it where it is not running. Whoever else starts or stops it at the same time is waited for. */
async function attach(options: Options, host: string): Promise<Attached> {
  const deadline = performance.now() + (options.patienceMs ?? 60_000)
  let child: Running | null = null
  let waitingTold = false
  for (;;) {
    const guard = await connect(options, host)
    if (guard instanceof pg.Client) {
      const pid = await postmasterPid(options)
      const started = child?.pid === pid
      options.log?.(started ? `PostgreSQL started (pid ${pid})` : `PostgreSQL was running, adopted (pid ${pid})`)
      return { guard, pid, started }
    }
    if (child?.exited) {
      // still held: by a server that starts or stops, or by backends that outlived a killed postmaster
      if (!/lock file ".*" already exists|pre-existing shared memory block|is being used by/.test(child.exited.log)) {
        throw new Error(`PostgreSQL does not start / 数据库无法启动: ${child.exited.log}`)
      }
      if (!waitingTold) options.log?.('waiting for PostgreSQL to become free / 等待数据库释放')
      waitingTold = true
      child = null
      await sleep(200)
    }
    if (performance.now() > deadline)
      throw new Error(`PostgreSQL cannot be reached in ${host}: ${guard.message} / 无法连接数据库`)
    if (guard.mayStart) child ??= await start(options, host)
    await sleep(30)
  }
}

/** The guard's connection with its shared lock, or why there is none. */
async function connect(options: Options, host: string): Promise<pg.Client | { mayStart: boolean; message: string }> {
  const guard = new pg.Client({
    host,
    user: ownerRole,
    database: 'postgres',
    application_name: 'gangshao guard',
    keepAlive: true,
  })
  // a broken connection is reported by its end
  guard.on('error', () => {})
  try {
    await guard.connect()
    const { rows } = await guard.query<{ folder: string; free: boolean }>(
      `select current_setting('data_directory') as folder, pg_try_advisory_lock_shared($1) as free`,
      [lockKey],
    )
    if (rows[0]?.folder !== clusterDir(options.dataDir))
      throw new Error(`another server listens in ${host}: ${rows[0]?.folder}`)
    if (rows[0].free) return guard
    await guard.end()
    return { mayStart: false, message: 'its last user is stopping it' }
  } catch (error) {
    await guard.end().catch(() => undefined)
    const message = messageOf(error)
    // 57P0x: it answers, but starts up, shuts down or recovers
    const answers = error instanceof pg.DatabaseError
    if (answers && !error.code?.startsWith('57P')) throw error
    return { mayStart: !answers, message }
  }
}

type Running = { pid: number; exited: { log: string } | null }

/** Starts the postmaster in a session of its own: a Ctrl-C or a kill of ours does not reach it. */
async function start({ dataDir, nativeDir, databaseAccount }: Options, host: string): Promise<Running> {
  const logPath = join(dataDir, 'pg.log')
  const before = await stat(logPath).catch(() => null)
  const full = before !== null && before.size > 10_000_000
  if (full) await rename(logPath, `${logPath}.1`)
  const from = full || before === null ? 0 : before.size
  const log = await open(logPath, 'a', 0o600)
  const settings = Object.entries({ ...serverSettings, unix_socket_directories: host }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const child = spawn(join(nativeDir, 'bin', 'postgres'), ['-D', clusterDir(dataDir), ...settings], {
    ...asAccount(databaseAccount),
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
  })
  const running: Running = { pid: child.pid ?? 0, exited: null }
  child.on('error', (error) => {
    running.exited = { log: error.message }
  })
  child.on('exit', async () => {
    const text = await readFile(logPath).catch(() => Buffer.alloc(0))
    running.exited = { log: text.subarray(from).toString().slice(-2000) }
  })
  child.unref()
  await log.close()
  return running
}

async function postmasterPid({ dataDir }: Options): Promise<number> {
  return Number((await readFile(join(clusterDir(dataDir), 'postmaster.pid'), 'utf8')).split('\n')[0])
}

async function ensureDatabase(guard: pg.Client): Promise<void> {
  const { rowCount } = await guard.query('select from pg_database where datname = $1', [database])
  if (rowCount) return
  try {
    await guard.query(`create database ${database}`)
  } catch (error) {
    // another process was first: 42P04 duplicate_database, 23505 in the very same moment
    if (!(error instanceof pg.DatabaseError && (error.code === '42P04' || error.code === '23505'))) throw error
  }
}

async function leave(options: Options, guard: pg.Client): Promise<boolean> {
  let alone = false
  try {
    await guard.query('select pg_advisory_unlock_shared($1)', [lockKey])
    const { rows } = await guard.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [lockKey])
    alone = rows[0]?.alone ?? false
  } catch {
    // the server went away while we were leaving: nothing is left to stop
    return false
  }
  if (alone) {
    const done = await runProgram(options, 'pg_ctl', [
      'stop',
      '-D',
      clusterDir(options.dataDir),
      '-m',
      'fast',
      '-w',
      '-t',
      '60',
    ])
    if (done.code !== 0) throw new Error(`PostgreSQL does not stop / 数据库无法停止: ${done.output}`)
  }
  await guard.end().catch(() => undefined)
  return alone
}
