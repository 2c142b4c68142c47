import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from './harness.ts'
import { areas } from './world.ts'

/** An ordinary file on its way in and out: what it really is decides, the rulebook bounds it, the original is kept, nothing is ever a page. */
let city: Test
beforeAll(async () => {
  city = await openTest()
})
afterAll(() => city.close())

type Stored = { id: string; type: string; sha256: string; display: boolean; name: string; code?: string }

const send = async (purpose: string, name: string, content: Buffer) => {
  const form = new FormData()
  form.set('areaId', String(areas.villageA1.id))
  form.set('purpose', purpose)
  form.set('file', new Blob([new Uint8Array(content)]), name)
  const { cookie } = city.persons.gridWorkerA1
  const response = await fetch(`${city.url}/api/files`, { method: 'POST', headers: { cookie }, body: form })
  return (await response.json()) as Stored // a record of a file or a refusal
}
const get = (path: string) => fetch(`${city.url}/api${path}`, { headers: { cookie: city.persons.gridWorkerA1.cookie } })

const picture = (edge: number) =>
  sharp({ create: { width: edge, height: 20, channels: 3, background: '#803020' } })
    .withExif({ IFD0: { Make: 'SECRETPHONE' } })
    .jpeg()
    .toBuffer()
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')
const table = Buffer.from('甲,乙\n1,2\n')

/** What the rulebook says of files for as long as the work takes. */
async function withRule(key: string, value: object, work: () => Promise<void>) {
  const [before] = await city.asOwner<{ value: object }>(
    'update rules new set value = $2 from rules old where old.id = new.id and new.key = $1 returning old.value',
    [key, JSON.stringify(value)],
  )
  expect(before, key).toBeDefined()
  try {
    await work()
  } finally {
    await city.asOwner('update rules set value = $2 where key = $1', [key, JSON.stringify(before?.value)])
  }
}

describe('the rulebook bounds each purpose by itself', () => {
  test.each([
    ['evidence', 'photo', 'a.jpg'],
    ['document', 'document', 'a.pdf'],
    ['import', 'import', 'a.csv'],
    ['scan', 'scan', 'a.pdf'],
  ])('%s: by size and by kind', async (purpose, row, name) => {
    const content = purpose === 'evidence' ? await picture(20) : purpose === 'import' ? table : pdf
    expect((await send(purpose, name, content)).id).toBeDefined()
    await withRule(`file.maxSize.${row}`, { bytes: content.length - 1 }, async () => {
      expect((await send(purpose, name, content)).code).toBe('too-large')
    })
    await withRule(`file.mediaTypes.${row}`, { mediaTypes: ['image/heic'] }, async () => {
      expect((await send(purpose, name, content)).code).toBe('file-kind')
    })
  })

  test('a photo of 20 MB and more is refused, a table of that size is not', async () => {
    const large = Buffer.alloc(20 * 1024 * 1024 + 1, '1,2\n')
    expect((await send('evidence', 'a.jpg', large)).code).toBe('too-large')
    expect((await send('import', 'a.csv', large)).id).toBeDefined()
  })

  test('a picture is shown with the longest edge the rulebook names', async () => {
    await withRule('file.display', { maxEdgePx: 30 }, async () => {
      const { id } = await send('evidence', 'a.jpg', await picture(61))
      const shown = await sharp(Buffer.from(await (await get(`/files/${id}/picture`)).arrayBuffer())).metadata()
      expect(shown.width).toBe(30)
    })
  })
})

describe('what a file really is decides', () => {
  test.each([
    ['evidence', 'photo.jpg', pdf],
    ['evidence', 'photo.jpg', Buffer.from('<html><script>alert(1)</script></html>')],
    ['document', 'text.pdf', Buffer.from('<svg onload="alert(1)"></svg>')],
    ['document', 'text.pdf', table],
    ['import', 'table.xlsx', Buffer.from('MZ\u0000\u0001\u0002')],
    ['import', 'table.csv', pdf],
  ])('%s named %s is refused by its content', async (purpose, name, content) => {
    expect((await send(purpose, name, content)).code).toBe('file-kind')
  })

  test('its event bears the number of the request, as every other', async () => {
    const { id } = await send('document', '依据.pdf', pdf)
    const [event] = await city.asOwner<{ request_id: string | null }>(
      `select request_id from events where subject_id = $1 and kind = 'file.stored'`,
      [id],
    )
    expect(event?.request_id).toMatch(/^req-/)
  })

  test('an empty file is refused', async () => {
    expect((await send('import', 'a.csv', Buffer.alloc(0))).code).toBe('file-unreadable')
  })
})

describe('on the way out', () => {
  test('a photo is encoded anew without what its camera wrote, and the original is kept as it came', async () => {
    const original = await picture(40)
    expect(original.includes('SECRETPHONE')).toBe(true)
    const { id, type, display } = await send('evidence', 'a.png', original)
    expect({ type, display }).toEqual({ type: 'image/jpeg', display: true })
    const shown = await get(`/files/${id}/picture`)
    expect(shown.headers.get('content-type')).toBe('image/webp')
    expect(Buffer.from(await shown.arrayBuffer()).includes('SECRETPHONE')).toBe(false)
    const kept = await get(`/files/${id}`)
    expect(Buffer.from(await kept.arrayBuffer()).equals(original)).toBe(true)
  })

  test('a file is a download, never a page, and its name steers nothing', async () => {
    const { id, name } = await send('document', '../../..<b>.pdf', pdf)
    expect(name).toBe('b.pdf')
    const { headers } = await get(`/files/${id}`)
    expect(headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toMatch(/sandbox/)
  })
})
