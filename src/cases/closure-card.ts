/** The closing card as a whole: which atoms apply, which standards they meet, the notice's five, and what is still missing. */
import type { SiteKind } from '../enterprises/site.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { AtomState, ClosureAtom, EvidencePhase, NoticeItem, RuleValue } from '../rulebook/values.ts'
import { type AtomStatus, type Evidence, missingEvidence, needsWhereabouts, type Whereabouts } from './atom.ts'

export type AtomRule = RuleValue<'closure.atom.x'>
export type StandardRule = RuleValue<'closure.standard.x'>

/** Whether an atom belongs to a site of this kind. A site of another or unknown kind gets the whole list, the stricter reading. */
export const appliesTo = (rule: AtomRule, kind: SiteKind): boolean =>
  rule.appliesTo.includes(kind === 'other' ? 'both' : kind)

/** A furnace of the site that must be an atom of the card; what an earlier case destroyed or took away is done with. */
export const belongsOnCard = (furnace: { judgement: string | null; state: string }): boolean =>
  furnace.judgement === 'forbidden' && furnace.state !== 'destroyed' && furnace.state !== 'removed'

/** What the last step done on an atom left behind. */
export type LastStep = {
  toState: AtomState
  evidence: Evidence
  decisionNumber: string | null
  whereabouts: Whereabouts | null
}

/** As much of an atom as the card needs to be judged. */
export type CardAtom = {
  id: string
  atom: ClosureAtom
  furnaceId: string | null
  applies: boolean
  state: AtomStatus
  last: LastStep | null
  /** Phases its last step must show, by the rules of the card's day. */
  needs: readonly EvidencePhase[]
  /** A step is prepared and neither done nor withdrawn. */
  prepared: boolean
}

export const missingParts = [
  'record',
  'endState',
  'before',
  'during',
  'after',
  'whereabouts',
  'decisionNumber',
  'preparedStep',
] as const
export type MissingPart = (typeof missingParts)[number]

const standardsOf = (atom: ClosureAtom, standards: readonly StandardRule[]): StandardRule[] =>
  standards.filter((one) => one.atom === atom)

/** Whether a state meets one standard; `leftByLaw` meets none, it is shown as otherwise by law. */
const meets = (state: AtomStatus, standard: StandardRule): boolean =>
  state !== 'unrecorded' && state !== 'leftByLaw' && standard.doneStates.includes(state)

/** States in which nothing more is to come: left to another procedure, or good for every standard that names the atom. */
function isEndState(atom: CardAtom, standards: readonly StandardRule[]): boolean {
  if (atom.state === 'leftByLaw') return true
  const naming = standardsOf(atom.atom, standards)
  return naming.length > 0 && naming.every((one) => meets(atom.state, one))
}

/** What an atom that applies still lacks before the card can be closed; empty when nothing. */
export function missingOf(atom: CardAtom, standards: readonly StandardRule[]): MissingPart[] {
  if (!atom.applies) return []
  const missing: MissingPart[] = []
  if (atom.prepared) missing.push('preparedStep')
  if (atom.state === 'unrecorded' || atom.last === null || atom.last.toState !== atom.state)
    return [...missing, 'record']
  if (!isEndState(atom, standards)) return [...missing, 'endState']
  missing.push(...missingEvidence(atom.needs, atom.last.evidence))
  if (needsWhereabouts(atom.atom, atom.state, atom.furnaceId !== null) && atom.last.whereabouts === null)
    missing.push('whereabouts')
  if (atom.state !== 'notPresent' && !atom.last.decisionNumber) missing.push('decisionNumber')
  return missing
}

export const cardSituations = ['notApplicable', 'unknown', 'underway', 'otherwiseByLaw', 'done'] as const
export type CardSituation = (typeof cardSituations)[number]

function rolledUp(atoms: readonly CardAtom[], standards: readonly StandardRule[]): CardSituation {
  const naming = atoms.filter((atom) => atom.applies && standardsOf(atom.atom, standards).length > 0)
  if (naming.length === 0) return 'notApplicable'
  if (naming.some((atom) => atom.state === 'unrecorded')) return 'unknown'
  const complete = (atom: CardAtom) => missingOf(atom, standards).length === 0
  if (!naming.every(complete)) return 'underway'
  return naming.some((atom) => atom.state === 'leftByLaw') ? 'otherwiseByLaw' : 'done'
}

/** One of the notice's five, from the atoms the notice itself names for it and no others. */
export const situationOfItem = (
  item: NoticeItem,
  atoms: readonly CardAtom[],
  standards: readonly StandardRule[],
): CardSituation =>
  rolledUp(
    atoms,
    standards.filter((one) => one.standard === 'notice2018' && one.noticeItem === item),
  )

/** One atom, against every standard that names it. */
export const situationOfAtom = (atom: CardAtom, standards: readonly StandardRule[]): CardSituation =>
  rolledUp([atom], standardsOf(atom.atom, standards))

/** The names of the standards that name an atom, with whether its state meets each. */
export const metStandards = (atom: CardAtom, standards: readonly StandardRule[]) =>
  standardsOf(atom.atom, standards).map((one) => ({
    standard: one.standard,
    noticeItem: one.noticeItem,
    met: missingOf(atom, [one]).length === 0 && meets(atom.state, one),
  }))

/**
 * The card may be handed in for acceptance, and closed. Refuses `card-incomplete` with the first atom and what it lacks, and
 * `furnace-not-on-card` while a furnace of the site that was judged forbidden is no atom of it.
 */
export function checkCard(
  atoms: readonly CardAtom[],
  standards: readonly StandardRule[],
  forbiddenFurnaceIds: readonly string[],
): void {
  const onCard = new Set(atoms.map((atom) => atom.furnaceId))
  const forgotten = forbiddenFurnaceIds.filter((id) => !onCard.has(id))
  if (forgotten.length > 0) throw new Refusal('furnace-not-on-card', { count: forgotten.length })
  const applying = atoms.filter((atom) => atom.applies)
  if (applying.length === 0) throw new Refusal('card-incomplete', { missing: 'record' })
  const lacking = applying.filter((atom) => missingOf(atom, standards).length > 0)
  const [first] = lacking
  if (first)
    throw new Refusal('card-incomplete', {
      atom: first.atom,
      missing: missingOf(first, standards).join(','),
      atoms: lacking.length,
    })
}
