import { describe, expect, it } from 'vitest'
import { criterionCodes, physicalCard } from './detector-card.ts'
import { meteredNights } from './example-windows.ts'
import { caveatCodes, caveatsOf, reasonsOf } from './reason.ts'
import { accountOf, caveatSentence, type Language, reasonSentence, tonnageSentence } from './reason-text.ts'

const languages: Language[] = ['zh', 'en']

describe.each(languages)('sentences in %s', (language) => {
  it.each(criterionCodes)('%s has one for and one against, each with its number', (code) => {
    const supports = reasonSentence({ code, value: 0.37, points: 1 }, language)
    const against = reasonSentence({ code, value: 0.37, points: -1 }, language)
    expect(supports).not.toBe(against)
    for (const sentence of [supports, against]) {
      expect(sentence).toMatch(/\d/)
      expect(sentence).not.toContain('{n}')
    }
  })

  it.each(caveatCodes)('%s is said without a placeholder left', (code) => {
    expect(caveatSentence({ code, value: 0.05 }, language)).not.toContain('{n}')
  })

  it('the account holds every reason once, on the side of its points', () => {
    const reasons = reasonsOf({ ...meteredNights, durationMin: 180 }, true, physicalCard)
    const caveats = caveatsOf({ filledShare: 0.05, days: 28 }, true, physicalCard)
    const account = accountOf({ reasons, features: meteredNights }, caveats, physicalCard, language)
    expect([...account.supports, ...account.against]).toHaveLength(reasons.length)
    expect(account.against.map(({ code }) => code)).toEqual(['duration'])
    expect(account.caveats).toHaveLength(caveats.length)
  })
})

describe('numbers in sentences', () => {
  it('carry their unit', () => {
    expect(reasonSentence({ code: 'size', value: 454.6, points: 1 }, 'zh')).toContain('455 kW')
    expect(reasonSentence({ code: 'licence-broken', value: 0.424, points: 4 }, 'en')).toContain('42%')
    expect(caveatSentence({ code: 'gaps', value: 0.05 }, 'zh')).toContain('5%')
    expect(caveatSentence({ code: 'short-record', value: 20 }, 'en')).toContain('20 days')
  })

  it('give tonnage as a range, per heat and per day', () => {
    expect(tonnageSentence(meteredNights, physicalCard, 'en')).toBe(
      'If steel was melted, at 500–750 kWh per tonne: about 0.8–1.1 t a heat and 2.2–3.2 t a day on average.',
    )
  })
})
