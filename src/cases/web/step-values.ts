/** Between the form of a step and the question to the server. */
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { fileIds } from '../../platform/web/FilesField.tsx'
import { evidencePhases } from '../../rulebook/values.ts'
import type { AtomMove, Evidence, WhereaboutsKind } from '../atom.ts'
import { type PaperKind, paperKinds } from '../coercion.ts'
import type { StepView } from '../step.ts'

export type StepValues = {
  mode: 'prepare' | 'done'
  agencyId: string
  byParty?: boolean
  basisRuleId?: string
  decisionNumber?: string
  papers?: Partial<Record<PaperKind, FileRecord[]>>
  statement?: string
  reason?: string
  whereaboutsKind?: WhereaboutsKind
  whereaboutsWords?: string
  /** Wall clock of Beijing, `2018-03-05T09:30`. */
  startedAt?: string
  endedAt?: string
  emergencyReason?: string
  secondOfficialId?: string
  evidence?: Partial<Record<(typeof evidencePhases)[number], FileRecord[]>>
}

/** The wall clock of Beijing, whatever the device thinks it is. */
const instantOf = (time: string | undefined): string => `${(time ?? '').slice(0, 16)}:00+08:00`

const textOf = (text: string | undefined): string | null => text?.trim() || null

/** Papers newly attached, and those of the prepared step that were not replaced. */
export function documentsOf(values: Pick<StepValues, 'papers'>, prepared: StepView | null) {
  const fresh = paperKinds.flatMap((kind) => fileIds(values.papers?.[kind]).map((fileId) => ({ kind, fileId })))
  const kept = prepared?.documents.filter((one) => !fresh.some((other) => other.kind === one.kind)) ?? []
  return [...kept, ...fresh]
}

export const planOf = (move: AtomMove, values: StepValues, prepared: StepView | null) => ({
  move,
  byParty: values.byParty ?? false,
  agencyId: values.agencyId,
  basisRuleId: values.byParty ? null : (values.basisRuleId ?? null),
  decisionNumber: textOf(values.decisionNumber),
  documents: documentsOf(values, prepared),
  statement: textOf(values.statement),
  reason: textOf(values.reason),
  whereabouts:
    values.whereaboutsKind && values.whereaboutsWords?.trim()
      ? { kind: values.whereaboutsKind, words: values.whereaboutsWords.trim() }
      : null,
})

export function executionOf(
  values: Pick<StepValues, 'evidence' | 'startedAt' | 'endedAt' | 'emergencyReason' | 'secondOfficialId'>,
) {
  const evidence: Evidence = { before: [], during: [], after: [] }
  for (const phase of evidencePhases) evidence[phase] = fileIds(values.evidence?.[phase])
  return {
    evidence,
    startedAt: instantOf(values.startedAt),
    endedAt: instantOf(values.endedAt),
    emergencyReason: textOf(values.emergencyReason),
    secondOfficialId: values.secondOfficialId ?? null,
  }
}

/** What a prepared step already says. */
export const valuesOf = (prepared: StepView): Partial<StepValues> => ({
  agencyId: prepared.authorityAgencyId,
  byParty: prepared.byParty,
  ...(prepared.basis && { basisRuleId: prepared.basis.ruleId }),
  ...(prepared.decisionNumber && { decisionNumber: prepared.decisionNumber }),
  ...(prepared.statement && { statement: prepared.statement }),
  ...(prepared.reason && { reason: prepared.reason }),
  ...(prepared.whereabouts && {
    whereaboutsKind: prepared.whereabouts.kind,
    whereaboutsWords: prepared.whereabouts.words,
  }),
})
