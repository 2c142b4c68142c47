import { describe, expect, it } from 'vitest'
import { firstEdition } from '../rulebook/rules/first-edition.ts'
import { dutySeed, dutySeeds } from './duties.ts'
import { agencySeed, changzhouAgencies, townshipAgency } from './registry.ts'

describe('the registry of agencies', () => {
  it('has well-formed rows with a code of their own', () => {
    for (const agency of changzhouAgencies) agencySeed.parse(agency)
    expect(new Set(changzhouAgencies.map((agency) => agency.code)).size).toBe(changzhouAgencies.length)
  })

  it('names only predecessors that exist, each closed the day before or absorbed later', () => {
    const byCode = new Map(changzhouAgencies.map((agency) => [agency.code, agency]))
    for (const agency of changzhouAgencies) {
      for (const code of agency.predecessors) {
        const before = byCode.get(code)
        expect(before?.validTo, code).not.toBeNull()
        expect(before && before.divisionCode === agency.divisionCode, code).toBe(true)
      }
    }
  })

  it('leaves no closed body without exactly one successor', () => {
    for (const closed of changzhouAgencies.filter((agency) => agency.validTo !== null)) {
      const successors = changzhouAgencies.filter((agency) => agency.predecessors.includes(closed.code))
      expect(successors.length, closed.code).toBe(1)
    }
  })

  it('merges quality and industry and commerce into market regulation', () => {
    const market = changzhouAgencies.find((agency) => agency.code === '320400-marketRegulation')
    expect(market?.predecessors).toEqual(['320400-quality', '320400-industryCommerce'])
  })

  it('refers only to competences of the rulebook, and gives the city office none to inspect', () => {
    const keys = new Set(firstEdition.map((rule) => rule.key))
    for (const agency of changzhouAgencies) for (const key of agency.competences) expect(keys.has(key), key).toBe(true)
    const office = changzhouAgencies.find((agency) => agency.functionKind === 'coordination')
    expect(office?.competences).toEqual(['competence.observe.coordination'])
  })

  it('makes the body of a township from its code and name', () => {
    expect(agencySeed.parse(townshipAgency('320402002', { zh: '雕庄街道', en: 'Diaozhuang' })).functionKind).toBe(
      'township',
    )
  })
})

describe('duty lists', () => {
  it('are well formed, with a code of their own and no host as basis', () => {
    for (const duty of dutySeeds) {
      dutySeed.parse(duty)
      expect(`${duty.basis.zh} ${duty.basis.en}`).not.toMatch(/http|www/)
      expect(duty.duty.en).not.toMatch(/\p{Script=Han}/u)
      expect(duty.grade !== null, duty.code).toBe(duty.standing === 'secondary')
    }
    expect(new Set(dutySeeds.map((duty) => duty.code)).size).toBe(dutySeeds.length)
  })

  it('are authentic only where the notice itself orders the duty', () => {
    for (const duty of dutySeeds.filter((one) => one.standing === 'authentic')) {
      expect(duty.basis.zh).toMatch(/^常化解办〔2018〕1号/)
    }
  })

  it('exist for every kind of department in the registry that acts on steel', () => {
    const withDuties = new Set(dutySeeds.map((duty) => duty.functionKind))
    const exempt = new Set(['inspectionQuarantine', 'banking'])
    for (const { functionKind } of changzhouAgencies) {
      if (!exempt.has(functionKind)) expect(withDuties.has(functionKind), functionKind).toBe(true)
    }
  })
})
