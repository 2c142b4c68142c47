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
