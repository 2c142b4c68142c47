/**
 * What the outcome of an alarm teaches the detector once people have been there. An alarm by itself teaches nothing, nor does a cause
 * that was settled by a telephone call: only a visit by two card-holders that got in counts. Pure.
 */
import type { ClosingCause } from './alarm.ts'
import type { LoadSeries } from './reading.ts'
import type { Truth } from './training.ts'

/**
 * Idle teaches nothing: that nothing ran on the day of the visit says nothing of the heats before. Theft: heats behind a bypassed
 * meter without melting of steel. Forbidden: melting beyond what the register allows.
 */
export const taughtBy = {
  forbidden: 'clandestine',
  honestFoundry: 'lawful',
  registerWrong: 'lawful',
  otherTrade: 'none',
  theft: 'none',
  idle: null,
} as const satisfies Record<ClosingCause, Truth['furnace'] | null>

export const teachingCauses = ['forbidden', 'honestFoundry', 'registerWrong', 'otherTrade', 'theft'] as const
export type TeachingCause = (typeof teachingCauses)[number]

/** A usage point that was visited over its alarm: its readings up to the alarm's last day, and what was found. */
export type SiteCheck = {
  readonly cause: TeachingCause
  readonly series: LoadSeries
  /** Of the contract; null where not known. */
  readonly capacityKw: number | null
  readonly truth: Truth
}

/** How many checks of each cause, named as in a model's training figures. */
export function countByCause(causes: readonly TeachingCause[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const cause of teachingCauses) {
    const count = causes.filter((one) => one === cause).length
    if (count > 0) counts[`siteCheck.${cause}`] = count
  }
  return counts
}
