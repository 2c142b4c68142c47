import { describe, expect, test } from 'vitest'
import { bitsAsked, isWorkedFor, mostCounted, tryAnswers, zeroBits } from './proof-of-work.ts'

describe('work in place of a captcha', () => {
  test('an answer found by trying is accepted, for its own challenge only', () => {
    const answer = tryAnswers('one', 10, 0, 100_000)
    expect(answer).not.toBeNull()
    expect(isWorkedFor('one', answer ?? '', 10)).toBe(true)
    expect(isWorkedFor('two', answer ?? '', 10)).toBe(false)
  })

  test('an answer is a number: signs, blanks and long strings are none', () => {
    for (const answer of ['', ' 1', '-1', '1e9', '1'.repeat(13), 'abc'])
      expect(isWorkedFor('one', answer, 0)).toBe(false)
  })

  test('each bit more halves how many answers fit', () => {
    const of = (bits: number) =>
      Array.from({ length: 4096 }, (_, n) => zeroBits('c', String(n)) >= bits).filter(Boolean).length
    expect(of(4)).toBeGreaterThan(180)
    expect(of(4)).toBeLessThan(340)
    expect(of(8)).toBeLessThan(40)
  })

  test('a flood pays more, up to what an old phone can still do', () => {
    expect([0, 30, 60, 61, 120, 121, 1_000_000].map((n) => bitsAsked(14, n, 60, 20))).toEqual([
      14, 14, 14, 15, 15, 16, 20,
    ])
  })

  test('tips are counted as far as it changes what is asked', () => {
    expect([1, 0.5].map((share) => bitsAsked(14, mostCounted(14, 60, 20) * share, 60, 20))).toEqual([20, 19])
  })
})
