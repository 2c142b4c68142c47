/** The notice as an official document (GB/T 9704): what is printed, signed and sealed, and whose digest is kept at its issue. */

import { z } from 'zod'
import { date } from '../platform/shared/contract.ts'
import type { OfficialDocumentInput } from '../platform/shared/official-document.ts'
import { areaLevels } from '../platform/shared/permission.ts'

/** Governments from above, then departments. */
const rank = [...areaLevels, 'agency'] as const

/** Addressees of one kind. */
const recipients = z.object({
  level: z.enum(rank),
  count: z.number(),
  /** The first of them. */
  names: z.array(z.string()),
})
export type Recipients = z.infer<typeof recipients>

/** What a notice says, from which file and screen are made alike. */
export const noticePaper = z.object({
  issuerName: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  paragraphs: z.array(z.object({ heading: z.string(), text: z.string() })),
  recipients: z.array(recipients),
  superiorNumber: z.string().nullable(),
  /** Day of issue, or of printing as long as it is a draft. */
  date,
  demonstration: z.boolean(),
})
export type NoticePaper = z.infer<typeof noticePaper>

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

/** A whole level, which is not counted before the issue. */
export const wholeLevel = (level: Recipients['level']): Recipients => ({ level, count: mostNamed + 1, names: [] })

/** The line of recipients, by rank: each by name, or its kind where there are too many. */
export const recipientLine = (recipients: readonly Recipients[]): string[] =>
  recipients
    .toSorted((a, b) => rank.indexOf(a.level) - rank.indexOf(b.level))
    .flatMap(({ level, count, names }) =>
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
