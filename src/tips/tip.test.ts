import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { mayMove } from '../platform/shared/moves.ts'
import type { Actor, Grant, Role } from '../platform/shared/permission.ts'
import { findClues } from './clue.ts'
import { financeDecides, fixedReward, rewardByPenalty } from './reward.ts'
import { bookTerms, effectOf, type StepKind, stepKinds } from './step.ts'
import {
  conclude,
  isOpen,
  mayConclude,
  mayGiveBack,
  mayHandle,
  mayIssueHandOver,
  mayOversee,
  mayRecheck,
  refuseDispute,
  refuseInvolvedCounty,
  refuseMoreHops,
  reopenedFrom,
  report,
  reportText,
  type TipState,
  tipMoves,
  tipResults,
  tipStatuses,
} from './tip.ts'

const me = '0190a000-0000-7000-8000-0000000000ff'
const other = '0190a000-0000-7000-8000-0000000000fe'
const grant = (role: Role, path: string): Grant => ({
  role,
  agencyId: null,
  functionKind: null,
  areaId: 1,
  areaPath: path,
  areaLevel: 'county',
})
const person = (...grants: Grant[]): Actor => ({
  accountId: 'a',
  officialId: me,
  name: '某',
  enforcementCard: null,
  grants,
})
const city = person(grant('cityOffice', '/1/'))
const countyA = person(grant('countyOffice', '/1/4/'))
const countyB = person(grant('countyOffice', '/1/5/'))
const township = person(grant('townshipLeader', '/1/4/37/'))

const atCity: TipState = {
  id: '0190a000-0000-7000-8000-000000000001',
  codeName: 'JB-ABC123',
  status: 'received',
  holderLevel: 'city',
  areaId: 1,
  areaPath: '/1/',
  countyId: 4,
  countyCode: '320412',
  countyInvolved: false,
  receivedOn: '2018-03-01',
  hops: 0,
  leadId: null,
  formerLeadId: null,
  joinedTo: null,
  concludedBy: null,
  disputedAt: null,
}
const atCounty: TipState = { ...atCity, status: 'handedOver', holderLevel: 'county', areaId: 4, areaPath: '/1/4/' }

describe('the life of a tip', () => {
  test('every state is reached, and every closed one can be taken up again', () => {
    const reached = new Set<string>(['received'])
    for (let round = 0; round < tipStatuses.length; round += 1)
      for (const { from, to } of Object.values(tipMoves))
        if (from.some((status) => reached.has(status))) reached.add(to)
    expect([...reached].toSorted()).toEqual([...tipStatuses].toSorted())
    for (const status of tipStatuses) expect(mayMove(tipMoves, 'reopen', status)).toBe(!isOpen(status))
    expect(Object.keys(reopenedFrom).toSorted()).toEqual(tipStatuses.filter((status) => !isOpen(status)).toSorted())
  })

  test('whoever holds it after an escalation can finish it: every result is possible from every open state', () => {
    for (const status of tipStatuses.filter(isOpen))
      for (const result of tipResults) expect(conclude(status, result)).toBe(result)
  })

  test('the books balance after any life: received = open + verified, and no term goes below zero', () => {
    const stepOf: Partial<Record<string, StepKind>> = {
      founded: 'founded',
      unfounded: 'unfounded',
      notVerifiable: 'notVerifiable',
      handedOn: 'handedOn',
      dealWith: 'dealtWith',
    }
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...(Object.keys(tipMoves) as (keyof typeof tipMoves)[])), { maxLength: 40 }),
        (names) => {
          const books = Object.fromEntries(bookTerms.map((term) => [term, 0])) as Record<
            (typeof bookTerms)[number],
            number
          >
          const add = (kind: StepKind) => {
            for (const [term, by] of Object.entries(effectOf(kind))) books[term as keyof typeof books] += by
          }
          let status: TipState['status'] = 'received'
          add('received')
          for (const name of names) {
            if (!mayMove(tipMoves, name, status)) continue
            if (name === 'reopen') add(reopenedFrom[status as keyof typeof reopenedFrom])
            const kind = stepOf[name]
            if (kind) add(kind)
            status = tipMoves[name].to
            const { received, open, beingDealtWith, dealtWith, unfounded, notVerifiable, handedOn } = books
            expect(received).toBe(open + beingDealtWith + dealtWith + unfounded + notVerifiable + handedOn)
            expect(Math.min(...Object.values(books))).toBeGreaterThanOrEqual(0)
            expect(open).toBe(isOpen(status) ? 1 : 0)
          }
        },
      ),
    )
  })

  test('every kind of step is named once', () => {
    expect(new Set(stepKinds).size).toBe(stepKinds.length)
  })
})

describe('who sees and handles a tip', () => {
  it.each([
    ['the city office, at the city', city, atCity, true],
    ['the city office, at a county', city, atCounty, true],
    ['the county it was handed to', countyA, atCounty, true],
    ['the county, before it was handed over', countyA, atCity, false],
    ['another county', countyB, atCounty, false],
    ['a township of that county', township, atCounty, false],
  ] as const)('%s', (_, user, tip, may) => {
    expect(mayHandle(user, tip)).toBe(may)
    expect(mayConclude(user, tip)).toBe(may)
  })

  test('whoever wrote the paraphrase does not check it', () => {
    expect(mayIssueHandOver(city, atCity, me)).toBe(false)
    expect(mayIssueHandOver(city, atCity, other)).toBe(true)
    expect(mayIssueHandOver(countyA, atCounty, other)).toBe(false)
  })

  test('only the county that holds it gives it back, so often and no more', () => {
    expect([mayGiveBack(countyA, atCounty), mayGiveBack(countyB, atCounty), mayGiveBack(city, atCounty)]).toEqual([
      true,
      false,
      false,
    ])
    expect(() => refuseMoreHops(1, 2)).not.toThrow()
    expect(() => refuseMoreHops(2, 2)).toThrow('tip-hops-spent')
  })

  test('a county that may be involved is never charged', () => {
    expect(() => refuseInvolvedCounty({ countyInvolved: true }, 'county')).toThrow('tip-county-involved')
    expect(() => refuseInvolvedCounty({ countyInvolved: true }, 'city')).not.toThrow()
  })

  test('whoever concluded does not look again', () => {
    expect(mayRecheck(city, { ...atCity, status: 'unfounded', concludedBy: me })).toBe(false)
    expect(mayRecheck(city, { ...atCity, status: 'unfounded', concludedBy: other })).toBe(true)
    expect(mayOversee(countyA, atCounty)).toBe(false)
  })

  test('a joined tip is handled through the one it joined', () => {
    expect(mayConclude(city, { ...atCity, joinedTo: other })).toBe(false)
  })
})

describe('a dispute', () => {
  it.each([
    ['a result', 'unfounded', null, undefined],
    ['a result a second time', 'unfounded', '2018-04-01', 'tip-disputed-before'],
    ['what is not decided yet', 'verifying', null, 'wrong-state'],
  ] as const)('%s', (_, status, disputedAt, code) => {
    const dispute = () => refuseDispute({ status, disputedAt })
    if (code) expect(dispute).toThrow(code)
    else expect(dispute).not.toThrow()
  })
})

describe('what a reporter writes', () => {
  const said = { placeAreaId: 37, kind: 'maker' }
  test('place and kind are enough', () => {
    expect(report.parse(said)).toMatchObject({
      words: '',
      runs: 'unknown',
      signs: [],
      position: null,
      countyInvolved: false,
    })
  })

  test('a position finer than a hundredth of a degree is refused', () => {
    expect(report.safeParse({ ...said, position: { lat: 31.77, lon: 119.95 } }).success).toBe(true)
    expect(report.safeParse({ ...said, position: { lat: 31.7712, lon: 119.95 } }).success).toBe(false)
  })

  test('control characters are refused, line breaks are taken', () => {
    expect(report.safeParse({ ...said, words: '夜里\n有响声' }).success).toBe(true)
    expect(report.safeParse({ ...said, words: 'a\u0000b' }).success).toBe(false)
    expect(report.safeParse({ ...said, placeWords: 'a\nb' }).success).toBe(false)
  })

  test('the order of signs does not change what was said, anything else does', () => {
    const of = (more: object) => reportText(report.parse({ ...said, ...more }))
    expect(of({ signs: ['noise', 'glow'] })).toBe(of({ signs: ['glow', 'noise'] }))
    expect(of({ words: '夜里' })).not.toBe(of({ words: '夜 里' }))
    expect(of({ countyInvolved: true })).not.toBe(of({}))
  })
})

describe('clues in a paraphrase', () => {
  const words = '我家对面的铸造厂每天夜里十点以后开炉，声音很大，姓王的老板从外地拉废钢进来'
  it.each([
    ['the reporter’s own words', '该处声音很大姓王的老板从外地拉废钢', 'reportersWords'],
    ['a telephone number', '可联系138 1234 5678核实', 'phone'],
    ['one in full-width digits', '可联系１３８１２３４５６７８核实', 'phone'],
    ['one with dots', '可联系138.1234.5678核实', 'phone'],
    ['one in numerals', '可联系一三八幺二三四五六七八核实', 'phone'],
    ['an exact time', '昨晚22:30开炉', 'exactTime'],
    ['where somebody stood', '从对面楼可以看到', 'vantage'],
    ['who somebody is', '邻居反映有异响', 'relation'],
    ['a name', '老板姓王', 'person'],
  ] as const)('%s', (_, paraphrase, kind) => {
    expect(findClues(paraphrase, words).map((clue) => clue.kind)).toContain(kind)
  })

  test('a plain paraphrase is clear', () => {
    expect(findClues('反映某铸造企业疑似利用夜间生产不合格钢坯，请核查炉型、原料和产品去向。', words)).toEqual([])
  })
})

describe('rewards', () => {
  const scheme = {
    levels: [
      { level: 1, share: 0.05, leastYuan: 5000, criteria: { zh: '一', en: 'one' } },
      { level: 3, share: 0.01, leastYuan: 1000, criteria: { zh: '三', en: 'three' } },
    ],
    mostYuan: 1_000_000,
    financeDecidesFromYuan: 500_000,
    claimWithinDays: 60,
    excluded: [],
  }
  it.each([
    [1, 0, 5000],
    [1, 100_000, 5000],
    [1, 200_000, 10_000],
    [3, 99_999, 1000],
    [3, 250_050, 2500],
    [1, 100_000_000, 1_000_000],
    [2, 100_000, undefined],
  ])('level %i of %i yuan is %s', (level, penalty, amount) => {
    expect(rewardByPenalty(scheme, level, penalty)).toBe(amount)
  })

  test('the finance department decides from its sum on', () => {
    expect([499_999, 500_000].map((sum) => financeDecides(scheme, sum))).toEqual([false, true])
  })

  test('a fixed sum is for the first reporter alone where the scheme says so', () => {
    const fixed = { yuan: 20_000, firstReporterOnly: true, claimWithinDays: 60 }
    expect([fixedReward(fixed, true), fixedReward(fixed, false)]).toEqual([20_000, 0])
    expect(fixedReward({ ...fixed, firstReporterOnly: false }, false)).toBe(20_000)
  })
})
