import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstEdition } from '../rulebook/rules/first-edition.ts'
import { readRuleValue } from '../rulebook/values.ts'
import { dutyTerms, type RankingFigures, rank, scoreOf, whyUnranked } from './ranking.ts'

const formula = readRuleValue('ranking.formula', firstEdition.find((rule) => rule.key === 'ranking.formula')?.value)

const count = fc.integer({ min: 0, max: 60 })
const duty = fc.record({ onTime: count, late: count, missing: count })
const anyFigures: fc.Arbitrary<RankingFigures> = fc.record({
  tasks: duty,
  receipts: duty,
  verification: duty,
  rectification: duty,
  coverage: fc.option(fc.record({ reported: count, nothingSeen: count, unvisited: count })),
  ownFinds: fc.record({ own: count, others: count }),
  looks: fc.record({ observations: count, visits: count }),
})
const score = (figures: RankingFigures) => scoreOf(figures, formula) ?? -1
const placeOf = (figures: RankingFigures, others: readonly RankingFigures[]) =>
  rank(
    [figures, ...others].map((each, i) => ({ areaId: i, areaName: String(i), figures: each })),
    formula,
  ).find((row) => row.areaId === 0)?.place
const slack = 1e-9

const lookedOnceMore = ({ looks }: RankingFigures) => ({ ...looks, observations: looks.observations + 1 })

/** A find of one's own: it was looked for, was founded, and may have been verified in time already. */
const withOwnFind = (f: RankingFigures, verified: boolean): RankingFigures => ({
  ...f,
  looks: lookedOnceMore(f),
  ownFinds: { ...f.ownFinds, own: f.ownFinds.own + 1 },
  verification: { ...f.verification, onTime: f.verification.onTime + (verified ? 1 : 0) },
})

describe('what a county finds and reports itself', () => {
  test('never lowers its score', () => {
    fc.assert(
      fc.property(anyFigures, fc.boolean(), (f, verified) => score(withOwnFind(f, verified)) >= score(f) - slack),
      { numRuns: 2000 },
    )
  })

  test('never costs it its place', () => {
    fc.assert(
      fc.property(anyFigures, fc.array(anyFigures, { maxLength: 6 }), fc.boolean(), (f, others, verified) => {
        const before = placeOf(f, others) ?? Number.POSITIVE_INFINITY
        return (placeOf(withOwnFind(f, verified), others) ?? Number.POSITIVE_INFINITY) <= before
      }),
      { numRuns: 2000 },
    )
  })

  test('a look, or a lead that is not founded or not due yet, never lowers it either', () => {
    fc.assert(fc.property(anyFigures, (f) => score({ ...f, looks: lookedOnceMore(f) }) >= score(f) - slack))
  })
})

describe('being late', () => {
  const anyTerm = fc.constantFrom(...dutyTerms)
  test('lowers the score', () => {
    fc.assert(
      fc.property(anyFigures, anyTerm, (f, term) => {
        const before = { ...f, [term]: { ...f[term], onTime: f[term].onTime + 1 } }
        const after = { ...f, [term]: { ...f[term], late: f[term].late + 1 } }
        return score(after) < score(before)
      }),
      { numRuns: 2000 },
    )
  })

  test('is better than not at all, and one more duty done late never helps', () => {
    fc.assert(
      fc.property(anyFigures, anyTerm, (f, term) => {
        const late = { ...f, [term]: { ...f[term], late: f[term].late + 1 } }
        const missing = { ...f, [term]: { ...f[term], missing: f[term].missing + 1 } }
        return score(missing) <= score(late) + slack && (score(f) < 0 || score(late) <= score(f) + slack)
      }),
      { numRuns: 2000 },
    )
  })
})

const good: RankingFigures = {
  tasks: { onTime: 4, late: 0, missing: 0 },
  receipts: { onTime: 2, late: 0, missing: 0 },
  verification: { onTime: 3, late: 1, missing: 0 },
  rectification: { onTime: 0, late: 0, missing: 0 },
  coverage: { reported: 6, nothingSeen: 3, unvisited: 1 },
  ownFinds: { own: 0, others: 0 },
  looks: { observations: 12, visits: 0 },
}
const named = (list: readonly RankingFigures[]) =>
  rank(
    list.map((figures, i) => ({ areaId: i + 1, areaName: `县${i + 1}`, figures })),
    formula,
  )

test('the score is the weighted mean of the terms there is something to say about', () => {
  const { weights } = formula
  const known = weights.tasks + weights.receipts + weights.verification + weights.coverage
  const points = weights.tasks + weights.receipts + weights.verification * 0.75 + weights.coverage * 0.9
  expect(scoreOf(good, formula)).toBeCloseTo((100 * points) / known, 9)
})

test('where too little is known there is no place, with the reason', () => {
  expect(whyUnranked({ ...good, looks: { observations: 0, visits: 0 } }, formula)).toBe('nobodyLooked')
  expect(whyUnranked({ ...good, coverage: null }, formula)).toBe('noSweep')
  const idle = { onTime: 0, late: 0, missing: 0 }
  expect(whyUnranked({ ...good, tasks: idle, receipts: idle, verification: idle }, formula)).toBe('tooFewDue')
  const due = (onTime: number, late: number, missing: number) =>
    whyUnranked({ ...good, tasks: { onTime, late, missing }, receipts: idle, verification: idle }, formula)
  expect(formula.leastDue).toBe(3)
  expect([due(1, 1, 0), due(1, 1, 1), due(0, 0, 3)]).toEqual(['tooFewDue', null, null])
  const [first, second] = named([{ ...good, looks: { observations: 0, visits: 0 } }, good])
  expect(first).toMatchObject({ areaName: '县2', place: 1, why: null })
  expect(second).toMatchObject({ areaName: '县1', place: null, score: null, why: 'nobodyLooked' })
})

test('the score is told to a tenth, and who has no place comes after who has none of the points', () => {
  const worst = { onTime: 0, late: 0, missing: 4 }
  const nothing = { ...good, tasks: worst, receipts: worst, verification: worst }
  const none = { ...nothing, coverage: { reported: 0, nothingSeen: 0, unvisited: 9 } }
  const [first, second, last] = named([{ ...good, coverage: null }, none, good])
  expect(first).toMatchObject({ areaName: '县3', score: Math.round((scoreOf(good, formula) ?? 0) * 10) / 10 })
  expect(second).toMatchObject({ areaName: '县2', place: 2, score: 0 })
  expect(last).toMatchObject({ areaName: '县1', place: null })
})

test('equal scores share a place', () => {
  const late = { ...good, tasks: { onTime: 2, late: 2, missing: 0 } }
  expect(named([late, good, good]).map((row) => [row.areaName, row.place])).toEqual([
    ['县2', 1],
    ['县3', 1],
    ['县1', 3],
  ])
})
