import { describe, expect, test } from 'vitest'
import { isBatchDue, lastPlanned } from './batch-plan.ts'
import { promisedBy } from './promise.ts'

const at = (text: string) => new Date(text)

describe('the plan of the batches', () => {
  test('names full hours of the day in China', () => {
    expect(lastPlanned(at('2018-03-15T02:30:00+08:00'), [2])).toEqual(at('2018-03-15T02:00:00+08:00'))
    expect(lastPlanned(at('2018-03-15T01:59:59+08:00'), [2])).toEqual(at('2018-03-14T02:00:00+08:00'))
    expect(lastPlanned(at('2018-03-15T15:00:00+08:00'), [2, 14])).toEqual(at('2018-03-15T14:00:00+08:00'))
  })

  test('a batch is due once a planned hour has come, and not again before the next', () => {
    const signed = at('2018-03-15T02:03:00+08:00')
    expect(isBatchDue(at('2018-03-15T23:00:00+08:00'), [2], signed, undefined)).toBe(false)
    expect(isBatchDue(at('2018-03-16T02:00:00+08:00'), [2], signed, undefined)).toBe(true)
    expect(isBatchDue(at('2018-03-16T02:00:00+08:00'), [2], undefined, undefined)).toBe(true)
  })

  test('a batch at the same hour every day keeps every promise, even a minute late', () => {
    for (const received of ['01:59:59', '02:00:00', '02:00:01', '02:59:59', '03:00:00', '13:30:00']) {
      const arrival = at(`2018-03-15T${received}+08:00`)
      const taken = at(
        arrival < at('2018-03-15T02:00:00+08:00') ? '2018-03-15T02:01:00+08:00' : '2018-03-16T02:01:00+08:00',
      )
      expect(promisedBy(arrival, 24) > taken, received).toBe(true)
    }
  })

  test('a promise that is about to be broken is not left to the plan', () => {
    const signed = at('2018-03-15T02:03:00+08:00')
    const by = at('2018-03-15T20:00:00+08:00')
    expect(isBatchDue(at('2018-03-15T19:29:00+08:00'), [2], signed, by)).toBe(false)
    expect(isBatchDue(at('2018-03-15T19:31:00+08:00'), [2], signed, by)).toBe(true)
  })
})
