/** The hand-over form as an official document. It holds the paraphrase and never a word or picture of the reporter. */
import { chineseBy, type LastDay, type OfficialDocumentInput } from '../platform/shared/official-document.ts'

export type HandOverPaper = {
  number: string | null
  codeName: string
  paraphrase: string
  purpose: string
  receiverName: string
  copies: readonly { number: number; receiver: string }[]
  issuedOn: string
  answerBy: LastDay
  issuerName: string
}

export const handOverDocument = (form: HandOverPaper): OfficialDocumentInput => ({
  issuer: form.issuerName,
  kind: 'letter',
  number: form.number,
  secrecy: '内部',
  title: '“地条钢”违法生产举报线索交办单',
  recipients: [form.receiverName],
  body: [
    { type: 'heading', level: 1, text: '反映的问题' },
    { type: 'paragraph', text: `代号${form.codeName}。${form.paraphrase}` },
    { type: 'heading', level: 1, text: '办理要求' },
    {
      type: 'paragraph',
      text: `${form.purpose}。请组织主管部门依法核查，${chineseBy(form.answerBy, '收到举报之日')}办结并反馈。举报人信息不在本单中，任何人不得打听、推测或者追查举报人；本单不得转给被反映的单位和个人。`,
    },
    { type: 'heading', level: 1, text: '份数' },
    {
      type: 'table',
      columns: [
        { title: '份号', width: 1 },
        { title: '接收人', width: 4, align: 'left' },
        { title: '用途', width: 4, align: 'left' },
      ],
      rows: form.copies.map((copy) => [String(copy.number), copy.receiver, form.purpose]),
    },
  ],
  signature: { agency: form.issuerName, date: form.issuedOn },
})
