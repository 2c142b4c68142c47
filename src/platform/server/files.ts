/**
 * Files: content-addressed by SHA-256 in the data folder. The real type is sniffed, never believed; pictures get a
 * re-encoded copy for display without metadata while the original is kept; nothing is ever served as a page.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import exifr from 'exifr'
import { Refusal } from '../shared/refusal.ts'
import { asDiskFull, openPartFiles, type PartFiles, sync } from './part-files.ts'
import { encodeAnew, type FileKind, sniff } from './picture.ts'

/** What the rulebook allows a file to be on a day: its real media types, its size, and the longest edge of what is shown of a picture. */
export type FileBounds = { mediaTypes: readonly string[]; maxBytes: number; maxEdgePx: number }

/** A file as it arrives: a name from outside, bytes not yet trusted. */
export type IncomingFile = { name: string; stream: NodeJS.ReadableStream }

/** What the store found out about a file it has taken in. */
export type StoredFile = {
  sha256: string
  size: number
  type: string
  kind: FileKind
  name: string
  display: { sha256: string; width: number; height: number } | null
  taken: { at: string | null; lat: number | null; lon: number | null } | null
}

export type FileStore = {
  /** Takes a file in. Refuses `too-large`, `file-kind`, `file-unreadable`, `disk-full`; nothing stays behind then. */
  take(file: IncomingFile, bounds: FileBounds): Promise<StoredFile>
  put(content: Buffer): Promise<string>
  read(sha256: string): Promise<Buffer>
  stream(sha256: string): NodeJS.ReadableStream
  path(sha256: string): string
  /** Files that come in parts. */
  parts: PartFiles
}

/** Keeps what helps a reader of the name and drops what could steer a path or a header. */
export const safeFileName = (name: string): string =>
  name
    .replace(/^.*[\\/]/, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
    .replace(/[\u0000-\u001f\u007f<>:"|?*\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^\.+/, '')
    .slice(-120) || 'file'

export function openFileStore(folder: string): FileStore {
  const path = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Refusal('not-found')
    return join(folder, sha256.slice(0, 2), sha256.slice(2))
  }
  const keep = async (temporary: string, sha256: string) => {
    await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true })
    await rename(temporary, path(sha256))
    // the name too has to outlive a power cut
    await sync(join(folder, sha256.slice(0, 2)))
  }
  const put = async (content: Buffer): Promise<string> => {
    const sha256 = createHash('sha256').update(content).digest('hex')
    const temporary = await temporaryPath(folder)
    try {
      await writeDurably(temporary, content)
      await keep(temporary, sha256)
    } catch (error) {
      await rm(temporary, { force: true })
      throw asDiskFull(error)
    }
    return sha256
  }
  return {
    put,
    path,
    parts: openPartFiles(join(folder, 'in-parts')),
    read: (sha256) => readFile(path(sha256)),
    stream: (sha256) => createReadStream(path(sha256)),
    async take(file, { mediaTypes, maxBytes, maxEdgePx }) {
      const temporary = await temporaryPath(folder)
      try {
        const { sha256, size } = await receive(file.stream, temporary, maxBytes)
        const { kind, type } = await sniff(temporary)
        if (!mediaTypes.includes(type)) throw new Refusal('file-kind', { found: kind })
        const picture = kind === 'image' ? await readPicture(temporary, maxEdgePx) : null
        const display = picture
          ? { sha256: await put(picture.content), width: picture.width, height: picture.height }
          : null
        await keep(temporary, sha256)
        return { sha256, size, type, kind, name: safeFileName(file.name), display, taken: picture?.taken ?? null }
      } catch (error) {
        await rm(temporary, { force: true })
        throw asDiskFull(error)
      }
    },
  }
}

async function temporaryPath(folder: string): Promise<string> {
  await mkdir(join(folder, 'arriving'), { recursive: true })
  return join(folder, 'arriving', randomUUID())
}

async function writeDurably(target: string, content: Buffer): Promise<void> {
  const handle = await open(target, 'w', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function receive(
  stream: NodeJS.ReadableStream,
  target: string,
  maxBytes: number,
): Promise<{ sha256: string; size: number }> {
  const digest = createHash('sha256')
  let size = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      digest.update(chunk)
      if (size > maxBytes) done(new Refusal('too-large', { maxBytes }))
      else done(null, chunk)
    },
  })
  await pipeline(stream, count, createWriteStream(target, { mode: 0o600, flush: true }))
  if (size === 0) throw new Refusal('file-unreadable')
  return { sha256: digest.digest('hex'), size }
}

const readPicture = async (path: string, maxEdgePx: number) => ({
  ...(await encodeAnew(path, maxEdgePx)),
  taken: await readTaken(path),
})

async function readTaken(path: string): Promise<StoredFile['taken']> {
  // of its octets: given a path, the library fails on Node 26 and leaves the file open, which ends the program there
  const meta = await exifr
    .parse(await readFile(path), {
      gps: true,
      pick: ['DateTimeOriginal', 'latitude', 'longitude', 'GPSLatitude', 'GPSLongitude'],
    })
    .catch(() => undefined)
  if (!meta) return null
  const at = meta.DateTimeOriginal instanceof Date ? meta.DateTimeOriginal.toISOString() : null
  const lat = typeof meta.latitude === 'number' ? meta.latitude : null
  const lon = typeof meta.longitude === 'number' ? meta.longitude : null
  return at === null && lat === null ? null : { at, lat, lon }
}

/** Whether the bytes are still what their name says. */
export async function isIntact(store: FileStore, sha256: string): Promise<boolean> {
  const digest = createHash('sha256')
  if (!(await stat(store.path(sha256)).catch(() => null))) return false
  for await (const chunk of store.stream(sha256)) digest.update(chunk)
  return digest.digest('hex') === sha256
}
