/** Unified social credit codes (统一社会信用代码), GB 32100-2015: both check characters. An enterprise may have no code at all. */
import { z } from 'zod'

/** 31 symbols without I, O, S, V, Z; a symbol's value is its index. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** 3^(i−1) mod 31 for the first 17 positions. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
/** Of GB 11714, for the first eight of the nine positions of the organisation code (9–17). */
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
/** Here letters count 10…35 in the whole alphabet. */
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export const usccFaultKinds = ['length', 'symbol', 'division', 'organisationCheck', 'check'] as const

/** What is wrong with a code: `position` counts from 1; `expected` is the check character that would fit the rest. */
export type UsccFault =
  | { kind: 'length'; length: number }
  | { kind: 'symbol'; position: number; symbol: string }
  /** The division code (positions 3–8) is not all digits. */
  | { kind: 'division'; position: number; symbol: string }
  /** Position 17 does not fit the organisation code before it. */
  | { kind: 'organisationCheck'; position: 17; symbol: string; expected: string }
  /** Position 18 does not fit the whole. */
  | { kind: 'check'; position: 18; symbol: string; expected: string }

const sum = (text: string, symbols: string, factors: readonly number[]): number =>
  factors.reduce((total, factor, i) => total + factor * symbols.indexOf(text.charAt(i)), 0)

/** @param code at least the first 17 characters, all of the alphabet. */
const checkOf = (code: string): string => alphabet.charAt((31 - (sum(code, alphabet, weights) % 31)) % 31)

/** @param organisation the first eight characters of an organisation code. */
function organisationCheckOf(organisation: string): string {
  const rest = 11 - (sum(organisation, organisationAlphabet, organisationWeights) % 11)
  return rest === 10 ? 'X' : String(rest % 11)
}

/**
 * Every fault of a code, none when it is valid. Strict: no blanks, capital letters only (`tidyUscc` first where people type).
 * Check characters are judged only where all characters before them could be read.
 */
export function usccFaults(code: string): UsccFault[] {
  const symbols = [...code]
  if (symbols.length !== 18) return [{ kind: 'length', length: symbols.length }]
  const unreadable = symbols.flatMap((symbol, i): UsccFault[] =>
    alphabet.includes(symbol) ? [] : [{ kind: 'symbol', position: i + 1, symbol }],
  )
  if (unreadable.length > 0) return unreadable
  const division = symbols
    .slice(2, 8)
    .flatMap((symbol, i): UsccFault[] => (/\d/.test(symbol) ? [] : [{ kind: 'division', position: i + 3, symbol }]))
  return [...division, ...checkFaults(code)]
}

function checkFaults(code: string): UsccFault[] {
  const faults: UsccFault[] = []
  const organisation = { symbol: code.charAt(16), expected: organisationCheckOf(code.slice(8, 16)) }
  if (organisation.symbol !== organisation.expected)
    faults.push({ kind: 'organisationCheck', position: 17, ...organisation })
  const whole = { symbol: code.charAt(17), expected: checkOf(code) }
  if (whole.symbol !== whole.expected) faults.push({ kind: 'check', position: 18, ...whole })
  return faults
}

export const isUscc = (code: string): boolean => usccFaults(code).length === 0

/** As people and spreadsheets write it: blanks and hyphens out, full-width characters and small letters made plain. */
export const tidyUscc = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()

/** A valid code in its one written form. */
export const uscc = z.string().refine(isUscc, { error: 'uscc' })

/** Parts of a valid code: where it was registered (6 digits, of that time) and the organisation code (9 characters). */
export const usccParts = (code: string): { divisionCode: string; organisationCode: string } => ({
  divisionCode: code.slice(2, 8),
  organisationCode: code.slice(8, 17),
})
