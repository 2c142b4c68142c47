/**
 * What the trainer does not learn: points of the register, the alarm score, tonnage. Set by hand ([derived]); a fitted model carries a
 * copy, so that a model is one file and changes as one.
 */
import type { DetectorModel } from './detector-model.ts'

/** Words of the source as a model carries them; screens say them in the language of the page. */
export const steelLiterature = '500–680 kWh/t for steel in induction furnaces, badly run ones above'

export const registerPointsByHand: Pick<
  DetectorModel,
  'noHeatsPoints' | 'register' | 'topWeeks' | 'alarmScore' | 'kwhPerTonne'
> = {
  noHeatsPoints: -4,
  topWeeks: 2,
  alarmScore: 0,
  register: {
    brokenFromShare: 0.1,
    brokenFromScore: 4.5,
    licenceBroken: 14,
    withinLicence: -2,
    tradeFromScore: 6,
    tradeWithoutMetal: 0.3,
    aboveDeclaredFrom: 1.2,
    outputAboveDeclared: 1,
  },
  kwhPerTonne: { low: 500, high: 750, source: steelLiterature },
}
