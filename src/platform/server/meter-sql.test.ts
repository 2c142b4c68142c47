import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bindSql, csvChunks, csvLine, sqlLiteral, sqlName, sqlString } from './meter-sql.ts'

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

test('a stream of CSV is cut only where a row ends, whatever the quotes and the cuts', async () => {
  const rows = fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 30 }),
      async (given, cut, size) => {
        const lines = given.map(([a, b]) => csvLine([a, `${b}\n`]))
        const bytes = Buffer.from(lines.join(''))
        async function* source() {
          for (let at = 0; at < bytes.length; at += cut) yield bytes.subarray(at, at + cut)
        }
        const ends = new Set<number>()
        lines.reduce((end, line) => {
          ends.add(end + Buffer.byteLength(line))
          return end + Buffer.byteLength(line)
        }, 0)
        let end = 0
        const pieces: Buffer[] = []
        for await (const piece of csvChunks(source(), size)) {
          end += piece.length
          expect(ends.has(end)).toBe(true)
          pieces.push(piece)
        }
        expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
      },
    ),
  )
})
