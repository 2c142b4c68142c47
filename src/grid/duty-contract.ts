/** The matrix of departments, duties and areas: who holds what where. */
import { z } from 'zod'
import { areaIdInput, date } from '../platform/shared/contract.ts'
import { bilingual, standings } from '../rulebook/rule.ts'

const dutyHolder = z.object({
  areaId: z.number().int(),
  areaName: z.string(),
  agencyId: z.uuid(),
  agencyName: bilingual,
  /** Its liaison on the day; null: it has none. */
  officialName: z.string().nullable(),
})

const dutyRow = z.object({
  dutyId: z.uuid(),
  functionKind: z.string(),
  text: bilingual,
  citation: bilingual,
  standing: z.enum(standings),
  grade: z.enum(['A', 'B', 'C', 'D']).nullable(),
  /** By area, the one asked for first; empty: no body there has this duty on that day. */
  holders: z.array(dutyHolder),
})
export type DutyRow = z.infer<typeof dutyRow>

export const dutyContract = {
  listDutyMatrix: {
    method: 'GET',
    path: '/api/grid/duties',
    needs: 'signedIn',
    title: 'Duties of departments on a day with their legal basis, and who holds them in an area and directly below it',
    input: z.object({ areaId: areaIdInput, asOf: date.optional() }),
    output: z.object({ rows: z.array(dutyRow) }),
  },
} as const
