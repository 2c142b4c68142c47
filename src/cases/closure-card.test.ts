import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../platform/shared/refusal.ts'
import { closureRules } from '../rulebook/rules/closure.ts'
import { closureAtoms, evidencePhases, noticeItems, readRuleValue } from '../rulebook/values.ts'
import {
  type AtomMove,
  atomMoveNames,
  atomMoves,
  checkEvidence,
  checkWhereabouts,
  type Evidence,
  neededEvidence,
  type Whereabouts,
} from './atom.ts'
import {
  appliesTo,
  belongsOnCard,
  type CardAtom,
  checkCard,
  metStandards,
  missingOf,
  situationOfAtom,
  situationOfItem,
} from './closure-card.ts'

const standards = closureRules
  .filter((rule) => rule.key.startsWith('closure.standard.'))
  .map((rule) => readRuleValue('closure.standard.x', rule.value))
const rules = closureRules
  .filter((rule) => rule.key.startsWith('closure.atom.'))
  .map((rule) => readRuleValue('closure.atom.x', rule.value))

const pictures = closureRules
  .filter((rule) => rule.key.startsWith('closure.evidence.'))
  .map((rule) => readRuleValue('closure.evidence.x', rule.value))

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const full: Evidence = { before: [id(1)], during: [id(2)], after: [id(3)] }
const fresh = (kind: 'melting' | 'rolling' | 'both' | 'other'): CardAtom[] =>
  rules.map((rule, i) => ({
    id: id(100 + i),
    atom: rule.atom,
    furnaceId: null,
    applies: appliesTo(rule, kind),
    state: 'unrecorded',
    last: null,
    prepared: false,
    needs: evidencePhases,
  }))
const settled: Partial<Record<CardAtom['atom'], NonNullable<CardAtom['last']>['toState']>> = {
  power: 'dismantled',
  water: 'notPresent',
  transformer: 'removed',
  furnace: 'destroyed',
  mouldsOrCaster: 'destroyed',
  hood: 'dismantled',
  platform: 'dismantled',
  rails: 'dismantled',
  rawMaterial: 'confiscated',
  product: 'confiscated',
  disposal: 'removed',
}
const place: Whereabouts = { kind: 'smelter', words: '某钢厂回炉' }
const done = (kind: 'melting' | 'other' = 'melting'): CardAtom[] =>
  fresh(kind).map((atom) => {
    const toState = settled[atom.atom]
    if (!atom.applies || !toState) return atom
    return { ...atom, state: toState, last: { toState, evidence: full, decisionNumber: '号', whereabouts: place } }
  })
const codeOf = (atoms: CardAtom[], furnaces: string[] = []): string => {
  try {
    checkCard(atoms, standards, furnaces)
    return 'accepted'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
const changed = (atoms: CardAtom[], name: CardAtom['atom'], over: Partial<CardAtom>): CardAtom[] =>
  atoms.map((atom) => (atom.atom === name ? { ...atom, ...over } : atom))

describe('which atoms apply', () => {
  test('is a row of the rulebook by kind of site; a site of other kind gets the whole list', () => {
    const names = (kind: 'melting' | 'rolling' | 'other') =>
      fresh(kind).flatMap((one) => (one.applies ? [one.atom] : []))
    expect(names('melting')).toEqual(closureAtoms.filter((atom) => atom !== 'levelGround'))
    expect(names('rolling')).not.toContain('hood')
    expect(names('other')).toEqual(names('melting'))
  })
  test('a forbidden furnace belongs on the card, a permitted one and one destroyed before do not', () => {
    expect(belongsOnCard({ judgement: 'forbidden', state: 'standing' })).toBe(true)
    expect(belongsOnCard({ judgement: 'permitted', state: 'standing' })).toBe(false)
    expect(belongsOnCard({ judgement: 'forbidden', state: 'destroyed' })).toBe(false)
    expect(belongsOnCard({ judgement: 'forbidden', state: 'removed' })).toBe(false)
  })
})

describe('the notice’s five', () => {
  const five = (atoms: CardAtom[]) => noticeItems.map((item) => situationOfItem(item, atoms, standards))
  test('are unknown on a fresh card, never done', () =>
    expect(five(fresh('melting'))).toEqual(Array(5).fill('unknown')))
  test('are done when every atom the notice names is', () => expect(five(done())).toEqual(Array(5).fill('done')))
  test('do not look at atoms that only other standards name', () => {
    expect(five(changed(done(), 'transformer', { state: 'unrecorded', last: null }))).toEqual(Array(5).fill('done'))
  })
  test('a furnace that is only dismantled meets the national four, not the notice', () => {
    const last = { toState: 'dismantled' as const, evidence: full, decisionNumber: '号', whereabouts: null }
    expect(five(changed(done(), 'furnace', { state: 'dismantled', last }))[1]).toBe('underway')
  })
  test('one atom nobody has recorded makes its item unknown, though the others are done', () => {
    const five1 = five(changed(done(), 'water', { state: 'unrecorded', last: null }))
    expect(five1).toEqual(['unknown', 'done', 'done', 'done', 'done'])
  })
  test('do not apply where the site has none of what they name', () => {
    expect(five(fresh('melting').map((one) => ({ ...one, applies: false })))).toEqual(Array(5).fill('notApplicable'))
  })
  test('one atom left to another procedure makes its item otherwise by law, though the others are done', () => {
    const last = { toState: 'leftByLaw' as const, evidence: full, decisionNumber: '号', whereabouts: null }
    expect(five(changed(done(), 'water', { state: 'leftByLaw', last }))[0]).toBe('otherwiseByLaw')
  })
  test('sealed is not done', () => {
    const last = { toState: 'sealed' as const, evidence: full, decisionNumber: '号', whereabouts: null }
    expect(five(changed(done(), 'product', { state: 'sealed', last }))[4]).toBe('underway')
  })
  test('left to another procedure shows as otherwise by law, never as done', () => {
    const last = { toState: 'leftByLaw' as const, evidence: full, decisionNumber: '号', whereabouts: null }
    const card = changed(done(), 'product', { state: 'leftByLaw', last })
    expect(five(card)[4]).toBe('otherwiseByLaw')
    expect(codeOf(card)).toBe('accepted')
  })
})

describe('one atom', () => {
  const of = (name: CardAtom['atom'], over: Partial<CardAtom> = {}): CardAtom => {
    const atom = changed(done(), name, over).find((one) => one.atom === name)
    if (!atom) throw new Error(name)
    return atom
  }
  const lastAs = (
    toState: NonNullable<CardAtom['last']>['toState'],
    over: Partial<NonNullable<CardAtom['last']>> = {},
  ) => ({
    state: toState,
    last: { toState, evidence: full, decisionNumber: '号', whereabouts: null, ...over },
  })
  test('must be good for every standard that names it, and shows which it meets', () => {
    const dismantled = of('furnace', lastAs('dismantled'))
    expect(missingOf(dismantled, standards)).toEqual(['endState'])
    expect(situationOfAtom(dismantled, standards)).toBe('underway')
    const met = metStandards(dismantled, standards).map(({ standard, met: good }) => [standard, good])
    expect(met).toContainEqual(['notice2018', false])
    expect(met.some(([, good]) => good)).toBe(true)
    expect(metStandards(of('furnace'), standards).every(({ met: good }) => good)).toBe(true)
    expect(situationOfAtom(of('furnace'), standards)).toBe('done')
  })
  test('without a step that led to its state is not recorded', () => {
    expect(missingOf(of('hood', { last: null }), standards)).toEqual(['record'])
    expect(missingOf(of('hood', { ...lastAs('intact'), state: 'dismantled' }), standards)).toEqual(['record'])
    expect(missingOf(of('hood', { state: 'unrecorded' }), standards)).toEqual(['record'])
  })
  test('that meets no picture of what it needs says which', () => {
    const bare = lastAs('dismantled', { evidence: { ...full, during: [] } })
    expect(missingOf(of('hood', bare), standards)).toEqual(['during'])
    expect(metStandards(of('hood', bare), standards).some(({ met }) => met)).toBe(false)
  })
  test('that is not there needs no decision, and a place only where the ledger has it', () => {
    const gone = lastAs('notPresent', { decisionNumber: null })
    expect(missingOf(of('furnace', { ...gone, furnaceId: null }), standards)).toEqual([])
    expect(missingOf(of('furnace', { ...gone, furnaceId: id(7) }), standards)).toEqual(['whereabouts'])
  })
  test('that does not apply lacks nothing', () => {
    expect(missingOf(of('hood', { applies: false, state: 'unrecorded', last: null }), standards)).toEqual([])
    expect(situationOfAtom(of('hood', { applies: false }), standards)).toBe('notApplicable')
  })
})

describe('the card cannot be closed', () => {
  test('while it is fresh', () => expect(codeOf(fresh('melting'))).toBe('card-incomplete'))
  test('while nothing applies at all', () => {
    expect(codeOf(fresh('melting').map((one) => ({ ...one, applies: false })))).toBe('card-incomplete')
  })
  test('while a furnace judged forbidden is not on it', () =>
    expect(codeOf(done(), [id(9)])).toBe('furnace-not-on-card'))
  test('but it can when that furnace is an atom of it', () =>
    expect(codeOf(changed(done(), 'furnace', { furnaceId: id(9) }), [id(9)])).toBe('accepted'))
  test('while a step is prepared and neither done nor withdrawn', () => {
    expect(codeOf(changed(done(), 'hood', { prepared: true }))).toBe('card-incomplete')
  })
  test('while whereabouts or decision number lack', () => {
    const card = done()
    const last = card.find((one) => one.atom === 'disposal')?.last ?? null
    expect(codeOf(changed(card, 'disposal', { last: last && { ...last, whereabouts: null } }))).toBe('card-incomplete')
    expect(codeOf(changed(card, 'disposal', { last: last && { ...last, decisionNumber: null } }))).toBe(
      'card-incomplete',
    )
  })
  test('but it can when nothing lacks', () => expect(codeOf(done())).toBe('accepted'))
})

/** A walk of moves with whatever evidence somebody may offer; what the guards refuse does not happen. */
const somePictures = fc.uniqueArray(fc.integer({ min: 1, max: 6 }).map(id), { maxLength: 2 })
const attempt = fc.record({
  index: fc.nat(rules.length - 1),
  name: fc.constantFrom<AtomMove>(...atomMoveNames),
  evidence: fc.record({ before: somePictures, during: somePictures, after: somePictures }),
  decisionNumber: fc.option(fc.constant('号')),
  whereabouts: fc.option(fc.constant(place)),
})
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never

function tried(atom: CardAtom, { name, evidence, decisionNumber, whereabouts }: Attempt): CardAtom {
  const found = atomMoves[atom.atom][name]
  if (!found?.from.includes(atom.state)) return atom
  try {
    checkEvidence(found.to, evidence, pictures)
    checkWhereabouts(atom.atom, found.to, whereabouts, { inLedger: false, transferable: false })
  } catch {
    return atom // refused: nothing happened
  }
  return {
    ...atom,
    state: found.to,
    needs: neededEvidence(found.to, pictures),
    last: { toState: found.to, evidence, decisionNumber, whereabouts },
  }
}

test('no sequence of moves closes a card that lacks evidence, an end state or whereabouts', () => {
  let closed = 0
  fc.assert(
    fc.property(fc.array(attempt, { minLength: 40, maxLength: 400 }), fc.boolean(), (attempts, nearlyDone) => {
      let atoms = nearlyDone ? done() : fresh('melting')
      for (const one of attempts) atoms = atoms.map((atom, i) => (i === one.index ? tried(atom, one) : atom))
      if (codeOf(atoms) !== 'accepted') return
      closed += 1
      for (const atom of atoms.filter((one) => one.applies)) {
        expect(missingOf(atom, standards)).toEqual([])
        expect(atom.last?.evidence.before.length).toBeGreaterThan(0)
        expect(['notPresent', 'confiscated', 'dismantled', 'destroyed', 'removed', 'leftByLaw']).toContain(atom.state)
        if (atom.state === 'destroyed' || atom.state === 'dismantled' || atom.state === 'removed')
          expect(atom.last?.evidence.during.length && atom.last.evidence.after.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: 300 },
  )
  expect(closed).toBeGreaterThan(0)
})

test('taking any one picture phase, place or number out of a finished card opens it again', () => {
  const applying = done().filter((one) => one.applies)
  fc.assert(
    fc.property(fc.nat(applying.length - 1), (index) => {
      const atom = applying[index]
      if (!atom?.last) throw new Error('finished')
      const bare = { ...atom.last, evidence: { before: [], during: [], after: [] } }
      expect(codeOf(changed(done(), atom.atom, { last: bare }))).toBe('card-incomplete')
      expect(codeOf(changed(done(), atom.atom, { state: 'intact' }))).toBe('card-incomplete')
    }),
  )
})
