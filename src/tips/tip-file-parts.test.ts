/** Files of a report as they arrive: in parts, from where they stopped, until the receipt. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import {
  addPart,
  admitTip,
  announceFile,
  askFile,
  nameCustodians,
  readMine,
  runTipJob,
  sendPiece,
} from '../../test/tip-ground.ts'
import { tipFileContract as files } from './tip-file-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

const picture = (width = 320, height = 240) =>
  sharp({ create: { width, height, channels: 3, background: { r: 90, g: 40, b: 20 } } })
    .jpeg()
    .toBuffer()
const sha256 = (octets: Uint8Array) => createHash('sha256').update(octets).digest('hex')
const piecePath = (id: string, piece: 'reading' | 'sealed') => city.app.platform.files.parts.path(`${id}-${piece}`)

describe('parts', () => {
  test('a cut-off upload goes on where it stopped, and a part that was sent twice is told so', async () => {
    const { code } = await admitTip(city)
    const reading = await picture(1200, 900)
    const file = await announceFile(city, code, { reading, original: reading })
    const half = Math.floor(reading.length / 2)
    expect(await addPart(city.url, file.token, 'reading', 0, reading.subarray(0, half))).toMatchObject({
      status: 200,
      body: { reading: half, sealed: 0 },
    })
    expect(await addPart(city.url, file.token, 'reading', 0, reading.subarray(0, half))).toMatchObject({
      status: 409,
      body: { code: 'part-misplaced', details: { arrived: half } },
    })
    expect((await askFile(city.url, file.token, files.getFileArrived.path)).body).toEqual({ reading: half, sealed: 0 })
    expect(await askFile(city.url, file.token, files.finishFile.path, 'POST')).toMatchObject({
      status: 409,
      body: { code: 'file-not-whole' },
    })
    await addPart(city.url, file.token, 'reading', half, reading.subarray(half))
    await sendPiece(city, file.token, 'sealed', file.sealed)
    const first = await askFile(city.url, file.token, files.finishFile.path, 'POST')
    const again = await askFile(city.url, file.token, files.finishFile.path, 'POST')
    expect(first.status).toBe(200)
    expect(again).toEqual(first)
    expect(await addPart(city.url, file.token, 'sealed', file.sealed.length, Buffer.from('x'))).toMatchObject({
      body: { code: 'wrong-state' },
    })
    expect((await readMine(city, code)).steps.filter((step) => step.kind === 'evidenceAdded')).toHaveLength(1)
  })

  test('the last part brings the receipt, the same again the same, and nothing arrives twice', async () => {
    const { code } = await admitTip(city)
    const reading = await picture()
    const { id, token, sealed } = await announceFile(city, code, { reading, original: reading })
    const last = (offset: number, octets: Uint8Array) => addPart(city.url, token, 'sealed', offset, octets, 'last')
    // the other piece is not there: nothing of this one is taken either
    expect(await last(0, sealed)).toMatchObject({
      status: 409,
      body: { code: 'file-not-whole', details: { piece: 'reading', arrived: 0 } },
    })
    expect((await askFile(city.url, token, files.getFileArrived.path)).body).toEqual({ reading: 0, sealed: 0 })
    await sendPiece(city, token, 'reading', reading)
    expect((await last(0, sealed.slice(1))).body['code']).toBe('file-not-whole')
    expect((await last(1, sealed.slice(1))).body['code']).toBe('part-misplaced')
    const [first, again] = await Promise.all([last(0, sealed), last(0, sealed)])
    expect(first).toMatchObject({ status: 200, body: { file: { id, state: 'preparing' } } })
    expect(first.body['step']).toMatchObject({ claim: { file: { sealed: { sha256: sha256(sealed) } } } })
    expect(again).toEqual(first)
    expect((await askFile(city.url, token, files.finishFile.path, 'POST')).body).toEqual(first.body)
    expect(readFileSync(piecePath(id, 'sealed')).equals(sealed)).toBe(true)
    expect((await readMine(city, code)).steps.filter((step) => step.kind === 'evidenceAdded')).toHaveLength(1)
  })

  test('the token of one file opens no other; rubbish and the code itself open none', async () => {
    const { code } = await admitTip(city)
    const reading = await picture()
    const { token } = await announceFile(city, code, { reading, original: reading })
    const forged = token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    for (const wrong of ['x', code, forged, token.replace(/-[0-9a-f]{12}\./, '-000000000000.'), 'gangshao-file-'])
      for (const answer of [
        await addPart(city.url, wrong, 'reading', 0, reading),
        await addPart(city.url, wrong, 'reading', 0, reading, 'last'),
        await askFile(city.url, wrong, files.getFileArrived.path),
        await askFile(city.url, wrong, files.finishFile.path, 'POST'),
      ])
        expect(answer).toMatchObject({ status: 401, body: { code: 'code-wrong' } })
    expect(await addPart(city.url, token, 'reading', 0, randomBytes(reading.length + 1))).toMatchObject({
      body: { code: 'too-large' },
    })
    expect(await addPart(city.url, token, 'reading', 0, randomBytes(1_048_577))).toMatchObject({
      status: 413,
      body: { code: 'too-large' },
    })
    expect((await askFile(city.url, token, files.getFileArrived.path)).body).toEqual({ reading: 0, sealed: 0 })
  })

  test('a full disk is a refusal, and nothing stays half written', async () => {
    const { code } = await admitTip(city)
    const reading = await picture()
    const { id, token } = await announceFile(city, code, { reading, original: reading })
    // every write to this device finds no room
    symlinkSync('/dev/full', piecePath(id, 'reading'))
    expect(await addPart(city.url, token, 'reading', 0, reading)).toMatchObject({
      status: 507,
      body: { code: 'disk-full' },
    })
    expect(existsSync(piecePath(id, 'reading'))).toBe(false)
    expect((await askFile(city.url, token, files.getFileArrived.path)).body).toEqual({ reading: 0, sealed: 0 })
    await sendPiece(city, token, 'reading', reading)
  })

  test('the last room on a disk is for reports themselves, also where files were announced while there was more', async () => {
    const { code } = await admitTip(city)
    const reading = await picture()
    const { id, token } = await announceFile(city, code, { reading, original: reading })
    const leaveFree = (megabytes: number) =>
      city.asOwner(
        `update rules set value = jsonb_set(value, '{keepFreeMegabytes}', to_jsonb($1::int)) where key = 'tips.files'`,
        [megabytes],
      )
    await leaveFree(1_000_000_000)
    for (const as of ['parts', 'last'] as const)
      expect(await addPart(city.url, token, 'reading', 0, reading, as)).toMatchObject({
        status: 507,
        body: { code: 'disk-full' },
      })
    expect(existsSync(piecePath(id, 'reading'))).toBe(false)
    await leaveFree(1024)
    await sendPiece(city, token, 'reading', reading)
  })

  test('what did not arrive whole goes after the days of the rule, and the reporter reads so', async () => {
    const { code, id } = await admitTip(city)
    const reading = await picture()
    const file = await announceFile(city, code, { reading, original: reading })
    await sendPiece(city, file.token, 'reading', reading)
    await runTipJob(city, 'tips.tidyFiles')
    expect((await readMine(city, code)).files[0]?.state).toBe('arriving')
    await city.asOwner(`update tip_files set announced_at = announced_at - interval '8 days' where id = $1`, [file.id])
    await runTipJob(city, 'tips.tidyFiles')
    expect((await readMine(city, code)).files[0]?.state).toBe('notWhole')
    expect(existsSync(piecePath(file.id, 'reading'))).toBe(false)
    expect(await city.eventsOf(id)).toContain('tip.fileNotWhole')
    for (const as of ['parts', 'last'] as const)
      expect((await addPart(city.url, file.token, 'sealed', 0, file.sealed, as)).body['code']).toBe('wrong-state')
    expect(existsSync(piecePath(file.id, 'sealed'))).toBe(false)
  })
})
