/** Files that come in parts, each under a name of its own until somebody takes it away. How much has arrived is its length on disk. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../shared/refusal.ts'

export type SettledFile = { sha256: string; size: number }

export type PartFiles = {
  /** Octets that have arrived; 0 where nothing has. */
  size(name: string): Promise<number>
  /** Adds to the end. Refuses `disk-full`, and what was there before is all that is there then. @returns octets that have arrived. */
  append(name: string, content: Uint8Array): Promise<number>
  /** Puts files on the disk for good, and their names, so that a receipt may be given. */
  settle(names: readonly string[]): Promise<ReadonlyMap<string, SettledFile>>
  path(name: string): string
  stream(name: string): NodeJS.ReadableStream
  remove(name: string): Promise<void>
  /** Octets free where the files lie. */
  free(): Promise<number>
}

export function openPartFiles(folder: string): PartFiles {
  const path = (name: string): string => {
    if (!/^[0-9a-z-]{1,80}$/.test(name)) throw new Refusal('not-found')
    return join(folder, name)
  }
  const size = async (name: string) =>
    (
      await stat(path(name)).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return { size: 0 }
        throw error
      })
    ).size
  return {
    path,
    size,
    stream: (name) => createReadStream(path(name)),
    remove: (name) => rm(path(name), { force: true }),
    async append(name, content) {
      const handle = await openToAppend(folder, path(name))
      try {
        const { size: before } = await handle.stat()
        try {
          await handle.appendFile(content)
        } catch (error) {
          if (before === 0) await rm(path(name), { force: true })
          else await handle.truncate(before)
          throw asDiskFull(error)
        }
        return before + content.length
      } finally {
        await handle.close()
      }
    },
    async settle(names) {
      const settled = await Promise.all(names.map(async (name) => [name, await settleFile(path(name))] as const))
      await sync(folder)
      return new Map(settled)
    },
    async free() {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },
  }
}

/** The folder is made with the first file. */
const openToAppend = (folder: string, path: string): Promise<FileHandle> =>
  open(path, 'a', 0o600).catch(async (error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw asDiskFull(error)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return open(path, 'a', 0o600)
  })

async function settleFile(path: string): Promise<SettledFile> {
  const handle = await open(path, 'r')
  try {
    await handle.sync().catch((error: unknown) => {
      throw asDiskFull(error)
    })
    return await digestOf(handle)
  } finally {
    await handle.close()
  }
}

/** In one buffer: what is allocated for every read makes the collector run more often than all else of a report. */
async function digestOf(handle: FileHandle): Promise<SettledFile> {
  const digest = createHash('sha256')
  const buffer = Buffer.allocUnsafe(65_536)
  let size = 0
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, size)
    if (bytesRead === 0) return { sha256: digest.digest('hex'), size }
    digest.update(buffer.subarray(0, bytesRead))
    size += bytesRead
  }
}

/** Puts a file's content, or a folder's list of names, on the disk. Refuses `disk-full`. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } catch (error) {
    throw asDiskFull(error)
  } finally {
    await handle.close()
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/** The refusal where a disk had no room, else the error itself. */
export function asDiskFull(error: unknown): unknown {
  const code = codeOf(error)
  return code === 'ENOSPC' || code === 'EDQUOT' ? new Refusal('disk-full') : error
}
