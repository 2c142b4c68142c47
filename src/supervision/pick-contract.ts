/** Operations of the picking rule. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, page, pageInput } from '../platform/shared/contract.ts'
import { bilingual, standings } from '../rulebook/rule.ts'
import { listedPickKeys, pick, pickKeys } from './pick.ts'

const readers = ['cityOffice', 'countyOffice', 'superiorInspector'] as const
export const pickReaders = readers

export const pickedRow = z.object({
  id: z.string(),
  recordKind: z.enum(['lead', 'tip', 'rectification', 'month', 'observation', 'visit']),
  recordId: z.uuid().nullable(),
  title: z.string(),
  areaId: z.number(),
  areaName: z.string(),
  dueOn: date.nullable(),
  doneOn: date.nullable(),
})
export type PickedRow = z.infer<typeof pickedRow>

export const pickContract = contract({
  listPicks: {
    method: 'GET',
    path: '/api/supervision/picks',
    needs: readers,
    title: 'Which place below should be supervised next, and why: every figure with its threshold',
    input: z.object({ areaId: areaIdInput.optional() }),
    output: z.object({
      areaId: z.number(),
      areaName: z.string(),
      asOf: instant,
      rows: z.array(pick),
      rules: z.array(
        z.object({
          key: z.enum(pickKeys),
          title: bilingual,
          atLeast: z.number(),
          windowDays: z.number().nullable(),
          windowMonths: z.number().nullable(),
          standing: z.enum(standings),
          grade: z.string().nullable(),
          citation: bilingual,
        }),
      ),
    }),
  },
  listPickedFigure: {
    method: 'GET',
    path: '/api/supervision/picks/figures/:figure',
    needs: readers,
    title: 'The records behind a figure of the picking rule, by place',
    input: z.object({ ...pageInput, figure: z.enum(listedPickKeys), areaId: areaIdInput.optional() }),
    output: page(pickedRow),
  },
})
