import { describe, expect, test } from 'vitest'
import { workCalendar } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Standing } from '../rulebook/rule.ts'
import {
  type Basis,
  checkAuthority,
  checkBasis,
  checkDecision,
  checkHours,
  checkInterval,
  checkLeaving,
  checkPartyStatement,
  checkRawMaterial,
  checkRequirements,
  checkStanding,
  checkSupply,
} from './coercion.ts'

const codeOf = (run: () => unknown): string => {
  try {
    run()
    return 'accepted'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
const fileId = '11111111-1111-4111-8111-111111111111'
const law = { zh: '法', en: 'law' }
const basis = (over: Partial<Basis['value']> = {}, standing: Standing = 'authentic'): Basis => ({
  key: 'basis.seal.coercion18',
  standing,
  value: { step: 'seal', law, articles: ['18'], functionKinds: [], requires: [], ...over },
})

describe('the basis', () => {
  test('nothing by force without one', () => expect(codeOf(() => checkBasis('seal', null))).toBe('basis-missing'))
  test('of its own step carries it', () => expect(checkBasis('seal', basis())).toEqual(basis()))
  test('of another step is none', () =>
    expect(codeOf(() => checkBasis('confiscateProduct', basis()))).toBe('basis-unfit'))
  test('water has none in the rulebook: it is never cut by force', () => {
    expect(codeOf(() => checkBasis('cutWater', null))).toBe('basis-missing')
    expect(codeOf(() => checkBasis('cutWater', basis()))).toBe('basis-unfit')
  })
  test.each(['secondary', 'inferred', 'unverified'] as const)('that is %s can be prepared, not done', (standing) => {
    expect(codeOf(() => checkStanding(basis({}, standing)))).toBe('basis-not-authentic')
  })
  test('that is authentic carries the step', () => expect(codeOf(() => checkStanding(basis()))).toBe('accepted'))
})

describe('the body', () => {
  test.each([
    [['quality', 'marketRegulation'], 'marketRegulation', [], 'accepted'],
    [['quality'], 'economyInformation', ['economyInformation'], 'authority-not-competent'],
    [[], 'quality', ['quality'], 'accepted'],
    [[], 'land', ['quality'], 'authority-not-competent'],
    [[], null, ['quality'], 'authority-not-competent'],
  ] as const)('basis of %j, agency %s, competent %j: %s', (named, kind, competent, code) => {
    expect(codeOf(() => checkAuthority(basis({ functionKinds: [...named] }), kind, new Set(competent)))).toBe(code)
  })
})

describe('a confiscation needs a decision that was served by then', () => {
  const steps = ['confiscateEquipment', 'confiscateProduct', 'confiscateRawMaterial']
  const decisions = [
    { number: '罚1', servedOn: '2018-03-01' },
    { number: '罚2', servedOn: null },
  ]
  test.each([
    ['confiscateProduct', '罚1', '2018-03-01', 'accepted'],
    ['confiscateProduct', '罚1', '2018-02-28', 'decision-not-served'],
    ['confiscateProduct', '罚2', '2018-03-05', 'decision-not-served'],
    ['confiscateEquipment', '罚9', '2018-03-05', 'decision-not-served'],
    ['confiscateRawMaterial', null, '2018-03-05', 'decision-not-served'],
    ['seal', null, '2018-03-05', 'accepted'],
  ] as const)('%s on %s at %s: %s', (step, number, on, code) => {
    expect(codeOf(() => checkDecision(step, steps, decisions, number, on))).toBe(code)
  })
})

describe('papers and officers', () => {
  const full = basis({ requires: ['headApproval', 'twoOfficers', 'servedPenaltyDecision'] })
  const approval = [{ kind: 'headApproval' as const, fileId }]
  test.each([
    [[], 'A1', 'A2', 'paper-missing'],
    [[{ kind: 'minutes' as const, fileId }], 'A1', 'A2', 'paper-missing'],
    [approval, 'A1', null, 'two-officers'],
    [approval, null, 'A2', 'two-officers'],
    [approval, 'A1', 'A2', 'accepted'],
  ])('papers %j, cards %s and %s: %s', (papers, acting, second, code) => {
    expect(codeOf(() => checkRequirements(full, papers, { acting, second }))).toBe(code)
  })
  test('what the party does itself it says in writing', () => {
    expect(codeOf(() => checkPartyStatement(true, []))).toBe('paper-missing')
    expect(codeOf(() => checkPartyStatement(true, [{ kind: 'minutes', fileId }]))).toBe('paper-missing')
    expect(codeOf(() => checkPartyStatement(true, [{ kind: 'partyStatement', fileId }]))).toBe('accepted')
    expect(codeOf(() => checkPartyStatement(false, []))).toBe('accepted')
  })
  test('raw material only as far as used specially: stated and proven', () => {
    const proof = [{ kind: 'speciallyUsed' as const, fileId }]
    expect(codeOf(() => checkRawMaterial('confiscateRawMaterial', true, null, proof))).toBe('raw-material-scope')
    expect(codeOf(() => checkRawMaterial('confiscateRawMaterial', true, ' ', proof))).toBe('raw-material-scope')
    expect(codeOf(() => checkRawMaterial('confiscateRawMaterial', true, '废钢 12 吨', []))).toBe('raw-material-scope')
    expect(codeOf(() => checkRawMaterial('confiscateRawMaterial', false, null, []))).toBe('accepted')
    expect(codeOf(() => checkRawMaterial('confiscateRawMaterial', true, '废钢 12 吨', proof))).toBe('accepted')
    expect(codeOf(() => checkRawMaterial('confiscateProduct', true, null, []))).toBe('accepted')
  })
  test('leaving a thing to another procedure is a decision with number, reason and paper', () => {
    const papers = [{ kind: 'leavingDecision' as const, fileId }]
    expect(codeOf(() => checkLeaving('leaveByLaw', { reason: ' ', decisionNumber: '1', papers }))).toBe(
      'reason-missing',
    )
    expect(codeOf(() => checkLeaving('leaveByLaw', { reason: '抵押物', decisionNumber: null, papers }))).toBe(
      'decision-number-missing',
    )
    expect(codeOf(() => checkLeaving('leaveByLaw', { reason: '抵押物', decisionNumber: '1', papers: [] }))).toBe(
      'paper-missing',
    )
    expect(codeOf(() => checkLeaving('leaveByLaw', { reason: '抵押物', decisionNumber: '1', papers }))).toBe('accepted')
    expect(codeOf(() => checkLeaving('leaveByLaw', { reason: null, decisionNumber: '1', papers }))).toBe(
      'reason-missing',
    )
    expect(codeOf(() => checkLeaving('seal', { reason: null, decisionNumber: null, papers: [] }))).toBe('accepted')
  })
})

describe('the hour', () => {
  // Spring Festival 2018: 15 to 21 February off, Sunday 11 February worked
  const calendar = workCalendar([
    {
      year: 2018,
      offDays: ['2018-02-15', '2018-02-16', '2018-02-19', '2018-02-20', '2018-02-21'],
      makeUpDays: ['2018-02-11'],
    },
  ])
  const rules = {
    times: ['night', 'publicHoliday'] as ('night' | 'publicHoliday')[],
    night: { from: '22:00', to: '06:00' },
    calendar,
  }
  const at = (from: string, to: string) => ({
    startedAt: new Date(`2018-${from}:00+08:00`),
    endedAt: new Date(`2018-${to}:00+08:00`),
  })
  test.each([
    ['02-09T06:00', '02-09T22:00', 'accepted'],
    ['02-09T05:59', '02-09T08:00', 'forbidden-time'],
    ['02-09T21:00', '02-09T22:01', 'forbidden-time'],
    ['02-09T22:00', '02-09T22:00', 'forbidden-time'],
    ['02-09T20:00', '02-10T08:00', 'forbidden-time'],
    ['02-11T09:00', '02-11T10:00', 'accepted'],
    ['02-10T09:00', '02-10T10:00', 'forbidden-time'],
    ['02-16T09:00', '02-16T10:00', 'forbidden-time'],
  ])('%s to %s: %s', (from, to, code) => {
    expect(codeOf(() => checkHours(at(from, to), rules, null))).toBe(code)
  })
  test('the night may begin at any minute, and need not pass midnight', () => {
    const halfPast = { ...rules, night: { from: '22:30', to: '05:30' } }
    const hours = (from: string, to: string, of = halfPast) => codeOf(() => checkHours(at(from, to), of, null))
    expect(hours('02-09T22:10', '02-09T22:30')).toBe('accepted')
    expect(hours('02-09T22:10', '02-09T22:31')).toBe('forbidden-time')
    expect(hours('02-09T05:29', '02-09T05:40')).toBe('forbidden-time')
    expect(hours('02-09T05:30', '02-09T05:40')).toBe('accepted')
    const small = { ...rules, night: { from: '01:00', to: '04:00' } }
    expect(hours('02-09T00:10', '02-09T01:00', small)).toBe('accepted')
    expect(hours('02-09T04:00', '02-09T23:59', small)).toBe('accepted')
    expect(hours('02-08T23:00', '02-09T00:59', small)).toBe('accepted')
    expect(hours('02-08T23:00', '02-09T01:30', small)).toBe('forbidden-time')
  })
  test('what reaches into a day of rest is on it, whatever the hour', () => {
    const anyHour = { ...rules, times: ['publicHoliday' as const] }
    expect(codeOf(() => checkHours(at('02-14T20:00', '02-14T23:59'), anyHour, null))).toBe('accepted')
    expect(codeOf(() => checkHours(at('02-14T23:00', '02-15T01:00'), anyHour, null))).toBe('forbidden-time')
    expect(codeOf(() => checkHours(at('02-16T01:00', '02-16T02:00'), { ...rules, times: [] }, null))).toBe('accepted')
  })
  test('an emergency may not wait, if its reason is written down', () => {
    expect(codeOf(() => checkHours(at('02-16T23:00', '02-16T23:30'), rules, '  '))).toBe('forbidden-time')
    expect(codeOf(() => checkHours(at('02-16T23:00', '02-16T23:30'), rules, '炉体即将转移'))).toBe('accepted')
  })
  test('a year without calendar is refused, not guessed', () => {
    const later = { startedAt: new Date('2031-02-10T10:00:00+08:00'), endedAt: new Date('2031-02-10T11:00:00+08:00') }
    expect(codeOf(() => checkHours(later, rules, null))).toBe('calendar-year-unknown')
  })
  test('is over, in order, and within a day', () => {
    const now = new Date('2018-02-09T12:00:00+08:00')
    expect(codeOf(() => checkInterval(at('02-09T10:00', '02-09T11:00'), now))).toBe('accepted')
    expect(codeOf(() => checkInterval(at('02-09T10:00', '02-09T10:00'), now))).toBe('accepted')
    expect(codeOf(() => checkInterval(at('02-08T12:00', '02-09T12:00'), now))).toBe('accepted')
    expect(codeOf(() => checkInterval(at('02-08T11:00', '02-09T11:01'), now))).toBe('times-unfit')
    expect(codeOf(() => checkInterval(at('02-09T11:00', '02-09T12:01'), now))).toBe('times-unfit')
    expect(codeOf(() => checkInterval(at('02-09T11:00', '02-09T10:00'), now))).toBe('times-unfit')
    expect(codeOf(() => checkInterval(at('02-09T11:00', '02-09T13:00'), now))).toBe('times-unfit')
    expect(codeOf(() => checkInterval(at('02-07T11:00', '02-09T11:00'), now))).toBe('times-unfit')
  })
})

describe('power and water of dwellings are never cut', () => {
  const never = ['power', 'water', 'heat', 'gas']
  const named = { usagePointIds: [fileId], meter: null, servesNoDwelling: true }
  test.each([
    ['power', 'findIntact', named, 'accepted'],
    ['power', 'cut', { ...named, usagePointIds: [] }, 'supply-not-named'],
    ['power', 'seal', { ...named, servesNoDwelling: false }, 'serves-dwelling'],
    ['water', 'cut', named, 'supply-not-named'],
    ['water', 'cut', { ...named, meter: '水表 7' }, 'accepted'],
    ['power', 'findNotPresent', { ...named, usagePointIds: [] }, 'accepted'],
    ['furnace', 'seal', { ...named, usagePointIds: [] }, 'accepted'],
  ] as const)('%s: %s with %j: %s', (atom, move, supply, code) => {
    expect(codeOf(() => checkSupply(atom, move, supply, never))).toBe(code)
  })
})
