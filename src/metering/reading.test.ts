import { describe, expect, it } from 'vitest'
import {
  capacityOf,
  fillGaps,
  joinDays,
  type QualityFlag,
  qualityOfDay,
  seriesUntil,
  slotLabel,
  slotStart,
  slotsPerDay,
  toNullable,
} from './reading.ts'

const flat = (kw: number) => new Array<number>(slotsPerDay).fill(kw)
const varied = (base = 50) => Array.from({ length: slotsPerDay }, (_, slot) => base + (slot % 7))
const withSlots = (day: number[], changes: Record<number, number>) => day.map((kw, slot) => changes[slot] ?? kw)

describe('quality of a day', () => {
  const cases: [string, number[], QualityFlag[]][] = [
    ['an ordinary day has no flag', varied(), []],
    ['no reading at all is silent, not zero', flat(Number.NaN), ['silent']],
    ['all readings at zero are zero, not silent', flat(0), ['zero']],
    ['some missing are gaps', withSlots(varied(), { 3: Number.NaN, 4: Number.NaN }), ['gaps']],
    ['below zero is negative', withSlots(varied(), { 10: -5 }), ['negative']],
    ['twice the contract and more is a spike', withSlots(varied(), { 10: 401 }), ['spike']],
    ['between one and two contracts is overload, no spike', withSlots(varied(), { 10: 399 }), []],
    [
      'six hours of one value are stuck',
      withSlots(varied(), Object.fromEntries(Array.from({ length: 24 }, (_, i) => [i + 30, 77]))),
      ['stuck'],
    ],
    [
      'values that change on half hours only come from a 48-point system',
      varied().map((_, slot) => 50 + (Math.floor(slot / 2) % 7)),
      ['halfHour'],
    ],
    [
      'one change between half hours, and it does not',
      withSlots(
        varied().map((_, slot) => 50 + (Math.floor(slot / 2) % 7)),
        { 41: 3 },
      ),
      [],
    ],
    ['on and off at full hours is no 48-point system', withSlots(flat(5), { 30: 9, 31: 9 }), ['stuck']],
  ]
  it.each(cases)('%s', (_rule, loadKw, flags) => {
    expect(qualityOfDay({ day: '2018-03-01', loadKw }, { capacityKw: 200 }).flags).toEqual(flags)
  })

  it('counts what it flags', () => {
    const loadKw = withSlots(varied(), { 1: Number.NaN, 2: -1, 3: 999 })
    const quality = qualityOfDay({ day: '2018-03-01', loadKw }, { capacityKw: 200 })
    expect(quality).toMatchObject({ missingCount: 1, negativeCount: 1, spikeCount: 1 })
  })

  it('flags no spike where the contract is not known', () => {
    expect(
      qualityOfDay({ day: '2018-03-01', loadKw: flat(0).map((_, i) => i * 1e6) }, { capacityKw: null }).flags,
    ).toEqual([])
  })

  it('flags the curve of the day before come again, and a day delivered twice', () => {
    const day = { day: '2018-03-02', loadKw: varied() }
    expect(qualityOfDay(day, { capacityKw: null, previous: varied(), deliveries: 2 }).flags).toEqual([
      'repeated',
      'duplicate',
    ])
    expect(qualityOfDay(day, { capacityKw: null, previous: varied(51) }).flags).toEqual([])
    expect(qualityOfDay({ ...day, loadKw: flat(0) }, { capacityKw: null, previous: flat(0) }).flags).toEqual(['zero'])
  })
})

describe('the contract of a usage point', () => {
  it('is taken in kW, else in kVA, of which no more than all is active power; unknown stays unknown', () => {
    expect(capacityOf({ contractKw: 720, contractKva: 800 })).toBe(720)
    expect(capacityOf({ contractKw: null, contractKva: 800 })).toBe(800)
    expect(capacityOf({ contractKw: null, contractKva: null })).toBe(null)
  })
})

describe('a series', () => {
  it('has a day without readings where none came, and the later delivery where two came', () => {
    const series = joinDays([
      { day: '2018-03-03', loadKw: flat(3) },
      { day: '2018-03-01', loadKw: flat(1) },
      { day: '2018-03-03', loadKw: flat(4) },
    ])
    expect(series?.dayCount).toBe(3)
    expect([series?.loadKw[0], series?.loadKw[96], series?.loadKw[192]]).toEqual([1, Number.NaN, 4])
  })

  it('of no days is none; a day of 95 values is refused', () => {
    expect(joinDays([])).toBeNull()
    expect(() => joinDays([{ day: '2018-03-01', loadKw: flat(1).slice(1) }])).toThrow(RangeError)
  })

  it('until a day ends with that day; before its first day there is none', () => {
    const series = joinDays([1, 2, 3].map((n) => ({ day: `2018-03-0${n}`, loadKw: flat(n) })))
    if (!series) throw new Error('no days')
    expect(seriesUntil(series, '2018-03-02')?.dayCount).toBe(2)
    expect(seriesUntil(series, '2018-04-01')?.dayCount).toBe(3)
    expect(seriesUntil(series, '2018-02-28')).toBeNull()
  })

  it('fills a gap with the median of the same slot on earlier days, never from later ones', () => {
    const series = joinDays(
      [10, 20, 60, Number.NaN, 500].map((kw, n) => ({ day: `2018-03-0${n + 1}`, loadKw: flat(kw) })),
    )
    if (!series) throw new Error('no days')
    const { loadKw, filled } = fillGaps(series, null)
    expect(loadKw[3 * 96 + 5]).toBe(20)
    expect([filled[3 * 96 + 5], filled[4 * 96 + 5]]).toEqual([1, 0])
  })

  it('takes impossible values for missing: negative ones and spikes', () => {
    const series = joinDays([{ day: '2018-03-01', loadKw: withSlots(flat(50), { 5: -9, 6: 5000 }) }])
    if (!series) throw new Error('no days')
    expect(Array.from(fillGaps(series, 100).loadKw.subarray(4, 8))).toEqual([50, 50, 50, 50])
  })
})

describe('slots', () => {
  it('begin at midnight of China standard time', () => {
    expect(slotStart('2018-03-01', 0)).toBe('2018-03-01T00:00:00+08:00')
    expect(slotStart('2018-03-01', 95)).toBe('2018-03-01T23:45:00+08:00')
    expect(slotLabel(96)).toBe('24:00')
  })

  it('that are missing are null when stored or sent', () => {
    expect(toNullable([1, Number.NaN, null])).toEqual([1, null, null])
  })
})
