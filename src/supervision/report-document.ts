/** Writes a county's self-check report as an official document, from the county's words and the figures as they stood. */
import type { CardSituation } from '../cases/closure-card.ts'
import { widthInCharacters } from '../platform/shared/even-lines.ts'
import { chineseDate, type OfficialDocumentInput } from '../platform/shared/official-document.ts'
import { areaLevels } from '../platform/shared/permission.ts'
import { type NoticeItem, noticeItems, postKinds } from '../rulebook/values.ts'
import type { FigureCounts } from './figure.ts'
import {
  type PostFigure,
  type ReportFigures,
  type SweepCounts,
  sitesOf,
  unvisitedShown,
  vacant,
  villagesOf,
} from './figures.ts'
import type { ReportTexts } from './report.ts'

type Block = OfficialDocumentInput['body'][number]
type Column = { title: string; width: number; align?: 'left' | 'center' | 'right' }

const heading = (text: string, level: 1 | 2 = 1): Block => ({ type: 'heading', level, text })
const paragraph = (text: string): Block => ({ type: 'paragraph', text })
/** The county's own words; what is not written yet is said so. */
const written = (text: string): Block => paragraph(text === '' ? '（待填写）' : text)
const table = (
  columns: Column[],
  rows: (string | number)[][],
  { caption, unit }: { caption?: string; unit?: string } = {},
): Block => ({
  type: 'table',
  ...(caption === undefined ? {} : { caption }),
  ...(unit === undefined ? {} : { unit }),
  columns,
  rows: rows.map((row) => row.map(String)),
})

const postWords: Record<PostFigure['post'], string> = {
  principal: '主要负责人',
  leaderInCharge: '分管负责人',
  gridLeader: '网格长',
  gridWorker: '网格员',
  liaison: '联络员',
  substitute: '替补',
}
const levelWords: Record<PostFigure['level'], string> = {
  city: '市级',
  county: '本级',
  township: '镇（街道）',
  village: '村（社区）',
}

/** From the county down, and in each the principal first, as a document names them. */
const inRank = (posts: readonly PostFigure[]): PostFigure[] =>
  [...posts].sort(
    (a, b) =>
      areaLevels.indexOf(a.level) - areaLevels.indexOf(b.level) ||
      postKinds.indexOf(a.post) - postKinds.indexOf(b.post),
  )

function organisation({ posts }: ReportFigures, { organisation: text }: ReportTexts): Block[] {
  const required = posts.reduce((sum, post) => sum + post.required, 0)
  const parts = inRank(posts).map(
    (post) => `${levelWords[post.level]}${postWords[post.post]}应设${post.required}人、在岗${post.filled}人`,
  )
  return [
    heading('组织领导和责任落实'),
    written(text),
    paragraph(
      `全区域应设责任岗位${required}个，在岗${required - vacant(posts)}个，空岗${vacant(posts)}个。${parts.length > 0 ? `其中，${parts.join('；')}。` : ''}`,
    ),
  ]
}

function coverage(figures: ReportFigures): Block[] {
  const { sweep, total, visits, observations } = figures
  const s = total.sweep
  const [townships, unvisited] = attachmentsOf(figures).map((_, i, all) => (all.length > 1 ? `附件${i + 1}` : '附件'))
  const named = unvisited === undefined ? '' : `，尚未排查的村（社区）和尚未到场的场所名单见${unvisited}`
  if (sweep === null || s === null)
    return [
      heading('排查开展情况'),
      paragraph('尚无登记的排查任务，村（社区）和场所的覆盖情况未掌握，不作为无问题统计。'),
    ]
  return [
    heading('排查开展情况'),
    paragraph(
      `按照“${sweep.name}”安排，排查自${chineseDate(sweep.startsOn)}开始，应于${chineseDate(sweep.dueOn)}前完成。期间共入场检查${visits}次（含排查对象以外的场所），公共区域巡查登记${observations}次。`,
    ),
    paragraph(
      `应排查村（社区）${villagesOf(s)}个，其中报告发现情况${s.villagesReported}个，签报未发现异常${s.villagesNothingSeen}个，尚未排查${s.villagesUnvisited}个。`,
    ),
    paragraph(
      `应检查场所${sitesOf(s)}处，其中入场检查${s.sitesVisited}处，仅在外围巡查${s.sitesObserved}处，尚未到场${s.sitesUnvisited}处。未排查、未到场和仅在外围巡查的，均不作为无问题统计。分镇（街道）情况见${townships}${named}。`,
    ),
  ]
}

function findings({ total: { leads, furnaces } }: ReportFigures): Block[] {
  const all = leads.waiting + leads.underVerification + leads.founded + leads.cleared
  const stock = furnaces.permitted + furnaces.forbidden + furnaces.expertNeeded + furnaces.unjudged
  const overdue = leads.overdue > 0 ? `其中${leads.overdue}条已超过办理时限。` : ''
  return [
    heading('发现问题和界定情况'),
    paragraph(
      `登记线索${all}条：待核实${leads.waiting}条，核实中${leads.underVerification}条，查实${leads.founded}条，经核实排除、认定合法或移送其他地区和部门${leads.cleared}条。${overdue}`,
    ),
    paragraph(
      `在册炉${stock}台：界定为允许使用${furnaces.permitted}台，界定为禁止使用${furnaces.forbidden}台，需专家论证${furnaces.expertNeeded}台，尚未界定${furnaces.unjudged}台。禁止使用的炉中，仍在场（含停用、封存）${furnaces.forbiddenStanding}台。`,
    ),
  ]
}

export const itemWords: Record<NoticeItem, string> = {
  cutPowerAndWater: '断电断水',
  destroyEquipment: '捣毁生产设备',
  clearWorkshop: '清理厂房',
  confiscateRawMaterial: '没收原材料',
  confiscateProduct: '没收产品',
}
export const situationWords: Record<CardSituation, string> = {
  notApplicable: '不涉及',
  unknown: '未登记',
  underway: '未完成',
  otherwiseByLaw: '依法另行处理',
  done: '已彻底',
}
const caseWords = { open: '办理中', closing: '待验收', closed: '已办结' } as const

const closuresCaption = '表1　“五个彻底”落实情况'

function closures({ cases }: ReportFigures): Block[] {
  if (cases.length === 0) return [heading('依法处置情况'), paragraph('截至数据时点，没有立案查处的场所。')]
  const columns = [
    { title: '案号', width: 5 },
    { title: '场所', width: 4, align: 'left' as const },
    ...noticeItems.map((item) => ({ title: itemWords[item], width: 2.4 })),
    { title: '案件', width: 2.4 },
  ]
  const closed = cases.filter((one) => one.status === 'closed').length
  return [
    heading('依法处置情况'),
    paragraph(
      `立案${cases.length}起，办结${closed}起，未办结${cases.length - closed}起。按照“五个彻底”逐项核对如下，“依法另行处理”的不计为已彻底。`,
    ),
    table(
      columns,
      cases.map((one) => [
        one.number,
        one.siteName,
        ...noticeItems.map((item) => situationWords[one.items[item]]),
        caseWords[one.status],
      ]),
      { caption: closuresCaption },
    ),
  ]
}

/** What the program itself sees missing, whatever the county writes. */
function gaps({ posts, total }: ReportFigures): string {
  const { sweep, leads, furnaces, tasks } = total
  const found = [
    vacant(posts) > 0 && `空岗${vacant(posts)}个`,
    sweep && sweep.villagesUnvisited > 0 && `未排查村（社区）${sweep.villagesUnvisited}个`,
    sweep &&
      sweep.sitesUnvisited + sweep.sitesObserved > 0 &&
      `未入场检查场所${sweep.sitesUnvisited + sweep.sitesObserved}处`,
    furnaces.unjudged > 0 && `未界定的炉${furnaces.unjudged}台`,
    leads.overdue > 0 && `超时限线索${leads.overdue}条`,
    tasks.missing > 0 && `逾期未交任务${tasks.missing}项`,
  ].filter((part) => part !== false && part !== null)
  return found.length > 0 ? `系统核对发现：${found.join('，')}。` : '系统核对未发现空岗、漏查和超时限事项。'
}

function weakPoints(figures: ReportFigures, { weakPoints: points, measures, nextSteps }: ReportTexts): Block[] {
  const columns = [
    { title: '序号', width: 1.5 },
    { title: '薄弱环节', width: 4, align: 'left' as const },
    { title: '整改措施', width: 4, align: 'left' as const },
    { title: '责任人', width: 2 },
    { title: '完成时限', width: 3 },
  ]
  const rows = points.map((point, i) => [
    i + 1,
    point.problem,
    point.measure,
    point.owner,
    point.dueOn === null ? '未定' : chineseDate(point.dueOn),
  ])
  return [
    heading('薄弱环节和整改措施'),
    paragraph(gaps(figures)),
    ...(rows.length > 0
      ? [table(columns, rows, { caption: `表${figures.cases.length > 0 ? 2 : 1}　薄弱环节和整改措施` })]
      : [paragraph('本次自查未列出薄弱环节。')]),
    written(measures),
    heading('下一步工作'),
    written(nextSteps),
  ]
}

const sweepCells = (s: SweepCounts | null): (string | number)[] =>
  s === null
    ? ['未知', '未知', '未知', '未知']
    : [villagesOf(s), s.villagesUnvisited, sitesOf(s), s.sitesUnvisited + s.sitesObserved]

const leadCount = ({ leads }: FigureCounts): number =>
  leads.waiting + leads.underVerification + leads.founded + leads.cleared

type Attachment = NonNullable<OfficialDocumentInput['attachments']>[number]

/** Every township with its figures, and every place that nobody has been to by name. */
const attachmentsOf = (figures: ReportFigures): Attachment[] => [townshipFigures(figures), ...unvisitedPlaces(figures)]

function townshipFigures({ townships }: ReportFigures): Attachment {
  const columns = [
    '镇（街道）',
    '应设岗',
    '空岗',
    '应查村',
    '未查村',
    '应查场所',
    '未入场',
    '线索',
    '禁止炉',
    '案件',
  ].map((title, i) => ({ title, width: i === 0 ? 4 : 2 }))
  const rows = townships.map(({ name, required, filled, figures }) => {
    const { open, closing, closed } = figures.closures
    return [
      name,
      required,
      required - filled,
      ...sweepCells(figures.sweep),
      leadCount(figures),
      figures.furnaces.forbidden,
      open + closing + closed,
    ]
  })
  return { title: '分镇（街道）排查情况', body: [table(columns, rows, { unit: '个、处、条、台、起' })] }
}

function unvisitedPlaces({ unvisited, total }: ReportFigures): Attachment[] {
  const places = [
    ...unvisited.villages.map((one) => [one.townshipName, one.name, '村（社区）']),
    ...unvisited.sites.map((one) => [one.townshipName, one.name, '场所']),
  ]
  if (places.length === 0) return []
  const cut = total.sweep !== null && total.sweep.villagesUnvisited + total.sweep.sitesUnvisited > places.length
  const placeColumns = [
    { title: '镇（街道）', width: 3 },
    { title: '名称', width: 6, align: 'left' as const },
    { title: '类别', width: 2 },
  ]
  const rest = cut ? [paragraph(`每类最多列${unvisitedShown}个，其余见系统清单。`)] : []
  return [{ title: '尚未排查的村（社区）和尚未到场的场所', body: [table(placeColumns, places), ...rest] }]
}

export type ReportPaper = { number: string | null; submittedOn: string | null }

/** A name that fits the red header on one line with 文件; a longer one stands alone. */
const headerOf = (agencyName: string): string => (widthInCharacters(agencyName) > 14 ? agencyName : `${agencyName}文件`)

/** A report without number is marked 草稿 on every page and dated with its figures. */
export function reportDocument(
  figures: ReportFigures,
  texts: ReportTexts,
  { number, submittedOn }: ReportPaper,
): OfficialDocumentInput {
  const { area, notice, agencyName } = figures
  const on = submittedOn ?? figures.day
  return {
    issuer: headerOf(agencyName),
    kind: 'report',
    number,
    title: `关于${area.name}防范“地条钢”死灰复燃\n自查排查情况的报告`,
    recipients: [notice.issuerName],
    ...(texts.signatory === null ? {} : { signatory: texts.signatory }),
    body: [
      paragraph(
        `按照《${notice.title}》（${notice.number}）要求，${area.name}组织开展了自查排查，现将有关情况报告如下。`,
      ),
      ...organisation(figures, texts),
      ...coverage(figures),
      ...findings(figures),
      ...closures(figures),
      ...weakPoints(figures, texts),
    ],
    attachments: attachmentsOf(figures),
    figuresAsOf: figures.asOf,
    closing: '特此报告。',
    signature: { agency: agencyName, date: on },
    print: { agency: agencyName, date: on },
    ...(figures.demonstration ? { demoMark: '演示数据' } : {}),
  }
}
