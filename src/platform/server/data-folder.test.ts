import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepareDataFolder, readOrCreateSecret } from './data-folder.ts'
import { hydrate } from './postgres-binaries.ts'

let root: string
const isRoot = process.getuid?.() === 0

beforeEach(async () => {
  root = await mkdtemp('/tmp/gangshao-data-')
  await chmod(root, 0o755)
})
afterEach(() => rm(root, { recursive: true }))

test('data live in ./data of the checkout, or where GANGSHAO_DATA says', async () => {
  expect(await prepareDataFolder({ checkout: root })).toMatchObject({ dataDir: join(root, 'data'), moved: false })
  expect(await prepareDataFolder({ checkout: root, dataFolder: 'other' })).toMatchObject({
    dataDir: join(root, 'other'),
  })
})

test('as root another account runs the database, as an ordinary user we do', async () => {
  const { databaseAccount } = await prepareDataFolder({ checkout: root })
  if (isRoot) expect(databaseAccount?.uid).toBeGreaterThan(0)
  else expect(databaseAccount).toBeNull()
})

test.runIf(isRoot)(
  'a folder the account cannot reach is left for one of its own, the same at every start',
  async () => {
    const checkout = join(root, 'home', 'checkout')
    await mkdir(checkout, { recursive: true })
    await chmod(join(root, 'home'), 0o700)
    const fallbackRoot = join(root, 'lib')
    const first = await prepareDataFolder({ checkout, fallbackRoot })
    expect(first).toMatchObject({ moved: true })
    expect(first.dataDir.startsWith(`${fallbackRoot}/`)).toBe(true)
    expect(await prepareDataFolder({ checkout, fallbackRoot })).toEqual(first)
    const other = await prepareDataFolder({ checkout, fallbackRoot, dataFolder: 'other' })
    expect(other.dataDir).not.toBe(first.dataDir)
  },
)

test('symbolic links that npm did not make are made, once', async () => {
  const { nativeDir } = await prepareDataFolder({ checkout: root })
  const copy = join(root, 'native')
  await cp(nativeDir, copy, { recursive: true, filter: async (path) => !(await lstat(path)).isSymbolicLink() })
  await chmod(join(copy, 'bin', 'postgres'), 0o644)
  await hydrate(copy)
  await hydrate(copy)
  const links = (await readdir(join(copy, 'lib'), { withFileTypes: true })).filter((entry) => entry.isSymbolicLink())
  expect(links.length).toBeGreaterThan(5)
  for (const link of links) expect((await stat(join(copy, 'lib', link.name))).isFile()).toBe(true)
  expect((await stat(join(copy, 'bin', 'postgres'))).mode & 0o777).toBe(0o755)
})

test('a secret is made once, is long and is for us alone', async () => {
  const { secretsDir } = await prepareDataFolder({ checkout: root })
  const made = await Promise.all(Array.from({ length: 5 }, () => readOrCreateSecret(secretsDir, 'session')))
  expect(new Set(made).size).toBe(1)
  expect(Buffer.from(made[0] ?? '', 'base64url')).toHaveLength(32)
  expect((await stat(join(secretsDir, 'session'))).mode & 0o777).toBe(0o600)
  expect((await stat(secretsDir)).mode & 0o777).toBe(0o700)
  expect(await readFile(join(secretsDir, 'session'), 'utf8')).toBe(made[0])
  expect(await readOrCreateSecret(secretsDir, 'other')).not.toBe(made[0])
  await expect(readOrCreateSecret(secretsDir, '../escape')).rejects.toThrow(RangeError)
})

test('a place where nobody can make a folder is refused with what to do, at once', async () => {
  await expect(prepareDataFolder({ checkout: root, dataFolder: '/proc/x/y' })).rejects.toThrow(
    /\/proc\/x\/y; set GANGSHAO_DATA .*请用 GANGSHAO_DATA/,
  )
})
