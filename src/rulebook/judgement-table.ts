/** How the rows `judgement.…` in force combine into one outcome. Pure; the rows of the event's day are an argument. */
import type { Standing } from './rule.ts'
import {
  decidedOutcome,
  type equipment,
  type JudgementOutcome,
  type processes,
  type products,
  type RuleValue,
  type rawMaterials,
} from './values.ts'

type JudgementRow = RuleValue<'judgement.row'>
export interface TableRow {
  key: string
  value: JudgementRow
  standing: Standing
}

/** What was seen, per group; an empty list means that the group is not known yet. */
export interface JudgementEvidence {
  process: readonly (typeof processes)[number][]
  equipment: readonly (typeof equipment)[number][]
  rawMaterial: readonly (typeof rawMaterials)[number][]
  product: readonly (typeof products)[number][]
}

interface Condition {
  anyOf?: readonly string[] | undefined
  allOf?: readonly string[] | undefined
  noneOf?: readonly string[] | undefined
  onlyOf?: readonly string[] | undefined
}

function holds(condition: Condition | undefined, seen: readonly string[]): boolean {
  if (condition === undefined) return true
  if (seen.length === 0) return false // unknown is not clean, and not guilty either
  const { anyOf, allOf, noneOf, onlyOf } = condition
  if (anyOf && !anyOf.some((word) => seen.includes(word))) return false
  if (allOf && !allOf.every((word) => seen.includes(word))) return false
  if (noneOf?.some((word) => seen.includes(word))) return false
  return !onlyOf || seen.every((word) => onlyOf.includes(word))
}

/** Whether the evidence meets every group the row speaks of. A group with nothing seen meets no condition. */
export function rowApplies(row: JudgementRow, evidence: JudgementEvidence): boolean {
  const { process, equipment, rawMaterial, product } = row.when
  return (
    holds(process, evidence.process) &&
    holds(equipment, evidence.equipment) &&
    holds(rawMaterial, evidence.rawMaterial) &&
    holds(product, evidence.product)
  )
}

/**
 * The outcome the table proposes, with the keys it rests on: forbidden before expertNeeded before permitted; expertNeeded
 * where no row applies. A proposal only: persons sign the judgement.
 */
export function judgeByTable(
  rows: readonly TableRow[],
  subject: JudgementRow['subject'],
  evidence: JudgementEvidence,
): { outcome: JudgementOutcome; keys: string[] } {
  const applying = rows
    .filter((row) => row.value.subject === subject && rowApplies(row.value, evidence))
    .map((row) => ({ key: row.key, outcome: decidedOutcome(row.value, row.standing) }))
  for (const outcome of ['forbidden', 'expertNeeded', 'permitted'] as const) {
    const keys = applying.filter((row) => row.outcome === outcome).map((row) => row.key)
    if (keys.length > 0) return { outcome, keys }
  }
  return { outcome: 'expertNeeded', keys: [] }
}
