import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bindSql, sqlLiteral, sqlName, sqlString } from './meter-sql.ts'

test('quotes, backslashes and control characters cannot leave a string literal', () => {
  expect(sqlString(`a'b\\c`)).toBe(`'a\\'b\\\\c'`)
  expect(sqlString('a\0b\nc')).toBe(`'a\\0b\\nc'`)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const literal = sqlString(text)
      // between the outer quotes no quote stands without an odd number of backslashes before it
      return /^'(?:[^'\\]|\\[\s\S])*'$/.test(literal)
    }),
  )
})

test('a value becomes a literal of its kind', () => {
  expect([1.5, 10n, true, null, Number.NaN, -Infinity].map(sqlLiteral)).toEqual([
    '1.5',
    '10',
    '1',
    'NULL',
    'nan',
    '-inf',
  ])
  expect(sqlLiteral(['a', [1, 2]])).toBe(`['a',[1,2]]`)
})

test('a value is put in its place and never searched for places', () => {
  expect(bindSql('select {a}, {b} where x in ({list})', { a: '{b}', b: 2, list: ['x', "y'"] })).toBe(
    `select '{b}', 2 where x in ('x','y\\'')`,
  )
})

test('a missing value, an idle one and an empty list are refused', () => {
  expect(() => bindSql('select {a}', {})).toThrow('no value for {a}')
  expect(() => bindSql('select 1', { a: 1 })).toThrow('no place for a')
  expect(() => bindSql('x in ({a})', { a: [] })).toThrow('empty list for {a}')
})

test('a name of a table is a name and nothing else', () => {
  expect(sqlName('default.readings')).toBe('default.readings')
  for (const name of ['readings; drop table x', 'a b', '', '1a', 'a.b.c'])
    expect(() => sqlName(name)).toThrow(RangeError)
})
