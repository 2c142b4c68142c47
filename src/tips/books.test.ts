import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Book, booksOf, imbalancesOf, type StepCount } from './books.ts'
import { type StepKind, stepKinds } from './step.ts'

const place = { county: '320412', month: '2018-03' }
const booked = (...kinds: StepKind[]): Book | undefined =>
  booksOf(kinds.map((kind) => ({ ...place, kind, steps: 1 })))[0]
const nothing = {
  received: 0,
  open: 0,
  verified: 0,
  founded: 0,
  beingDealtWith: 0,
  dealtWith: 0,
  unfounded: 0,
  notVerifiable: 0,
  handedOn: 0,
}

describe('the books', () => {
  test.each<[string, StepKind[], Partial<Book>]>([
    ['a tip is open when it is received', ['received'], { received: 1, open: 1 }],
    [
      'founded means being dealt with',
      ['received', 'founded'],
      { received: 1, verified: 1, founded: 1, beingDealtWith: 1 },
    ],
    ['then dealt with', ['received', 'founded', 'dealtWith'], { received: 1, verified: 1, founded: 1, dealtWith: 1 }],
    ['unfounded is verified', ['received', 'unfounded'], { received: 1, verified: 1, unfounded: 1 }],
    ['handed on is verified', ['received', 'handedOn'], { received: 1, verified: 1, handedOn: 1 }],
    [
      'a dispute that reopens goes back to open',
      ['received', 'unfounded', 'disputed', 'reopenedUnfounded'],
      { received: 1, open: 1 },
    ],
    ['a tip of another county leaves', ['received', 'movedOut'], {}],
    ['handing over changes nothing', ['received', 'handedOver', 'escalated'], { received: 1, open: 1 }],
  ])('%s', (_, kinds, terms) => {
    expect(booked(...kinds)).toEqual({ ...place, ...nothing, ...terms })
  })

  test('stand by county, then by month', () => {
    const lines = [
      ['320412', '2018-03'],
      ['320411', '2018-04'],
      ['320412', '2017-12'],
      ['320411', '2018-03'],
    ] as const
    const books = booksOf(lines.map(([county, month]) => ({ county, month, kind: 'received', steps: 1 })))
    expect(books.map(({ county, month }) => `${county} ${month}`)).toEqual([
      '320411 2018-03',
      '320411 2018-04',
      '320412 2017-12',
      '320412 2018-03',
    ])
  })

  test('keys of custodians are no tips', () => {
    expect(booked('custodianKey')).toBeUndefined()
  })

  test('balance whatever the steps, and a step without the one before it shows below zero', () => {
    const anyCount = fc.record({
      county: fc.constantFrom('320412', '320411'),
      month: fc.constantFrom('2018-02', '2018-03'),
      kind: fc.constantFrom(...stepKinds),
      steps: fc.integer({ min: 1, max: 1000 }),
    })
    fc.assert(
      fc.property(fc.array(anyCount, { maxLength: 30 }), (counts: StepCount[]) => {
        for (const line of booksOf(counts))
          expect(imbalancesOf(line).filter((wrong) => wrong !== 'negative')).toEqual([])
      }),
    )
    expect(imbalancesOf(booked('founded') ?? { ...place, ...nothing })).toEqual(['negative'])
  })

  test('a term that was touched up is named', () => {
    const line = { ...place, ...nothing, ...booked('received', 'founded') }
    expect(imbalancesOf(line)).toEqual([])
    expect(imbalancesOf({ ...line, open: 1 })).toEqual(['received'])
    expect(imbalancesOf({ ...line, unfounded: 1 })).toEqual(['verified'])
    expect(imbalancesOf({ ...line, dealtWith: 1 })).toEqual(['founded'])
  })
})
