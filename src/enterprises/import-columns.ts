/** The one flat table of the ledger, for import and export: a row is a site with its enterprise and at most one furnace, usage point and licence. */

import type { Bilingual } from '../platform/shared/text.ts'
import { focusKinds } from '../rulebook/values.ts'
import { furnaceKinds } from './furnace.ts'
import { industryEditions } from './industry-code.ts'
import { shifts } from './licence.ts'
import { siteKinds } from './site.ts'
import { focusWords, furnaceKindWords, shiftWords, siteKindWords } from './words.ts'

export const importColumnKeys = [
  'enterpriseName',
  'uscc',
  'industryCode',
  'industryEdition',
  'declaredOutputT',
  'declaredOutputYear',
  'siteName',
  'address',
  'divisionCode',
  'siteKind',
  'focusKinds',
  'furnaceLabel',
  'furnaceKind',
  'capacityT',
  'powerKw',
  'transformerKva',
  'purpose',
  'account',
  'feeder',
  'contractKva',
  'licensedPowerKw',
  'licensedShift',
  'licensedHours',
  'licensedVolumeT',
] as const
export type ImportColumnKey = (typeof importColumnKeys)[number]

/** One line of the table for export; the words of choices are still identifiers. */
export type LedgerLine = Partial<Record<ImportColumnKey, string | number | string[] | null>>

export const rowProblemCodes = [
  'missing',
  'formula',
  'unreadable',
  'too-long',
  'not-a-number',
  'not-positive',
  'not-a-choice',
  'uscc-invalid',
  'industry-code-malformed',
  'industry-edition-missing',
  'division-code-malformed',
  'area-unknown',
  'area-too-wide',
  'area-not-yours',
  'contradicts',
  'account-malformed',
  'account-elsewhere',
  'needs-label',
  'needs-account',
  'needs-shift',
  'hours-unreadable',
  'hours-empty',
  'hours-overlap',
  'no-melting-allowed',
  'needs-power',
  'needs-output',
  'not-a-year',
] as const
export type RowProblemCode = (typeof rowProblemCodes)[number]

type Choice = { readonly value: string; readonly words: readonly string[] }

export type ImportColumn = {
  readonly key: ImportColumnKey
  /** Header in Chinese, as in the template. */
  readonly zh: string
  /** Header in English, and other headers that mean the same; compared without case and spaces. */
  readonly also: readonly string[]
  readonly kind: 'text' | 'code' | 'number' | 'choice' | 'choices' | 'hours'
  readonly required?: true
  readonly maxLength?: number
  readonly choices?: readonly Choice[]
  readonly help: Bilingual
}

const choicesOf = <K extends string>(values: readonly K[], words: Readonly<Record<K, Bilingual>>): Choice[] =>
  values.map((value) => ({ value, words: [value, words[value].zh, words[value].en] }))

const zhWords = (choices: readonly Choice[]): string =>
  choices.map((choice) => choice.words[1] ?? choice.value).join('、')

const siteKindChoices = choicesOf(siteKinds, siteKindWords)
const focusChoices = choicesOf(focusKinds, focusWords)
const furnaceKindChoices = choicesOf(furnaceKinds, furnaceKindWords)
const shiftChoices = choicesOf(shifts, shiftWords)
const help = (zh: string, en: string): Bilingual => ({ zh, en })
const oneOf = (choices: readonly Choice[]): Bilingual =>
  help(
    `填写其一：${zhWords(choices)}`,
    `one of: ${choices.map((choice) => choice.words[2] ?? choice.value).join(', ')}`,
  )

/** In the order of the template. A blank cell means "not given": it never erases what the ledger holds. */
export const importColumns: readonly ImportColumn[] = [
  {
    key: 'enterpriseName',
    zh: '企业名称',
    also: ['enterprise', 'enterprise name', '单位名称'],
    kind: 'text',
    required: true,
    help: help('必填', 'required'),
  },
  {
    key: 'uscc',
    zh: '统一社会信用代码',
    also: ['uscc', '信用代码', '社会信用代码'],
    kind: 'code',
    maxLength: 40,
    help: help('18 位；没有的留空', '18 characters; empty if there is none'),
  },
  {
    key: 'industryCode',
    zh: '行业代码',
    also: ['industry code'],
    kind: 'code',
    maxLength: 10,
    help: help('GB/T 4754 四位代码', 'four digits of GB/T 4754'),
  },
  {
    key: 'industryEdition',
    zh: '行业代码版本',
    also: ['industry edition', 'edition'],
    kind: 'choice',
    choices: industryEditions.map((value) => ({ value, words: [value, `${value}版`, `GB/T 4754-${value}`] })),
    help: help('2011 或 2017', '2011 or 2017'),
  },
  {
    key: 'declaredOutputT',
    zh: '申报年产量t',
    also: ['declared output t', '申报产量', '申报年产量(t)', '申报年产量（吨）'],
    kind: 'number',
    help: help('企业申报的一年产量，吨；未申报的留空', 'tonnes of a year as declared; empty if nothing was'),
  },
  {
    key: 'declaredOutputYear',
    zh: '申报年份',
    also: ['declared output year', '产量年份'],
    kind: 'number',
    help: help('产量所属年份，如 2017', 'the year of that output, e.g. 2017'),
  },
  {
    key: 'siteName',
    zh: '场所名称',
    also: ['site', 'site name', '厂区名称'],
    kind: 'text',
    help: help(
      '留空则与企业名称相同；同一区划内以名称识别',
      "empty: the enterprise's name; tells sites of one place apart",
    ),
  },
  {
    key: 'address',
    zh: '地址',
    also: ['address', '场所地址'],
    kind: 'text',
    help: help('新场所必填', 'required for a new site'),
  },
  {
    key: 'divisionCode',
    zh: '区划代码',
    also: ['division code'],
    kind: 'code',
    required: true,
    maxLength: 20,
    help: help('村（社区）12 位，或乡镇（街道）9 位、12 位', 'village: 12 digits; township: 9 or 12'),
  },
  {
    key: 'siteKind',
    zh: '场所类型',
    also: ['site kind'],
    kind: 'choice',
    choices: siteKindChoices,
    help: oneOf(siteKindChoices),
  },
  {
    key: 'focusKinds',
    zh: '重点类别',
    also: ['focus', 'focus kinds'],
    kind: 'choices',
    choices: focusChoices,
    help: help(`可填多个，用顿号分隔：${zhWords(focusChoices)}`, 'several, divided by ; or 、'),
  },
  {
    key: 'furnaceLabel',
    zh: '炉号',
    also: ['furnace', 'furnace label'],
    kind: 'code',
    maxLength: 60,
    help: help('每行一台炉；没有炉的留空', 'one furnace a row; empty if there is none'),
  },
  {
    key: 'furnaceKind',
    zh: '炉型',
    also: ['furnace kind'],
    kind: 'choice',
    choices: furnaceKindChoices,
    help: oneOf(furnaceKindChoices),
  },
  {
    key: 'capacityT',
    zh: '容量t',
    also: ['capacity t', '容量(t)', '容量（吨）', '容量吨'],
    kind: 'number',
    help: help('每炉吨数', 'tonnes of a heat'),
  },
  { key: 'powerKw', zh: '功率kW', also: ['power kw', '功率(kw)'], kind: 'number', help: help('千瓦', 'kW') },
  {
    key: 'transformerKva',
    zh: '变压器kVA',
    also: ['transformer kva', '变压器(kva)'],
    kind: 'number',
    help: help('千伏安', 'kVA'),
  },
  {
    key: 'purpose',
    zh: '用途',
    also: ['purpose'],
    kind: 'text',
    help: help('熔炼什么、做什么用', 'what it melts, and for what'),
  },
  {
    key: 'account',
    zh: '户号',
    also: ['account', '用电户号'],
    kind: 'code',
    maxLength: 32,
    help: help('每行一个用电户号', 'one usage point a row'),
  },
  {
    key: 'feeder',
    zh: '馈线',
    also: ['feeder', '线路'],
    kind: 'text',
    maxLength: 60,
    help: help('供电线路', 'supply line'),
  },
  {
    key: 'contractKva',
    zh: '合同容量kVA',
    also: ['contract kva', '合同容量(kva)', '合同容量'],
    kind: 'number',
    help: help('千伏安', 'kVA'),
  },
  {
    key: 'licensedPowerKw',
    zh: '许可炉功率kW',
    also: ['licensed power kw', '许可炉功率(kw)', '许可炉功率'],
    kind: 'number',
    help: help('登记允许的熔炼功率合计', 'melting power on file, in all'),
  },
  {
    key: 'licensedShift',
    zh: '许可班次',
    also: ['licensed shift'],
    kind: 'choice',
    choices: shiftChoices,
    help: oneOf(shiftChoices),
  },
  {
    key: 'licensedHours',
    zh: '许可时段',
    also: ['licensed hours', '许可熔炼时段'],
    kind: 'hours',
    help: help(
      '如 22:00-06:00；几段用顿号分隔；许可未写明的留空，按班次计',
      'e.g. 22:00-06:00, several divided by ; or 、; empty if the licence names none: the shift counts',
    ),
  },
  {
    key: 'licensedVolumeT',
    zh: '许可年产量t',
    also: ['licensed volume t', '许可年产量', '许可年产量(t)', '许可年产量（吨）'],
    kind: 'number',
    help: help('许可的每年熔炼吨数；未写明的留空', 'tonnes a year that may be melted; empty if the licence names none'),
  },
]

const plain = (header: string): string =>
  header
    .normalize('NFKC')
    .replace(/[\s*＊_]/g, '')
    .toLowerCase()

const byHeader: ReadonlyMap<string, ImportColumn> = new Map(
  importColumns.flatMap((column) =>
    [column.key, column.zh, ...column.also].map((name) => [plain(name), column] as const),
  ),
)

export type HeaderReading = {
  /** Per position of the file: the column it holds, or null. */
  columns: (ImportColumn | null)[]
  missing: ImportColumnKey[]
  /** Headers we do not know; said to the person, never silently dropped. */
  ignored: string[]
}

/** Finds our columns in the header of a table, in any order. The first of two equal headers counts, the second is ignored. */
export function readHeader(cells: readonly string[]): HeaderReading {
  const seen = new Set<ImportColumnKey>()
  const ignored: string[] = []
  const columns = cells.map((cell) => {
    const column = byHeader.get(plain(cell))
    if (column && !seen.has(column.key)) {
      seen.add(column.key)
      return column
    }
    if (cell.trim() !== '') ignored.push(cell.trim().slice(0, 60))
    return null
  })
  const missing = importColumns.filter((column) => column.required && !seen.has(column.key)).map((column) => column.key)
  return { columns, missing, ignored: ignored.slice(0, 50) }
}

/** The header of a column as the reader knows it from the file. */
export function columnWords(key: ImportColumnKey): Bilingual {
  const column = importColumns.find((one) => one.key === key)
  return { zh: column?.zh ?? key, en: column?.also[0] ?? key }
}
