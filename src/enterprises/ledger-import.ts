/** The life of an import: a file is read into a preview, the preview is applied; a large one takes both steps as a job. */
import { z } from 'zod'
import { instant } from '../platform/shared/contract.ts'
import type { Moves } from '../platform/shared/moves.ts'
import { type Actor, areaPath, grant } from '../platform/shared/permission.ts'
import { importColumnKeys, rowProblemCodes } from './import-columns.ts'

export const importStatuses = ['reading', 'previewed', 'unreadable', 'applying', 'applied', 'failed'] as const
export type ImportStatus = (typeof importStatuses)[number]

/** `failed`: the program could not finish and wrote nothing; it may be applied again. */
export const importMoves = {
  preview: { from: ['reading'], to: 'previewed' },
  refuse: { from: ['reading'], to: 'unreadable' },
  apply: { from: ['previewed', 'failed'], to: 'applying' },
  finish: { from: ['applying'], to: 'applied' },
  fail: { from: ['applying'], to: 'failed' },
} as const satisfies Moves<ImportStatus>

export const verdicts = ['bad', 'new', 'changed', 'unchanged'] as const
export type Verdict = (typeof verdicts)[number]

/** Largest table; the rest goes into a second file. */
export const maxImportRows = 50_000
/** Up to so many rows the answer waits until they are written; more are written by a job. */
export const immediateRows = 2_000
/** Up to this size, about as many rows, the answer waits for the preview; a larger file is read by a job. */
export const immediateBytes = 256_000

export const importCounts = z.record(z.enum(verdicts), z.number().int())
export type ImportCounts = z.infer<typeof importCounts>
export const noCounts: ImportCounts = { bad: 0, new: 0, changed: 0, unchanged: 0 }

/** How many records were added and changed, by kind. */
export const writtenCounts = z.partialRecord(
  z.enum(['enterprises', 'sites', 'occupancies', 'furnaces', 'usagePoints', 'licences']),
  z.object({ added: z.number().int(), changed: z.number().int() }),
)
export type WrittenCounts = z.infer<typeof writtenCounts>

export const ledgerImport = z.object({
  id: z.uuid(),
  fileId: z.uuid().nullable(),
  areaId: z.number().int(),
  areaPath,
  status: z.enum(importStatuses),
  grants: z.array(grant),
  startedBy: z.uuid().nullable(),
  startedAt: instant,
  appliedBy: z.uuid().nullable(),
  appliedAt: instant.nullable(),
  encoding: z.string().nullable(),
  ignoredColumns: z.array(z.string()),
  totalRows: z.number().int(),
  /** Rows read, or written, so far. */
  doneRows: z.number().int(),
  counts: importCounts,
  written: writtenCounts,
  onlyGood: z.boolean().nullable(),
  refusal: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
})
export type LedgerImport = z.infer<typeof ledgerImport>

const scalar = z.union([z.string(), z.number(), z.array(z.string()), z.null()])

/** Why a cell cannot be taken; the sentence per code is in text.ts. `row` names an earlier row that says otherwise. */
export const rowProblem = z.object({
  column: z.enum(importColumnKeys),
  code: z.enum(rowProblemCodes),
  row: z.number().int().optional(),
  detail: z.string().optional(),
})
export type RowProblem = z.infer<typeof rowProblem>

export const rowDifference = z.object({ column: z.enum(importColumnKeys), before: scalar, after: scalar })
export type RowDifference = z.infer<typeof rowDifference>

export const importRow = z.object({
  rowNumber: z.number().int(),
  verdict: z.enum(verdicts),
  cells: z.partialRecord(z.enum(importColumnKeys), z.string()),
  problems: z.array(rowProblem),
  differences: z.array(rowDifference),
})
export type ImportRow = z.infer<typeof importRow>

const naming = ['enterpriseName', 'siteName', 'divisionCode', 'furnaceLabel', 'account'] as const

/** By what a reader knows a row of the file again: its names, and the cells that are wrong. */
export function contentOf({ problems, cells }: Pick<ImportRow, 'problems' | 'cells'>): string[] {
  const named = naming.flatMap((key) => cells[key] ?? [])
  return [...new Set([...named, ...problems.flatMap((problem) => cells[problem.column] ?? [])])]
}

/** The official as whom a job reads or writes for him: within the grants he had when he asked, and no further. */
export const actorOfImport = (officialId: string, grants: LedgerImport['grants']): Actor => ({
  accountId: '',
  officialId,
  name: '',
  enforcementCard: null,
  grants,
})
