import { expect, test } from 'vitest'
import { compareOutput, type OutputMonth } from './output-comparison.ts'

const month = (given: Partial<OutputMonth> = {}): OutputMonth => ({
  month: '2018-03',
  from: '2018-03-01',
  to: '2018-03-31',
  whole: true,
  daysRead: 31,
  impliedLowT: 200,
  impliedHighT: 300,
  declaredT: 100,
  invoicedT: 250,
  ...given,
})

test.each([
  ['in the range agrees, and is no more than that', [month()], 'within'],
  ['below the low end disagrees', [month({ invoicedT: 199 })], 'below'],
  ['above the high end disagrees', [month({ invoicedT: 301 })], 'above'],
  [
    'above the high end of a month with gaps is within: a gap hides melting',
    [month({ invoicedT: 301, daysRead: 20 })],
    'within',
  ],
  ['below the low end disagrees with gaps too', [month({ invoicedT: 1, daysRead: 20 })], 'below'],
  ['that is not known is unknown, never agreement', [month({ invoicedT: null })], 'unknown'],
  [
    'of a month that was not read is unknown',
    [month({ impliedLowT: null, impliedHighT: null, invoicedT: 0 })],
    'unknown',
  ],
  ['of a month that is not whole is unknown', [month({ whole: false, invoicedT: 0 })], 'unknown'],
  ['of nothing is nothing', [], 'unknown'],
] as const)('what was invoiced %s', (_rule, months, verdict) => {
  expect(compareOutput(months, 'invoicedT').verdict).toBe(verdict)
})

test('only the months that both know are added up', () => {
  const months = [month(), month({ invoicedT: null }), month({ invoicedT: 10 }), month({ whole: false })]
  expect(compareOutput(months, 'invoicedT')).toEqual({
    verdict: 'below',
    months: 2,
    tonnes: 260,
    lowT: 400,
    highT: 600,
  })
  expect(compareOutput(months, 'declaredT')).toMatchObject({ verdict: 'below', months: 3, tonnes: 300 })
})
