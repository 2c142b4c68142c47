import { describe, expect, test } from 'vitest'
import { Refusal } from '../platform/shared/refusal.ts'
import { closureRules } from '../rulebook/rules/closure.ts'
import { type AtomState, atomStates, closureAtoms, readRuleValue } from '../rulebook/values.ts'
import {
  type AtomMove,
  atomMoveNames,
  atomMoves,
  checkByParty,
  checkEvidence,
  checkWhereabouts,
  type ForcedStep,
  forcedStepOf,
  movesFrom,
  neededEvidence,
  stateAfter,
} from './atom.ts'

const pictures = closureRules
  .filter((rule) => rule.key.startsWith('closure.evidence.'))
  .map((rule) => readRuleValue('closure.evidence.x', rule.value))

const codeOf = (run: () => unknown): string => {
  try {
    run()
    return 'accepted'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
const [a, b, c] = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
  '33333333-3333-4333-8333-333333333333',
]

describe('the life of an atom', () => {
  test('starts as unrecorded: what stands there must be said before anything is done to it', () => {
    for (const atom of closureAtoms.filter((one) => one !== 'disposal')) {
      expect(movesFrom(atom, 'unrecorded', atomStates), atom).toEqual(['findNotPresent', 'findIntact', 'leaveByLaw'])
    }
  })

  test('destroyed is the end of a thing', () => {
    for (const atom of closureAtoms.filter((one) => one !== 'disposal'))
      expect(movesFrom(atom, 'destroyed', atomStates), atom).toEqual([])
  })

  test('a supply is never confiscated, destroyed or carried away', () => {
    for (const atom of ['power', 'water'] as const)
      for (const move of ['confiscate', 'destroy', 'remove'] as const) expect(atomMoves[atom][move]).toBeUndefined()
  })

  test('a state the rulebook does not allow for the atom is refused', () => {
    expect(stateAfter('furnace', 'seal', 'intact', atomStates)).toBe('sealed')
    expect(codeOf(() => stateAfter('furnace', 'seal', 'intact', ['intact', 'destroyed']))).toBe('wrong-state')
  })

  test.each([
    ['furnace', 'seal', 'unrecorded'],
    ['furnace', 'seal', 'sealed'],
    ['furnace', 'cut', 'intact'],
    ['product', 'destroy', 'confiscated'],
    ['power', 'confiscate', 'intact'],
    ['disposal', 'seal', 'unrecorded'],
  ] as const)('%s: %s from %s is no move', (atom, move, status) => {
    expect(codeOf(() => stateAfter(atom, move, status, atomStates))).toBe('wrong-state')
  })
})

describe('what is done by force', () => {
  const force = { byParty: false, confiscated: false }
  test.each<[(typeof closureAtoms)[number], AtomMove, ForcedStep | null]>([
    ['furnace', 'seal', 'seal'],
    ['furnace', 'confiscate', 'confiscateEquipment'],
    ['furnace', 'destroy', 'confiscateEquipment'],
    ['transformer', 'remove', 'confiscateEquipment'],
    ['hood', 'dismantle', 'clearWorkshop'],
    ['rails', 'destroy', 'clearWorkshop'],
    ['levelGround', 'dismantle', 'clearWorkshop'],
    ['rawMaterial', 'confiscate', 'confiscateRawMaterial'],
    ['product', 'confiscate', 'confiscateProduct'],
    ['power', 'cut', 'cutPower'],
    ['water', 'cut', 'cutWater'],
    ['furnace', 'release', null],
    ['furnace', 'findIntact', null],
    ['furnace', 'leaveByLaw', null],
    ['disposal', 'destroy', null],
  ])('%s: %s is %s', (atom, move, step) => {
    expect(forcedStepOf(atom, move, force)).toBe(step)
  })

  test('what the party does itself, and disposal of what was confiscated, is no force', () => {
    expect(forcedStepOf('furnace', 'destroy', { byParty: true, confiscated: false })).toBeNull()
    expect(forcedStepOf('furnace', 'destroy', { byParty: false, confiscated: true })).toBeNull()
    expect(forcedStepOf('furnace', 'seal', { byParty: false, confiscated: true })).toBe('seal')
  })

  test('the party neither seals nor confiscates nor decides', () => {
    const own = atomMoveNames.filter((move) => codeOf(() => checkByParty(move, true)) === 'accepted')
    expect(own).toEqual(['cut', 'dismantle', 'destroy', 'remove'])
  })
})

describe('evidence', () => {
  test.each<[AtomState, readonly string[]]>([
    ['notPresent', ['before']],
    ['intact', ['before']],
    ['sealed', ['before', 'during', 'after']],
    ['confiscated', ['before', 'during', 'after']],
    ['dismantled', ['before', 'during', 'after']],
    ['destroyed', ['before', 'during', 'after']],
    ['removed', ['before', 'during', 'after']],
    ['leftByLaw', ['before']],
  ])('the rulebook asks for pictures of %s: %j', (state, phases) => {
    expect(neededEvidence(state, pictures)).toEqual(phases)
  })
  test('a state the rulebook has no row for needs all of them', () => {
    expect(neededEvidence('intact', [])).toEqual(['before', 'during', 'after'])
  })
  test.each([
    ['destroyed', { before: [a], during: [b], after: [c] }, 'accepted'],
    ['destroyed', { before: [a], during: [], after: [c] }, 'evidence-missing'],
    ['sealed', { before: [a], during: [b], after: [c] }, 'accepted'],
    ['sealed', { before: [a], during: [], after: [c] }, 'evidence-missing'],
    ['confiscated', { before: [a], during: [], after: [c] }, 'evidence-missing'],
    ['dismantled', { before: [a], during: [], after: [c] }, 'evidence-missing'],
    ['removed', { before: [a], during: [], after: [c] }, 'evidence-missing'],
    ['sealed', { before: [], during: [], after: [c] }, 'evidence-missing'],
    ['notPresent', { before: [], during: [], after: [] }, 'evidence-missing'],
    ['leftByLaw', { before: [a], during: [], after: [] }, 'accepted'],
    ['destroyed', { before: [a], during: [a], after: [c] }, 'evidence-repeated'],
  ] as const)('%s with %j: %s', (state, { before, during, after }, code) => {
    const given = { before: [...before], during: [...during], after: [...after] }
    expect(codeOf(() => checkEvidence(state, given, pictures))).toBe(code)
  })
})

describe('whereabouts', () => {
  const sale = { kind: 'sale' as const, words: '卖给外地' }
  const smelter = { kind: 'smelter' as const, words: '某钢厂回炉' }
  test.each([
    ['transformer', 'removed', null, false, 'atom-whereabouts-missing'],
    ['transformer', 'removed', smelter, false, 'accepted'],
    ['disposal', 'destroyed', null, false, 'atom-whereabouts-missing'],
    ['disposal', 'confiscated', null, false, 'atom-whereabouts-missing'],
    ['disposal', 'notPresent', null, false, 'accepted'],
    ['product', 'confiscated', null, false, 'accepted'],
    ['transformer', 'removed', sale, false, 'accepted'],
    ['disposal', 'removed', smelter, false, 'accepted'],
    ['disposal', 'removed', sale, false, 'transfer-forbidden'],
    ['furnace', 'removed', sale, true, 'transfer-forbidden'],
    ['furnace', 'notPresent', null, true, 'atom-whereabouts-missing'],
    ['furnace', 'notPresent', null, false, 'accepted'],
    ['furnace', 'destroyed', null, true, 'accepted'],
  ] as const)('%s %s to %j: %s', (atom, to, given, inLedger, code) => {
    expect(codeOf(() => checkWhereabouts(atom, to, given, { inLedger, transferable: false }))).toBe(code)
  })
  test('on a day without the rule, what was eliminated could be sold', () => {
    expect(codeOf(() => checkWhereabouts('furnace', 'removed', sale, { inLedger: true, transferable: true }))).toBe(
      'accepted',
    )
  })
})
