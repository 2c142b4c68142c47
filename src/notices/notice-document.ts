/** The notice as an official document (GB/T 9704): what is printed, signed and sealed, and whose digest is kept at its issue. */

import type { OfficialDocumentInput } from '../platform/shared/official-document.ts'
import type { AreaLevel } from '../platform/shared/permission.ts'

/** Addressees of one kind. */
export type Recipients = { level: AreaLevel | 'agency'; count: number; names: string[] }

export type NoticePaper = {
  issuerName: string
  number: string | null
  title: string
  paragraphs: readonly { heading: string; text: string }[]
  recipients: readonly Recipients[]
  superiorNumber: string | null
  /** Day of issue, or of printing as long as it is a draft. */
  date: string
  demonstration: boolean
}

/** More of a kind than can be named on a line are addressed together. */
const mostNamed = 10
const together: Record<Recipients['level'], string> = {
  city: '各市人民政府',
  county: '各辖市、区人民政府',
  township: '各乡镇人民政府、街道办事处',
  village: '各村（社区）',
  agency: '各有关单位',
}

/** The government of a place as it is addressed; a zone and a village stand under their own name. */
export function addressed(level: Recipients['level'], name: string): string {
  if (level === 'agency' || level === 'village') return name
  if (name.endsWith('街道')) return `${name}办事处`
  return /[市县区镇乡旗]$/.test(name) && !/开发区|高新区|园区|管理区$/.test(name) ? `${name}人民政府` : name
}

/** The line of recipients: each by name, or its kind where there are too many. */
export const recipientLine = (recipients: readonly Recipients[]): string[] =>
  recipients.flatMap(({ level, count, names }) =>
    count > mostNamed ? [together[level]] : names.map((name) => addressed(level, name)),
  )

export const noticeDocument = (paper: NoticePaper): OfficialDocumentInput => ({
  issuer: `${paper.issuerName}文件`,
  kind: 'notice',
  number: paper.number,
  title: paper.title,
  recipients: recipientLine(paper.recipients),
  body: [
    ...(paper.superiorNumber === null
      ? []
      : [
          {
            type: 'paragraph' as const,
            text: `根据${paper.superiorNumber}文件要求，现将有关事项通知如下：`,
          },
        ]),
    ...paper.paragraphs.flatMap(({ heading, text }) => [
      { type: 'heading' as const, level: 1 as const, text: heading },
      { type: 'paragraph' as const, text },
    ]),
  ],
  signature: { agency: paper.issuerName, date: paper.date },
  print: { agency: paper.issuerName, date: paper.date },
  ...(paper.demonstration && { demoMark: '演示数据' }),
})
