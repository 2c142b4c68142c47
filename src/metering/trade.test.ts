import { expect, test } from 'vitest'
import { tradeOfCode, tradeOfWords } from './trade.ts'

test.each([
  ['3391', 'metal'],
  ['C3391', 'metal'],
  ['C2929', 'other'],
  ['4220', 'metal'],
  [null, null],
  ['', null],
] as const)('code %s is %s', (code, trade) => expect(tradeOfCode(code)).toBe(trade))

test.each([
  ['foundry', 'metal'],
  ['metal products', 'metal'],
  ['废旧金属回收', 'metal'],
  ['plastics', 'other'],
  ['  ', null],
] as const)('%s is %s', (words, trade) => expect(tradeOfWords(words)).toBe(trade))
