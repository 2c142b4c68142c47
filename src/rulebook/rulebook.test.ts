import { describe, expect, it } from 'vitest'
import { type JudgementEvidence, judgeByTable, type TableRow } from './judgement-table.ts'
import { type RuleSeed, ruleSeed, shownFamilyOf } from './rule.ts'
import { firstEdition } from './rules/first-edition.ts'
import { laws } from './rules/laws.ts'
import { closureAtoms, coerciveSteps, familyOf, focusKinds, noticeItems, readRuleValue, ruleValues } from './values.ts'

function inFamily(family: string): RuleSeed[] {
  return firstEdition.filter((rule) => familyOf(rule.key) === family)
}

function inForce(rules: readonly RuleSeed[], on: string): RuleSeed[] {
  return rules.filter((rule) => rule.validFrom <= on && (rule.validTo === null || on <= rule.validTo))
}

function only(key: string, on: string): RuleSeed {
  const [rule, ...others] = inForce(firstEdition, on).filter((one) => one.key === key)
  if (!rule || others.length > 0) throw new Error(`${key} has ${rule ? 'several rows' : 'no row'} on ${on}`)
  return rule
}

describe('every seed row', () => {
  it.each(firstEdition.map((rule) => [rule.key, rule.validFrom, rule] as const))(
    '%s from %s has the shape of its family',
    (key, _from, rule) => {
      ruleSeed.parse(rule)
      readRuleValue(key, rule.value)
    },
  )

  it('is of a family that has a word and a filter on the screen', () => {
    expect(firstEdition.filter(({ key }) => shownFamilyOf(key) === undefined).map(({ key }) => key)).toEqual([])
  })

  it('has a key and first day of its own, and versions of one key never overlap', () => {
    for (const key of new Set(firstEdition.map((rule) => rule.key))) {
      const versions = firstEdition.filter((rule) => rule.key === key)
      const ordered = versions.toSorted((a, b) => a.validFrom.localeCompare(b.validFrom))
      for (const [index, version] of ordered.entries()) {
        expect(version.validTo === null || version.validFrom <= version.validTo, key).toBe(true)
        const next = ordered[index + 1]
        if (next) expect(version.validTo !== null && version.validTo < next.validFrom, key).toBe(true)
      }
    }
  })

  it('cites law or notice, never a host', () => {
    for (const { key, citation } of firstEdition) {
      expect(`${citation.zh} ${citation.en}`, key).not.toMatch(/https?|www\.|\.(com|cn|net|org)\b/)
    }
  })

  it('is complete in both languages', () => {
    for (const { key, title, citation, note } of firstEdition) {
      for (const text of [title, citation, ...(note ? [note] : [])]) {
        expect(text.zh, key).toMatch(/\p{Script=Han}/u)
        expect(text.en, key).not.toMatch(/\p{Script=Han}/u)
      }
    }
  })

  it('belongs to a family, and every family has rows', () => {
    const used = new Set(firstEdition.map((rule) => familyOf(rule.key)))
    expect([...used].toSorted()).toEqual(Object.keys(ruleValues).toSorted())
  })
})

describe('standing', () => {
  it('is authentic only where the notice of 2018 itself orders it, and not before its day', () => {
    for (const rule of firstEdition.filter((one) => one.standing === 'authentic')) {
      expect(rule.citation.zh).toMatch(/^常化解办〔2018〕1号/)
      expect(rule.validFrom >= '2018-02-08', rule.key).toBe(true)
    }
  })

  it('has a grade if and only if the row is secondary', () => {
    for (const rule of firstEdition) expect(rule.grade !== null, rule.key).toBe(rule.standing === 'secondary')
  })

  it('of grade C or D, or unverified, never decides a judgement', () => {
    for (const rule of inFamily('judgement')) {
      const weak = rule.grade === 'C' || rule.grade === 'D' || rule.standing === 'unverified'
      if (weak) expect(readRuleValue('judgement.row', rule.value).untilAuthentic, rule.key).toBe('expertNeeded')
    }
  })

  it('of grade C never carries a legal basis, a competence or the visit guard', () => {
    for (const family of ['basis', 'competence', 'visitGuard.requirement', 'visitGuard.specialSweep']) {
      expect(inFamily(family).length).toBeGreaterThan(0)
      for (const rule of inFamily(family)) expect(rule.grade, rule.key).not.toBe('C')
    }
  })
})

describe('a legal basis', () => {
  const known = new Set<string>(Object.values(laws).map((law) => law.zh))

  it('names law and article, and is never the notice', () => {
    for (const rule of inFamily('basis')) {
      const { law, articles } = readRuleValue('basis.row', rule.value)
      expect(known.has(law.zh), rule.key).toBe(true)
      expect(rule.citation.zh).toBe(`《${law.zh}》第${articles.join('、')}条`)
      expect(rule.citation.en).toBe(`${law.en}, art. ${articles.join(', ')}`)
    }
  })

  it('is not authentic at seed time, so no coercive step can be done yet', () => {
    for (const rule of inFamily('basis')) expect(rule.standing).not.toBe('authentic')
  })

  it('exists on every day since the notice for every coercive step, and its key names the step', () => {
    for (const day of ['2018-02-08', '2019-06-01', '2021-07-15', '2026-01-01']) {
      const steps = inForce(inFamily('basis'), day).map((rule) => readRuleValue('basis.row', rule.value).step)
      expect(new Set(steps)).toEqual(new Set(coerciveSteps))
    }
    for (const rule of inFamily('basis'))
      expect(rule.key.split('.')[1]).toBe(readRuleValue('basis.row', rule.value).step)
  })

  it('named by a competence is a rule', () => {
    const keys = new Set(firstEdition.map((rule) => rule.key))
    for (const rule of inFamily('competence')) {
      const { act, actor, bases } = readRuleValue('competence.row', rule.value)
      expect(rule.key).toBe(`competence.${act}.${actor}`)
      for (const basis of bases) expect(keys.has(basis), basis).toBe(true)
    }
  })
})

describe('the visit guard', () => {
  it.each([
    ['2018-02-08', false],
    ['2021-07-15', false],
    ['2025-01-02', false],
    ['2025-01-03', true],
  ])('on %s asks for two card-holders, and for the reform’s conditions: %s', (day, reformed) => {
    const { value } = only('visitGuard.requirement', day)
    const guard = readRuleValue('visitGuard.requirement', value)
    expect(guard.minCardHolders).toBe(2)
    expect([
      guard.publishedItem,
      guard.approval,
      guard.noticeOrReasonForNone,
      guard.yearlyCap,
      guard.gateLogIn,
    ]).toEqual(Array(5).fill(reformed))
  })

  it.each(['coordination', 'gridWorker'])('never lets %s inspect, on any day', (actor) => {
    for (const day of ['2018-02-08', '2025-01-02', '2025-01-03']) {
      const { value } = only(`competence.inspect.${actor}`, day)
      expect(readRuleValue('competence.row', value).allowed).toBe(false)
    }
  })
})

describe('the judgement table', () => {
  function judge(on: string, subject: 'furnace' | 'site', evidence: Partial<JudgementEvidence>, raised: string[] = []) {
    const rows: TableRow[] = inForce(inFamily('judgement'), on).map((rule) => ({
      key: rule.key,
      value: readRuleValue('judgement.row', rule.value),
      standing: raised.includes(rule.key) ? 'authentic' : rule.standing,
    }))
    return judgeByTable(rows, subject, { process: [], equipment: [], rawMaterial: [], product: [], ...evidence })
      .outcome
  }
  const foundry = {
    process: ['inductionMelting', 'sandOrShellMoulding'],
    equipment: ['mediumFrequencyFurnace', 'mouldingLine'],
    rawMaterial: ['scrapSteel', 'foundryReturns'],
    product: ['casting'],
  } as const satisfies JudgementEvidence

  it('asks for an expert where nothing is known', () => {
    expect(judge('2018-03-01', 'furnace', {})).toBe('expertNeeded')
    expect(judge('2018-03-01', 'site', {})).toBe('expertNeeded')
  })

  it('permits a foundry only when all four groups were seen', () => {
    expect(judge('2018-03-01', 'furnace', foundry)).toBe('permitted')
    for (const group of ['process', 'equipment', 'rawMaterial', 'product']) {
      expect(judge('2018-03-01', 'furnace', { ...foundry, [group]: [] }), group).toBe('expertNeeded')
    }
  })

  it('forbids billet in the name of castings', () => {
    expect(judge('2018-03-01', 'furnace', { ...foundry, product: ['casting', 'ordinarySteelBillet'] })).toBe(
      'forbidden',
    )
  })

  it('forbids ingot from scrap without control of quality, and asks for an expert where it was refined', () => {
    const melt = {
      equipment: ['mediumFrequencyFurnace'],
      rawMaterial: ['scrapSteel'],
      product: ['ordinarySteelIngot'],
    } as const
    expect(judge('2018-03-01', 'furnace', { ...melt, process: ['inductionMelting', 'withoutRefining'] })).toBe(
      'forbidden',
    )
    expect(judge('2018-03-01', 'furnace', { ...melt, process: ['inductionMelting', 'refining'] })).toBe('expertNeeded')
  })

  it('leaves stainless, tool steel, ferro-alloy and heating to an expert until the text is attached', () => {
    const process = ['inductionMelting'] as const
    const stainless = { process, product: ['stainlessSteel'] } as const
    expect(judge('2018-03-01', 'furnace', stainless)).toBe('expertNeeded')
    expect(judge('2018-03-01', 'furnace', stainless, ['judgement.stainless'])).toBe('forbidden')
    expect(judge('2018-03-01', 'furnace', { process, product: ['toolOrMouldSteel'] })).toBe('expertNeeded')
    const ferroAlloy = { process, rawMaterial: ['ferroChrome'], product: ['ferroAlloyMelt'] } as const
    expect(judge('2018-03-01', 'furnace', ferroAlloy)).toBe('expertNeeded')
    expect(judge('2018-03-01', 'furnace', ferroAlloy, ['judgement.ferro-alloy-melting'])).toBe('permitted')
    expect(judge('2018-03-01', 'furnace', { process: ['inductionHeating'], equipment: ['inductionHeater'] })).toBe(
      'expertNeeded',
    )
  })

  it('applies the melting rule of the rebar standard from 1 November 2018', () => {
    const rebar = { process: ['inductionMelting'], product: ['rebar'] } as const
    const raised = ['judgement.rebar-melting-route']
    expect(judge('2018-10-31', 'furnace', rebar, raised)).toBe('expertNeeded')
    expect(judge('2018-11-01', 'furnace', rebar, raised)).toBe('forbidden')
  })

  it('judges a rolling site by the source of its billet', () => {
    const rolling = { process: ['hotRolling'], equipment: ['rollingMill'], product: ['rebar'] } as const
    expect(judge('2018-03-01', 'site', { ...rolling, rawMaterial: ['billetOfForbiddenSource'] })).toBe('forbidden')
    expect(judge('2018-03-01', 'site', { ...rolling, rawMaterial: ['billetOfUnprovenSource'] })).toBe('expertNeeded')
    expect(judge('2018-03-01', 'site', { ...rolling, rawMaterial: ['billetOfProvenSource'] })).toBe('permitted')
    expect(
      judge('2018-03-01', 'site', { ...rolling, rawMaterial: ['billetOfProvenSource', 'billetOfUnprovenSource'] }),
    ).toBe('expertNeeded')
  })
})

describe('the closing card', () => {
  const standards = inFamily('closure.standard').map((rule) => readRuleValue('closure.standard.row', rule.value))
  const atoms = inFamily('closure.atom').map((rule) => readRuleValue('closure.atom.row', rule.value))

  it('has every atom, and every atom is named by a standard', () => {
    expect(atoms.map((row) => row.atom)).toEqual([...closureAtoms])
    expect(new Set(standards.map((row) => row.atom))).toEqual(new Set(closureAtoms))
  })

  it('rolls the notice’s own atoms up into each of its five, and no other standard’s', () => {
    const own = standards.filter((row) => row.standard === 'notice2018')
    expect(new Set(own.map((row) => row.noticeItem))).toEqual(new Set(noticeItems))
    expect(standards.filter((row) => row.standard !== 'notice2018').every((row) => row.noticeItem === null)).toBe(true)
    expect(own.some((row) => row.atom === 'transformer')).toBe(false)
  })

  it('never counts sealed, intact or left by law as done, and every end state is a state of the atom', () => {
    for (const { atom, doneStates } of standards) {
      for (const state of ['sealed', 'intact', 'leftByLaw'] as const) expect(doneStates).not.toContain(state)
      const states = atoms.find((row) => row.atom === atom)?.states ?? []
      for (const state of doneStates) expect(states, `${atom} ${state}`).toContain(state)
    }
  })
})

describe('figures', () => {
  it('names seven focus kinds in the order of the notice', () => {
    const kinds = inFamily('focus').map((rule) => readRuleValue('focus.row', rule.value))
    expect(kinds.toSorted((a, b) => a.order - b.order).map((row) => row.kind)).toEqual([...focusKinds])
  })

  it('covers every minute of every month once by a tariff', () => {
    for (const rule of inFamily('tariff')) {
      const { seasons } = readRuleValue('tariff.row', rule.value)
      expect(seasons.flatMap((season) => season.months).toSorted((a, b) => a - b)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
      ])
      for (const { periods } of seasons) {
        const ordered = periods.toSorted((a, b) => a.from.localeCompare(b.from))
        expect(['00:00', ...ordered.map((period) => period.to)]).toEqual([
          ...ordered.map((period) => period.from),
          '24:00',
        ])
      }
    }
  })

  it('fixes the report of the sweep on 15 March 2018', () => {
    const { value, standing } = only('limit.sweepReport', '2018-02-09')
    expect(readRuleValue('limit.sweepReport', value).fallsOn).toBe('2018-03-15')
    expect(standing).toBe('authentic')
  })

  it('knows a calendar year only from its first day to its last', () => {
    for (const rule of inFamily('calendar')) {
      const { year } = readRuleValue('calendar.row', rule.value)
      expect([rule.key, rule.validFrom, rule.validTo]).toEqual([`calendar.${year}`, `${year}-01-01`, `${year}-12-31`])
    }
  })
})
