import { expect, test } from 'vitest'
import { provinceOf } from './province.ts'

test.each([
  ['by its own code', ['320400', '320412', '320412100201'], 'jiangsu'],
  ['a zone by the nearest area above it', ['320400', null], 'jiangsu'],
  ['another province is not taken for the first', ['330200', '330211'], 'zhejiang'],
  ['no code, no province', [null, null], null],
  ['a code of no province is none', ['990000'], null],
] as const)('the province of a place: %s', (_rule, codes, province) => {
  expect(provinceOf(codes)).toBe(province)
})
