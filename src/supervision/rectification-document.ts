/** An item of the rectification ledger as an official document: what is demanded, and what was answered and found so far. */
import { addressed } from '../notices/notice-document.ts'
import { chineseDate, type OfficialDocumentInput } from '../platform/shared/official-document.ts'
import { levelOfPath } from '../platform/shared/permission.ts'
import type { RectificationRecord } from './rectification-contract.ts'
import { rectificationText } from './rectification-text.ts'

export type RectificationPaper = Pick<
  RectificationRecord,
  'number' | 'areaName' | 'areaPath' | 'source' | 'sourceNumber' | 'problem' | 'demand' | 'dueOn' | 'answers'
> & { issuerName: string; raisedOn: string; asOf: string; demonstration: boolean }

type Block = OfficialDocumentInput['body'][number]
const section = (heading: string, ...texts: string[]): Block[] => [
  { type: 'heading', level: 1, text: heading },
  ...texts.map((text) => ({ type: 'paragraph' as const, text })),
]

const answerText = ({
  answeredOn,
  late,
  answer,
  outcome,
  reviewedOn,
  findings,
}: RectificationPaper['answers'][number]) => {
  const said = `${chineseDate(answeredOn)}${late ? '（逾期）' : ''}答复：${answer}`
  if (outcome === null || reviewedOn === null) return `${said}\n上一级尚未验收。`
  return `${said}\n${chineseDate(reviewedOn)}${outcome === 'accepted' ? '验收通过' : '退回重新整改'}：${findings ?? '未写明'}`
}

export const rectificationDocument = (paper: RectificationPaper): OfficialDocumentInput => {
  const { number, areaName, areaPath, source, sourceNumber, problem, demand, dueOn, answers, issuerName, raisedOn } =
    paper
  const from = rectificationText.zh[`source.${source}`]
  return {
    issuer: issuerName,
    kind: 'notice',
    // an order of the ledger takes no number of its issuer's: the document behind it has one
    number: null,
    reference: number,
    title: `关于${areaName}问题整改的通知`,
    recipients: [addressed(levelOfPath(areaPath), areaName)],
    body: [
      ...section('问题来源', sourceNumber === null ? `${from}。` : `${from}（${sourceNumber}）。`),
      ...section('存在问题', problem),
      ...section('整改要求', demand, `请于${chineseDate(dueOn)}前完成整改，书面答复并附佐证材料。`),
      ...(answers.length === 0 ? [] : section('整改和验收情况', ...answers.map(answerText))),
    ],
    signature: { agency: issuerName, date: raisedOn },
    print: { agency: issuerName, date: raisedOn },
    figuresAsOf: paper.asOf,
    ...(paper.demonstration && { demoMark: '演示数据' }),
  }
}
