/** Rows of a table of invoiced tonnage: whose, which month, how much; each checked by itself before anything is written. Pure. */
import type { InvoiceReject } from './invoice-contract.ts'
import { month as monthShape, tonnes as tonnesShape } from './invoiced-tonnage.ts'
import { tidyUscc } from './uscc.ts'

/** More is handed in as a second file: the answer waits until all is written. */
export const maxInvoiceRows = 5_000

export type InvoiceEntry = { row: number; uscc: string | null; name: string; month: string; tonnes: number }
export type RejectedRow = { row: number; reason: InvoiceReject }

const headers = {
  uscc: ['统一社会信用代码', '信用代码', 'uscc'],
  name: ['企业名称', '单位名称', 'enterprise'],
  month: ['月份', '所属月份', 'month'],
  tonnes: ['开票吨数', '发票吨数', '吨数', 'tonnes'],
} as const

/** `2018年3月`, `201803`, `2018/3` as `2018-03`; undefined where it is none. */
function readMonth(text: string): string | undefined {
  const [, year = '', number = ''] = /^(\d{4})[-/.年]?(\d{1,2})月?(?:[-/.]0?1)?$/.exec(text) ?? []
  const read = monthShape.safeParse(`${year}-${number.padStart(2, '0')}`)
  return read.success ? read.data : undefined
}

function readTonnes(text: string): number | undefined {
  const plain = text.replace(/(?<=\d),(?=\d{3})/g, '')
  const read = tonnesShape.safeParse(/^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined)
  return read.success ? read.data : undefined
}

/** A table without month, tonnes and one of code and name is one reject of row 1. @param rows with the number each has in its file. */
export function readInvoiceTable(rows: readonly { rowNumber: number; cells: readonly string[] }[]): {
  entries: InvoiceEntry[]
  rejects: RejectedRow[]
} {
  const header = (rows[0]?.cells ?? []).map((cell) => cell.normalize('NFKC').trim().toLowerCase())
  const at = (names: readonly string[]) => header.findIndex((cell) => names.includes(cell))
  const [uscc, name, month, tonnes] = [at(headers.uscc), at(headers.name), at(headers.month), at(headers.tonnes)]
  if ((uscc < 0 && name < 0) || month < 0 || tonnes < 0)
    return { entries: [], rejects: [{ row: 1, reason: 'columns' }] }
  const entries: InvoiceEntry[] = []
  const rejects: RejectedRow[] = []
  const seen = new Set<string>()
  for (const { rowNumber: row, cells } of rows.slice(1)) {
    const cell = (place: number) => (cells[place] ?? '').normalize('NFKC').trim()
    const read = { month: readMonth(cell(month)), tonnes: readTonnes(cell(tonnes)) }
    const entry = { row, uscc: cell(uscc) === '' ? null : tidyUscc(cell(uscc)), name: cell(name) }
    const key = `${entry.uscc ?? entry.name} ${read.month}`
    if (entry.uscc === null && entry.name === '') rejects.push({ row, reason: 'enterpriseMissing' })
    else if (read.month === undefined) rejects.push({ row, reason: 'monthBad' })
    else if (read.tonnes === undefined) rejects.push({ row, reason: 'tonnesBad' })
    else if (seen.has(key)) rejects.push({ row, reason: 'rowTwice' })
    else {
      seen.add(key)
      entries.push({ ...entry, month: read.month, tonnes: read.tonnes })
    }
  }
  return { entries, rejects }
}
