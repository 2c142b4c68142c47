/**
 * The ranking of places by a published formula (docs/decisions/017). A score is the weighted mean of six terms between 0 and 1; what a
 * place finds and reports itself can only raise it, being late lowers it. Where too little is known there is no place, with the reason: a
 * place nobody looked at is not a good one. Pure.
 */
import { z } from 'zod'

export const dutyTerms = ['tasks', 'receipts', 'verification', 'rectification'] as const
export const rankingTerms = [...dutyTerms, 'coverage', 'ownFinds'] as const
export type RankingTerm = (typeof rankingTerms)[number]

/** Figures of the ranking that are counted for it alone; those of tasks, receipts and the sweep are figures of the progress. */
export const rankedFamilies = {
  verification: ['onTime', 'late', 'missing'],
  rectification: ['onTime', 'late', 'missing'],
  ownFinds: ['own', 'others'],
  looks: ['observations', 'visits'],
} as const
export type RankedFamily = keyof typeof rankedFamilies
type KeyOf<F extends RankedFamily> = F extends RankedFamily ? `${F}.${(typeof rankedFamilies)[F][number]}` : never
export type RankedKey = KeyOf<RankedFamily>
export const rankedKeys = Object.entries(rankedFamilies).flatMap(([family, parts]) =>
  parts.map((part) => `${family}.${part}`),
) as [RankedKey, ...RankedKey[]] // built from the same table

const count = z.number().int().nonnegative()
/** What was due: done in time, done late, not done though its day has passed. What is not due yet is in none. */
const duty = z.object({ onTime: count, late: count, missing: count })
export type Duty = z.infer<typeof duty>

export const rankingFigures = z.object({
  tasks: duty,
  receipts: duty,
  verification: duty,
  rectification: duty,
  /** Villages of the sweep; null: no sweep covers the place. Sites are not counted: a find adds one. */
  coverage: z.object({ reported: count, nothingSeen: count, unvisited: count }).nullable(),
  /** Founded leads by who found them. Tips and alarms belong to nobody: an open door is not to be paid for. */
  ownFinds: z.object({ own: count, others: count }),
  looks: z.object({ observations: count, visits: count }),
})
export type RankingFigures = z.infer<typeof rankingFigures>

export type RankingFormula = {
  weights: Record<RankingTerm, number>
  /** What is missing counts so many times. */
  missingCounts: number
  /** Fewer due duties are no ground for a place. */
  leastDue: number
}

/** Share of what was due and done in time; null: nothing was due. */
export const punctuality = ({ onTime, late, missing }: Duty, missingCounts: number): number | null =>
  onTime + late + missing === 0 ? null : onTime / (onTime + late + missingCounts * missing)

const share = (part: number, of: number): number | null => (of === 0 ? null : part / of)

/** Villages that were reported on, of all of the sweep. */
const covered = ({ reported, nothingSeen, unvisited }: NonNullable<RankingFigures['coverage']>): number | null =>
  share(reported + nothingSeen, reported + nothingSeen + unvisited)

/** Each term between 0 and 1; null: there is nothing to say, and its weight goes to the others. */
export function termsOf(
  figures: RankingFigures,
  { missingCounts }: RankingFormula,
): Record<RankingTerm, number | null> {
  const { coverage, ownFinds } = figures
  return {
    tasks: punctuality(figures.tasks, missingCounts),
    receipts: punctuality(figures.receipts, missingCounts),
    verification: punctuality(figures.verification, missingCounts),
    rectification: punctuality(figures.rectification, missingCounts),
    coverage: coverage && covered(coverage),
    ownFinds: share(ownFinds.own, ownFinds.own + ownFinds.others),
  }
}

/** The weighted mean of the terms that are known, 0 to 100; null: none is. */
export function scoreOf(figures: RankingFigures, formula: RankingFormula): number | null {
  const terms = termsOf(figures, formula)
  let points = 0
  let weight = 0
  for (const term of rankingTerms) {
    const value = terms[term]
    if (value === null) continue
    points += formula.weights[term] * value
    weight += formula.weights[term]
  }
  return weight === 0 ? null : (100 * points) / weight
}

/** Why a place has no rank: nobody looked, no sweep says what was seen, too little was due. */
export const unrankedReasons = ['nobodyLooked', 'noSweep', 'tooFewDue'] as const
export type UnrankedReason = (typeof unrankedReasons)[number]

export function whyUnranked(figures: RankingFigures, { leastDue }: RankingFormula): UnrankedReason | null {
  if (figures.looks.observations + figures.looks.visits === 0) return 'nobodyLooked'
  if (figures.coverage === null || covered(figures.coverage) === null) return 'noSweep'
  const due = dutyTerms.reduce((sum, term) => {
    const { onTime, late, missing } = figures[term]
    return sum + onTime + late + missing
  }, 0)
  return due < leastDue ? 'tooFewDue' : null
}

export const ranked = z.object({
  areaId: z.number(),
  areaName: z.string(),
  /** 1 is first; equal scores share a place. Null: not ranked. */
  place: z.number().nullable(),
  score: z.number().nullable(),
  why: z.enum(unrankedReasons).nullable(),
  figures: rankingFigures,
  terms: z.object(Object.fromEntries(rankingTerms.map((term) => [term, z.number().nullable()]))),
})
export type Ranked = Omit<z.infer<typeof ranked>, 'terms'> & { terms: Record<RankingTerm, number | null> }

type Candidate = { areaId: number; areaName: string; figures: RankingFigures }

/** Two scores that a person would read as the same are the same. */
const shown = (score: number): number => Math.round(score * 10) / 10

/** The ranked by their scores, then those without a place. */
export function rank(candidates: readonly Candidate[], formula: RankingFormula): Ranked[] {
  const rows = candidates.map((one) => {
    const why = whyUnranked(one.figures, formula)
    const score = why === null ? scoreOf(one.figures, formula) : null
    return { ...one, why, score: score === null ? null : shown(score), terms: termsOf(one.figures, formula) }
  })
  const scores = rows.flatMap((row) => (row.score === null ? [] : [row.score]))
  return rows
    .map((row) => ({
      ...row,
      place: row.score === null ? null : 1 + scores.filter((s) => s > (row.score ?? 0)).length,
    }))
    .sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || a.areaId - b.areaId)
}
