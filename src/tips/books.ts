/**
 * The books of the public register: what became of the tips of a county and a month, added up from the clear part of the leaves alone.
 * received = open + verified; verified = founded + unfounded + not verifiable + handed on; founded = being dealt with + dealt with.
 */
import { z } from 'zod'
import { type BookTerm, bookTerms, effectOf, type StepKind } from './step.ts'

const count = z.number().int()

/** One line of the books, unrounded. */
export const book = z.object({
  county: z.string(),
  /** In which the tips were received, `2018-03`. */
  month: z.string(),
  received: count,
  open: count,
  verified: count,
  founded: count,
  beingDealtWith: count,
  dealtWith: count,
  unfounded: count,
  notVerifiable: count,
  handedOn: count,
})
export type Book = z.infer<typeof book>

/** How many steps of a kind a county and month of arrival have. */
export type StepCount = { county: string; month: string; kind: StepKind; steps: number }

const emptyTerms = (): Record<BookTerm, number> => ({
  received: 0,
  open: 0,
  beingDealtWith: 0,
  dealtWith: 0,
  unfounded: 0,
  notVerifiable: 0,
  handedOn: 0,
})

/** The books by county, then month; a county and month without a counted step has no line. */
export function booksOf(counts: Iterable<StepCount>): Book[] {
  const lines = new Map<string, Pick<Book, 'county' | 'month'> & { terms: Record<BookTerm, number> }>()
  for (const { county, month, kind, steps } of counts) {
    const effect = effectOf(kind)
    if (Object.keys(effect).length === 0) continue
    const key = `${county}\n${month}`
    const line = lines.get(key) ?? { county, month, terms: emptyTerms() }
    for (const term of bookTerms) line.terms[term] += (effect[term] ?? 0) * steps
    lines.set(key, line)
  }
  return [...lines.values()]
    .map(({ county, month, terms }) => {
      const founded = terms.beingDealtWith + terms.dealtWith
      const verified = founded + terms.unfounded + terms.notVerifiable + terms.handedOn
      return { county, month, ...terms, founded, verified }
    })
    .sort((a, b) => (a.county === b.county ? compare(a.month, b.month) : compare(a.county, b.county)))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What is wrong with a line by itself: an equation that does not hold, a term below zero (a step without the one before it). */
export type Imbalance = 'received' | 'verified' | 'founded' | 'negative'

export function imbalancesOf(line: Book): Imbalance[] {
  const { received, open, verified, founded, unfounded, notVerifiable, handedOn, beingDealtWith, dealtWith } = line
  return [
    ...(received === open + verified ? [] : ['received' as const]),
    ...(verified === founded + unfounded + notVerifiable + handedOn ? [] : ['verified' as const]),
    ...(founded === beingDealtWith + dealtWith ? [] : ['founded' as const]),
    ...(bookTerms.some((term) => line[term] < 0) ? ['negative' as const] : []),
  ]
}
