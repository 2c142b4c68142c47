import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeApart, endPictureProcess } from './picture-child.ts'

/** Machines that do other things too. */
const patient = { timeout: 20_000 }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gangshao-pictures-'))
})
afterAll(() => {
  endPictureProcess()
  rmSync(folder, { recursive: true })
})

const file = (name: string, content: Uint8Array | string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const jpeg = () =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: '#333' } })
    .jpeg()
    .toBuffer()

/** Processes that decode pictures for this one. */
function decoders(): number[] {
  const isOurs = (pid: string) => {
    try {
      const parent = / (\d+)$/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ').slice(0, 4).join(' '))?.[1]
      return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('picture-process')
    } catch {
      return false // ended while we looked
    }
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isOurs(name))
    .map(Number)
}

test('pictures are encoded in one process, which gives way to all others and can be ended', async () => {
  const photo = file('photo.jpg', await jpeg())
  expect(await encodeApart(photo, 2000)).toMatchObject({ width: 320, height: 240 })
  const [pid = 0] = decoders()
  expect(getPriority(pid)).toBe(constants.priority.PRIORITY_LOW)
  expect(await encodeApart(photo, 2000)).toMatchObject({ width: 320 })
  expect(decoders()).toEqual([pid])
  endPictureProcess()
  await expect.poll(decoders, patient).toEqual([])
  expect(await encodeApart(photo, 2000)).toMatchObject({ width: 320 })
})

test('what is no picture, and one that breaks off, are none', async () => {
  const text = file('text.jpg', '<html>not a picture</html>')
  const half = file('half.jpg', (await jpeg()).subarray(0, 200))
  expect([await encodeApart(text, 2000), await encodeApart(half, 2000)]).toEqual([null, null])
})

test('a picture at which the process dies twice is none, and the next one is encoded', async () => {
  const stuck = join(folder, 'stuck.jpg')
  // whoever reads from it waits for ever
  execFileSync('mkfifo', [stuck])
  const photo = file('photo.jpg', await jpeg())
  const answer = encodeApart(stuck, 2000)
  for (let deaths = 0; deaths < 2; deaths += 1) {
    await expect.poll(decoders, patient).toHaveLength(1)
    const [pid = 0] = decoders()
    process.kill(pid, 'SIGKILL')
    await expect.poll(decoders, patient).not.toContain(pid)
  }
  expect(await answer).toBeNull()
  expect(await encodeApart(photo, 2000)).toMatchObject({ width: 320 })
})

test('a picture that comes to no end is none, and the next one is encoded', async () => {
  const stuck = join(folder, 'endless.jpg')
  execFileSync('mkfifo', [stuck])
  expect(await encodeApart(stuck, 2000, 200)).toBeNull()
  expect(await encodeApart(file('photo.jpg', await jpeg()), 2000)).toMatchObject({ width: 320 })
})
