/** The ranking with its formula. */
import { z } from 'zod'
import { areaIdInput, contract, instant, page, pageInput } from '../platform/shared/contract.ts'
import { bilingual, standings } from '../rulebook/rule.ts'
import { pickedRow } from './pick-contract.ts'
import { ranked, rankedKeys, rankingTerms } from './ranking.ts'

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
  /** Of which sweep the coverage is; null: none covers the area. */
  sweepId: z.uuid().nullable(),
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
  listRankedFigure: {
    method: 'GET',
    path: '/api/supervision/ranking/figures/:figure',
    needs: readers,
    title: 'The records behind a figure of the ranking, by place',
    input: z.object({ ...pageInput, figure: z.enum(rankedKeys), areaId: areaIdInput.optional() }),
    output: page(pickedRow),
  },
})
