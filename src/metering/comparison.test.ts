import { describe, expect, test } from 'vitest'
import { basesOf, type DayShape, dayShape, isOfTrade, quartilesOf, type Trade } from './comparison.ts'
import { slotsPerDay } from './reading.ts'

const foundry: Trade = { industryCode: '3391', industryEdition: '2017', siteKind: 'melting' }
const flat = (kw: number | null) => Array.from({ length: slotsPerDay }, () => kw)
const days = (count: number, loadKw: (number | null)[]) => Array.from({ length: count }, () => loadKw)

describe('the same trade', () => {
  test('is looked for from the class of GB/T 4754 to the division, then by the declared kind of site', () => {
    expect(basesOf(foundry).map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      'industryClass 3391',
      'industryGroup 339',
      'industryDivision 33',
      'siteKind melting',
    ])
    expect(basesOf({ ...foundry, industryCode: null, siteKind: 'other' })).toEqual([])
    // a code without its edition means nothing
    expect(basesOf({ ...foundry, industryEdition: null, siteKind: 'other' })).toEqual([])
  })

  test.each([
    [{ ...foundry }, [true, true, true, true]],
    [{ ...foundry, industryCode: '3392' }, [false, true, true, true]],
    [{ ...foundry, industryCode: '3360', siteKind: 'other' }, [false, false, true, false]],
    // 3130 is rolling in one edition and iron casting in the other
    [{ ...foundry, industryEdition: '2011', siteKind: 'other' }, [false, false, false, false]],
    [{ industryCode: null, industryEdition: null, siteKind: 'melting' }, [false, false, false, true]],
  ] satisfies [Trade, boolean[]][])('%j', (trade, expected) => {
    expect(basesOf(foundry).map((basis) => isOfTrade(basis, trade))).toEqual(expected)
  })
})

describe('the shape of a day', () => {
  test('is the mean of each quarter hour as a multiple of the mean load, beside kWh a day per kW of contract', () => {
    const day = flat(0).map((_, slot) => (slot < 48 ? 100 : 300))
    const found = dayShape(days(14, day), 400)
    expect(found?.shape[0]).toBe(0.5)
    expect(found?.shape[95]).toBe(1.5)
    expect(found?.kwhPerKwDay).toBe(12)
    expect(dayShape(days(14, day), null)?.kwhPerKwDay).toBeNull()
  })

  test('does not take missing readings for zero', () => {
    const half = flat(200).map((kw, slot) => (slot < 10 ? null : kw))
    const found = dayShape(days(20, half), 100)
    expect(found?.shape[0]).toBeNull()
    expect(found?.shape[50]).toBe(1)
    expect(found?.kwhPerKwDay).toBe(48)
  })

  test.each([
    ['fewer than fourteen days', days(13, flat(100))],
    ['days without a reading', days(28, flat(null))],
    ['nothing drawn at all', days(28, flat(0))],
    ['nothing', []],
  ])('is unknown for %s', (_, given) => {
    expect(dayShape(given, 100)).toBeNull()
  })
})

describe('quartiles of a trade', () => {
  const other = (level: number): DayShape => ({ shape: flat(level), kwhPerKwDay: level })

  test('are not told of fewer than five, for a middle of few would tell one', () => {
    expect(quartilesOf([1, 2, 3, 4].map(other))).toBeNull()
    expect(quartilesOf([1, 2, 3, 4, 5].map(other))?.kwhPerKwDay).toEqual({ low: 2, median: 3, high: 4 })
  })

  test('hold for a slot and for the contract only where five have them', () => {
    const some = [1, 2, 3, 4, 5].map(other)
    const first = some[0]
    if (first) some[0] = { shape: first.shape.map((value, slot) => (slot === 7 ? null : value)), kwhPerKwDay: null }
    const found = quartilesOf(some)
    expect(found?.shape.median[7]).toBeNull()
    expect(found?.shape.median[8]).toBe(3)
    expect(found?.kwhPerKwDay).toBeNull()
  })
})
