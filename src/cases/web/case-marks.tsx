/** How states of cases, items and atoms are shown: the marks of the house with the words of the law. */
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { ClosureAtom } from '../../rulebook/values.ts'
import type { AtomMove, AtomStatus } from '../atom.ts'
import { cardText } from '../card-text.ts'
import type { CaseStatus } from '../case-file.ts'
import type { CardSituation } from '../closure-card.ts'
import type { AtomView } from '../step.ts'
import { casesText } from '../text.ts'

export function CaseStatusMark({ status }: { status: CaseStatus }) {
  const t = useText(casesText)
  return <StatusMark status={status === 'closed' ? 'done' : 'due'} word={t(`status.${status}`)} />
}

export const situationMarks: Readonly<Record<CardSituation, MarkStatus>> = {
  notApplicable: 'ended',
  unknown: 'unknown',
  underway: 'due',
  otherwiseByLaw: 'ended',
  done: 'done',
}

/** Otherwise by law has the shape of what has ended, never that of done. */
export function SituationMark({ situation }: { situation: CardSituation }) {
  const t = useText(cardText)
  return <StatusMark status={situationMarks[situation]} word={t(`situation.${situation}`)} />
}

/** `炉体 1号炉`: what is to be closed, and of which furnace. */
export function useAtomName(): (atom: Pick<AtomView, 'title' | 'furnaceLabel'>) => string {
  const pick = usePick()
  return ({ title, furnaceLabel }) => [pick(title), furnaceLabel].filter(Boolean).join(' ')
}

/** The word of a state; a supply that is `dismantled` is disconnected. */
export function useStateWord(): (atom: ClosureAtom, state: AtomStatus) => string {
  const t = useText(cardText)
  return (atom, state) =>
    state === 'dismantled' && (atom === 'power' || atom === 'water') ? t('state.cut') : t(`state.${state}`)
}

/** The word of a move; of what was taken it says where it went. */
export function useMoveWord(): (atom: ClosureAtom, move: AtomMove) => string {
  const t = useText(cardText)
  return (atom, move) => {
    if (atom !== 'disposal') return t(`move.${move}`)
    return move === 'confiscate' || move === 'destroy' || move === 'remove'
      ? t(`move.disposal.${move}`)
      : t(`move.${move}`)
  }
}
