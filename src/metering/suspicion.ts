/**
 * What the register says to the heats of a window, in points: is a licence on file broken, does the trade work metal, could the
 * heats have melted more than was declared. The furnace question is settled before this: a licence is a statement about hours and
 * power, and only what it does not cover is evidence.
 */
import type { DetectorModel, Reason, RegisterCode } from './detector-model.ts'
import { impliedTonnes } from './detector-model.ts'
import type { Licence } from './licence.ts'

/** What is on file for a usage point. Null = not known, which is no evidence either way. */
export type RegisterFacts = {
  readonly licence: Licence
  readonly trade: 'metal' | 'other' | null
  readonly declaredTonnesPerDay: number | null
}

export const nothingOnFile: RegisterFacts = {
  licence: { powerKw: 0, shift: 'none' },
  trade: null,
  declaredTonnesPerDay: null,
}

/** What a window and its furnace points tell the register. Shares 0–1. */
export type WindowStanding = {
  readonly furnacePoints: number
  readonly unlicensedShare: number
  /** The same over the longest window that ends on the same day: one night of overtime is much of a week. */
  readonly unlicensedShareOfLongest: number
  readonly unlicensedKwhPerDay: number
}

/** Reasons of the register for one window; they add to the points of the load. */
export function registerReasons(window: WindowStanding, facts: RegisterFacts, model: DetectorModel): Reason[] {
  const { register } = model
  const reasons: Reason[] = []
  const add = (code: RegisterCode, value: number) => {
    if (register[code] !== 0) reasons.push({ code, value, pair: null, points: register[code] })
  }
  if (facts.licence.shift !== 'none')
    add(isLicenceBroken(window, facts, model) ? 'licenceBroken' : 'withinLicence', window.unlicensedShare)
  if (facts.trade === 'other' && window.furnacePoints >= register.tradeFromScore) add('tradeWithoutMetal', 0)
  const above = declaredTimes(window.unlicensedKwhPerDay, facts, model)
  if (above !== null && above >= register.aboveDeclaredFrom) add('outputAboveDeclared', above)
  return reasons
}

/** Is a licence on file, and do heats that look like melting leave it by more than overtime does? */
export function isLicenceBroken(
  window: WindowStanding,
  { licence }: RegisterFacts,
  { register }: DetectorModel,
): boolean {
  return (
    licence.shift !== 'none' &&
    window.furnacePoints >= register.brokenFromScore &&
    window.unlicensedShare > register.brokenFromShare &&
    window.unlicensedShareOfLongest > register.brokenFromShare
  )
}

/** How many times the declared output the heats make even at the most energy a tonne; null where nothing was declared. */
function declaredTimes(kwhPerDay: number, facts: RegisterFacts, model: DetectorModel): number | null {
  if (facts.declaredTonnesPerDay === null || facts.declaredTonnesPerDay <= 0) return null
  return impliedTonnes(kwhPerDay, model).low / facts.declaredTonnesPerDay
}
