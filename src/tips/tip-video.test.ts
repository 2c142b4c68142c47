import { randomBytes } from 'node:crypto'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import {
  admitTip,
  type CustodianKey,
  handTipOver,
  nameCustodians,
  readMine,
  runTipJob,
  sendFile,
} from '../../test/tip-ground.ts'
import type { PersonKey } from '../../test/world.ts'
import { addressOf } from '../platform/shared/address.ts'
import { custodianContract as custodians } from './custodian-contract.ts'
import { openHalf, openLetter, openOriginal, sealHalf, toBase64 } from './envelope.ts'
import type { Letter } from './letter.ts'
import { tipOfficeContract as office } from './office-contract.ts'
import { tipFileContract as files } from './tip-file-contract.ts'

let city: Test
let identities: Record<CustodianKey, string>
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  identities = await nameCustodians(city)
})
afterAll(() => city.close())

const named: Letter = { name: '沈某某', contact: '13700000000', private: '' }
const film = randomBytes(90_000)
const purpose = '辨认进出车辆的车型'

/** A tip with a name and a video; where the county may be involved, to the second body. */
async function withVideo(more: { countyInvolved?: boolean } = {}) {
  const { code, id: tipId } = await admitTip(city, more, named)
  const video = await sendFile(
    city,
    code,
    { reading: null, original: film },
    { kind: 'video', type: 'video/mp4', showsPlace: true, ...more },
  )
  return { code, tipId, fileId: video.id }
}

const ask = async ({ tipId, fileId }: { tipId: string; fileId: string }, person: PersonKey = 'cityOffice') =>
  (await city.ok(person, custodians.requestStills, { id: tipId, fileId, purpose })).id

/** What a custodian's browser does with the own key. */
async function give(id: string, person: PersonKey, identity: string) {
  const { recipients, rows } = await city.ok(person, custodians.getHalves, { id })
  const resealed = []
  for (const { envelopeId, half } of rows)
    resealed.push({ envelopeId, half: toBase64(await sealHalf(await openHalf(half, identity), recipients)) })
  return city.ok(person, custodians.giveHalves, { id, rows: resealed })
}

/** Both halves of a video of county A: the second custodian is the city's. */
async function openVideo(id: string) {
  await give(id, 'officerA1', identities.county2)
  return give(id, 'cityOfficeDeputy', identities.city2)
}

const still = () =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: { r: 9, g: 40, b: 200 } } })
    .withExif({ IFD0: { Make: 'CANARY' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 46/1 0/1' } })
    .jpeg()
    .toBuffer()

async function addStill(person: PersonKey, id: string, fileId: string) {
  const response = await fetch(city.url + addressOf(files.addStill, { id, fileId, atSecond: 7 }), {
    method: 'POST',
    headers: { cookie: city.persons[person].cookie, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(await still()),
  })
  return (await response.json()) as { id?: string; code?: string } // an answer of http-errors.ts, or of the contract
}

describe('a video', () => {
  test('is opened by the custodian who answers second, who reads its key and no name, and by nobody who asked', async () => {
    const video = await withVideo()
    const id = await ask(video)
    expect(await give(id, 'officerA1', identities.county2)).toEqual({ state: 'requested' })
    expect(await city.refused('cityOfficeDeputy', custodians.getOpened, { id })).toBe('wrong-state')
    expect(await give(id, 'cityOfficeDeputy', identities.city2)).toEqual({ state: 'opened' })
    for (const person of ['cityOffice', 'officerA1', 'countyOfficeA'] as const) {
      expect(await city.refused(person, custodians.getOpened, { id }), person).toBe('not-permitted')
      const original = { id, fileId: video.fileId }
      expect(await city.refused(person, files.getOriginal, original), person).toBe('not-permitted')
    }
    const { rows } = await city.ok('cityOfficeDeputy', custodians.getOpened, { id })
    expect(rows.map((row) => row.file?.id)).toEqual([video.fileId])
    const [row] = rows
    if (!row) throw new Error('no letter')
    const key = identities.city2
    const letter = openLetter(row.envelope, await openHalf(row.halfA, key), await openHalf(row.halfB, key))
    expect(letter).toMatchObject({ name: '', contact: '', private: '' })
    const { body } = await city.call('cityOfficeDeputy', files.getOriginal, { id, fileId: video.fileId })
    const plain = await openOriginal(new Uint8Array(body as Buffer), letter.original?.key ?? '')
    expect(Buffer.from(plain).equals(film)).toBe(true)
    expect(await city.eventsOf(id)).toEqual([
      'video.requested',
      'video.halvesRead',
      'video.halfGiven',
      'video.halvesRead',
      'video.halfGiven',
      'video.read',
      'video.originalRead',
    ])
  })

  test('reaches those who handle the tip as stills alone, encoded anew, with the level of their custodian', async () => {
    const video = await withVideo()
    const id = await ask(video)
    const { fileId, tipId, code } = video
    expect((await addStill('cityOfficeDeputy', id, fileId)).code).toBe('wrong-state')
    await openVideo(id)
    expect((await addStill('cityOffice', id, fileId)).code).toBe('not-permitted')
    expect((await addStill('countyOfficeA', id, fileId)).code).toBe('not-permitted')
    const made = (await addStill('cityOfficeDeputy', id, fileId)).id ?? ''
    await runTipJob(city, 'tips.preparePictures')
    const { files: found } = await city.ok('cityOffice', office.getTip, { id: tipId })
    expect(found.find((one) => one.id === made)).toMatchObject({
      kind: 'still',
      state: 'ready',
      ofFile: fileId,
      atSecond: 7,
      showsPlace: true,
      madeAs: 'city',
      receivedAt: city.now().toISOString(),
    })
    expect(await city.eventsOf(id)).toContain('video.stillMade')
    const shown = await city.call('cityOffice', files.getTipPicture, { id: tipId, fileId: made })
    expect((await sharp(shown.body as Buffer).metadata()).exif).toBeUndefined()
    // the reporter is not shown what is made of it, and the film itself is no picture
    expect((await readMine(city, code)).files.map((one) => one.id)).toEqual([fileId])
    expect(await city.refused('cityOffice', files.getTipPicture, { id: tipId, fileId })).toBe('not-found')
  })

  test('can be opened from either level first, and a still names the level that made it', async () => {
    const video = await withVideo()
    const id = await ask(video)
    await give(id, 'cityOfficeDeputy', identities.city2)
    expect(await give(id, 'officerA1', identities.county2)).toEqual({ state: 'opened' })
    // the custodian of the county sees neither the tip nor its other files
    expect(await city.refused('officerA1', office.getTip, { id: video.tipId })).not.toBe('')
    await addStill('officerA1', id, video.fileId)
    const { files: found } = await city.ok('cityOffice', office.getTip, { id: video.tipId })
    expect(found.find((one) => one.kind === 'still')?.madeAs).toBe('county')
  })

  test('is asked for with a purpose, which its reporter reads under the code, opened or refused', async () => {
    const video = await withVideo()
    const first = await ask(video)
    const again = { id: video.tipId, fileId: video.fileId, purpose }
    expect(await city.refused('cityOfficeDeputy', custodians.requestStills, again)).toBe('wrong-state')
    await runTipJob(city, 'tips.tellOfOpening', { subjectId: first })
    await city.ok('countyOfficeA', custodians.refuseIdentity, { id: first, reason: '照片已经够用' })
    await runTipJob(city, 'tips.tellOfOpening', { subjectId: first })
    const second = await ask(video)
    await openVideo(second)
    await runTipJob(city, 'tips.tellOfOpening', { subjectId: second })
    const { steps } = await readMine(city, video.code)
    expect(steps.map(({ kind }) => kind)).toEqual([
      'received',
      'evidenceAdded',
      'videoAsked',
      'videoRefused',
      'videoAsked',
      'videoOpened',
    ])
    expect(steps.at(-1)?.proof.claim).toMatchObject({ purpose, video: video.fileId })
  })

  test('is asked for by whoever handles the tip, and never a photo or a file of another tip', async () => {
    const video = await withVideo()
    const other = await withVideo()
    const asked = { id: video.tipId, fileId: video.fileId, purpose }
    for (const person of ['officerA1', 'countyOfficeA', 'gridWorkerA1', 'superiorInspector'] as const)
      expect(await city.refused(person, custodians.requestStills, asked), person).toMatch(/not-found|not-permitted/)
    expect(await city.refused('cityOffice', custodians.requestStills, { ...asked, fileId: other.fileId })).toBe(
      'not-found',
    )
    const photo = await sendFile(city, video.code, { reading: await still(), original: randomBytes(100) })
    expect(await city.refused('cityOffice', custodians.requestStills, { ...asked, fileId: photo.id })).toBe('not-found')
    const handed = await handTipOver(city)
    const film = { reading: null, original: randomBytes(100) }
    const theirs = await sendFile(city, handed.code, film, { kind: 'video', type: 'video/mp4' })
    await ask({ tipId: handed.id, fileId: theirs.id }, 'countyOfficeA')
  })

  test('needs both levels: two of one level open nothing, and whoever asked is no recipient', async () => {
    const video = await withVideo()
    const id = await ask(video)
    const { recipients } = await city.ok('officerA1', custodians.getHalves, { id })
    // the other custodian of the city asked for it
    expect(recipients).toEqual([await identityToRecipient(identities.city2)])
    await give(id, 'officerA1', identities.county2)
    expect(
      await city.refused('countyOfficeA', custodians.giveHalves, { id, rows: [{ envelopeId: id, half: 'AAAA' }] }),
    ).toBe('half-given')
    expect(
      await city.refused('cityOffice', custodians.giveHalves, { id, rows: [{ envelopeId: id, half: 'AAAA' }] }),
    ).toBe('not-permitted')
    expect((await addStill('officerA1', id, video.fileId)).code).toBe('wrong-state')
  })

  test('of a tip in which the county may be involved is opened by the second body and the city', async () => {
    const video = await withVideo({ countyInvolved: true })
    const id = await ask(video)
    expect(await city.refused('officerA1', custodians.getHalves, { id })).toMatch(/not-found|not-permitted/)
    await give(id, 'cityOfficeDeputy', identities.city2)
    expect(await give(id, 'superiorInspector', identities.second1)).toEqual({ state: 'opened' })
  })

  test('is closed to a custodian from whom the tip is kept, also one who had opened it', async () => {
    const video = await withVideo()
    const id = await ask(video)
    await give(id, 'cityOfficeDeputy', identities.city2)
    await give(id, 'officerA1', identities.county2)
    const officialIds = [city.persons.officerA1.officialId]
    await city.ok('cityOffice', office.withholdTip, { id: video.tipId, officialIds })
    expect(await city.refused('officerA1', files.getOriginal, { id, fileId: video.fileId })).toBe('not-found')
    expect((await city.ok('officerA1', custodians.listOpenings, {})).rows.map((row) => row.id)).not.toContain(id)
  })

  test('whose identity was asked for too is in no letter of it', async () => {
    const video = await withVideo()
    const identity = await generateX25519Identity()
    const { id } = await city.ok('cityOffice', custodians.requestIdentity, {
      id: video.tipId,
      purpose: '核实',
      outside: { body: '武进区公安局', number: '武公刑立〔2018〕9号' },
      recipient: await identityToRecipient(identity),
    })
    await ask(video)
    await openVideo(id)
    const { rows } = await city.ok('cityOffice', custodians.getOpened, { id })
    expect(rows.map(({ file }) => file)).toEqual([null])
  })
})
