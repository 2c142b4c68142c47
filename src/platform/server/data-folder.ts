/** Where the data live, which account runs PostgreSQL there, and the secrets that are made once. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, link, mkdir, readdir, readFile, realpath, stat, unlink, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Account, canReach, readAccounts } from './account.ts'
import { reachableNative } from './postgres-binaries.ts'

export type DataFolder = {
  dataDir: string
  /** The account PostgreSQL must run as; null = ours, because we are not root. */
  databaseAccount: Account | null
  /** Whether the wanted folder could not be reached by that account and another one is used: to be printed. */
  moved: boolean
  /** PostgreSQL's bin, lib and share, runnable by that account. */
  nativeDir: string
  /** Mode 0700; see readOrCreateSecret. */
  secretsDir: string
}

type Wanted = {
  /** Root of the checkout. */
  checkout: string
  /** GANGSHAO_DATA, relative to the checkout; undefined = ./data. */
  dataFolder?: string | undefined
  /** Where data go that the database's account cannot reach. */
  fallbackRoot?: string
}

/**
 * Finds or makes the data folder. As root, PostgreSQL refuses to run, so its account must be able to reach the folder; where it
 * cannot (a checkout under a 0700 home), the data live in `/var/lib/gangshao/<hash>`: of the checkout's path, and of GANGSHAO_DATA
 * too where that is given, so that two data folders of one checkout never become one.
 * @throws Error where a folder cannot be made or reached.
 */
export async function prepareDataFolder({
  checkout,
  dataFolder,
  fallbackRoot = '/var/lib/gangshao',
}: Wanted): Promise<DataFolder> {
  const wanted = resolve(checkout, dataFolder ?? 'data')
  await makeFolder(wanted)
  const databaseAccount = await accountFor(wanted)
  const moved = databaseAccount !== null && !canReach(wanted, databaseAccount)
  const chosen = moved ? join(fallbackRoot, folderHash(checkout, dataFolder)) : wanted
  if (moved) {
    await makeFolder(chosen)
    if (!canReach(chosen, databaseAccount)) throw new Error(unreachable(chosen, databaseAccount))
  }
  // one name for one folder: a server that lives on is known by its path
  const dataDir = await realpath(chosen)
  const secretsDir = await makeSecretsFolder(dataDir)
  const nativeDir = await reachableNative(dataDir, databaseAccount)
  return { dataDir, databaseAccount, moved, nativeDir, secretsDir }
}

/** The account that owns the cluster already, so that root can run what an ordinary user began; else postgres, else nobody. */
async function accountFor(dataDir: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  const cluster = await stat(join(dataDir, 'pg')).catch(() => null)
  const accounts = await readAccounts()
  if (cluster && cluster.uid !== 0) {
    return (
      accounts.find((a) => a.uid === cluster.uid) ?? { name: String(cluster.uid), uid: cluster.uid, gid: cluster.gid }
    )
  }
  const found = accounts.find((a) => a.name === 'postgres') ?? accounts.find((a) => a.name === 'nobody')
  if (!found)
    throw new Error(
      'as root, PostgreSQL needs an account "postgres" or "nobody" / 以 root 运行时需要 postgres 或 nobody 账户',
    )
  return found
}

async function makeFolder(path: string): Promise<void> {
  const asRoot = process.getuid?.() === 0
  try {
    // as root the database's account must be able to pass through; what is private has its own 0700 folder below
    await makePath(path, asRoot ? 0o711 : 0o700)
    // an empty folder was made for us (mkdtemp makes it 0700): opened for passing through, not for listing
    if (asRoot && (await readdir(path)).length === 0) await chmod(path, 0o711)
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) throw new Error(noPlace(path))
    throw new Error(`cannot make the data folder ${path}; set GANGSHAO_DATA / 无法创建数据目录，请设置 GANGSHAO_DATA`, {
      cause,
    })
  }
}

/** Folder by folder: where the system lets nobody make one (/proc), Node's own recursion never ends. */
async function makePath(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode })
  } catch (error) {
    if (isCode(error, 'EEXIST')) return
    if (!isCode(error, 'ENOENT') || existsSync(dirname(path))) throw error
    await makePath(dirname(path), mode)
    await mkdir(path, { mode })
  }
}

const noPlace = (path: string) =>
  `no folder can be made at ${path}; set GANGSHAO_DATA to a folder on a disk` +
  ` / 系统不允许在 ${path} 建立目录，请用 GANGSHAO_DATA 指定磁盘上的目录`

async function makeSecretsFolder(dataDir: string): Promise<string> {
  const secretsDir = join(dataDir, 'secrets')
  try {
    await mkdir(secretsDir, { recursive: true, mode: 0o700 })
    await chmod(secretsDir, 0o700)
  } catch (cause) {
    throw new Error(
      `the data folder ${dataDir} belongs to another user; set GANGSHAO_DATA / 数据目录属于其他用户，请设置 GANGSHAO_DATA`,
      {
        cause,
      },
    )
  }
  return secretsDir
}

const unreachable = (path: string, account: Account) =>
  `the account ${account.name}, which must run PostgreSQL, cannot reach ${path}; set GANGSHAO_DATA to a folder it can reach` +
  ` / 运行 PostgreSQL 的账户 ${account.name} 无法进入 ${path}，请用 GANGSHAO_DATA 指定其可进入的目录`

function folderHash(checkout: string, dataFolder: string | undefined): string {
  const hash = createHash('sha256').update(resolve(checkout))
  if (dataFolder !== undefined) hash.update('\0').update(resolve(checkout, dataFolder))
  return hash.digest('hex').slice(0, 16)
}

/**
 * A secret of 32 random bytes as base64url, made once with mode 0600. Two processes at once get the same one; a half-written one
 * is never seen.
 */
export async function readOrCreateSecret(folder: string, name: string): Promise<string> {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new RangeError(`not a name of a secret: ${name}`)
  const path = join(folder, name)
  const draft = `${path}.${randomUUID()}.new`
  const existing = await readIfThere(path)
  if (existing !== null) return existing
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true })
  try {
    await link(draft, path)
  } catch (error) {
    // the other process was first: its secret counts
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await unlink(draft)
  }
  return readFile(path, 'utf8')
}

/** Secrets of the data folder by name, made as `readOrCreateSecret` makes them. */
export type Secrets = {
  /** Null where there is none: nothing is made. @throws Error where the file holds no secret. */
  find(name: string): Promise<string | null>
  /** @throws Error where the file is there and holds no secret. */
  findOrMake(name: string): Promise<string>
}

export const openSecrets = (folder: string): Secrets => ({
  find: async (name) => {
    const secret = await readIfThere(join(folder, name))
    return secret === null ? null : strong(name, secret)
  },
  findOrMake: async (name) => strong(name, await readOrCreateSecret(folder, name)),
})

/** Refuses what nobody's random numbers gave: another length, or a handful of different characters. */
function strong(name: string, secret: string): string {
  const text = secret.trim()
  if (!/^[A-Za-z0-9_-]{43}$/.test(text) || new Set(text).size < 12)
    throw new Error(
      `secrets/${name} is no secret of 32 random octets; restore it from a backup / secrets/${name} 不是 32 字节的随机密钥，请用备份恢复`,
    )
  return text
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Whether an error of the operating system has this code. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
