import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FileStore, openFileStore } from './files.ts'

let folder: string
let files: FileStore
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gangshao-files-'))
  files = openFileStore(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What this process holds open in the folder of the files. */
async function heldOpen(): Promise<string[]> {
  const links = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  )
  return links.filter((path) => path.startsWith(folder))
}

const photo = () =>
  sharp({ create: { width: 600, height: 400, channels: 3, background: '#345' } })
    .withExif({
      IFD2: { DateTimeOriginal: '2018:03:01 02:00:00' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 46/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '119/1 58/1 0/1' },
    })
    .jpeg()
    .toBuffer()

describe('a photo that is taken in', () => {
  const take = async (stream: Readable) =>
    files.take(
      { name: 'a.jpg', stream },
      { mediaTypes: ['image/jpeg', 'image/png'], maxBytes: 1_000_000, maxEdgePx: 200 },
    )

  test('says when and where it was taken, which its display copy does not', async () => {
    const kept = await take(Readable.from(await photo()))
    expect(kept.taken).toMatchObject({ lat: 31 + 46 / 60, lon: 119 + 58 / 60 })
    expect(kept.display).toMatchObject({ width: 200 })
    const { exif } = await sharp(await files.read(kept.display?.sha256 ?? '')).metadata()
    expect(exif).toBeUndefined()
  })

  test('leaves no file open behind it, taken or refused', async () => {
    const bare = sharp({ create: { width: 600, height: 400, channels: 3, background: '#345' } })
    for (const content of [await photo(), await bare.jpeg().toBuffer(), await bare.png().toBuffer()])
      await take(Readable.from(content))
    const broken = (await photo()).subarray(0, 400)
    await expect(take(Readable.from(broken))).rejects.toMatchObject({ code: 'file-unreadable' })
    expect(await heldOpen()).toEqual([])
  })
})
