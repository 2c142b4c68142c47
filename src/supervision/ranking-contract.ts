/** The ranking with its formula. */
import { z } from 'zod'
import { areaIdInput, contract, instant } from '../platform/shared/contract.ts'
import { bilingual, standings } from '../rulebook/rule.ts'
import { ranked, rankingTerms } from './ranking.ts'

const readers = ['cityOffice', 'countyOffice', 'superiorInspector'] as const
export const rankingReaders = readers

export const ranking = z.object({
  areaId: z.number(),
  areaName: z.string(),
  asOf: instant,
  formula: z.object({
    weights: z.record(z.enum(rankingTerms), z.number()),
    missingCounts: z.number(),
    leastDue: z.number(),
    windowDays: z.number(),
    standing: z.enum(standings),
    grade: z.string().nullable(),
    citation: bilingual,
  }),
  rows: z.array(ranked),
})
export type Ranking = z.infer<typeof ranking>

export const rankingContract = contract({
  getRanking: {
    method: 'GET',
    path: '/api/supervision/ranking',
    needs: readers,
    title:
      'The places directly below by the published formula, with every term; those without enough data have no place and say why',
    input: z.object({ areaId: areaIdInput.optional() }),
    output: ranking,
  },
})
