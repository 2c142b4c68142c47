import { describe, expect, test } from 'vitest'
import { Refusal } from '../platform/shared/refusal.ts'
import {
  fileTokenText,
  readFileToken,
  received,
  refuseFull,
  refuseMore,
  refusePart,
  refuseSizes,
  refuseUnfinished,
} from './tip-file.ts'

const limits = { most: 2, photoMegabytes: 20, videoMegabytes: 100, readingMegabytes: 3, keepFreeMegabytes: 1024 }
const megabyte = 1_048_576

const codeOf = (work: () => unknown): string | null => {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

describe('how much is taken', () => {
  test.each([
    ['a photo with copy and original', 'photo', 100, 100, null],
    ['a photo where nobody keeps keys', 'photo', 100, null, null],
    ['a photo without a copy to read', 'photo', null, 100, 'bad-input'],
    ['a video, sealed', 'video', null, 100, null],
    ['a video that could not be sealed', 'video', null, null, 'video-not-sealed'],
    ['a video with something to read', 'video', 100, 100, 'bad-input'],
    ['a reading copy of the largest size', 'photo', 3 * megabyte, 100, null],
    ['a reading copy one octet larger', 'photo', 3 * megabyte + 1, 100, 'too-large'],
    ['a photo of the largest size, sealed', 'photo', 100, 20 * megabyte + 1024 + 320 * 16, null],
    ['a photo one octet larger', 'photo', 100, 20 * megabyte + 1024 + 320 * 16 + 1, 'too-large'],
    ['a video of fifty megabytes', 'video', null, 50 * megabyte, null],
    ['a video too large', 'video', null, 101 * megabyte, 'too-large'],
  ] as const)('%s', (_, kind, reading, sealed, code) => {
    expect(codeOf(() => refuseSizes(kind, { reading, sealed }, limits))).toBe(code)
  })

  test('so many files and no more', () => {
    expect(codeOf(() => refuseMore(1, limits))).toBeNull()
    expect(codeOf(() => refuseMore(2, limits))).toBe('files-enough')
  })

  test('the last room of a disk stays for reports', () => {
    const sizes = { reading: null, sealed: 50 * megabyte }
    expect(codeOf(() => refuseFull(sizes, (1024 + 50) * megabyte, limits))).toBeNull()
    expect(codeOf(() => refuseFull(sizes, (1024 + 50) * megabyte - 1, limits))).toBe('disk-full')
  })
})

describe('parts', () => {
  const sizes = { reading: 1000, sealed: null }
  test.each([
    ['the next one', 'reading', 400, 600, 400, null],
    ['one that came before', 'reading', 0, 400, 400, 'part-misplaced'],
    ['one after a gap', 'reading', 500, 100, 400, 'part-misplaced'],
    ['one beyond the end', 'reading', 400, 601, 400, 'too-large'],
    ['an empty one', 'reading', 400, 0, 400, 'bad-input'],
    ['one of a piece that was not announced', 'sealed', 0, 10, 0, 'bad-input'],
  ] as const)('%s', (_, piece, offset, octets, arrived, code) => {
    expect(codeOf(() => refusePart(sizes, piece, { offset, octets }, arrived))).toBe(code)
  })

  test('nothing is whole before its last octet', () => {
    expect(codeOf(() => refuseUnfinished(sizes, { reading: 999, sealed: 0 }))).toBe('file-not-whole')
    expect(codeOf(() => refuseUnfinished(sizes, { reading: 1000, sealed: 0 }))).toBeNull()
  })
})

test('a picture is prepared, a video stays sealed, and neither is received twice', () => {
  expect(received('photo', 'arriving')).toBe('preparing')
  expect(received('video', 'arriving')).toBe('sealed')
  for (const state of ['preparing', 'ready', 'sealed', 'unreadable', 'notWhole'] as const)
    expect(codeOf(() => received('photo', state))).toBe('wrong-state')
})

test('a token names its file and nothing else', () => {
  const id = '01900000-0000-4000-8000-000000000000'
  expect(readFileToken(fileTokenText(id))).toBe(id)
  for (const text of ['', id, `gangshao-file-${id}x`, `gangshao-form-${id}`, 'gangshao-file-../../x'])
    expect(readFileToken(text)).toBeNull()
})
