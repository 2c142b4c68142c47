import { createHash, randomBytes } from 'node:crypto'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type CustodianKeys,
  type Envelope,
  fromBase64,
  isHalf,
  openHalf,
  openLetter,
  sealLetter,
  toBase64,
} from './envelope.ts'
import { envelope } from './envelope-shape.ts'
import type { Letter } from './letter.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
const empty: Letter = { name: '', contact: '', private: '' }
const longest: Letter = { name: '名'.repeat(60), contact: '电'.repeat(100), private: '私'.repeat(500) }

let identities: Record<'county1' | 'county2' | 'city1' | 'city2', string>
let keys: CustodianKeys
beforeAll(async () => {
  const make = () => generateX25519Identity()
  identities = { county1: await make(), county2: await make(), city1: await make(), city2: await make() }
  const of = (name: keyof typeof identities) => identityToRecipient(identities[name])
  keys = { halfA: [await of('county1'), await of('county2')], halfB: [await of('city1'), await of('city2')] }
})

const openWith = async (sealed: Envelope, county: string, city: string) =>
  openLetter(sealed, await openHalf(sealed.halfA, county), await openHalf(sealed.halfB, city))

describe('a sealed envelope', () => {
  test('is opened by either custodian of the county together with either of the city', async () => {
    const content = { name: '张三', contact: '13800000000', private: '我在隔壁上班' }
    const sealed = await sealLetter(content, keys, random)
    for (const county of [identities.county1, identities.county2])
      for (const city of [identities.city1, identities.city2])
        expect(await openWith(sealed, county, city)).toEqual(content)
  })

  test('two custodians of the same body open nothing', async () => {
    const sealed = await sealLetter(empty, keys, random)
    await expect(openHalf(sealed.halfB, identities.county1)).rejects.toThrow()
    await expect(openHalf(sealed.halfA, identities.city2)).rejects.toThrow()
    const halfA = await openHalf(sealed.halfA, identities.county1)
    expect(() => openLetter(sealed, halfA, halfA)).toThrow()
  })

  test('has one size and one shape, with the longest letter and with none', async () => {
    const [full, none] = [await sealLetter(longest, keys, random), await sealLetter(empty, keys, random)]
    const sizes = (sealed: Envelope) => [sealed.halfA.length, sealed.halfB.length, sealed.letter.length]
    expect(sizes(full)).toEqual(sizes(none))
    expect(envelope.safeParse(full).success && envelope.safeParse(none).success).toBe(true)
  })

  test('says what each half has to be, in a way that anybody can compare who holds the half, and nobody can guess', async () => {
    const sealed = await sealLetter(empty, keys, random)
    const [halfA, halfB] = [
      await openHalf(sealed.halfA, identities.county1),
      await openHalf(sealed.halfB, identities.city1),
    ]
    const { halfA: commitment = '' } = sealed.commitments ?? {}
    expect(isHalf(halfA, 'A', commitment)).toBe(true)
    expect(isHalf(halfB, 'A', commitment)).toBe(false)
    expect(isHalf(halfA, 'B', commitment)).toBe(false)
    // as the decision record says how to do it by hand
    const byHand = createHash('sha256').update('gangshao half A').update(halfA).digest('base64')
    expect(commitment).toBe(byHand)
    fc.assert(
      fc.property(fc.nat(31), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const other = halfA.map((octet, i) => (i === at ? octet ^ change : octet))
        expect(isHalf(other, 'A', commitment)).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  test('of an edition before commitments is still opened; of its halves only the length is compared', async () => {
    const { commitments: _none, sealedTo: _nor, ...old } = await sealLetter({ ...empty, name: '王五' }, keys, random)
    expect(envelope.safeParse(old).success).toBe(true)
    expect((await openWith(old, identities.county1, identities.city2)).name).toBe('王五')
    expect(isHalf(random(32), 'A', null)).toBe(true)
    expect(isHalf(random(31), 'A', null)).toBe(false)
  })

  test('the same letter sealed twice has nothing in common', async () => {
    const [one, two] = [await sealLetter(empty, keys, random), await sealLetter(empty, keys, random)]
    expect([one.halfA, one.halfB, one.letter]).not.toContain(two.letter)
    expect(one.halfA).not.toBe(two.halfA)
  })

  test('an octet changed anywhere in the letter is noticed', async () => {
    const sealed = await sealLetter({ ...empty, name: '李四' }, keys, random)
    const [halfA, halfB] = [
      await openHalf(sealed.halfA, identities.county1),
      await openHalf(sealed.halfB, identities.city1),
    ]
    fc.assert(
      fc.property(fc.nat(2087), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const octets = fromBase64(sealed.letter)
        octets[at] = (octets[at] ?? 0) ^ change
        expect(() => openLetter({ ...sealed, letter: toBase64(octets) }, halfA, halfB)).toThrow()
      }),
      { numRuns: 60 },
    )
  })
})
