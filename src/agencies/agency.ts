/** A body that acts: dated, with predecessors and successors; what it owes follows its function. */
import { z } from 'zod'
import { date } from '../platform/shared/contract.ts'
import { bilingual, standings } from '../rulebook/rule.ts'
import { type FunctionKind, functionKinds } from '../rulebook/values.ts'

export const agency = z.object({
  id: z.uuid(),
  code: z.string(),
  name: bilingual,
  /** office, government, department or company. */
  kind: z.string(),
  functionKind: z.string().nullable(),
  areaId: z.number().int(),
  areaPath: z.string(),
  areaName: z.string(),
  /** 机关代字, where it issues documents. */
  documentCode: z.string().nullable(),
  validFrom: date,
  /** Last day; null while it exists. */
  validTo: date.nullable(),
  standing: z.enum(standings),
  note: bilingual.nullable(),
})
export type Agency = z.infer<typeof agency>

export const relatedAgency = z.object({
  id: z.uuid(),
  name: bilingual,
  validFrom: date,
  validTo: date.nullable(),
  happenedOn: date,
})
export type RelatedAgency = z.infer<typeof relatedAgency>

export const duty = z.object({
  code: z.string(),
  text: bilingual,
  citation: bilingual,
  standing: z.enum(standings),
  grade: z.string().nullable(),
})
export type Duty = z.infer<typeof duty>

export const isFunction = (text: string | null): text is FunctionKind => functionKinds.some((kind) => kind === text)
