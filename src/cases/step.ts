/** A step on an atom as a person enters it: first prepared, then done; and the shapes in which it is shown. */
import { z } from 'zod'
import { date, instant, line, words } from '../platform/shared/contract.ts'
import { bilingual, standings } from '../rulebook/rule.ts'
import {
  atomStates,
  closureAtoms,
  closureStandards,
  coerciveSteps,
  evidencePhases,
  noticeItems,
} from '../rulebook/values.ts'
import { atomMoveNames, atomStatuses, evidence, whereabouts } from './atom.ts'
import { cardSituations, missingParts } from './closure-card.ts'
import { paper } from './coercion.ts'

/** What can be settled beforehand. */
export const stepPlan = z.object({
  move: z.enum(atomMoveNames),
  /** Done by the party itself, without force. */
  byParty: z.boolean().default(false),
  /** The authority whose step it is: one of the user's own. */
  agencyId: z.uuid(),
  /** Row of the rulebook, family `basis.<step>.…`; needed by the time a step by force is done. */
  basisRuleId: z.uuid().nullable().default(null),
  decisionNumber: line.nullable().default(null),
  documents: z.array(paper).max(20).default([]),
  /** What of the raw material was used specially, and how much; else whatever is to be said. */
  statement: words.nullable().default(null),
  reason: words.nullable().default(null),
  whereabouts: whereabouts.nullable().default(null),
})
export type StepPlan = z.output<typeof stepPlan>

/** What only the doing shows. */
export const stepExecution = z.object({
  evidence,
  startedAt: instant,
  endedAt: instant,
  /** Why it could not wait for a working day, where it was done at night or on a holiday. */
  emergencyReason: words.nullable().default(null),
  secondOfficialId: z.uuid().nullable().default(null),
})
export type StepExecution = z.output<typeof stepExecution>

export const stepStatuses = ['prepared', 'done', 'withdrawn'] as const

const basisView = z.object({
  ruleId: z.uuid(),
  key: z.string(),
  title: bilingual,
  citation: bilingual,
  standing: z.enum(standings),
  grade: z.string().nullable(),
  /** Raised by the fictional reviewer of the demo city. */
  demonstration: z.boolean(),
})

export const basisRow = basisView.extend({
  step: z.enum(coerciveSteps),
  requires: z.array(z.string()),
  note: bilingual.nullable(),
})

export const stepView = z.object({
  id: z.uuid(),
  atomId: z.uuid(),
  move: z.enum(atomMoveNames),
  fromState: z.enum(atomStatuses),
  toState: z.enum(atomStatuses),
  status: z.enum(stepStatuses),
  byParty: z.boolean(),
  coerciveStep: z.string().nullable(),
  basis: basisView.nullable(),
  authorityAgencyId: z.uuid(),
  authorityName: bilingual,
  executingName: bilingual.nullable(),
  decisionNumber: z.string().nullable(),
  evidence,
  documents: z.array(paper),
  whereabouts: whereabouts.nullable(),
  statement: z.string().nullable(),
  reason: z.string().nullable(),
  emergencyReason: z.string().nullable(),
  secondName: z.string().nullable(),
  preparedByName: z.string().nullable(),
  preparedAt: instant.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  executedByName: z.string().nullable(),
  recordedAt: instant.nullable(),
  withdrawnReason: z.string().nullable(),
})
export type StepView = z.infer<typeof stepView>

const ruleSource = {
  citation: bilingual,
  standing: z.enum(standings),
  grade: z.string().nullable(),
  note: bilingual.nullable(),
}

export const atomView = z.object({
  id: z.uuid(),
  atom: z.enum(closureAtoms),
  title: bilingual,
  furnaceId: z.uuid().nullable(),
  furnaceLabel: z.string().nullable(),
  applies: z.boolean(),
  /** The row that says whether it applies, and the local order that made it apply. */
  rule: z.object(ruleSource),
  localOrder: z.string().nullable(),
  state: z.enum(atomStatuses),
  situation: z.enum(cardSituations),
  standards: z.array(
    z.object({
      standard: z.enum(closureStandards),
      noticeItem: z.enum(noticeItems).nullable(),
      met: z.boolean(),
      ...ruleSource,
    }),
  ),
  missing: z.array(z.enum(missingParts)),
  /** What each state is shown in pictures by the rules of the card's day. */
  evidence: z.array(z.object({ state: z.enum(atomStates), phases: z.array(z.enum(evidencePhases)) })),
  moves: z.array(z.enum(atomMoveNames)),
  confiscated: z.boolean(),
  usagePointIds: z.array(z.uuid()),
  meter: z.string().nullable(),
  servesNoDwelling: z.boolean(),
  prepared: stepView.nullable(),
  /** Done and withdrawn, newest first. */
  steps: z.array(stepView),
})
export type AtomView = z.infer<typeof atomView>

export const itemView = z.object({
  item: z.enum(noticeItems),
  title: bilingual,
  situation: z.enum(cardSituations),
  atomIds: z.array(z.uuid()),
})

export const decisionView = z.object({
  id: z.uuid(),
  number: z.string(),
  law: z.string(),
  article: z.string(),
  agencyId: z.uuid(),
  agencyName: bilingual,
  decidedOn: date,
  servedOn: date.nullable(),
  servedHow: z.string().nullable(),
  fileId: z.uuid(),
  serviceFileId: z.uuid().nullable(),
  recordedByName: z.string().nullable(),
})
export type DecisionView = z.infer<typeof decisionView>
