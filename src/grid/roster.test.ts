import { describe, expect, it } from 'vitest'
import {
  differencesFirst,
  type Holder,
  planRoster,
  type RosterArea,
  type RosterRow,
  readDate,
  readHeadings,
  readRoster,
  touchedBy,
} from './roster.ts'

const village: RosterArea = { id: 6, path: '/1/2/4/6/', name: '甲一村', level: 'village', divisionCode: '329902100201' }
const other: RosterArea = { ...village, id: 7, path: '/1/2/4/7/', divisionCode: '329902100202' }
const outside: RosterArea = { ...village, id: 8, path: '/1/3/5/8/', divisionCode: '329903100201' }
const context = {
  areas: new Map([village, other, outside].map((area) => [area.divisionCode ?? '', area])),
  mayFill: (area: RosterArea) => area.id !== 8,
  today: '2018-02-09',
  fileName: '名册.csv',
}
const head = ['区划代码', '岗位', '姓名', '联系电话', '任职日期', '任职文件']
const read = (...rows: string[][]) =>
  readRoster(
    [head, ...rows].map((cells, n) => ({ rowNumber: n + 1, cells })),
    context,
  )

describe('a row of a roster', () => {
  it.each([
    ['without name', ['329902100201', '网格员', '', '', '', ''], 'name', 'missing'],
    ['of an unknown area', ['329999100201', '网格员', '张某', '', '', ''], 'code', 'unknownArea'],
    ['of another’s area', ['329903100201', '网格员', '张某', '', '', ''], 'code', 'areaOutside'],
    ['with an unknown post', ['329902100201', '村长', '张某', '', '', ''], 'post', 'unknownPost'],
    ['with a post of another level', ['329902100201', '网格长', '张某', '', '', ''], 'post', 'postWrongLevel'],
    ['with words for a phone', ['329902100201', '网格员', '张某', '没有', '', ''], 'phone', 'badPhone'],
    [
      'with a day that does not exist',
      ['329902100201', '网格员', '张某', '', '2018-02-30', ''],
      'validFrom',
      'badDate',
    ],
    ['with a liaison', ['329902100201', '联络员', '张某', '', '', ''], 'post', 'postWrongLevel'],
    ['with a name longer than any', ['329902100201', '网格员', '张'.repeat(61), '', '', ''], 'name', 'badName'],
    ['with a formula that begins with a sign', ['329902100201', '网格员', '-2+3', '', '', ''], 'name', 'formula'],
    ['with a formula', ['329902100201', '网格员', '=cmd|1', '', '', ''], 'name', 'formula'],
  ])('%s is bad, with its number, column and reason', (_title, cells, column, reason) => {
    expect(read(cells)).toMatchObject({ good: [], bad: [{ row: 2, column, reason }] })
  })

  it('may write the code without its zeros at the end, and a phone with the code of the country', () => {
    const county: RosterArea = { ...village, id: 2, path: '/1/2/', level: 'county', divisionCode: '329900' }
    const township: RosterArea = { ...village, id: 4, path: '/1/2/4/', level: 'township', divisionCode: '329902100000' }
    const areas = new Map([county, township].map((area) => [area.divisionCode ?? '', area]))
    const rows = [
      ['3299', '分管领导', ' 张某 ', '+86 139 0000 0000', '', ''],
      ['329902100', '网格长', '李某', '', '2018-12-31', '任〔2018〕3号'],
    ]
    const { good, bad } = readRoster(
      [head, ...rows].map((cells, n) => ({ rowNumber: n + 1, cells })),
      { ...context, areas },
    )
    expect(bad).toEqual([])
    expect(good).toMatchObject([
      { area: { id: 2 }, post: 'leaderInCharge', name: '张某', phone: '+86 139 0000 0000', validFrom: '2018-02-09' },
      { area: { id: 4 }, post: 'gridLeader', phone: null, validFrom: '2018-12-31', source: '任〔2018〕3号' },
    ])
  })

  it('that names a person twice in one post is bad, the first stays good', () => {
    const row = ['329902100201', '网格员', '张某', '13900000000', '2018-2-1', '']
    const { good, bad } = read(row, row)
    expect([good.length, bad[0]?.reason]).toEqual([1, 'twice'])
    expect(good[0]).toMatchObject({ validFrom: '2018-02-01', source: '名册.csv', phone: '13900000000' })
  })
})

it('headings are known in both languages; a missing one is refused', () => {
  expect([...readHeadings(['Division code', 'Post', 'Name'])]).toEqual([
    ['code', 0],
    ['post', 1],
    ['name', 2],
  ])
  expect(() => readHeadings(['姓名'])).toThrow('roster-columns-missing')
})

it.each([
  ['2018年2月8日', '2018-02-08'],
  ['2018/2/8', '2018-02-08'],
  ['2018.12.31', '2018-12-31'],
  ['2018-12-31日', '2018-12-31'],
  ['08.02.2018', undefined],
  ['2018-2', undefined],
  ['自2018-2-8起', undefined],
])('the day %s is read as %s', (text, day) => expect(readDate(text)).toBe(day))

describe('what a roster does', () => {
  const row: RosterRow = {
    row: 2,
    area: village,
    post: 'gridWorker',
    name: '张某',
    phone: '139',
    validFrom: '2018-02-01',
    source: 's',
  }
  const holder: Holder = {
    id: 'h',
    officialId: 'o',
    officialName: '张某',
    areaId: 6,
    post: 'gridWorker',
    phone: '139',
    validFrom: '2017-01-01',
  }
  const verdicts = (rows: RosterRow[], holders: Holder[]) =>
    planRoster(rows, holders, () => true).changes.map((change) => change.verdict)

  it('nothing where the holder is the same', () => expect(verdicts([row], [holder])).toEqual(['unchanged']))
  it('another phone where only that differs', () =>
    expect(verdicts([{ ...row, phone: '138' }], [holder])).toEqual(['changed']))
  it('ends the former holder of a post with one holder', () => {
    const { changes } = planRoster([{ ...row, name: '李某' }], [holder], () => true)
    expect(changes).toMatchObject([{ verdict: 'new', replaces: [{ id: 'h' }], officialId: null }])
  })
  it('leaves the former holder where the post has several', () => {
    expect(planRoster([{ ...row, name: '李某' }], [holder], () => false).changes).toMatchObject([{ replaces: [] }])
  })
  it('refuses a holder from before the present one began', () => {
    expect(planRoster([{ ...row, name: '李某', validFrom: '2016-01-01' }], [holder], () => true).bad).toMatchObject([
      { reason: 'laterHolder' },
    ])
  })
  it('knows the person of the same name and phone elsewhere', () => {
    const { changes } = planRoster([{ ...row, area: other }], [holder], () => true)
    expect(changes).toMatchObject([{ verdict: 'new', officialId: 'o' }])
  })
  it.each([
    ['another phone', { phone: '138' }, {}],
    ['no phone', { phone: null }, {}],
    ['nobody’s phone known', { phone: null }, { phone: null }],
    ['another name', { name: '李某' }, {}],
  ])('takes %s elsewhere for another person', (_title, told, known) => {
    const { changes } = planRoster([{ ...row, area: other, ...told }], [{ ...holder, ...known }], () => true)
    expect(changes).toMatchObject([{ verdict: 'new', officialId: null }])
  })
  it('knows the person of the same name in the same place though the phone is another', () => {
    const { changes } = planRoster([{ ...row, post: 'substitute', phone: '138' }], [holder], () => true)
    expect(changes).toMatchObject([{ verdict: 'new', replaces: [], officialId: 'o' }])
  })
  it('shows what changes something before what does not, each in the order of the file', () => {
    const rows = [row, { ...row, row: 3, name: '李某' }, { ...row, row: 4, phone: '138' }]
    const { changes } = planRoster(rows, [holder], () => false)
    expect(differencesFirst(changes).map((change) => change.row.row)).toEqual([3, 4, 2])
    expect(changes.map((change) => touchedBy(change).map(({ id }) => id))).toEqual([[], [], ['h']])
  })
})
