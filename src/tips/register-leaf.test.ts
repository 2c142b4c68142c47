import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hexOf, textOf, utf8 } from '../platform/shared/bytes.ts'
import { nodeHashOf } from './node-hash.ts'
import { commitmentOf, type Leaf, leafBytes, openLeaf, readLeaf } from './register-leaf.ts'

const salt = Uint8Array.from({ length: 32 }, (_, i) => i)
const claim = { state: 'founded', at: '2018-05-02T08:00:00.000Z' }
const leafOf = (algorithm: 'sha256' | 'sm3'): Leaf => ({
  kind: 'founded',
  county: '320412',
  receivedMonth: '2018-03',
  stepMonth: '2018-05',
  algorithm,
  commitment: commitmentOf(nodeHashOf(algorithm), salt, claim),
})

describe('a leaf', () => {
  test('is six lines that show kind, county and two months, and of the rest a commitment', () => {
    // computed apart from this program: sha256 of the 32 octets 0…31 and {"at":"2018-05-02T08:00:00.000Z","state":"founded"}
    expect(textOf(leafBytes(leafOf('sha256')))).toBe(
      `gangshao leaf 1\nfounded\n320412\n2018-03\n2018-05\nsha256:fb535bebeca0031f844637ffbb9e07a6a5667a85a1d2d71fe53e2a3532f76431\n`,
    )
  })

  test.each(['sha256', 'sm3'] as const)('with %s is read back and opened by its salt and claim alone', (algorithm) => {
    const leaf = leafOf(algorithm)
    const read = readLeaf(leafBytes(leaf))
    expect(read && { ...read, commitment: hexOf(read.commitment) }).toEqual({
      ...leaf,
      commitment: hexOf(leaf.commitment),
    })
    expect(openLeaf(nodeHashOf, leaf, salt, claim)).toBe(true)
    expect(openLeaf(nodeHashOf, leaf, salt, { at: claim.at, state: 'founded' })).toBe(true)
    expect(openLeaf(nodeHashOf, leaf, salt.with(3, 9), claim)).toBe(false)
    expect(openLeaf(nodeHashOf, leaf, salt.subarray(1), claim)).toBe(false)
    expect(openLeaf(nodeHashOf, leaf, salt, { ...claim, state: 'unfounded' })).toBe(false)
  })

  test('that is not written as the format says is refused', () => {
    for (const wrong of [{ county: '32\n0412' }, { county: '' }, { receivedMonth: '2018-3' }, { stepMonth: '2018-13' }])
      expect(() => leafBytes({ ...leafOf('sha256'), ...wrong })).toThrow(/cannot be a leaf/)
  })

  test('of a kind this register does not know is none', () => {
    const text = textOf(leafBytes(leafOf('sha256'))) ?? ''
    expect(readLeaf(utf8(text))).toBeDefined()
    expect(readLeaf(utf8(text.replace('\nfounded\n', '\ninvented\n')))).toBeUndefined()
  })

  test('with a changed octet is another leaf or none', () => {
    const bytes = leafBytes(leafOf('sha256'))
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const read = readLeaf(bytes.with(at, (bytes[at] ?? 0) ^ change))
        if (read) expect(hexOf(leafBytes(read))).not.toBe(hexOf(bytes))
      }),
    )
  })
})
