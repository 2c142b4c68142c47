import { describe, expect, it } from 'vitest'
import { industryCode, industryName, readIndustryCode } from './industry-code.ts'

describe('industry code', () => {
  it.each([
    ['3130', '黑色金属铸造', '钢压延加工'],
    ['3140', '钢压延加工', '铁合金冶炼'],
  ] as const)('%s means %s in 2011 and %s in 2017', (code, in2011, in2017) => {
    expect(industryName({ code, edition: '2011' })?.zh).toBe(in2011)
    expect(industryName({ code, edition: '2017' })?.zh).toBe(in2017)
  })

  it('3150 is smelting of ferroalloys in 2011 and unknown in 2017', () => {
    expect(industryName({ code: '3150', edition: '2011' })?.zh).toBe('铁合金冶炼')
    expect(readIndustryCode('3150', '2017')).toEqual({ state: 'unknown', code: '3150', edition: '2017' })
  })

  it.each(['3391', '3392', '3252', '4210'])('%s has a name in the edition of 2017', (code) => {
    expect(readIndustryCode(code, '2017').state).toBe('known')
  })

  it('a code that is not named here is unknown, not invalid', () => {
    expect(readIndustryCode('2929', '2017').state).toBe('unknown')
    expect(readIndustryCode('2929', null)).toEqual({ state: 'unknown', code: '2929', edition: null })
    expect(industryCode.safeParse({ code: '2929', edition: '2017' }).success).toBe(true)
  })

  it('an edition that is not given is asked for, never guessed', () => {
    const reading = readIndustryCode('3130', null)
    expect(reading).toMatchObject({ state: 'editionNeeded', meanings: [{ edition: '2011' }, { edition: '2017' }] })
    expect(readIndustryCode('3391', null).state).toBe('editionNeeded')
  })

  it.each(['C3130', 'c 3130', '３１３０', ' 3130 '])('%s is read as registers write it', (text) => {
    expect(readIndustryCode(text, '2017')).toMatchObject({ state: 'known', code: '3130' })
  })

  it.each(['', '313', '31300', 'Z3130', '=3130', '炼钢'])('"%s" is malformed', (text) => {
    expect(readIndustryCode(text, '2017')).toEqual({ state: 'malformed', text })
  })

  it('names of objects are no codes', () => {
    expect(readIndustryCode('constructor', '2017').state).toBe('malformed')
  })
})
