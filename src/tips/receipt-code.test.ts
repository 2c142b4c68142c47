import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeCode, readCode } from './receipt-code.ts'

const randomOctets = fc.uint8Array({ minLength: 10, maxLength: 10 })

describe('the code of a tip', () => {
  test('is five groups of four signs that cannot be taken for each other', () => {
    fc.assert(
      fc.property(randomOctets, (octets) => {
        expect(makeCode(octets)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
      }),
    )
  })

  test('is made of 80 random bits and of no fewer', () => {
    expect(() => makeCode(new Uint8Array(9))).toThrow('10 octets')
  })

  test('is read back however it is typed: lower case, full width, blanks, O for 0, l for 1', () => {
    fc.assert(
      fc.property(randomOctets, (octets) => {
        const code = makeCode(octets)
        const plain = code.replaceAll('-', '')
        const slips = code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ')
        const wide = [...code].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('')
        expect([readCode(code), readCode(slips), readCode(wide)]).toEqual([plain, plain, plain])
      }),
    )
  })

  test('one sign copied wrongly, or two exchanged, is noticed', () => {
    let missed = 0
    for (let i = 0; i < 2000; i += 1) {
      const plain = makeCode(Uint8Array.from({ length: 10 }, (_, at) => (i * 37 + at * 101) % 256)).replaceAll('-', '')
      const at = i % 16
      const wrong = plain.slice(0, at) + (plain[at] === '7' ? '8' : '7') + plain.slice(at + 1)
      if (readCode(wrong) !== null) missed += 1
    }
    expect(missed).toBeLessThan(3)
  })

  test('different octets give different codes', () => {
    fc.assert(
      fc.property(randomOctets, randomOctets, (a, b) => {
        fc.pre(a.join() !== b.join())
        expect(makeCode(a)).not.toBe(makeCode(b))
      }),
    )
  })

  test('what is no code is none', () => {
    for (const typed of ['', 'ABCD', '0'.repeat(20), '　', 'U'.repeat(20), '1'.repeat(400)])
      expect(readCode(typed)).toBeNull()
  })
})
