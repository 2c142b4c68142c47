import { describe, expect, test } from 'vitest'
import { Refusal } from '../platform/shared/refusal.ts'
import { visitGuardRules } from '../rulebook/rules/visit-guard.ts'
import { readRuleValue } from '../rulebook/values.ts'
import { examplePlan } from './examples.ts'
import type { VisitPlan } from './visit.ts'
import { guardStart, guardVisit, type VisitFacts, type VisitRules } from './visit-guard.ts'

const site = '01900000-0000-7000-8000-000000000001'
const agency = '01900000-0000-7000-8000-000000000002'
const officers = ['01900000-0000-7000-8000-000000000003', '01900000-0000-7000-8000-000000000004']

/** The rules of a day, out of the first edition. */
function rulesOn(day: string): VisitRules {
  const find = <
    K extends
      | 'visitGuard.requirement'
      | 'visitGuard.taskSources'
      | 'visitGuard.yearlyCap'
      | 'visitGuard.exemptTriggers'
      | 'visitGuard.specialSweep',
  >(
    key: K,
  ) => {
    const row = visitGuardRules.find(
      (rule) => rule.key === key && rule.validFrom <= day && (rule.validTo === null || rule.validTo >= day),
    )
    return row ? readRuleValue(key, row.value) : null
  }
  const [requirement, allowedSources] = [find('visitGuard.requirement'), find('visitGuard.taskSources')]
  if (!requirement || !allowedSources) throw new Error(`no rule on ${day}`)
  return {
    requirement,
    allowedSources,
    cap: find('visitGuard.yearlyCap'),
    exempt: find('visitGuard.exemptTriggers'),
    specialSweep: find('visitGuard.specialSweep'),
  }
}

const good: VisitFacts = { agencyIsCompetent: true, cardHolders: 2, countedVisits: 0, sweep: null }
const refusalOf = (day: string, plan: Partial<VisitPlan>, facts: Partial<VisitFacts> = {}): string | null => {
  try {
    guardVisit(examplePlan(site, agency, officers, day, plan), rulesOn(day), { ...good, ...facts })
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const reform = '2025-01-03'
const dayBefore = '2025-01-02'
const ofOld = '2018-03-01'

describe('at any date a visit needs', () => {
  test.each([ofOld, dayBefore, reform, '2026-11-23'])(
    'on %s two card-holders of a competent agency, a legal basis and a task source',
    (day) => {
      expect(refusalOf(day, {})).toBeNull()
      expect(refusalOf(day, {}, { cardHolders: 1 })).toBe('visit-card-holders')
      expect(refusalOf(day, {}, { agencyIsCompetent: false })).toBe('visit-agency-not-competent')
      expect(refusalOf(day, { basis: null })).toBe('visit-basis')
      expect(refusalOf(day, { taskSource: 'lead' })).toBe('visit-task-source')
      expect(refusalOf(day, { taskSource: 'tip' })).toBe('visit-task-source')
    },
  )
})

describe('from 3 January 2025 inclusive it also needs', () => {
  test.each([
    ['an item of the published list', { itemCode: null }, 'visit-item'],
    ['an approval', { approval: null }, 'visit-approval'],
    ['a notice, or the reason for none', { notice: null }, 'visit-notice'],
  ] as const)('%s', (_what, plan, code) => {
    expect(refusalOf(ofOld, plan)).toBeNull()
    expect(refusalOf(dayBefore, plan)).toBeNull()
    expect(refusalOf(reform, plan)).toBe(code)
  })

  test('a reason in place of a notice is enough', () => {
    expect(refusalOf(reform, { notice: { reasonForNone: '事先通知可能导致证据灭失' } })).toBeNull()
  })

  test('room under the yearly cap', () => {
    expect(refusalOf(dayBefore, {}, { countedVisits: 9 })).toBeNull()
    expect(refusalOf(reform, {}, { countedVisits: 1 })).toBeNull()
    expect(refusalOf(reform, {}, { countedVisits: 2 })).toBe('visit-cap')
  })

  test('a reason where the cap does not count it', () => {
    const byLead = { taskSource: 'lead', leadId: site } as const
    expect(refusalOf(reform, byLead, { countedVisits: 9 })).toBe('visit-exempt-reason')
    expect(refusalOf(reform, { ...byLead, exemptReason: '线索核查' }, { countedVisits: 9 })).toBeNull()
  })

  test('the log-in at the gate', () => {
    expect(() => guardStart(null, rulesOn(dayBefore).requirement)).not.toThrow()
    expect(() => guardStart(null, rulesOn(reform).requirement)).toThrow('visit-gate')
    expect(() => guardStart('SM-20250103-1', rulesOn(reform).requirement)).not.toThrow()
  })
})

describe('a sweep yields visits only', () => {
  const bySweep = { taskSource: 'specialSweep', sweepTargetId: site } as const
  test.each([
    ['with a plan approved by a county government', { planNumber: '武政办〔2018〕5号', approverLevel: 'county' }, null],
    ['with a plan approved by the city', { planNumber: '常政办〔2018〕5号', approverLevel: 'city' }, null],
    ['never with a plan of a township', { planNumber: '镇〔2018〕1号', approverLevel: 'township' }, 'visit-sweep-plan'],
    ['never without a plan', { planNumber: null, approverLevel: null }, 'visit-sweep-plan'],
    ['never without the sweep', null, 'visit-task-source'],
  ] as const)('%s', (_what, sweep, code) => {
    for (const day of [ofOld, reform]) expect(refusalOf(day, bySweep, { sweep })).toBe(code)
  })
})
