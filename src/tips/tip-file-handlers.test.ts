import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import exifr from 'exifr'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import {
  admitTip,
  type CustodianKey,
  handTipOver,
  nameCustodians,
  newCode,
  readMine,
  runTipJob,
  sealFor,
  sendFile,
  writeMine,
} from '../../test/tip-ground.ts'
import { areas, type PersonKey, people } from '../../test/world.ts'
import { custodianContract as custodians } from './custodian-contract.ts'
import { openHalf, openLetter, sealHalf, toBase64 } from './envelope.ts'
import { keyLetter } from './letter.ts'
import { nodeCheckOf } from './node-check.ts'
import { nodeHashOf } from './node-hash.ts'
import { tipOfficeContract as office } from './office-contract.ts'
import { verifyReceipt } from './receipt-check.ts'
import { tipFileContract as files } from './tip-file-contract.ts'

let city: Test
let identities: Record<CustodianKey, string>
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  identities = await nameCustodians(city)
})
afterAll(() => city.close())

const canary = 'CANARY7f3a'
const picture = (width = 320, height = 240) =>
  sharp({ create: { width, height, channels: 3, background: { r: 90, g: 40, b: 20 } } })
    .jpeg()
    .toBuffer()
/** A picture as a phone makes it: with place, device and words beside its points. */
const withPlace = () =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: { r: 9, g: 40, b: 200 } } })
    .withExif({
      IFD0: { Make: canary, Artist: canary, ImageDescription: `${canary} 沈某某` },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 46/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '119/1 58/1 0/1' },
    })
    .jpeg()
    .toBuffer()
const sha256 = (octets: Uint8Array) => createHash('sha256').update(octets).digest('hex')
const dataFolder = () => dirname(city.app.platform.files.path('0'.repeat(64))).replace(/\/00$/, '')
const piecePath = (id: string, piece: 'reading' | 'sealed') => city.app.platform.files.parts.path(`${id}-${piece}`)

/** Both jobs of a picture, as its events start them. */
async function prepare(): Promise<void> {
  await runTipJob(city, 'tips.preparePictures')
  await runTipJob(city, 'tips.forgetAsSent')
}
const look = (person: PersonKey | null, id: string, fileId: string) =>
  city.call(person, files.getTipPicture, { id, fileId })
const codeIn = (body: unknown) => (body as { code?: string }).code // an answer of http-errors.ts

describe('a picture of a report', () => {
  test('arrives in parts, has a signed receipt of what was received, and is read by the office that holds the tip', async () => {
    const { code, id } = await admitTip(city)
    const reading = await picture()
    const file = await sendFile(city, code, { reading, original: randomBytes(1_300_000) })
    expect(file.step.claim['file']).toEqual({
      id: file.id,
      kind: 'photo',
      reading: { sha256: sha256(reading), size: reading.length },
      sealed: { sha256: sha256(file.sealed), size: file.sealed.length },
    })
    const { key, steps, files: mine } = await readMine(city, code)
    expect(steps.map((step) => step.kind)).toEqual(['received', 'evidenceAdded'])
    // it is new from the reporter until the office takes a step of its own
    const isNew = async () => (await city.ok('cityOffice', office.getTip, { id })).awaitsReading
    expect(await isNew()).toBe(true)
    await city.ok('cityOffice', office.askReporter, { id, words: '何时拍的？' })
    expect(await isNew()).toBe(false)
    const receipt = { format: 'gangshao receipt 1' as const, key, steps: steps.map(({ proof }) => proof) }
    expect(verifyReceipt(receipt, { hashOf: nodeHashOf, checkOf: nodeCheckOf, now: city.now() })).toMatchObject({
      ok: true,
    })
    expect(mine).toMatchObject([{ id: file.id, state: 'preparing', octets: reading.length + file.sealed.length }])
    // nobody sees it before it was encoded anew
    expect((await look('cityOffice', id, file.id)).status).toBe(409)
    await prepare()
    const { status, body, headers } = await look('cityOffice', id, file.id)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('image/webp')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect((await sharp(body as Buffer).metadata()).width).toBe(320)
    expect((await city.ok('cityOffice', office.getTip, { id })).files).toMatchObject([
      { id: file.id, kind: 'photo', state: 'ready', sealed: true, showsPlace: false },
    ])
    const events = await city.eventsOf(id)
    for (const kind of ['tip.fileAnnounced', 'tip.fileReceived', 'tip.picturePrepared', 'tip.pictureRead'])
      expect(events.filter((one) => one === kind)).toHaveLength(1)
    expect(existsSync(piecePath(file.id, 'reading'))).toBe(false)
    expect(readFileSync(piecePath(file.id, 'sealed')).equals(file.sealed)).toBe(true)
  })

  test('loses place, device and every word beside its points; file name and metadata stand nowhere', async () => {
    const { code, id } = await admitTip(city)
    const reading = await withPlace()
    expect(await exifr.parse(reading, { gps: true })).toMatchObject({ latitude: expect.any(Number), Make: canary })
    const file = await sendFile(city, code, { reading, original: reading }, { showsPlace: true })
    await prepare()
    const { body } = await look('cityOffice', id, file.id)
    const { exif, xmp, iptc } = await sharp(body as Buffer).metadata()
    expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined])
    for (const entry of readdirSync(dataFolder(), { recursive: true, withFileTypes: true }))
      if (entry.isFile()) {
        expect(entry.name).not.toContain(canary)
        expect(readFileSync(join(entry.parentPath, entry.name)).includes(canary), entry.name).toBe(false)
      }
    const tables = await city.asOwner<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
    )
    for (const { name } of tables) {
      const rows = await city.asOwner(`select 1 from ${name} t where t::text like '%${canary}%' limit 1`)
      expect(rows, name).toEqual([])
    }
    const answers = [await readMine(city, code), await city.ok('cityOffice', office.getTip, { id })]
    expect(JSON.stringify(answers)).not.toContain(canary)
  })

  test('what is no picture is marked, never shown, and what was sent of it goes', async () => {
    const { code, id } = await admitTip(city)
    const [page, half] = [Buffer.from('<!doctype html><script>alert(1)</script>'), (await picture()).subarray(0, 400)]
    for (const reading of [page, half, randomBytes(5000), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')]) {
      const file = await sendFile(city, code, { reading, original: reading })
      await prepare()
      expect((await readMine(city, code)).files.find((one) => one.id === file.id)?.state).toBe('unreadable')
      expect(await city.refused('cityOffice', files.getTipPicture, { id, fileId: file.id })).toBe('file-not-ready')
      expect(existsSync(piecePath(file.id, 'reading'))).toBe(false)
    }
  })
})

describe('announcing', () => {
  const announce = async (code: string, more: object) => {
    const envelope = await sealFor(city, areas.villageA1.id, keyLetter(await generateX25519Identity(), 'image/jpeg'))
    const facts = {
      id: crypto.randomUUID(),
      kind: 'photo',
      showsPlace: false,
      readingOctets: 10,
      sealedOctets: 10,
      envelope,
    }
    return writeMine(city, code, files.announceFile.path, { ...facts, ...more })
  }

  test('is refused without the code, without the envelope, beyond the sizes and beyond the number', async () => {
    const { code, id } = await admitTip(city)
    expect((await announce(newCode(), {})).body['code']).toBe('code-wrong')
    expect((await announce(code, { envelope: null })).body['code']).toBe('bad-input')
    expect((await announce(code, { envelope: null, sealedOctets: null })).body['code']).toBe('envelope-missing')
    expect((await announce(code, { readingOctets: 4_000_000 })).body['code']).toBe('too-large')
    expect((await announce(code, { kind: 'video' })).body['code']).toBe('bad-input')
    expect(await city.eventsOf(id)).not.toContain('tip.fileAnnounced')
    const mine = crypto.randomUUID()
    const first = await announce(code, { id: mine })
    expect(await announce(code, { id: mine })).toEqual(first)
    expect((await announce(code, { id: mine, readingOctets: 11 })).body['code']).toBe('same-id-other-content')
    expect((await announce((await admitTip(city)).code, { id: mine })).body['code']).toBe('same-id-other-content')
    for (let n = 1; n < 9; n += 1) expect((await announce(code, {})).status).toBe(200)
    expect((await announce(code, {})).body['code']).toBe('files-enough')
  })
})

describe('who reads a picture', () => {
  test('the offices that hold the tip and nobody else, whatever the picture shows; never the lead or the form', async () => {
    const tip = await handTipOver(city)
    const file = await sendFile(
      city,
      tip.code,
      { reading: await picture(), original: randomBytes(100) },
      { showsPlace: true },
    )
    await prepare()
    const readers: PersonKey[] = []
    for (const person of people) if ((await look(person, tip.id, file.id)).status === 200) readers.push(person)
    expect(readers.sort()).toEqual(['cityOffice', 'cityOfficeDeputy', 'countyOfficeA'])
    expect(await city.call(null, files.getTipPicture, { id: tip.id, fileId: file.id })).toMatchObject({ status: 401 })
    // of another tip it is not there
    const other = await admitTip(city)
    expect(codeIn((await look('cityOffice', other.id, file.id)).body)).toBe('not-found')
    // who is named in the tip sees neither
    await city.ok('cityOffice', office.withholdTip, {
      id: tip.id,
      officialIds: [city.persons.countyOfficeA.officialId],
    })
    expect(codeIn((await look('countyOfficeA', tip.id, file.id)).body)).toBe('not-found')
    const { handOvers } = await city.ok('cityOffice', office.getTip, { id: tip.id })
    expect(JSON.stringify(handOvers)).not.toContain(file.id)
  })

  test('a county that may be involved never does', async () => {
    const { code, id } = await admitTip(city, { countyInvolved: true })
    const file = await sendFile(
      city,
      code,
      { reading: await picture(), original: randomBytes(100) },
      { countyInvolved: true },
    )
    await prepare()
    expect((await look('cityOffice', id, file.id)).status).toBe(200)
    for (const person of people.filter((one) => !one.startsWith('cityOffice')))
      expect((await look(person, id, file.id)).status, person).toBeGreaterThanOrEqual(400)
  })
})

describe('originals', () => {
  /** A request that both levels have answered. */
  async function opened(tipId: string) {
    const identity = await generateX25519Identity()
    const { id } = await city.ok('cityOffice', custodians.requestIdentity, {
      id: tipId,
      purpose: '核对照片原件',
      outside: { body: '武进区公安局', number: '武公刑立〔2018〕9号' },
      recipient: await identityToRecipient(identity),
    })
    const give = async (person: PersonKey, key: string) => {
      const { recipients, rows } = await city.ok(person, custodians.getHalves, { id })
      const resealed = []
      for (const { envelopeId, half } of rows)
        resealed.push({ envelopeId, half: toBase64(await sealHalf(await openHalf(half, key), recipients)) })
      await city.ok(person, custodians.giveHalves, { id, rows: resealed })
    }
    await give('officerA1', identities.county2)
    return { id, identity, second: () => give('cityOfficeDeputy', identities.city2) }
  }

  test('are opened by two custodians, in the browser that asked, and come back octet for octet', async () => {
    const { code, id: tipId } = await admitTip(city)
    const original = await withPlace()
    const photo = await sendFile(city, code, { reading: await picture(), original })
    const video = await sendFile(
      city,
      code,
      { reading: null, original: randomBytes(70_000) },
      { kind: 'video', type: 'video/mp4' },
    )
    const { id, identity, second } = await opened(tipId)
    expect(await city.refused('cityOffice', files.getOriginal, { id, fileId: photo.id })).toBe('wrong-state')
    await second()
    expect(await city.refused('cityOfficeDeputy', files.getOriginal, { id, fileId: photo.id })).toBe('not-permitted')
    const { rows } = await city.ok('cityOffice', custodians.getOpened, { id })
    // a video is no part of it: custodians open it by itself
    expect(new Set(rows.map((row) => row.file?.id ?? null))).toEqual(new Set([null, photo.id]))
    expect(await city.refused('cityOffice', files.getOriginal, { id, fileId: video.id })).toBe('not-found')
    const row = rows.find((one) => one.file?.id === photo.id)
    if (!row) throw new Error('no letter')
    const letter = openLetter(row.envelope, await openHalf(row.halfA, identity), await openHalf(row.halfB, identity))
    const { body } = await city.call('cityOffice', files.getOriginal, { id, fileId: photo.id })
    const decrypter = new Decrypter()
    decrypter.addIdentity(letter.original?.key ?? '')
    expect(Buffer.from(await decrypter.decrypt(new Uint8Array(body as Buffer))).equals(original)).toBe(true)
    expect(await city.eventsOf(id)).toContain('identity.originalRead')
    // one of another tip is not there
    const other = await admitTip(city)
    const elsewhere = await sendFile(city, other.code, { reading: await picture(), original })
    expect(await city.refused('cityOffice', files.getOriginal, { id, fileId: elsewhere.id })).toBe('not-found')
  })
})
