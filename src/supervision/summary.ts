/** The summary over all counties of a notice (全市汇总): who is on time, late or missing, and what those who reported say. */
import { z } from 'zod'
import { date, instant } from '../platform/shared/contract.ts'
import { chineseDate, type OfficialDocumentInput } from '../platform/shared/official-document.ts'
import { addFigures, type FigureCounts, figureCounts, noFigures } from './figure.ts'
import { sitesOf, villagesOf } from './figures.ts'
import { reportStatuses, type Timing, timings } from './report.ts'

const count = z.number().int().nonnegative()

export const summaryRow = z.object({
  areaId: z.number(),
  areaName: z.string(),
  taskId: z.uuid(),
  dueOn: date.nullable(),
  deliveredOn: date.nullable(),
  taskStatus: z.string(),
  timing: z.enum(timings),
  /** The version that was handed in; null while none is, or where a file was handed in instead. */
  reportId: z.uuid().nullable(),
  number: z.string().nullable(),
  reportStatus: z.enum(reportStatuses).nullable(),
  /** As reported; null where nothing was, which is unknown and not zero. */
  figures: figureCounts.nullable(),
  vacantPosts: count.nullable(),
})
export type SummaryRow = z.infer<typeof summaryRow>

export const summary = z.object({
  notice: z.object({ id: z.uuid(), number: z.string(), title: z.string(), issuerName: z.string() }),
  areaName: z.string(),
  asOf: instant,
  demonstration: z.boolean(),
  rows: z.array(summaryRow),
  timing: z.object({ onTime: count, late: count, missing: count, running: count }),
  /** How many of the areas the totals rest on. */
  reported: count,
  total: figureCounts.nullable(),
  vacantPosts: count.nullable(),
})
export type Summary = z.infer<typeof summary>

const howMany = (rows: readonly SummaryRow[], timing: Timing): number =>
  rows.filter((row) => row.timing === timing).length

/** Totals over those that reported; null when nobody did. */
export function totalsOf(rows: readonly SummaryRow[]): Pick<Summary, 'timing' | 'reported' | 'total' | 'vacantPosts'> {
  const figures = rows.map((row) => row.figures).filter((one): one is FigureCounts => one !== null)
  const timing = {
    onTime: howMany(rows, 'onTime'),
    late: howMany(rows, 'late'),
    missing: howMany(rows, 'missing'),
    running: howMany(rows, 'running'),
  }
  return {
    timing,
    reported: figures.length,
    total: figures.length === 0 ? null : figures.reduce(addFigures, noFigures(false)),
    vacantPosts: figures.length === 0 ? null : rows.reduce((sum, row) => sum + (row.vacantPosts ?? 0), 0),
  }
}

const timingWords: Record<Timing, string> = { onTime: '按时', late: '逾期报送', missing: '逾期未报', running: '未到期' }
const unknown = '未掌握'

type Cell = string | number
function figureCells(figures: FigureCounts | null, vacantPosts: number | null): Cell[] {
  if (figures === null) return Array.from({ length: 7 }, () => unknown)
  const { sweep, leads, furnaces, closures } = figures
  return [
    vacantPosts ?? unknown,
    sweep ? `${villagesOf(sweep) - sweep.villagesUnvisited}/${villagesOf(sweep)}` : unknown,
    sweep ? `${sweep.sitesVisited}/${sitesOf(sweep)}` : unknown,
    leads.waiting + leads.underVerification + leads.founded + leads.cleared,
    furnaces.forbidden,
    furnaces.forbiddenStanding,
    `${closures.closed}/${closures.open + closures.closing + closures.closed}`,
  ]
}

const resultColumns = [
  { title: '地区', width: 3 },
  { title: '空岗', width: 1.8 },
  { title: '已查村', width: 2.6 },
  { title: '入场场所', width: 2.6 },
  { title: '线索', width: 1.8 },
  { title: '禁止炉', width: 1.8 },
  { title: '仍在场', width: 1.8 },
  { title: '案件', width: 1.8 },
]

export type IssuedAs = { number: string; edition: number; digest: string }

/** The summary as a document of the issuing office; it bears no number until it is issued as an edition. */
export function summaryDocument(s: Summary, on: string, issued: IssuedAs | null): OfficialDocumentInput {
  const delivery = s.rows.map((row) => [
    row.areaName,
    row.dueOn === null ? '待定' : chineseDate(row.dueOn),
    row.deliveredOn === null ? '—' : chineseDate(row.deliveredOn),
    timingWords[row.timing],
    row.number ?? (row.deliveredOn ? '以文件报送' : '—'),
  ])
  const results = s.rows.map((row): Cell[] => [row.areaName, ...figureCells(row.figures, row.vacantPosts)])
  const totals: Cell[] = ['合计', ...figureCells(s.total, s.vacantPosts)]
  const text = (rows: Cell[][]) => rows.map((row) => row.map(String))
  return {
    issuer: s.notice.issuerName,
    kind: 'summary',
    number: issued?.number ?? null,
    title: `${s.areaName}防范“地条钢”死灰复燃\n自查排查情况汇总`,
    recipients: [],
    body: [
      { type: 'heading', level: 1, text: '报送情况' },
      {
        type: 'paragraph',
        text: `${s.notice.number}要求报送自查排查书面报告，应报${s.rows.length}个地区：按时报送${s.timing.onTime}个，逾期报送${s.timing.late}个，逾期未报${s.timing.missing}个，未到期${s.timing.running}个。`,
      },
      {
        type: 'table',
        caption: '表1　各地区报送情况',
        columns: [
          { title: '地区', width: 3 },
          { title: '期限', width: 4.2 },
          { title: '报送日期', width: 4.2 },
          { title: '时效', width: 2 },
          { title: '文号', width: 4.4 },
        ],
        rows: text(delivery),
      },
      { type: 'heading', level: 1, text: '各地区所报数据' },
      {
        type: 'paragraph',
        text: `合计仅含已报送系统报告的${s.reported}个地区；未报送的地区情况未掌握，不作为无问题统计。已查数写作“已查/应查”，案件写作“办结/立案”。`,
      },
      {
        type: 'table',
        caption: '表2　各地区所报数据',
        unit: '个、处、条、台、起',
        columns: resultColumns,
        rows: text([...results, totals]),
      },
      ...(issued
        ? [
            {
              type: 'paragraph' as const,
              text: `本汇总为第${issued.edition}版，数据摘要（SHA-256）：${issued.digest}。以后各版另行编号，本版不再改动。`,
            },
          ]
        : []),
    ],
    figuresAsOf: s.asOf,
    signature: { agency: s.notice.issuerName, date: on },
    ...(s.demonstration ? { demoMark: '演示数据' } : {}),
  }
}
