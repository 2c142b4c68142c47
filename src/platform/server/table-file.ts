/** Reads a table from XLSX, or from CSV in UTF-8 or GB18030, as rows of text; nothing in it is calculated. */
import { readFile } from 'node:fs/promises'
import ExcelJS from '@protobi/exceljs'
import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import { Refusal } from '../shared/refusal.ts'
import { xlsxType } from '../shared/sheet.ts'

export type TableEncoding = 'xlsx' | 'utf-8' | 'gb18030'
export type TableRow = {
  /** As a spreadsheet counts: the first row is 1. */
  rowNumber: number
  cells: string[]
}
export type Table = { encoding: TableEncoding; rows: TableRow[] }

/** Guards against a small archive that unpacks into gigabytes. */
const maxUnpackedBytes = 300 * 1_048_576
const maxColumns = 200

/**
 * The rows that hold anything, header included. A formula comes as its text with `=` before it, so that it can be refused.
 * @param type as sniffed when the file was taken in. Refuses `file-unreadable`, `import-too-long`.
 */
export async function readTable(path: string, type: string, maxRows: number): Promise<Table> {
  const content = await readFile(path)
  const table = type === xlsxType ? await readWorkbook(content, maxRows) : readCsv(content, maxRows)
  if (table.rows.length > maxRows + 1) throw new Refusal('import-too-long', { maxRows })
  return table
}

/** Strict: a byte that does not fit is a refusal, never a question mark. */
export function decodeText(content: Buffer): { text: string; encoding: 'utf-8' | 'gb18030' } {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(content), encoding }
    } catch {
      // not this one; after the last the file is refused
    }
  }
  throw new Refusal('file-unreadable')
}

const delimiters = [',', '\t', ';', '，'] as const

/** The delimiter that the first line uses most. */
function delimiterOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/))
  const uses = delimiters.map((mark) => ({ mark, count: first.split(mark).length }))
  return uses.reduce((most, one) => (one.count > most.count ? one : most)).mark
}

function readCsv(content: Buffer, maxRows: number): Table {
  const { text, encoding } = decodeText(content)
  try {
    // `to` bounds the work; one row more shows that there were too many
    const records: string[][] = parse(text, {
      delimiter: delimiterOf(text),
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: false,
      to: maxRows + 2,
      maxRecordSize: 100_000,
    })
    return {
      encoding,
      rows: withoutEmpty(records.map((cells, i) => ({ rowNumber: i + 1, cells: cells.slice(0, maxColumns) }))),
    }
  } catch {
    throw new Refusal('file-unreadable')
  }
}

async function readWorkbook(content: Buffer, maxRows: number): Promise<Table> {
  refuseBomb(content)
  const workbook = new ExcelJS.Workbook()
  try {
    // exceljs declares its own Buffer, older than Node's
    await workbook.xlsx.load(content as unknown as ArrayBuffer)
  } catch {
    throw new Refusal('file-unreadable')
  }
  const sheet = workbook.worksheets[0]
  if (!sheet) throw new Refusal('file-unreadable')
  if (sheet.actualRowCount > maxRows + 1) throw new Refusal('import-too-long', { maxRows })
  const rows: TableRow[] = []
  sheet.eachRow((row, rowNumber) => {
    const cells: string[] = []
    row.eachCell((cell, column) => {
      if (column <= maxColumns) cells[column - 1] = cellText(cell.value)
    })
    rows.push({ rowNumber, cells: Array.from(cells, (text) => text ?? '') })
  })
  return { encoding: 'xlsx', rows: withoutEmpty(rows) }
}

/** A workbook as the content of its file. */
export const workbookFile = async (workbook: ExcelJS.Workbook): Promise<Buffer> =>
  Buffer.from(await workbook.xlsx.writeBuffer())

function refuseBomb(content: Buffer): void {
  let unpacked = 0
  try {
    unzipSync(content, {
      filter: ({ originalSize }) => {
        unpacked += originalSize
        return false
      },
    })
  } catch {
    throw new Refusal('file-unreadable')
  }
  if (unpacked > maxUnpackedBytes) throw new Refusal('too-large', { maxBytes: maxUnpackedBytes })
}

function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return typeof value === 'number' ? numberText(value) : String(value)
  if ('formula' in value || 'sharedFormula' in value)
    return `=${'formula' in value ? value.formula : value.sharedFormula}`
  if ('richText' in value) return value.richText.map((part) => part.text).join('')
  if ('error' in value) return String(value.error)
  return 'text' in value ? String(value.text) : ''
}

/** Codes that a spreadsheet keeps as numbers come back whole; beyond 2^53 it has lost digits, which the checks will show. */
const numberText = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value)

const withoutEmpty = (rows: TableRow[]): TableRow[] =>
  rows.filter((row) => row.cells.some((text) => text.trim() !== ''))
