import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  averagePrecision,
  delays,
  isLost,
  ordered,
  recallAt,
  rhythmFreePrecision,
  type TruthRow,
} from '../bench/metering-score.ts'
import printed from './scorer-sample/figures.json' with { type: 'json' }

const row = (meterId: string, given: Partial<TruthRow> = {}): TruthRow => ({
  meterId,
  illegal: false,
  furnace: false,
  licensed: false,
  startDay: null,
  ...given,
})
const rows = [
  row('A', { illegal: true, furnace: true, startDay: '2026-01-05' }),
  row('B', { furnace: true }),
  row('C', { illegal: true, furnace: true, startDay: '2026-01-20' }),
  row('D'),
]
const isIllegal = ({ illegal }: TruthRow) => illegal
const scores = (given: Record<string, number>) => new Map(Object.entries(given))

describe('the scorer of the detector', () => {
  test('takes the mean of the precisions at the hits', () => {
    const order = ordered(rows, scores({ A: 4, B: 3, C: 2, D: 1 }), isIllegal)
    expect(averagePrecision(order, isIllegal)).toBeCloseTo((1 + 2 / 3) / 2)
    expect(recallAt(order, 1, isIllegal)).toBe(0.5)
  })

  test('breaks ties against the ranking, and ranks a meter that is missing last', () => {
    expect(ordered(rows, scores({ A: 1, B: 1, D: 1 }), isIllegal).map(({ meterId }) => meterId)).toEqual([
      'B',
      'D',
      'A',
      'C',
    ])
  })

  test('knows a lawful foundry without its record, which a telephone call settles', () => {
    expect(rows.filter(isLost).map(({ meterId }) => meterId)).toEqual(['B'])
  })

  test('without rhythms, furnaces without a licence on file stand in any order', () => {
    const found = rhythmFreePrecision(rows, scores({ A: 4, C: 3, B: 2, D: 1 }), 2000)
    // A, B and C in any order: (1 + (1 + 2/3)/2 + (1/2 + 2/3)/2) / 3
    expect(found).toBeCloseTo((1 + 5 / 6 + 7 / 12) / 3, 1)
  })

  test('counts the days to the first week that has a meter within the budget, not before it began', () => {
    const weeks = [
      { day: '2026-01-04', scores: scores({ A: 9, B: 1 }) },
      { day: '2026-01-11', scores: scores({ B: 9, A: 1 }) },
      { day: '2026-01-18', scores: scores({ A: 9, B: 1 }) },
    ]
    expect(delays(rows, weeks, 1)).toEqual({ days: [13], undetected: 1 })
  })
})

/** What the reference scorer printed for the same rankings of the sample stands in scorer-sample/figures.json, to four digits. */
describe('equals the reference scorer on the sample', () => {
  const folder = new URL('scorer-sample/', import.meta.url)
  const lines = (file: string) =>
    readFileSync(new URL(file, folder), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
  const ranking = (file: string): ReadonlyMap<string, number> =>
    new Map(lines(file).map(([meterId = '', score]) => [meterId, Number(score)]))
  const shifts = new Map(lines('meters.csv').map(([meterId = '', shift]) => [meterId, shift]))
  const all = lines('truth.csv').map(([meterId = '', label, furnace, , startDay]) =>
    row(meterId, {
      illegal: label === '1',
      furnace: furnace === '1',
      licensed: shifts.get(meterId) !== 'none',
      startDay: startDay || null,
    }),
  )
  const rank = ranking('rank.csv')
  const shares = [0.01, 0.02].map((share) => Math.round(all.length * share))
  const figures = (judged: readonly TruthRow[], isHit: (one: TruthRow) => boolean) => {
    const order = ordered(judged, rank, isHit)
    return [averagePrecision(order, isHit), ...shares.map((budget) => recallAt(order, budget, isHit))]
  }
  const expectEqual = (found: number[], { AP, ...recall }: (typeof printed)['dropLost']) => {
    for (const [index, figure] of [AP, recall['recall@1%'], recall['recall@2%']].entries())
      expect(found[index]).toBeCloseTo(figure, 4)
  }

  test('with the lost licences, without them, and for any furnace', () => {
    expect(all.filter(isLost)).toHaveLength(printed.raw.lost_licence_lawful_furnaces)
    expectEqual(figures(all, isIllegal), printed.raw)
    expectEqual(
      figures(
        all.filter((one) => !isLost(one)),
        isIllegal,
      ),
      printed.dropLost,
    )
    expectEqual(
      figures(all, ({ furnace }) => furnace),
      printed.furnace,
    )
  })

  test('without rhythms, as near as two different ways of dealing by chance can be', () => {
    expect(Math.abs(rhythmFreePrecision(all, rank, 2000) - printed.raw.rhythm_free_AP)).toBeLessThan(0.01)
  })

  test('in days to the first week within a budget of a tenth', () => {
    const weeks = readdirSync(new URL('weekly/', folder))
      .toSorted()
      .map((file) => ({ day: file.slice(5, 15), scores: ranking(`weekly/${file}`) }))
    const { days, undetected } = delays(all, weeks, Math.round(all.length * 0.1))
    expect({ found: days.length, undetected }).toEqual({ found: printed.weekly.detected_with_date, undetected: 0 })
    expect(days[4]).toBe(printed.weekly.days_to_detection_median)
    // between the eighth and the ninth, as a linear quantile lies
    const [eighth = 0, ninth = 0] = days.slice(7)
    expect(eighth + 0.2 * (ninth - eighth)).toBeCloseTo(printed.weekly.days_to_detection_p90, 4)
  })
})
