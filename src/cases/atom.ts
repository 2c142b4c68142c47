/** An atom of the closing card: its life as a table, what each move needs of evidence, and which move is coercion. */
import { z } from 'zod'
import { mayMove, move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import {
  type AtomState,
  atomStates,
  type ClosureAtom,
  type CoerciveStep,
  type EvidencePhase,
  evidencePhases,
  type RuleValue,
} from '../rulebook/values.ts'

/** `unrecorded`: nobody has said yet what is there. Unknown is never done. */
export const atomStatuses = ['unrecorded', ...atomStates] as const
export type AtomStatus = 'unrecorded' | AtomState

/** The state the word names; undefined for `unrecorded`. */
export const stateOf = (status: AtomStatus): AtomState | undefined => (status === 'unrecorded' ? undefined : status)

export const atomMoveNames = [
  'findNotPresent',
  'findIntact',
  'seal',
  'release',
  'confiscate',
  'cut',
  'dismantle',
  'destroy',
  'remove',
  'leaveByLaw',
] as const
export type AtomMove = (typeof atomMoveNames)[number]

type AtomMoves = Partial<Record<AtomMove, { readonly from: readonly AtomStatus[]; readonly to: AtomState }>>

const looking = {
  findNotPresent: { from: ['unrecorded'], to: 'notPresent' },
  // Also what was thought gone, or left to another procedure, and is found standing.
  findIntact: { from: ['unrecorded', 'notPresent', 'removed', 'leftByLaw'], to: 'intact' },
} as const satisfies AtomMoves

const supply = {
  ...looking,
  seal: { from: ['intact'], to: 'sealed' },
  release: { from: ['sealed'], to: 'intact' },
  // Of a supply `dismantled` means that the line is disconnected and taken away.
  cut: { from: ['intact', 'sealed'], to: 'dismantled' },
  leaveByLaw: { from: ['unrecorded', 'intact', 'sealed'], to: 'leftByLaw' },
} as const satisfies AtomMoves

const equipment = {
  ...looking,
  seal: { from: ['intact'], to: 'sealed' },
  release: { from: ['sealed', 'confiscated'], to: 'intact' },
  confiscate: { from: ['intact', 'sealed'], to: 'confiscated' },
  dismantle: { from: ['intact', 'sealed', 'confiscated'], to: 'dismantled' },
  destroy: { from: ['intact', 'sealed', 'confiscated', 'dismantled', 'removed'], to: 'destroyed' },
  remove: { from: ['intact', 'sealed', 'confiscated', 'dismantled'], to: 'removed' },
  leaveByLaw: { from: ['unrecorded', 'intact', 'sealed', 'dismantled', 'removed'], to: 'leftByLaw' },
} as const satisfies AtomMoves

const ground = {
  ...looking,
  dismantle: { from: ['intact'], to: 'dismantled' },
  destroy: { from: ['intact', 'dismantled'], to: 'destroyed' },
  leaveByLaw: { from: ['unrecorded', 'intact', 'dismantled'], to: 'leftByLaw' },
} as const satisfies AtomMoves

const goods = {
  ...looking,
  seal: { from: ['intact'], to: 'sealed' },
  release: { from: ['sealed', 'confiscated'], to: 'intact' },
  confiscate: { from: ['intact', 'sealed'], to: 'confiscated' },
  remove: { from: ['intact', 'sealed'], to: 'removed' },
  leaveByLaw: { from: ['unrecorded', 'intact', 'sealed', 'removed'], to: 'leftByLaw' },
} as const satisfies AtomMoves

/** Where what was taken is now: kept by the authority, made unusable, or brought somewhere. */
const whereaboutsOfTaken = {
  findNotPresent: { from: ['unrecorded'], to: 'notPresent' },
  confiscate: { from: ['unrecorded', 'removed'], to: 'confiscated' },
  destroy: { from: ['unrecorded', 'confiscated', 'removed'], to: 'destroyed' },
  remove: { from: ['unrecorded', 'confiscated'], to: 'removed' },
  leaveByLaw: { from: ['unrecorded', 'confiscated', 'removed'], to: 'leftByLaw' },
} as const satisfies AtomMoves

/** The whole life of each atom. A move not listed here cannot happen. */
export const atomMoves: Readonly<Record<ClosureAtom, AtomMoves>> = {
  power: supply,
  water: supply,
  transformer: equipment,
  furnace: equipment,
  mouldsOrCaster: equipment,
  hood: equipment,
  platform: equipment,
  rails: equipment,
  levelGround: ground,
  rawMaterial: goods,
  product: goods,
  disposal: whereaboutsOfTaken,
}

/** Moves possible from a status; those that lead to a state the rulebook does not allow for the atom are left out. */
export function movesFrom(atom: ClosureAtom, status: AtomStatus, allowed: readonly AtomState[]): AtomMove[] {
  return atomMoveNames.filter((name) => {
    const found = atomMoves[atom][name]
    return found !== undefined && mayMove({ [name]: found }, name, status) && allowed.includes(found.to)
  })
}

/** The state after a move. @param allowed states of the rule `closure.atom.…`. Refuses `wrong-state`. */
export function stateAfter(
  atom: ClosureAtom,
  name: AtomMove,
  status: AtomStatus,
  allowed: readonly AtomState[],
): AtomState {
  const found = atomMoves[atom][name]
  if (!found) throw new Refusal('wrong-state', { move: name, status })
  const to = move<AtomStatus>({ [name]: found }, name, status)
  if (to === 'unrecorded' || !allowed.includes(to)) throw new Refusal('wrong-state', { move: name, status })
  return to
}

/** What a move does by force. `cutWater` has no basis in the rulebook and is therefore always refused. */
export type ForcedStep = CoerciveStep | 'cutWater'

const clearedAtoms: readonly ClosureAtom[] = ['hood', 'platform', 'rails', 'levelGround']

function confiscationOf(atom: ClosureAtom): CoerciveStep {
  if (atom === 'rawMaterial') return 'confiscateRawMaterial'
  return atom === 'product' ? 'confiscateProduct' : 'confiscateEquipment'
}

/**
 * The coercive step a move is, null where it is none: a finding, what the party does itself, disposal of what was
 * confiscated before, a release, or a decision to leave it to another procedure.
 */
export function forcedStepOf(
  atom: ClosureAtom,
  name: AtomMove,
  { byParty, confiscated }: { byParty: boolean; confiscated: boolean },
): ForcedStep | null {
  if (atom === 'disposal' || byParty) return null
  if (name === 'seal') return 'seal'
  if (name === 'cut') return atom === 'power' ? 'cutPower' : 'cutWater'
  if (name === 'confiscate') return confiscationOf(atom)
  if (name !== 'dismantle' && name !== 'destroy' && name !== 'remove') return null
  if (confiscated) return null
  return clearedAtoms.includes(atom) ? 'clearWorkshop' : confiscationOf(atom)
}

/** Moves that the party may make itself; nobody seals, confiscates or decides for the authority. */
export const partyMoves = ['cut', 'dismantle', 'destroy', 'remove'] as const satisfies readonly AtomMove[]

/** Refuses `not-by-party`. */
export function checkByParty(name: AtomMove, byParty: boolean): void {
  if (byParty && !partyMoves.some((own) => own === name)) throw new Refusal('not-by-party', { move: name })
}

const pictures = z.array(z.uuid()).max(30)
/** Ids of pictures of the site before, during and after. */
export const evidence = z.object({ before: pictures, during: pictures, after: pictures })
export type Evidence = z.infer<typeof evidence>

export type EvidenceRule = RuleValue<'closure.evidence.x'>

/** Phases a state is shown in, by the rules of the case; every phase where the rulebook has no row for it. */
export const neededEvidence = (to: AtomState, rules: readonly EvidenceRule[]): readonly EvidencePhase[] =>
  rules.find((rule) => rule.state === to)?.phases ?? evidencePhases

/** Needed phases without any picture. */
export const missingEvidence = (needed: readonly EvidencePhase[], given: Evidence): EvidencePhase[] =>
  needed.filter((phase) => given[phase].length === 0)

/** Refuses `evidence-missing` with its phase; `evidence-repeated` where one picture is to show two times at once. */
export function checkEvidence(to: AtomState, given: Evidence, rules: readonly EvidenceRule[]): void {
  const [phase] = missingEvidence(neededEvidence(to, rules), given)
  if (phase) throw new Refusal('evidence-missing', { phase, state: to })
  const all = evidencePhases.flatMap((one) => given[one])
  if (new Set(all).size !== all.length) throw new Refusal('evidence-repeated')
}

export const whereaboutsKinds = [
  'custody',
  'keptOnSite',
  'smelter',
  'dump',
  'elsewhere',
  'sale',
  'lease',
  'transfer',
] as const
export type WhereaboutsKind = (typeof whereaboutsKinds)[number]
export const whereabouts = z.object({ kind: z.enum(whereaboutsKinds), words: z.string().trim().min(1).max(400) })
export type Whereabouts = z.infer<typeof whereabouts>

const passedOn: readonly WhereaboutsKind[] = ['sale', 'lease', 'transfer']
const eliminatedEquipment: readonly ClosureAtom[] = ['furnace', 'mouldsOrCaster', 'disposal']

/** Whether the place must be told where the thing is now. */
export const needsWhereabouts = (atom: ClosureAtom, to: AtomState, inLedger: boolean): boolean =>
  to === 'removed' ||
  // A furnace of the ledger that is not there has gone somewhere.
  (to === 'notPresent' && inLedger) ||
  (atom === 'disposal' && (to === 'confiscated' || to === 'destroyed'))

/**
 * Refuses `atom-whereabouts-missing`; `transfer-forbidden` where eliminated equipment is said to be sold, leased or handed on.
 * @param transferable value of the rule `coercion.noTransfer` at the day, true where there is none.
 */
export function checkWhereabouts(
  atom: ClosureAtom,
  to: AtomState,
  given: Whereabouts | null,
  { inLedger, transferable }: { inLedger: boolean; transferable: boolean },
): void {
  if (given === null) {
    if (needsWhereabouts(atom, to, inLedger)) throw new Refusal('atom-whereabouts-missing', { atom })
    return
  }
  if (!transferable && eliminatedEquipment.includes(atom) && passedOn.includes(given.kind))
    throw new Refusal('transfer-forbidden', { atom })
}
