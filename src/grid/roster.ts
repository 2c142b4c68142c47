/** A roster of holders as a table: its columns, how a row is read, what it would do. Pure; the file is read in roster-handlers.ts. */
import { z } from 'zod'
import type { AreaLevel } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type PostKind, phone, postsOfLevel } from './appointment.ts'

/** Key, heading of the template, other headings that are understood. */
export const rosterColumns = [
  { key: 'code', zh: '区划代码', en: 'Division code', also: ['代码', '统计用区划代码', 'code'] },
  { key: 'place', zh: '区域', en: 'Area', also: ['名称', '单位', '责任区域', 'place', 'name of area'] },
  { key: 'post', zh: '岗位', en: 'Post', also: ['职务', '岗位名称'] },
  { key: 'name', zh: '姓名', en: 'Name', also: ['责任人', '网格员姓名'] },
  { key: 'phone', zh: '联系电话', en: 'Phone', also: ['电话', '手机', '手机号'] },
  { key: 'validFrom', zh: '任职日期', en: 'From', also: ['开始日期', '任职时间', 'since'] },
  { key: 'source', zh: '任职文件', en: 'Source', also: ['来源', '文号', '依据'] },
] as const
export type RosterColumn = (typeof rosterColumns)[number]['key']

const required: readonly RosterColumn[] = ['code', 'post', 'name']

export const postWords: Readonly<Record<PostKind, { zh: string; en: string; also: readonly string[] }>> = {
  principal: { zh: '主要负责人', en: 'Principal', also: ['principal'] },
  leaderInCharge: { zh: '分管负责人', en: 'Leader in charge', also: ['分管领导', 'leaderInCharge'] },
  gridLeader: { zh: '网格长', en: 'Grid leader', also: ['gridLeader'] },
  gridWorker: { zh: '网格员', en: 'Grid worker', also: ['gridWorker'] },
  liaison: { zh: '联络员', en: 'Liaison', also: ['liaison'] },
  substitute: { zh: '替补', en: 'Substitute', also: ['AB角', '候补', 'substitute'] },
}

export const rosterProblems = [
  'missing',
  'unknownArea',
  'areaOutside',
  'unknownPost',
  'postWrongLevel',
  'badPhone',
  'badDate',
  'badName',
  'formula',
  'twice',
  'laterHolder',
] as const
export type RosterProblem = (typeof rosterProblems)[number]

const badRow = z.object({
  row: z.number().int(),
  column: z.enum(rosterColumns.map((c) => c.key)),
  reason: z.enum(rosterProblems),
  value: z.string(),
})
export type BadRow = z.infer<typeof badRow>

export const rosterVerdicts = ['new', 'changed', 'unchanged'] as const
export const rosterPreview = z.object({
  rows: z.number().int(),
  counts: z.object({
    new: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    bad: z.number().int(),
  }),
  bad: z.array(badRow),
  /** The first rows as they would be written, those that change something first, beside who holds the post now. */
  sample: z.array(
    z.object({
      row: z.number().int(),
      areaName: z.string(),
      post: z.string(),
      name: z.string(),
      phone: z.string().nullable(),
      validFrom: z.string(),
      verdict: z.enum(rosterVerdicts),
      /** Who leaves the post, or the holder with the present phone; empty where nobody holds it or nothing changes. */
      before: z.array(z.object({ name: z.string(), phone: z.string().nullable() })),
    }),
  ),
})
export type RosterPreview = z.infer<typeof rosterPreview>

export const rosterResult = z.object({
  appointed: z.number().int(),
  ended: z.number().int(),
  phones: z.number().int(),
  unchanged: z.number().int(),
  bad: z.number().int(),
})

export type RosterArea = { id: number; path: string; name: string; level: AreaLevel; divisionCode: string | null }

export type RosterRow = {
  row: number
  area: RosterArea
  post: PostKind
  name: string
  phone: string | null
  validFrom: string
  source: string
}

type Cells = { rowNumber: number; cells: readonly string[] }
export type RosterContext = {
  areas: ReadonlyMap<string, RosterArea>
  mayFill: (area: RosterArea) => boolean
  /** Where the table gives none. */
  today: string
  fileName: string
}

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s（）()]/g, '')

/** Which column of the table holds what. Refuses `roster-columns-missing`. */
export function readHeadings(cells: readonly string[]): Map<RosterColumn, number> {
  const found = new Map<RosterColumn, number>()
  for (const [index, cell] of cells.entries()) {
    const column = rosterColumns.find((c) => [c.zh, c.en, ...c.also].some((heading) => plain(heading) === plain(cell)))
    if (column && !found.has(column.key)) found.set(column.key, index)
  }
  const lacking = required.filter((key) => !found.has(key))
  if (lacking.length > 0) throw new Refusal('roster-columns-missing', { columns: lacking.join(', ') })
  return found
}

/** Reads a table; a bad row is told with its first problem and does not hold up the others. */
export function readRoster(
  [head, ...body]: readonly Cells[],
  context: RosterContext,
): { good: RosterRow[]; bad: BadRow[] } {
  const columns = readHeadings(head?.cells ?? [])
  const good: RosterRow[] = []
  const bad: BadRow[] = []
  const seen = new Set<string>()
  for (const { rowNumber, cells } of body) {
    const text = (key: RosterColumn): string => (cells[columns.get(key) ?? -1] ?? '').trim()
    const read = readRow(text, context)
    if ('problem' in read) {
      bad.push({ row: rowNumber, column: read.column, reason: read.problem, value: text(read.column).slice(0, 60) })
      continue
    }
    const key = `${read.area.id} ${read.post} ${read.name}`
    if (seen.has(key)) bad.push({ row: rowNumber, column: 'name', reason: 'twice', value: read.name })
    else good.push({ ...read, row: rowNumber })
    seen.add(key)
  }
  return { good, bad }
}

type RowProblem = { column: RosterColumn; problem: RosterProblem }

function readRow(text: (key: RosterColumn) => string, context: RosterContext): Omit<RosterRow, 'row'> | RowProblem {
  for (const { key } of rosterColumns)
    if (/^[=@]/.test(text(key)) || (key !== 'phone' && /^[+-]/.test(text(key))))
      return { column: key, problem: 'formula' }
  for (const key of required) if (text(key) === '') return { column: key, problem: 'missing' }
  const area = context.areas.get(text('code').padEnd(text('code').length <= 6 ? 6 : 12, '0'))
  if (!area) return { column: 'code', problem: 'unknownArea' }
  if (!context.mayFill(area)) return { column: 'code', problem: 'areaOutside' }
  const post = readPost(text('post'))
  if (!post) return { column: 'post', problem: 'unknownPost' }
  if (post === 'liaison' || !postsOfLevel[area.level].includes(post))
    return { column: 'post', problem: 'postWrongLevel' }
  if (text('name').length > 60) return { column: 'name', problem: 'badName' }
  const number = text('phone') === '' ? null : text('phone')
  if (number !== null && !phone.safeParse(number).success) return { column: 'phone', problem: 'badPhone' }
  const validFrom = text('validFrom') === '' ? context.today : readDate(text('validFrom'))
  if (validFrom === undefined) return { column: 'validFrom', problem: 'badDate' }
  return {
    area,
    post,
    name: text('name'),
    phone: number,
    validFrom,
    source: text('source').slice(0, 200) || context.fileName,
  }
}

// keys of a constant object
const posts = Object.keys(postWords) as PostKind[]
const readPost = (text: string): PostKind | undefined =>
  posts.find((key) =>
    [postWords[key].zh, postWords[key].en, ...postWords[key].also].some((word) => plain(word) === plain(text)),
  )

/** `2018-02-08`, `2018/2/8`, `2018.2.8`, `2018年2月8日`. */
export function readDate(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? []
  if (!year || !month || !day) return undefined
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return z.iso.date().safeParse(iso).success ? iso : undefined
}

export type Holder = {
  id: string
  officialId: string
  officialName: string
  areaId: number
  post: string
  phone: string | null
  validFrom: string
}

export type RosterChange =
  | { verdict: 'unchanged'; row: RosterRow }
  | { verdict: 'changed'; row: RosterRow; holder: Holder }
  | { verdict: 'new'; row: RosterRow; replaces: readonly Holder[]; officialId: string | null }

/** Who stands in the post now and is touched by a row. */
export function touchedBy(change: RosterChange): readonly Holder[] {
  if (change.verdict === 'unchanged') return []
  return change.verdict === 'changed' ? [change.holder] : change.replaces
}

/** What changes something, then the rest, each in the order of the file. */
export const differencesFirst = (changes: readonly RosterChange[]): RosterChange[] => [
  ...changes.filter(({ verdict }) => verdict !== 'unchanged'),
  ...changes.filter(({ verdict }) => verdict === 'unchanged'),
]

/**
 * What each row does to those who hold the post now: nothing, another phone, or a new holder who takes over from the
 * former ones (their last day is the one before). @param replaceable posts that have one holder only.
 * A person of the same name and phone, or of the same name in the same place, is the same person.
 */
export function planRoster(
  rows: readonly RosterRow[],
  holders: readonly Holder[],
  single: (row: RosterRow) => boolean,
): { changes: RosterChange[]; bad: BadRow[] } {
  const changes: RosterChange[] = []
  const bad: BadRow[] = []
  for (const row of rows) {
    const inPost = holders.filter((h) => h.areaId === row.area.id && h.post === row.post)
    const same = inPost.find((h) => h.officialName === row.name)
    if (same) {
      const newPhone = row.phone !== null && row.phone !== same.phone
      changes.push(newPhone ? { verdict: 'changed', row, holder: same } : { verdict: 'unchanged', row })
      continue
    }
    const replaces = single(row) ? inPost : []
    if (replaces.some((h) => h.validFrom >= row.validFrom)) {
      bad.push({ row: row.row, column: 'validFrom', reason: 'laterHolder', value: row.validFrom })
      continue
    }
    const known = holders.find(
      (h) => h.officialName === row.name && ((row.phone !== null && h.phone === row.phone) || h.areaId === row.area.id),
    )
    changes.push({ verdict: 'new', row, replaces, officialId: known?.officialId ?? null })
  }
  return { changes, bad }
}
