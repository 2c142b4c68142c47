/** The two papers of a summons: the notice that calls, and the minutes. */
import {
  chineseBy,
  chineseDate,
  chineseInstant,
  type LastDay,
  type OfficialDocumentInput,
} from '../platform/shared/official-document.ts'
import type { FigureCounts } from './figure.ts'
import type { Minutes } from './summons.ts'

type Paper = { number: string; issuerName: string; summonedName: string; date: string; demonstration: boolean }
export type SummonsNoticePaper = Paper & {
  facts: string
  figures: FigureCounts
  asOf: string
  talkAt: string
  place: string
  attendees: string
}
export type MinutesPaper = Paper &
  Pick<Minutes, 'heldOn' | 'present' | 'problem' | 'explanation' | 'demands' | 'commitment'> & {
    noticeNumber: string
    answerBy: LastDay
  }

type Block = OfficialDocumentInput['body'][number]
const section = (heading: string, text: string): Block[] => [
  { type: 'heading', level: 1, text: heading },
  { type: 'paragraph', text },
]

const frame = ({ issuerName, number, date, demonstration }: Paper) => ({
  issuer: issuerName,
  number,
  signature: { agency: issuerName, date },
  print: { agency: issuerName, date },
  ...(demonstration && { demoMark: '演示数据' }),
})

/** What the program counted of the place, in one sentence. */
export const figureSentence = ({ tasks, receipts, leads }: FigureCounts): string =>
  `任务逾期未交${tasks.missing}项、逾期完成${tasks.late}项；通知逾期未签收${receipts.missing}件、逾期签收${receipts.late}件；线索超期未办${leads.overdue}条。`

export const summonsNotice = (paper: SummonsNoticePaper): OfficialDocumentInput => ({
  ...frame(paper),
  kind: 'notice',
  title: `约谈通知书`,
  recipients: [paper.summonedName],
  body: [
    ...section('约谈事由', paper.facts),
    { type: 'paragraph', text: figureSentence(paper.figures) },
    ...section('约谈时间、地点', `时间：${chineseInstant(paper.talkAt)}（北京时间）。地点：${paper.place}。`),
    ...section('参加人员', paper.attendees),
    ...section(
      '准备要求',
      '请准备书面汇报材料，说明有关问题的情况、原因和整改措施。约谈后须按纪要要求书面报告整改情况。',
    ),
  ],
  figuresAsOf: paper.asOf,
})

export const minutesDocument = (paper: MinutesPaper): OfficialDocumentInput => ({
  ...frame(paper),
  issuer: `${paper.issuerName}约谈纪要`,
  kind: 'minutes',
  title: `约谈${paper.summonedName}纪要`,
  recipients: [],
  body: [
    {
      type: 'paragraph',
      text: `按照${paper.noticeNumber}约谈通知书，${chineseDate(paper.heldOn)}对${paper.summonedName}进行了约谈。`,
    },
    ...section('指出的问题', paper.problem),
    ...section('说明和整改措施', paper.explanation),
    { type: 'heading', level: 1, text: '整改要求' },
    {
      type: 'table',
      columns: [
        { title: '序号', width: 1 },
        { title: '要求', width: 7, align: 'left' },
        { title: '期限', width: 3 },
      ],
      rows: paper.demands.map(({ text, dueOn }, i) => [String(i + 1), text, chineseDate(dueOn)]),
    },
    ...section('表态', paper.commitment),
    { type: 'paragraph', text: `请${chineseBy(paper.answerBy, '约谈之日')}书面报告整改情况，由本单位核实。` },
  ],
  attendance: [{ label: '出席', names: paper.present }],
  copyTo: [paper.summonedName],
})
