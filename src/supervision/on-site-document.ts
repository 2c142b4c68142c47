/** The feedback after an on-site supervision, as an official document. */
import { chineseDate, type OfficialDocumentInput } from '../platform/shared/official-document.ts'
import type { OnSitePoint, SeenPoint } from './on-site.ts'

export type FeedbackPaper = {
  number: string
  issuerName: string
  supervisedName: string
  date: string
  demonstration: boolean
  startsOn: string
  endsOn: string
  members: readonly string[]
  summary: string
  asOf: string | null
  points: readonly { point: OnSitePoint; known: string; seen: SeenPoint }[]
}

const pointWords: Record<OnSitePoint, string> = {
  notices: '通知传达和签收',
  tasks: '任务落实',
  grid: '网格责任',
  departments: '部门职责',
  focus: '重点领域巡查',
  sweep: '排查覆盖',
  rectification: '问题整改',
  reports: '举报和线索核查',
  handling: '查处情况',
  publicity: '宣传和公开',
}
const verdictWords: Record<SeenPoint['verdict'], string> = {
  matches: '相符',
  differs: '不符',
  notSeen: '未能核实',
}

export const feedbackDocument = (paper: FeedbackPaper): OfficialDocumentInput => ({
  issuer: paper.issuerName,
  kind: 'opinion',
  number: paper.number,
  title: `关于对${paper.supervisedName}督导检查的反馈意见`,
  recipients: [paper.supervisedName],
  body: [
    {
      type: 'paragraph',
      text: `${chineseDate(paper.startsOn)}至${chineseDate(paper.endsOn)}，督导组（${paper.members.join('、')}）对${paper.supervisedName}的工作进行了督导检查。现反馈如下：`,
    },
    { type: 'heading', level: 1, text: '总体情况' },
    { type: 'paragraph', text: paper.summary },
    { type: 'heading', level: 1, text: '逐项情况' },
    {
      type: 'table',
      columns: [
        { title: '事项', width: 2, align: 'left' },
        { title: '系统数字', width: 2 },
        { title: '实地所见', width: 4, align: 'left' },
        { title: '结论', width: 1 },
      ],
      rows: paper.points.map(({ point, known, seen }) => [
        pointWords[point],
        known,
        seen.seen,
        verdictWords[seen.verdict],
      ]),
    },
    ...problemsOf(paper),
  ],
  ...(paper.asOf !== null && { figuresAsOf: paper.asOf }),
  signature: { agency: paper.issuerName, date: paper.date },
  print: { agency: paper.issuerName, date: paper.date },
  ...(paper.demonstration && { demoMark: '演示数据' }),
})

function problemsOf({ points }: FeedbackPaper): OfficialDocumentInput['body'] {
  const problems = points.flatMap(({ seen }) => (seen.problem ? [seen.problem] : []))
  if (problems.length === 0) return []
  return [
    { type: 'heading', level: 1, text: '问题和整改要求' },
    ...problems.map(({ problem, demand, dueOn }, i) => ({
      type: 'paragraph' as const,
      text: `${i + 1}. ${problem}。要求：${demand}${dueOn === null ? '' : `，${chineseDate(dueOn)}前完成`}。`,
    })),
    { type: 'paragraph', text: '以上问题列入整改台账，由上一级验收，公示十个工作日后销号。' },
  ]
}
