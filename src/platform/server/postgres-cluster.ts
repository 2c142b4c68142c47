/** The cluster on disk: made once and whole, its socket, its settings. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chown, lstat, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, asAccount, readAccounts } from './account.ts'
import { isCode } from './data-folder.ts'

export const ownerRole = 'gangshao'

export type Cluster = { dataDir: string; nativeDir: string; databaseAccount: Account | null }

export const clusterDir = (dataDir: string) => join(dataDir, 'pg')

/** Settings for a server of 2 cores; durability is never traded away. They hold from the next start of PostgreSQL. */
export const serverSettings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '60',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  io_workers: '2',
  max_parallel_workers: '2',
  autovacuum_max_workers: '2',
  timezone: 'Asia/Shanghai',
  log_timezone: 'Asia/Shanghai',
} as const

/**
 * Makes the cluster where there is none: initdb into a folder of its own, then one rename, so a half-made cluster is never taken for
 * one. Leftovers of a killed initdb are cleared; they never were a data folder.
 * @throws Error where initdb fails or the cluster is of another major version.
 */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  const folder = clusterDir(cluster.dataDir)
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch((error) => {
    if (isCode(error, 'ENOENT')) return null
    throw error
  })
  if (version === null) await makeCluster(cluster, folder)
  else if (version.trim() !== '18') {
    throw new Error(
      `${folder} is of PostgreSQL ${version.trim()}, this program brings 18 / 数据目录的 PostgreSQL 版本不符`,
    )
  }
  await writeAccess(cluster, folder)
}

async function makeCluster(cluster: Cluster, folder: string): Promise<void> {
  for (const name of await readdir(cluster.dataDir)) {
    const pid = /^pg\.new-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(cluster.dataDir, name), { recursive: true })
  }
  const draft = join(cluster.dataDir, `pg.new-${process.pid}`)
  await mkdir(draft, { mode: 0o700 })
  const { databaseAccount: account } = cluster
  if (account) await chown(draft, account.uid, account.gid)
  const encoding = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const done = await runProgram(cluster, 'initdb', [
    '-D',
    draft,
    '-U',
    ownerRole,
    '--auth=peer',
    '--data-checksums',
    ...encoding,
  ])
  if (done.code !== 0) {
    await rm(draft, { recursive: true })
    throw new Error(`initdb failed / 数据库初始化失败: ${done.output}`)
  }
  try {
    await rename(draft, folder)
  } catch (error) {
    // another process was first: its cluster counts
    if (!isCode(error, 'ENOTEMPTY') && !isCode(error, 'EEXIST')) throw error
    await rm(draft, { recursive: true })
  }
  await syncFolder(cluster.dataDir)
}

/**
 * Who may connect: over the socket only, by the kernel's word (peer): root, the database's account and who runs this program. No
 * password exists that could leak.
 */
async function writeAccess({ databaseAccount }: Cluster, folder: string): Promise<void> {
  const accounts = await readAccounts()
  const own = accounts.find((a) => a.uid === process.getuid?.())
  const names = new Set(['root', own?.name, databaseAccount?.name].filter((name) => name !== undefined))
  const ident = [...names].map((name) => `gangshao "${name}" all\n`).join('')
  await replaceFile(join(folder, 'pg_ident.conf'), ident, databaseAccount)
  await replaceFile(join(folder, 'pg_hba.conf'), 'local all all peer map=gangshao\n', databaseAccount)
}

async function replaceFile(path: string, text: string, account: Account | null): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => null)) === text) return
  const draft = `${path}.${process.pid}.new`
  await writeFile(draft, text, { mode: 0o600, flush: true })
  if (account) await chown(draft, account.uid, account.gid)
  await rename(draft, path)
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path)
  await handle.sync().finally(() => handle.close())
}

/** Room for `/.s.PGSQL.5432` within the 107 bytes that a socket's path may have. */
const longestSocketDir = 107 - '/.s.PGSQL.5432'.length

/** The socket's folder follows from the data folder alone, so that whoever comes later finds a server that lives on. */
export function socketDir(dataDir: string): string {
  const inside = join(dataDir, 'socket')
  if (Buffer.byteLength(inside) <= longestSocketDir) return inside
  return `/tmp/gangshao-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`
}

/** @throws Error where somebody else holds the folder (in /tmp anybody could have made it). */
export async function makeSocketDir({ dataDir, databaseAccount }: Cluster): Promise<string> {
  const folder = socketDir(dataDir)
  const uid = databaseAccount?.uid ?? process.getuid?.()
  try {
    await mkdir(folder, { mode: 0o700 })
    if (databaseAccount) await chown(folder, databaseAccount.uid, databaseAccount.gid)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  }
  const found = await lstat(folder)
  // uid 0: made by root a moment ago, by a process that was killed before it gave the folder away
  if (databaseAccount && found.isDirectory() && found.uid === 0)
    await chown(folder, databaseAccount.uid, databaseAccount.gid)
  else if (!found.isDirectory() || found.uid !== uid)
    throw new Error(`${folder} belongs to somebody else / 套接字目录属于其他用户`)
  return folder
}

/** Runs one of the short programs to its end as the database's account. */
export function runProgram(
  { nativeDir, databaseAccount }: Cluster,
  program: 'initdb' | 'pg_ctl',
  args: string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(nativeDir, 'bin', program), args, {
      ...asAccount(databaseAccount),
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}
