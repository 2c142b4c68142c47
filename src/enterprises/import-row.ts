/** One row of an import as it was read: values in their types, or every reason why not. What the ledger holds is not asked here. */
import type { focusKinds } from '../rulebook/values.ts'
import { enterpriseFields } from './enterprise.ts'
import type { FurnaceKind } from './furnace.ts'
import { type ImportColumn, type ImportColumnKey, importColumns } from './import-columns.ts'
import { type IndustryEdition, readIndustryCode } from './industry-code.ts'
import type { RowProblem } from './ledger-import.ts'
import { hoursFault, readHours, type Shift } from './licence.ts'
import type { SiteKind } from './site.ts'
import { accountPattern } from './usage-point.ts'
import { tidyUscc, usccFaults } from './uscc.ts'

export type Cells = Partial<Record<ImportColumnKey, string>>
export type FocusKind = (typeof focusKinds)[number]

/** Values of one row; undefined where the cell was blank. */
export type RowValues = {
  enterpriseName?: string
  uscc?: string
  industryCode?: string
  industryEdition?: IndustryEdition
  declaredOutputT?: number
  declaredOutputYear?: number
  siteName?: string
  address?: string
  /** Twelve digits. */
  divisionCode?: string
  siteKind?: SiteKind
  focusKinds?: FocusKind[]
  furnaceLabel?: string
  furnaceKind?: FurnaceKind
  capacityT?: number
  powerKw?: number
  transformerKva?: number
  purpose?: string
  account?: string
  feeder?: string
  contractKva?: number
  licensedPowerKw?: number
  licensedShift?: Shift
  /** In their one written form. */
  licensedHours?: string[]
  licensedVolumeT?: number
}

export type ReadRow = { rowNumber: number; cells: Cells; values: RowValues; problems: RowProblem[] }

/** Characters with which a spreadsheet would begin to calculate, in full width too. */
const formulaStart = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/
const maxTextLength = 200
const maxNumber = 1e7

type CellReading = { value: unknown } | { problem: Omit<RowProblem, 'column'> }
const bad = (code: RowProblem['code'], detail?: string): CellReading => ({
  problem: detail === undefined ? { code } : { code, detail },
})

function readCell(column: ImportColumn, text: string): CellReading {
  if (controls.test(text) || loneSurrogate.test(text)) return bad('unreadable')
  if (text.length > (column.maxLength ?? maxTextLength))
    return bad('too-long', String(column.maxLength ?? maxTextLength))
  if (column.kind === 'number') return readNumber(text)
  if (formulaStart.test(text)) return bad('formula')
  if (column.kind === 'choice') return readChoice(column, text)
  if (column.kind === 'choices') return readChoices(column, text)
  if (column.kind === 'hours') return readSpans(text)
  return { value: column.kind === 'code' ? text.normalize('NFKC') : text }
}

function readNumber(text: string): CellReading {
  if (/^[=@]/.test(text.normalize('NFKC'))) return bad('formula')
  const plain = text.normalize('NFKC').replace(/(?<=\d),(?=\d{3})/g, '')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return bad('not-a-number')
  const value = Number(plain)
  return value < 0 || value > maxNumber ? bad('not-positive') : { value }
}

const sameWord = (a: string, b: string): boolean =>
  a.normalize('NFKC').toLowerCase() === b.normalize('NFKC').toLowerCase()

function readChoice(column: ImportColumn, text: string): CellReading {
  const choice = column.choices?.find((one) => one.words.some((word) => sameWord(word, text)))
  return choice ? { value: choice.value } : bad('not-a-choice', text)
}

function readChoices(column: ImportColumn, text: string): CellReading {
  const values: unknown[] = []
  for (const word of text
    .split(/[、,，;；|]/)
    .map((part) => part.trim())
    .filter(Boolean)) {
    const read = readChoice(column, word)
    if ('problem' in read) return read
    if (!values.includes(read.value)) values.push(read.value)
  }
  return { value: values.sort() }
}

const hoursProblems = { 'licence-hours-empty': 'hours-empty', 'licence-hours-overlap': 'hours-overlap' } as const

function readSpans(text: string): CellReading {
  const hours = readHours(text)
  const fault = hours && hoursFault(hours)
  return hours === null ? bad('hours-unreadable') : fault ? bad(hoursProblems[fault]) : { value: hours }
}

/** Reads the cells of a row. Every problem is named, not only the first. */
export function readRow(rowNumber: number, cells: Cells): ReadRow {
  const problems: RowProblem[] = []
  const read: Partial<Record<ImportColumnKey, unknown>> = {}
  for (const column of importColumns) {
    const text = cells[column.key]?.trim() ?? ''
    if (text === '') {
      if (column.required) problems.push({ column: column.key, code: 'missing' })
      continue
    }
    const found = readCell(column, text)
    if ('problem' in found) problems.push({ column: column.key, ...found.problem })
    else read[column.key] = found.value
  }
  const values = read as RowValues // each value was read by the kind of its own column
  return { rowNumber, cells, values, problems: [...problems, ...codeProblems(values), ...groupProblems(values)] }
}

/** Checks the codes and puts them into their one written form. */
function codeProblems(values: RowValues): RowProblem[] {
  const problems: RowProblem[] = []
  if (values.uscc !== undefined) {
    values.uscc = tidyUscc(values.uscc)
    const fault = usccFaults(values.uscc)[0]
    if (fault) problems.push({ column: 'uscc', code: 'uscc-invalid', detail: fault.kind })
  }
  if (values.industryCode !== undefined) problems.push(...industryProblems(values))
  if (values.divisionCode !== undefined) {
    const code = /^\d{9}$/.test(values.divisionCode) ? `${values.divisionCode}000` : values.divisionCode
    if (!/^\d{12}$/.test(code)) problems.push({ column: 'divisionCode', code: 'division-code-malformed' })
    values.divisionCode = code
  }
  if (values.account !== undefined && !accountPattern.test(values.account))
    problems.push({ column: 'account', code: 'account-malformed' })
  return problems
}

function industryProblems(values: RowValues): RowProblem[] {
  const read = readIndustryCode(values.industryCode ?? '', values.industryEdition ?? null)
  if (read.state === 'malformed') return [{ column: 'industryCode', code: 'industry-code-malformed' }]
  values.industryCode = read.code
  return read.state === 'editionNeeded' ? [{ column: 'industryEdition', code: 'industry-edition-missing' }] : []
}

/** What belongs to a furnace, a usage point or a licence needs its key beside it. */
function groupProblems(values: RowValues): RowProblem[] {
  const problems: RowProblem[] = []
  const has = (key: ImportColumnKey & keyof RowValues) => values[key] !== undefined
  const { declaredOutputT, declaredOutputYear: year } = values
  if (year !== undefined && declaredOutputT === undefined)
    problems.push({ column: 'declaredOutputT', code: 'needs-output' })
  if (year !== undefined && !enterpriseFields.shape.declaredOutputYear.safeParse(year).success)
    problems.push({ column: 'declaredOutputYear', code: 'not-a-year' })
  const positive = (key: 'capacityT' | 'powerKw' | 'transformerKva' | 'contractKva' | 'licensedVolumeT') => {
    if (values[key] === 0) problems.push({ column: key, code: 'not-positive' })
  }
  for (const key of ['capacityT', 'powerKw', 'transformerKva', 'contractKva', 'licensedVolumeT'] as const) positive(key)
  const ofFurnace = (['furnaceKind', 'capacityT', 'powerKw', 'transformerKva', 'purpose'] as const).find(has)
  if (ofFurnace && !has('furnaceLabel')) problems.push({ column: ofFurnace, code: 'needs-label' })
  const ofPoint = (['feeder', 'contractKva'] as const).find(has)
  if (ofPoint && !has('account')) problems.push({ column: ofPoint, code: 'needs-account' })
  const ofLicence = (['licensedPowerKw', 'licensedHours', 'licensedVolumeT'] as const).find(has)
  if (ofLicence && !has('licensedShift')) problems.push({ column: 'licensedShift', code: 'needs-shift' })
  const terms = (['licensedHours', 'licensedVolumeT'] as const).find(has)
  if (terms && values.licensedShift === 'none') problems.push({ column: terms, code: 'no-melting-allowed' })
  if (values.licensedShift !== undefined && values.licensedShift !== 'none' && !values.licensedPowerKw) {
    problems.push({ column: 'licensedPowerKw', code: 'needs-power' })
  }
  return problems
}
