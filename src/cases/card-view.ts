/** Puts atoms, steps and rules of one day together into the card as it is judged and shown. Pure. */

import type { z } from 'zod'
import type { Bilingual, Standing } from '../rulebook/rule.ts'
import type { ClosureAtom, NoticeItem } from '../rulebook/values.ts'
import { type AtomStatus, type EvidenceRule, movesFrom, neededEvidence, stateOf } from './atom.ts'
import {
  type AtomRule,
  type CardAtom,
  metStandards,
  missingOf,
  type StandardRule,
  situationOfAtom,
  situationOfItem,
} from './closure-card.ts'
import type { AtomView, itemView, StepView } from './step.ts'

type Source = { citation: Bilingual; standing: Standing; grade: string | null; note: Bilingual | null }
type Sourced<V> = Source & { title: Bilingual; value: V }

/** What the rulebook of the card's day says of atoms and standards. */
export type CardRules = {
  atoms: readonly (Sourced<AtomRule> & { id: string })[]
  standards: readonly Sourced<StandardRule>[]
  items: readonly Sourced<{ item: NoticeItem; order: number }>[]
  evidence: readonly Sourced<EvidenceRule>[]
}

export type KeptAtom = {
  id: string
  atom: ClosureAtom
  furnaceId: string | null
  furnaceLabel: string | null
  applies: boolean
  localOrder: string | null
  state: AtomStatus
  confiscated: boolean
  usagePointIds: string[]
  meter: string | null
  servesNoDwelling: boolean
}

/** @param steps newest first within an atom. */
export function toCardAtom(
  atom: Pick<KeptAtom, 'id' | 'atom' | 'furnaceId' | 'applies' | 'state'>,
  steps: readonly StepView[],
  rules: Pick<CardRules, 'evidence'>,
): CardAtom {
  const own = steps.filter((step) => step.atomId === atom.id)
  const last = own.find((step) => step.status === 'done')
  const toState = last && stateOf(last.toState)
  return {
    id: atom.id,
    atom: atom.atom,
    furnaceId: atom.furnaceId,
    applies: atom.applies,
    state: atom.state,
    prepared: own.some((step) => step.status === 'prepared'),
    needs: toState ? neededEvidence(toState, valuesOf(rules.evidence)) : [],
    last:
      last && toState
        ? { toState, evidence: last.evidence, decisionNumber: last.decisionNumber, whereabouts: last.whereabouts }
        : null,
  }
}

const valuesOf = <V>(rules: readonly Sourced<V>[]): V[] => rules.map((rule) => rule.value)

const sourceOf = ({ citation, standing, grade, note }: Source): Source => ({ citation, standing, grade, note })

export function viewAtom(kept: KeptAtom, steps: readonly StepView[], rules: CardRules): AtomView {
  const rule = rules.atoms.find((one) => one.value.atom === kept.atom)
  if (!rule) throw new Error(`no rule closure.atom for ${kept.atom}`)
  const values = rules.standards.map((one) => one.value)
  const card = toCardAtom(kept, steps, rules)
  const { id, atom, applies, state } = kept
  const own = steps.filter((step) => step.atomId === id)
  return {
    ...kept,
    title: rule.title,
    rule: sourceOf(rule),
    situation: situationOfAtom(card, values),
    standards: metStandards(card, values).flatMap((one) => {
      const source = rules.standards.find(({ value }) => value.atom === atom && value.standard === one.standard)
      return source ? [{ ...one, ...sourceOf(source) }] : []
    }),
    missing: missingOf(card, values),
    evidence: valuesOf(rules.evidence),
    moves: applies ? movesFrom(atom, state, rule.value.states) : [],
    prepared: own.find((step) => step.status === 'prepared') ?? null,
    steps: own.filter((step) => step.status !== 'prepared'),
  }
}

/** The notice's five in their order, each with the atoms the notice names for it. */
export function viewItems(cards: readonly CardAtom[], rules: CardRules): z.infer<typeof itemView>[] {
  const values = rules.standards.map((one) => one.value)
  const named = values.filter((one) => one.standard === 'notice2018')
  return [...rules.items]
    .sort((a, b) => a.value.order - b.value.order)
    .map(({ title, value: { item } }) => ({
      item,
      title,
      situation: situationOfItem(item, cards, values),
      atomIds: cards
        .filter((card) => named.some((one) => one.noticeItem === item && one.atom === card.atom))
        .map((card) => card.id),
    }))
}
