import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BadLine, type DayLine, DayLines } from './case-lines.ts'
import { isoDay } from './day.ts'
import { LongDays, type TimeMark } from './long-days.ts'
import { slotLabel } from './reading.ts'
import { layoutOf } from './reading-columns.ts'
import { readingMinute } from './reading-time.ts'

type Read = { days: DayLine[]; bad: [line: number, fault: string][] }

function read(bytes: Uint8Array, mark: TimeMark = 'start', cut = 1_000_000): Read {
  const bad: Read['bad'] = []
  const lines = new DayLines(({ line, fault }: BadLine) => bad.push([line, fault]), mark)
  const days: DayLine[] = []
  for (let at = 0; at < bytes.length; at += cut) days.push(...lines.push(bytes.subarray(at, at + cut)))
  days.push(...lines.end())
  return { days, bad }
}
const utf8 = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'))
const kwOf = ({ days }: Read) => days.map(({ meterId, day, loadKw }) => [meterId, day, ...loadKw.subarray(0, 3)])
const none = Number.NaN

/** GB18030 of the few words used here. */
const gb: Record<string, number[]> = {
  户: [0xbb, 0xa7],
  号: [0xba, 0xc5],
  时: [0xca, 0xb1],
  间: [0xbc, 0xe4],
  功: [0xb9, 0xa6],
  率: [0xc2, 0xca],
  甲: [0xbc, 0xd7],
}
const gb18030 = (text: string) => new Uint8Array([...text].flatMap((char) => gb[char] ?? [char.charCodeAt(0)]))

describe('a long file', () => {
  it.each<[string, string[]]>([
    ['ISO times', ['account,time,kW', 'A,2018-04-01T00:00:00+08:00,1', 'A,2018-03-31T16:15:00Z,2']],
    ['local times', ['account,time,kW', 'A,2018-04-01 00:00,1', 'A,2018-04-01 00:15:00,2']],
    ['Chinese headers', ['户号,时间,功率', 'A,2018/4/1 0:00,1', 'A,2018/4/1 0:15,2']],
    [
      'a unit in the header, other columns, another order',
      ['时间,序号,功率（kW）,户号', '2018-04-01 00:00,1,1,A', '2018-04-01 00:15,2,2,A'],
    ],
    [
      'quotes and accounts kept as text',
      ['"户号","时间","功率"', '="A","2018-04-01 00:00","1"', '"A",2018-04-01 00:15,2'],
    ],
    ['a byte order mark', ['\uFEFFaccount,time,kW', 'A,2018-04-01 00:00,1', 'A,2018-04-01 00:15,2']],
  ])('with %s gives the day', (_kind, lines) => {
    const found = read(utf8(lines))
    expect(found.bad).toEqual([])
    expect(kwOf(found)).toEqual([['A', '2018-04-01', 1, 2, none]])
  })

  it('in GB18030 gives the day, however it is cut', () => {
    const bytes = gb18030('户号,时间,功率\r\n甲,2018-04-01 00:00,1\r\n甲,2018-04-01 00:15,2\r\n')
    for (const cut of [1, 2, 5, 1000])
      expect(kwOf(read(bytes, 'start', cut))).toEqual([['甲', '2018-04-01', 1, 2, none]])
  })

  it('whose times are ends is moved to the starts: 00:15 and 24:00 belong to the same day', () => {
    const lines = ['account,time,kW', 'A,2018-04-01 00:15,1', 'A,2018-04-01 24:00,9', 'A,2018-04-02 00:00,9']
    const found = read(utf8(lines), 'end')
    expect(found.bad).toEqual([])
    expect(kwOf(found)).toEqual([['A', '2018-04-01', 1, none, none]])
    expect(found.days[0]?.loadKw[95]).toBe(9)
  })

  it('that says 24:00 where the agreement says starts is not what was agreed', () => {
    expect(read(utf8(['account,time,kW', 'A,2018-04-01 24:00,9', 'A,2018-04-01 00:00,1'])).bad).toEqual([[2, 'time']])
  })

  it('lists each wrong row with its reason and keeps the others', () => {
    const found = read(
      utf8([
        'account,time,kW',
        'A,2018-04-01 00:00,1',
        'A,2018-04-01 00:07,1',
        'A,2018-04-01 00:15:30,1',
        'A,2018-02-30 00:15,1',
        'A,2018-04-01 00:15,n/a',
        ',2018-04-01 00:15,1',
        'A,2018-04-01 00:15',
        'A,2018-04-01 00:00,2',
        'A,2018-04-01 00:00,1',
        'A,2018-04-01 00:30,',
        'A,2018-04-01 00:45,-3.5',
      ]),
    )
    expect(found.bad).toEqual([
      [3, 'time'],
      [4, 'time'],
      [5, 'time'],
      [6, 'notNumber'],
      [7, 'account'],
      [8, 'columns'],
      [9, 'pointTwice'],
    ])
    expect([...(found.days[0]?.loadKw.subarray(0, 4) ?? [])]).toEqual([1, none, none, -3.5])
  })

  it.each<TimeMark>(['start', 'end'])('of half hours (%s) fills both quarter hours of each', (mark) => {
    const lines = Array.from({ length: 48 }, (_, half) => {
      const label = slotLabel((half + (mark === 'end' ? 1 : 0)) * 2)
      return `A,2018-04-01 ${label},${half}`
    })
    const [day] = read(utf8(['account,time,kW', ...lines]), mark).days
    expect([...(day?.loadKw ?? [])]).toEqual(Array.from({ length: 96 }, (_, slot) => Math.floor(slot / 2)))
  })

  it('gives the same days account by account and time by time, in any cuts', () => {
    const points = fc.uniqueArray(
      fc.record({
        account: fc.constantFrom('A', 'B', 'C'),
        minute: fc.integer({ min: 0, max: 96 * 4 - 1 }),
        kw: fc.integer({ min: -9, max: 999 }),
      }),
      { selector: ({ account, minute }) => `${account}${minute}`, maxLength: 120 },
    )
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 60 }), (given, cut) => {
        const row = ({ account, minute, kw }: (typeof given)[number]) =>
          `${account},${isoDay(17_000 + Math.floor(minute / 96))} ${slotLabel(minute % 96)},${kw}`
        const file = (rows: typeof given) => utf8(['account,time,kW', ...rows.map(row)])
        const byTime = [...given].sort((a, b) => a.minute - b.minute)
        const byAccount = [...given].sort((a, b) =>
          a.account < b.account ? -1 : a.account > b.account ? 1 : a.minute - b.minute,
        )
        const days = (rows: typeof given) =>
          read(file(rows), 'start', cut)
            .days.map(({ meterId, day, loadKw }) => [meterId, day, ...loadKw])
            .sort()
        expect(days(byTime)).toEqual(days(byAccount))
      }),
    )
  })

  it('closes the days left alone longest when too many are open, and loses no point of a file by time', () => {
    const long = new LongDays('start', 4)
    const days = []
    for (let minute = 0; minute < 3 * 1440; minute += 15) {
      for (const account of ['A', 'B']) expect(long.add(1, account, 17_000 * 1440 + minute, minute)).toBeNull()
      days.push(...long.takeOverdue())
    }
    days.push(...long.takeAll())
    expect(days.map(({ meterId, day }) => `${meterId} ${day}`).sort()).toEqual(
      ['A', 'B'].flatMap((account) => [0, 1, 2].map((day) => `${account} ${isoDay(17_000 + day)}`)),
    )
    for (const { loadKw } of days) expect([...loadKw].filter(Number.isNaN)).toEqual([])
  })
})

describe('a wide file', () => {
  it.each([
    ['v00 …', ['meter_id', 'date'], (slot: number) => `v${String(slot).padStart(2, '0')}`],
    ['P1 …', ['户号', '日期'], (slot: number) => `P${slot + 1}`],
    ['starts', ['用户编号', '数据日期'], slotLabel],
    ['ends', ['用户编号', '数据日期'], (slot: number) => slotLabel(slot + 1)],
  ] as const)('may name its values by %s', (_kind, first, name) => {
    expect(layoutOf([...first, ...Array.from({ length: 96 }, (_, slot) => name(slot))])).toEqual({
      kind: 'wide',
      points: 96,
    })
  })

  it('of 48 values fills two quarter hours with each', () => {
    const header = [
      'meter_id',
      'date',
      ...Array.from({ length: 48 }, (_, index) => `v${String(index).padStart(2, '0')}`),
    ]
    const found = read(
      utf8([header.join(','), ['A', '2018-04-01', ...Array.from({ length: 48 }, (_, half) => half)].join(',')]),
    )
    expect([...(found.days[0]?.loadKw ?? [])]).toEqual(Array.from({ length: 96 }, (_, slot) => Math.floor(slot / 2)))
  })

  it.each([
    [['x', 'date'], 'column 1'],
    [['meter_id', 'day', 'v00', 'v02'], 'column 4'],
    [['account', 'time', 'MW'], 'kW'],
    [['account', 'time', '功率(MW)'], 'kW'],
    [['time', 'kW'], 'account'],
  ])('or any other with the header %j is told what is missing', (header, told) => {
    expect(layoutOf(header)).toContain(told)
  })
})

describe('a time', () => {
  it.each([
    ['2018-04-01T00:15:00+08:00', 15],
    ['2018-03-31T16:15:00Z', 15],
    ['2018-03-31T18:15:00.000+02:00', 15],
    ['2018-04-01 00:15', 15],
    ['2018/4/1 0:15:00', 15],
    ['2018-04-01 24:00', 1440],
  ])('%s is minute %i of the first of April', (text, minute) => {
    expect(readingMinute(text)).toBe(17_622 * 1440 + minute)
  })

  it.each(['2018-04-01', '2018-13-01 00:00', '2018-04-01 24:15', '2018-04-01 00:60', '01.04.2018 00:00', ''])(
    '%s is none',
    (text) => {
      expect(readingMinute(text)).toBeNull()
    },
  )
})

describe('bytes', () => {
  it('may come in any cuts, in Buffers whose memory is used again for the next', () => {
    const file = Buffer.from(
      [
        `meter_id,date,${Array.from({ length: 96 }, (_, slot) => `v${String(slot).padStart(2, '0')}`).join(',')}`,
        ...['2018-04-01', '2018-04-02'].flatMap((day) =>
          ['A1', 'B2'].map(
            (account) => `${account},${day},${Array.from({ length: 96 }, (_, slot) => slot / 4).join(',')}`,
          ),
        ),
      ].join('\n'),
    )
    const whole = kwOf(read(file))
    expect(whole).toHaveLength(4)
    for (const size of [1, 7, 64, 1000]) {
      const lines = new DayLines()
      const memory = Buffer.alloc(size)
      const days: DayLine[] = []
      for (let at = 0; at < file.length; at += size) {
        const count = file.copy(memory, 0, at, at + size)
        days.push(...lines.push(memory.subarray(0, count)))
      }
      days.push(...lines.end())
      expect(kwOf({ days, bad: [] })).toEqual(whole)
    }
  })
})
