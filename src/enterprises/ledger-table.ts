/** The ledger's table as XLSX: what is exported, and the empty template. Texts are always texts, whatever they begin with. */
import ExcelJS from '@protobi/exceljs'
import { workbookFile } from '../platform/server/table-file.ts'
import { type ImportColumn, importColumns, type LedgerLine } from './import-columns.ts'

/** The Chinese word of a choice, which the import reads again. */
function cellOf(column: ImportColumn, value: LedgerLine[keyof LedgerLine]): string | number | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.map((one) => wordOf(column, one)).join('、')
  return typeof value === 'number' ? value : wordOf(column, value)
}

function wordOf(column: ImportColumn, value: string): string {
  const choice = column.choices?.find((one) => one.value === value)
  return column.kind === 'choices' || column.key !== 'industryEdition' ? (choice?.words[1] ?? value) : value
}

function openSheet(workbook: ExcelJS.Workbook): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet('台账', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = importColumns.map((column) => ({
    header: column.zh,
    key: column.key,
    width: column.kind === 'text' ? 28 : 18,
    // '@' keeps a spreadsheet from calculating a text when somebody edits its cell
    ...(column.kind !== 'number' && { style: { numFmt: '@' } }),
  }))
  sheet.getRow(1).font = { bold: true }
  return sheet
}

/** The lines under the headers of the import; read again they change nothing. */
export async function exportTable(lines: readonly LedgerLine[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  const sheet = openSheet(workbook)
  for (const line of lines) sheet.addRow(importColumns.map((column) => cellOf(column, line[column.key])))
  return workbookFile(workbook)
}

/** Headers only, and a second sheet that says what each column takes. */
export async function templateTable(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  openSheet(workbook)
  const notes = workbook.addWorksheet('说明')
  notes.columns = [
    { header: '列', width: 20 },
    { header: '填写说明', width: 60 },
    { header: 'Column', width: 24 },
    { header: 'What to enter', width: 60 },
  ]
  for (const column of importColumns)
    notes.addRow([column.zh, column.help.zh, column.also[0] ?? column.key, column.help.en])
  notes.addRow([
    '',
    '空白单元格表示“未填”，不会清除台账已有内容。以 = + - @ 开头的单元格不予导入。',
    '',
    'An empty cell means "not given" and clears nothing. Cells that begin with = + - @ are not taken.',
  ])
  return workbookFile(workbook)
}
