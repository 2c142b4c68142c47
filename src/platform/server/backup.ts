/**
 * Backup and restore of a stopped program's data folder: PostgreSQL, meter store, files and secrets together, so that every batch in
 * force has its parts and every record its files. A manifest names each file with its SHA-256. PostgreSQL's npm package ships no
 * pg_dump; a copy of a cluster that was shut down is as whole, and is read by the same major version.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, chown, lstat, mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { Refusal } from '../shared/refusal.ts'
import { isCode } from './data-folder.ts'

/** What a data folder holds that is worth keeping; the rest is made anew. */
const kept = ['pg', 'meters', 'files', 'secrets'] as const
const manifestFile = 'manifest.json'

const path = z.string().regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$)).+$/)
const manifest = z.object({
  kind: z.literal('gangshao-backup'),
  madeAt: z.iso.datetime(),
  folders: z.array(z.object({ path, mode: z.int() })),
  links: z.array(z.object({ path, to: z.string() })),
  files: z.array(z.object({ path, mode: z.int(), size: z.int(), sha256: z.string() })),
})
export type BackupManifest = z.infer<typeof manifest>

/**
 * Copies the data folder, which nobody may be using, into a folder that is empty or not there. The manifest is written last: without
 * it there is no backup. Refuses `backup-target-not-empty` {folder}.
 */
export async function backupFolder(
  dataDir: string,
  out: string,
  madeAt: Date,
  tell: Tell = () => {},
): Promise<BackupManifest> {
  await refuseUnlessEmpty(out)
  await mkdir(out, { recursive: true, mode: 0o700 })
  const made: BackupManifest = {
    kind: 'gangshao-backup' as const,
    madeAt: madeAt.toISOString(),
    folders: [],
    links: [],
    files: [],
  }
  const count = counting(await octetsBelow(dataDir), tell)
  for (const name of kept) await copyBelow(dataDir, out, name, { made, count })
  await writeFile(join(out, manifestFile), `${JSON.stringify(made, null, 1)}\n`, { mode: 0o600, flush: true })
  return made
}

/** Told the share of the octets that is copied, 0–1. */
type Tell = (share: number) => void

function counting(total: number, tell: Tell): (octets: number) => void {
  let done = 0
  return (octets) => {
    done += octets
    tell(total === 0 ? 1 : done / total)
  }
}

async function octetsBelow(dataDir: string): Promise<number> {
  let total = 0
  for (const name of kept) {
    // a store that was never used has no folder
    const entries = await readdir(join(dataDir, name), { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries.filter((one) => one.isFile()))
      total += (await lstat(join(entry.parentPath, entry.name))).size
  }
  return total
}

type Copying = { made: BackupManifest; count: (octets: number) => void }

async function copyBelow(from: string, to: string, name: string, copying: Copying): Promise<void> {
  const { made, count } = copying
  const source = join(from, name)
  const found = await lstat(source).catch((error: unknown) => {
    // a store that was never used has no folder
    if (isCode(error, 'ENOENT')) return null
    throw error
  })
  if (!found) return
  const mode = found.mode & 0o777
  if (found.isDirectory()) {
    made.folders.push({ path: name, mode })
    await mkdir(join(to, name), { mode: 0o700 })
    for (const entry of (await readdir(source)).sort()) await copyBelow(from, to, `${name}/${entry}`, copying)
  } else if (found.isSymbolicLink()) {
    const target = await readlink(source)
    await symlink(target, join(to, name))
    made.links.push({ path: name, to: target })
  } else if (found.isFile()) {
    const { sha256, size } = await copyFile(source, join(to, name), count)
    made.files.push({ path: name, mode, size, sha256 })
  }
}

/** Copies and reads the copied bytes' digest on the way. */
async function copyFile(
  from: string,
  to: string,
  count: (octets: number) => void,
): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const tally = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      count(chunk.length)
      done(null, chunk)
    },
  })
  await pipeline(createReadStream(from), tally, createWriteStream(to, { mode: 0o600, flush: true }))
  return { sha256: hash.digest('hex'), size }
}

/** Refuses `backup-unreadable` where the folder has no manifest of ours. */
async function readManifest(from: string): Promise<BackupManifest> {
  const text = await readFile(join(from, manifestFile), 'utf8').catch((cause: unknown) => {
    throw new Refusal('backup-unreadable', { reason: cause instanceof Error ? cause.message : 'no manifest' })
  })
  try {
    return manifest.parse(JSON.parse(text))
  } catch (cause) {
    throw new Refusal('backup-unreadable', { reason: cause instanceof Error ? cause.message.slice(0, 200) : 'broken' })
  }
}

/**
 * Copies a backup into a data folder that holds nothing yet; every file must have the digest of the manifest, else all is taken away
 * again. `owner`: the account that runs PostgreSQL where that is not ours. Refuses `backup-unreadable`, `backup-target-not-empty`
 * {folder}, `backup-damaged` {file}.
 */
export async function restoreFolder(
  from: string,
  dataDir: string,
  owner: { uid: number; gid: number } | null,
  tell: Tell = () => {},
): Promise<BackupManifest> {
  const { folders, links, files, ...rest } = await readManifest(from)
  for (const name of kept) await refuseUnlessEmpty(join(dataDir, name))
  const count = counting(
    files.reduce((sum, { size }) => sum + size, 0),
    tell,
  )
  try {
    for (const folder of folders) await mkdir(join(dataDir, folder.path), { recursive: true, mode: 0o700 })
    for (const { path: name, size, sha256 } of files) await restoreFile(from, dataDir, { name, size, sha256 }, count)
    for (const link of links) await symlink(link.to, join(dataDir, link.path))
    for (const { path: name, mode } of [...files, ...folders.toReversed()]) {
      await chmod(join(dataDir, name), mode)
      if (owner && (name === 'pg' || name.startsWith('pg/'))) await chown(join(dataDir, name), owner.uid, owner.gid)
    }
  } catch (error) {
    for (const name of kept) await rm(join(dataDir, name), { recursive: true, force: true })
    throw error
  }
  return { ...rest, folders, links, files }
}

async function restoreFile(
  from: string,
  to: string,
  file: { name: string; size: number; sha256: string },
  count: (octets: number) => void,
) {
  const source = join(from, file.name)
  if (!(await lstat(source).catch(() => null))?.isFile()) throw new Refusal('backup-damaged', { file: file.name })
  await mkdir(dirname(join(to, file.name)), { recursive: true })
  const { sha256, size } = await copyFile(source, join(to, file.name), count)
  if (sha256 !== file.sha256 || size !== file.size) throw new Refusal('backup-damaged', { file: file.name })
}

async function refuseUnlessEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return []
    throw error
  })
  if (entries.length > 0) throw new Refusal('backup-target-not-empty', { folder })
}
