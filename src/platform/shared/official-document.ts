/** An official document (公文): its shape, its number and the numbering of its headings, after GB/T 9704-2012. */
import { z } from 'zod'
import { date, instant } from './contract.ts'
import { evenLines, widthInCharacters } from './even-lines.ts'

/** Control characters break XML; direction marks can make printed words read otherwise than they are stored. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const unprintable = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/g

/** @returns the text without characters that cannot be printed; tabs become spaces, lone surrogates U+FFFD; line ends stay. */
export const printable = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(unprintable, '')
    .replaceAll('\t', ' ')
    .replace(/[\uD800-\uDFFF]/gu, '\uFFFD')

const oneLine = (text: string): string =>
  printable(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim()

const line = z.string().max(500).overwrite(oneLine).min(1)
const words = z
  .string()
  .max(20_000)
  .overwrite((text) => printable(text).trim())
  .min(1)

/** Kinds a document may have; the printed word beside each. */
export const documentKinds = {
  report: '报告',
  notice: '通知',
  circular: '通报',
  request: '请示',
  reply: '批复',
  opinion: '意见',
  letter: '函',
  minutes: '纪要',
  plan: '方案',
  summary: '总结',
} as const
export type DocumentKind = keyof typeof documentKinds

/** `机关代字〔年〕序号号`: six-angle brackets, four-digit year, no 第, no leading zero (GB/T 9704-2012; standing secondary, D). */
export const documentNumberPattern = /^[\u4e00-\u9fff]+〔\d{4}〕[1-9]\d*号$/

export const documentNumberParts = z.object({
  agencyCode: z.string().regex(/^[\u4e00-\u9fff]{1,20}$/),
  year: z.number().int().min(1949).max(9999),
  serial: z.number().int().min(1).max(999_999),
})
export type DocumentNumber = z.infer<typeof documentNumberParts>

/** @returns 常化解办〔2018〕1号. Throws a ZodError for a code that is not Chinese characters, a year or serial out of range. */
export function formatDocumentNumber(parts: DocumentNumber): string {
  const { agencyCode, year, serial } = documentNumberParts.parse(parts)
  return `${agencyCode}〔${year}〕${serial}号`
}

/** @returns the parts, or null for anything that is not written exactly by the standard. */
export function parseDocumentNumber(text: string): DocumentNumber | null {
  const match = documentNumberPattern.test(text) ? /^(.+)〔(\d{4})〕(\d+)号$/.exec(text) : null
  if (!match) return null
  const parsed = documentNumberParts.safeParse({
    agencyCode: match[1],
    year: Number(match[2]),
    serial: Number(match[3]),
  })
  return parsed.success ? parsed.data : null
}

const heading = z.object({
  type: z.literal('heading'),
  level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  text: line,
})
/** Line ends in the text begin new paragraphs. */
const paragraph = z.object({ type: z.literal('paragraph'), text: words })
const cell = z.string().max(2000).overwrite(oneLine)

export const tableColumn = z.object({
  title: line,
  /** Share of the type area's width, in any unit: 1 and 3 are a quarter and three quarters. */
  width: z.number().positive().max(1000),
  align: z.enum(['left', 'center', 'right']).default('center'),
})

const table = z
  .object({
    type: z.literal('table'),
    caption: line.optional(),
    /** Printed above the right edge: `座、吨`. */
    unit: line.optional(),
    columns: z.array(tableColumn).min(1).max(12),
    /** One text for each column; the caller writes what is unknown as 未知, never as empty or 0. */
    rows: z.array(z.array(cell)).max(5000),
  })
  .refine((t) => t.rows.every((row) => row.length === t.columns.length), {
    error: 'each row has one cell for each column',
    path: ['rows'],
  })

export const documentBlock = z.union([heading, paragraph, table])
const blocks = z.array(documentBlock).max(2000)

/** 附件: named after the text; one with a body is printed behind the signature on pages of its own, before the 版记. */
const attachment = z.object({ title: line, body: blocks.default([]) })

export const officialDocument = z.object({
  /** 发文机关标志 as printed in red: full or standard short name, with 文件 where the issuer uses it. */
  issuer: line,
  kind: z.enum(Object.keys(documentKinds) as [DocumentKind, ...DocumentKind[]]), // Object.keys loses the keys' type
  /** 发文字号; null as long as none is allocated: the document is then marked 草稿, unless it has a reference. */
  number: z.string().regex(documentNumberPattern).nullable(),
  /** Number of a ledger, for a paper that takes none of its issuer's. */
  reference: line.optional(),
  /** 份号 (printed with six digits), 密级和保密期限, 紧急程度, top left in that order. */
  copyNumber: z.number().int().min(1).max(999_999).optional(),
  secrecy: line.optional(),
  urgency: line.optional(),
  /** 签发人 of a document to a superior; the number then stands left. */
  signatory: line.optional(),
  /** A line end in the title is a wanted line break. */
  title: z
    .string()
    .max(200)
    .overwrite((text) => printable(text).trim())
    .min(1),
  /** 主送机关, joined by 、. */
  recipients: z.array(line).max(50),
  body: blocks.min(1),
  /** Instant up to which the figures count; printed in Beijing time. */
  figuresAsOf: instant.optional(),
  /** 特此报告。 */
  closing: line.optional(),
  /** Titles without numbers. */
  attachments: z.array(attachment).max(30).default([]),
  /** Of minutes only: 出席, 请假, 列席 with who it was, behind the text. */
  attendance: z
    .array(z.object({ label: line, names: words }))
    .max(4)
    .default([]),
  /** Printed with room for a seal; of minutes, which bear none, only the imprint and the properties of the file say it. */
  signature: z.object({ agency: line, date }),
  /** 抄送. */
  copyTo: z.array(line).max(50).default([]),
  /** 印发机关 and 印发日期. */
  print: z.object({ agency: line, date }).optional(),
  /** Printed in the header of every page, e.g. 演示数据. */
  demoMark: line.optional(),
})
export type OfficialDocument = z.output<typeof officialDocument>
/** What a caller writes: fields with defaults may be left out. */
export type OfficialDocumentInput = z.input<typeof officialDocument>
export type DocumentTable = z.output<typeof table>

/** A last day, or how long it is where the year it ends in has no calendar yet. */
export type LastDay = string | { days: number; dayKind: 'working' | 'calendar' }

/** `于2018年3月15日前`, or `自约谈之日起30日内`. @param from the day it is counted from, in words. */
export const chineseBy = (by: LastDay, from: string): string =>
  typeof by === 'string'
    ? `于${chineseDate(by)}前`
    : `自${from}起${by.days}${by.dayKind === 'working' ? '个工作日' : '日'}内`

/** @param isoDate `2018-03-05`. @returns 2018年3月5日: Arabic figures without leading zeros. Throws a ZodError for no date. */
export function chineseDate(isoDate: string): string {
  const [year, month, day] = date.parse(isoDate).split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** @param at instant with offset. @returns 2018年3月14日17时30分 in Beijing time. */
export function chineseInstant(at: string): string {
  const beijing = new Date(Date.parse(instant.parse(at)) + 8 * 3_600_000).toISOString()
  return `${chineseDate(beijing.slice(0, 10))}${Number(beijing.slice(11, 13))}时${beijing.slice(14, 16)}分`
}

/** @param n 1–99. @returns 一 … 十 … 二十一 … 九十九. Throws RangeError otherwise. */
export function chineseNumeral(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RangeError(`no heading numeral for ${n}`)
  const digits = '〇一二三四五六七八九'
  const tens = Math.floor(n / 10)
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${n % 10 > 0 ? digits[n % 10] : ''}`
}

const headingLabels = {
  1: (n: number) => `${chineseNumeral(n)}、`,
  2: (n: number) => `（${chineseNumeral(n)}）`,
  3: (n: number) => `${n}.`,
  4: (n: number) => `（${n}）`,
} as const

export type PrintedBlock =
  | { type: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { type: 'paragraph'; text: string }
  | DocumentTable

/** @returns the body as printed: headings with 一、（一）1.（1）, counted anew under each higher heading; paragraphs split at line ends. */
export function printedBody(body: OfficialDocument['body']): PrintedBlock[] {
  const counts = [0, 0, 0, 0]
  return body.flatMap((block): PrintedBlock[] => {
    if (block.type === 'table') return [block]
    if (block.type === 'paragraph') {
      const texts = block.text.split('\n').map((text) => text.trim())
      return texts.filter((text) => text !== '').map((text) => ({ type: 'paragraph', text }))
    }
    counts[block.level - 1]! += 1
    counts.fill(0, block.level)
    return [{ ...block, text: headingLabels[block.level](counts[block.level - 1]!) + block.text }]
  })
}

/**
 * Where the sealed signature block stands: empty characters right of the agency's name and of the date. The date leaves
 * four, the name is centred over it; a name too long for that leaves two and the date is centred under it, so that one
 * seal covers both.
 */
export function signaturePlacement(agency: string, dateText: string): { agencyRight: number; dateRight: number } {
  const excess = (widthInCharacters(agency) - widthInCharacters(dateText)) / 2
  return excess <= 2 ? { agencyRight: 4 - excess, dateRight: 4 } : { agencyRight: 2, dateRight: 2 + excess }
}

/** Characters that a line of the title holds: 20 fill it, one stays free for stand-in fonts. */
const titleWidth = 19

const titleLines = (title: string): string =>
  title
    .split('\n')
    .flatMap((one) => evenLines(one.trim(), titleWidth))
    .join('\n')

const numberLine = ({ number, reference }: OfficialDocument): string => {
  if (number !== null) return number
  return reference === undefined ? '（草稿，未编发文字号）' : `编号：${reference}`
}

/** The parts of a document that are sentences of their own, ready to print; both renderers use them. */
export function printedLines(document: OfficialDocument) {
  const { copyNumber, secrecy, urgency, attachments, print } = document
  const isDraft = document.number === null && document.reference === undefined
  return {
    title: titleLines(document.title),
    marks: [copyNumber === undefined ? undefined : String(copyNumber).padStart(6, '0'), secrecy, urgency].filter(
      (mark) => mark !== undefined,
    ),
    number: numberLine(document),
    signatory: document.signatory === undefined ? null : `签发人：${document.signatory}`,
    pageMarks: [isDraft ? '草稿' : undefined, document.demoMark].filter((mark) => mark !== undefined),
    recipients: document.recipients.length > 0 ? `${document.recipients.join('、')}：` : null,
    figuresAsOf:
      document.figuresAsOf === undefined ? null : `文中数据截至${chineseInstant(document.figuresAsOf)}（北京时间）。`,
    attachments: attachments.map(({ title }, i) => (attachments.length > 1 ? `${i + 1}. ${title}` : title)),
    annexes: attachments
      .map(({ title, body }, i) => ({
        label: `附件${attachments.length > 1 ? i + 1 : ''}`,
        title: titleLines(title),
        body: printedBody(body),
      }))
      .filter(({ body }) => body.length > 0),
    signature: document.kind === 'minutes' ? null : document.signature.agency,
    date: chineseDate(document.signature.date),
    attendance: document.attendance.map(({ label, names }) => ({ label: `${label}：`, names })),
    copyTo: document.copyTo.length > 0 ? `${document.copyTo.join('，')}。` : null,
    print: print === undefined ? null : { agency: print.agency, date: `${chineseDate(print.date)}印发` },
  }
}
