import { expect, test } from 'vitest'
import { stepPath } from './step-path.ts'

test('a row of values is a line of steps, with zero in sight', () => {
  expect(stepPath([2, 0, -2], 90, 46)).toEqual({ path: 'M0 3H30L30 23H60L60 43H90', zero: 23 })
  expect(stepPath([1, 1], 20, 26)).toEqual({ path: 'M0 3H10L10 3H20', zero: 23 })
  expect(stepPath([], 20, 26).path).toBe('')
})
