/** What an identity is sealed to is a setting: keys that also hold against quantum computers to come seal and open as the others do. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { admitTip, type CustodianKey, insertCustodian, nameCustodians } from '../../test/tip-ground.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { keyKinds } from '../platform/shared/key-kinds.ts'
import { custodianContract as custodians } from './custodian-contract.ts'
import { openHalf, openLetter, openOriginal, sealHalf, toBase64 } from './envelope.ts'
import { type Key, makeKey } from './key-file.ts'
import { kindOf, weakestOf } from './key-kind.ts'
import { keyLetter, type Letter } from './letter.ts'

const letter: Letter = { name: '沈某某', contact: '13700000000', private: '我是门卫' }
const outside = { body: '武进区公安局', number: '武公刑立〔2018〕7号' }

let city: Test
let old: Record<CustodianKey, string>
const fresh = {} as Record<'county' | 'city', Key>
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z', settings: { GANGSHAO_SEALING: 'hybrid' } })
  old = await nameCustodians(city)
})
afterAll(() => city.close())

/** What the browser of a custodian does with the own key. */
async function give(id: string, person: PersonKey, identity: string): Promise<void> {
  const { recipients, rows } = await city.ok(person, custodians.getHalves, { id })
  const resealed = await Promise.all(
    rows.map(async ({ envelopeId, half }) => ({
      envelopeId,
      half: toBase64(await sealHalf(await openHalf(half, identity), recipients)),
    })),
  )
  await city.ok(person, custodians.giveHalves, { id, rows: resealed })
}

async function opened(tipId: string, [county, countyKey]: Holder, [of, cityKey]: Holder): Promise<Letter[]> {
  const key = await makeKey('hybrid')
  const request = { id: tipId, purpose: '核实作案时间', outside, recipient: key.recipient }
  const { id } = await city.ok('cityOffice', custodians.requestIdentity, request)
  await give(id, county, countyKey)
  await give(id, of, cityKey)
  const { rows } = await city.ok('cityOffice', custodians.getOpened, { id })
  return Promise.all(
    rows.map(async (row) =>
      openLetter(row.envelope, await openHalf(row.halfA, key.identity), await openHalf(row.halfB, key.identity)),
    ),
  )
}
type Holder = [person: PersonKey, identity: string]

test('what is sealed to several is as strong as the weakest key', async () => {
  const [plain, hybrid] = await Promise.all([makeKey('x25519'), makeKey('hybrid')])
  expect([kindOf(plain.recipient), kindOf(hybrid.recipient)]).toEqual(['x25519', 'hybrid'])
  expect(weakestOf([hybrid.recipient, hybrid.recipient])).toBe('hybrid')
  expect(weakestOf([hybrid.recipient, plain.recipient])).toBe('x25519')
})

test('a custodian, and whoever asks for an identity, makes a key of the kind that is set; another is refused', async () => {
  expect(await city.ok('officerA1', custodians.getKeyKind, {})).toEqual({ kind: 'hybrid' })
  const plain = await makeKey('x25519')
  const place = { body: 'county', areaId: areas.countyA.id } as const
  expect(await city.refused('officerA1', custodians.proposeCustodian, { ...place, publicKey: plain.recipient })).toBe(
    'key-kind-other',
  )
  const { id } = await admitTip(city, {}, letter)
  const request = { id, purpose: '核实', outside, recipient: plain.recipient }
  expect(await city.refused('cityOffice', custodians.requestIdentity, request)).toBe('key-kind-other')
  const { recipient } = await makeKey('hybrid')
  await city.ok('officerA1', custodians.proposeCustodian, { ...place, publicKey: recipient })
})

test('keys in use before the setting was changed go on, beside new ones', async () => {
  for (const [body, area, person] of [
    ['county', areas.countyA, 'officerA2'],
    ['city', areas.city, 'securityAdmin'],
  ] as const) {
    const key = await makeKey('hybrid')
    fresh[body] = key
    const officialId = city.persons[person].officialId
    await insertCustodian(city.asOwner, { body, area, publicKey: key.recipient, officialId })
  }
  const { id } = await admitTip(city, {}, letter)
  expect(await opened(id, ['countyOfficeA', old.county1], ['cityOfficeDeputy', old.city2])).toEqual([letter])
})

test.each(keyKinds)('the key of an original of a picture, of kind %s, travels in a letter', async (kind) => {
  const { identity, recipient } = await makeKey(kind)
  const picture = new Uint8Array(3000).fill(7)
  const { id } = await admitTip(city, {}, keyLetter(identity, 'image/jpeg'))
  const [inside] = await opened(id, ['countyOfficeA', old.county1], ['cityOfficeDeputy', old.city2])
  expect(inside?.original).toEqual({ key: identity, type: 'image/jpeg' })
  expect(await openOriginal(await sealHalf(picture, [recipient]), inside?.original?.key ?? '')).toEqual(picture)
})

test('once all are new, everything is sealed to them alone and opens with one of each level', async () => {
  await city.asOwner(`update custodians set state = 'retired', ended_at = now() where public_key not like 'age1pq1%'`)
  const { id } = await admitTip(city, {}, letter)
  expect(await opened(id, ['officerA2', fresh.county.identity], ['securityAdmin', fresh.city.identity])).toEqual([
    letter,
  ])
})
