import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUscc, tidyUscc, uscc, usccFaults, usccParts } from './uscc.ts'

const valid = [
  '91350100M000100Y43',
  '91310000132260250X',
  '91320411123456788R',
  '91320412MA1ABCDE81',
  '91320481TE5T00016Q',
]
const symbols = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const changed = (code: string, at: number, symbol: string) => code.slice(0, at) + symbol + code.slice(at + 1)

describe('unified social credit code', () => {
  it.each(valid)('%s passes both checks', (code) => {
    expect(usccFaults(code)).toEqual([])
    expect(uscc.safeParse(code).success).toBe(true)
  })

  it('any change of one character fails, at every place and to every symbol', () => {
    for (const code of valid)
      for (let at = 0; at < 18; at += 1)
        for (const symbol of symbols)
          if (symbol !== code[at]) expect(isUscc(changed(code, at, symbol)), `${code} ${at} ${symbol}`).toBe(false)
  })

  it('any other character at any place fails', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...valid),
        fc.nat(17),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
        (code, at, text) => {
          fc.pre(text !== code[at])
          expect(isUscc(changed(code, at, text))).toBe(false)
        },
      ),
    )
  })

  it('any text is judged without error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => Array.isArray(usccFaults(text))))
  })

  it('says that the length is wrong', () => {
    expect(usccFaults('9132041112345678')).toEqual([{ kind: 'length', length: 16 }])
  })

  it('says which character is not of the alphabet', () => {
    expect(usccFaults('91320411I23456788R')).toEqual([{ kind: 'symbol', position: 9, symbol: 'I' }])
  })

  it('says that the division code is not digits', () => {
    expect(usccFaults('9132041A123456788R')).toContainEqual({ kind: 'division', position: 8, symbol: 'A' })
  })

  it('tells the check of the whole from the check of the organisation code', () => {
    expect(usccFaults('91320411123456788T')).toEqual([{ kind: 'check', position: 18, symbol: 'T', expected: 'R' }])
    const faults = usccFaults('91320411123456780R')
    expect(faults).toContainEqual({ kind: 'organisationCheck', position: 17, symbol: '0', expected: '8' })
    const repaired = faults.flatMap((fault) => (fault.kind === 'check' ? [`91320411123456780${fault.expected}`] : []))
    expect(repaired.flatMap(usccFaults)).toEqual([
      { kind: 'organisationCheck', position: 17, symbol: '0', expected: '8' },
    ])
  })

  it('is read from what a spreadsheet makes of it, and only then', () => {
    expect(tidyUscc(' 91320412-ma1abcde81　')).toBe('91320412MA1ABCDE81')
    expect(tidyUscc('９１３２０４１１１２３４５６７８８Ｒ')).toBe('91320411123456788R')
    expect(isUscc('91320412ma1abcde81')).toBe(false)
  })

  it('holds where it was registered and the organisation code', () => {
    expect(usccParts('91320412MA1ABCDE81')).toEqual({ divisionCode: '320412', organisationCode: 'MA1ABCDE8' })
  })
})
