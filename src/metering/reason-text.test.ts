import { describe, expect, test } from 'vitest'
import { reasonCodes } from './detector-model.ts'
import { featureNames } from './features.ts'
import { caveatCodes, caveatsOf } from './reason.ts'
import { caveatSentence, type Language, reasonName, reasonSentence, tonnageSentence } from './reason-text.ts'
import { shippedModel } from './shipped-model.ts'

const languages: Language[] = ['zh', 'en']

describe.each(languages)('sentences in %s', (language) => {
  test.each(featureNames)('%s says its number, or that it is not known', (code) => {
    const known = reasonSentence({ code, value: 0.37, pair: null, points: 1 }, language)
    expect(known).toMatch(/\d/)
    const unknown = reasonSentence({ code, value: null, pair: null, points: 1 }, language)
    expect(unknown).toMatch(/不详|not known/)
    for (const sentence of [known, unknown]) expect(sentence).not.toContain('{n}')
  })

  test('a pair says both of its measures', () => {
    const sentence = reasonSentence(
      { code: 'flatness', value: 0.02, pair: { code: 'heatShare', value: 0.6 }, points: 1 },
      language,
    )
    expect(sentence).toMatch(/2%.*60%/)
  })

  test('no reason and no caveat has a placeholder left, and each measure has a name of its own', () => {
    for (const code of reasonCodes)
      expect(reasonSentence({ code, value: 1, pair: null, points: 1 }, language)).not.toContain('{n}')
    for (const code of caveatCodes) expect(caveatSentence({ code, value: 0.05 }, language)).not.toContain('{n}')
    expect(new Set(reasonCodes.map((code) => reasonName({ code, pair: null }, language))).size).toBe(reasonCodes.length)
  })
})

describe('numbers in sentences', () => {
  test('carry their unit', () => {
    const say = (code: 'heightKw' | 'licenceBroken', value: number, language: Language) =>
      reasonSentence({ code, value, pair: null, points: 1 }, language)
    expect(say('heightKw', 1454.6, 'zh')).toContain('1,455 kW')
    expect(say('licenceBroken', 0.424, 'en')).toContain('42%')
    expect(caveatSentence({ code: 'gaps', value: 0.05 }, 'zh')).toContain('5%')
    expect(caveatSentence({ code: 'short-window', value: 7 }, 'en')).toContain('7 days')
  })

  test('give tonnage as a range, never as one figure', () => {
    const given = { tonnesPerDayLow: 2.16, tonnesPerDayHigh: 3.23, kwhPerTonneLow: 500, kwhPerTonneHigh: 750 }
    expect(tonnageSentence(given, 'en')).toBe(
      'If steel was melted, at 500–750 kWh per tonne: about 2.2–3.2 t a day on average.',
    )
  })
})

describe('what is said beside the reasons', () => {
  test('a lawful foundry has the same curve, and a model fitted on cases says so', () => {
    const codes = caveatsOf({ filledShare: 0, days: 28 }, true, shippedModel).map(({ code }) => code)
    expect(codes).toEqual(['same-curve', 'semi-synthetic'])
  })

  test('without a licence on file the register comes first; gaps and short windows are named', () => {
    const caveats = caveatsOf({ filledShare: 0.1, days: 7 }, false, shippedModel)
    expect(caveats.slice(0, 3)).toEqual([
      { code: 'no-licence-on-file', value: 0 },
      { code: 'gaps', value: 0.1 },
      { code: 'short-window', value: 7 },
    ])
  })
})
