/** A usage point beside others of its trade: shapes of a day and use of the contract, as quartiles that never tell one of them. Pure. */
import { quantileOf } from './quantile.ts'
import { slotHours, slotsPerDay } from './reading.ts'

export const comparisonLimits = {
  version: 'comparison-1',
  /** Below five others a median would tell one of them. */
  minOthers: 5,
  days: 28,
  /** Of these days at least so many must have readings. */
  minDays: 14,
  /** More others than this change no quartile that matters. */
  maxOthers: 120,
} as const

/** The same class of GB/T 4754 (four digits), then its group (three), its division (two), then the kind of site as declared. */
export const tradeBases = ['industryClass', 'industryGroup', 'industryDivision', 'siteKind'] as const
export type TradeBasis = { kind: (typeof tradeBases)[number]; code: string; edition: string | null }

/** What a ledger declares of a trade. A code of GB/T 4754 means nothing without its edition. */
export type Trade = { industryCode: string | null; industryEdition: string | null; siteKind: string }

const digits = { industryClass: 4, industryGroup: 3, industryDivision: 2 } as const

/** The bases on which a trade can be compared, the narrowest first; none where nothing is declared (`other` is no trade). */
export function basesOf({ industryCode, industryEdition, siteKind }: Trade): TradeBasis[] {
  const byCode: TradeBasis[] =
    industryCode === null || industryEdition === null
      ? []
      : (['industryClass', 'industryGroup', 'industryDivision'] as const).map((kind) => ({
          kind,
          code: industryCode.slice(0, digits[kind]),
          edition: industryEdition,
        }))
  return siteKind === 'other' ? byCode : [...byCode, { kind: 'siteKind', code: siteKind, edition: null }]
}

/** Whether a trade falls under a basis; codes of another edition never do. */
export function isOfTrade(basis: TradeBasis, trade: Trade): boolean {
  if (basis.kind === 'siteKind') return trade.siteKind === basis.code
  return trade.industryEdition === basis.edition && trade.industryCode?.slice(0, digits[basis.kind]) === basis.code
}

/** One usage point over the days compared. `shape`: multiples of its mean load, null for slots never read. */
export type DayShape = { shape: (number | null)[]; kwhPerKwDay: number | null }

/**
 * Mean of each quarter hour over the days, as multiples of the mean load; and kWh a day for each kW of contract (null where no
 * capacity is on file). Null where fewer than 14 days have a reading or nothing was drawn: there is no shape then.
 */
export function dayShape(days: readonly ArrayLike<number | null>[], capacityKw: number | null): DayShape | null {
  const sums = new Float64Array(slotsPerDay)
  const counts = new Float64Array(slotsPerDay)
  let daysRead = 0
  for (const loadKw of days) {
    let read = false
    for (let slot = 0; slot < slotsPerDay; slot++) {
      const value = loadKw[slot] ?? null
      if (value === null || Number.isNaN(value)) continue
      sums[slot] = (sums[slot] ?? 0) + value
      counts[slot] = (counts[slot] ?? 0) + 1
      read = true
    }
    if (read) daysRead++
  }
  const means = Array.from(sums, (sum, slot) => ((counts[slot] ?? 0) > 0 ? sum / (counts[slot] ?? 1) : null))
  const known = means.filter((mean) => mean !== null)
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  if (daysRead < comparisonLimits.minDays || !(mean > 0)) return null
  return {
    shape: means.map((value) => (value === null ? null : value / mean)),
    kwhPerKwDay: capacityKw === null ? null : (mean * slotsPerDay * slotHours) / capacityKw,
  }
}

export type Quartiles<T> = { low: T; median: T; high: T }
export type TradeQuartiles = { shape: Quartiles<(number | null)[]>; kwhPerKwDay: Quartiles<number> | null }

/** Quartiles of at least five others, slot by slot; null of fewer, for a slot as for the whole. */
export function quartilesOf(others: readonly DayShape[]): TradeQuartiles | null {
  if (others.length < comparisonLimits.minOthers) return null
  const bySlot = Array.from({ length: slotsPerDay }, (_, slot) =>
    threeOf(others.map(({ shape }) => shape[slot] ?? null).filter((value) => value !== null)),
  )
  const part = (name: keyof Quartiles<number>) => bySlot.map((three) => three?.[name] ?? null)
  return {
    shape: { low: part('low'), median: part('median'), high: part('high') },
    kwhPerKwDay: threeOf(others.map(({ kwhPerKwDay }) => kwhPerKwDay).filter((value) => value !== null)),
  }
}

function threeOf(values: number[]): Quartiles<number> | null {
  if (values.length < comparisonLimits.minOthers) return null
  const at = (share: number) => quantileOf(values, share)
  return { low: at(0.25), median: at(0.5), high: at(0.75) }
}
