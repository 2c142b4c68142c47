/** A sheet (导出表): a list as it stands in a spreadsheet, said beside its operation by the module that owns it. */
import type { z } from 'zod'
import { clockInChina } from './calendar.ts'
import type { Operation } from './contract.ts'
import { type Bilingual, fillIn, type Language, languages, type ModuleText, type TextValues } from './text.ts'

/** The media type of an XLSX file. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What a cell holds; of two languages the one that was asked for. */
export type Cell = string | number | Bilingual | null | undefined

export type SheetColumn<Row> = readonly [title: Bilingual, cell: (row: Row) => Cell]

/** The record that a row shows, as events name it. */
export type ShownRecord = { readonly subject: string; readonly id: string }

type Secrecy<Row> = {
  /** Rows may be kept from somebody from tomorrow on: the file lives an hour, not days. */
  readonly confined?: true
  /** The record on which an event tells that this row went into a file; null: of this row none. */
  readonly traced?: (row: Row) => ShownRecord | null
}

export type Sheet = {
  readonly title: Bilingual
  readonly columns: readonly SheetColumn<never>[]
} & Secrecy<never>

type RowOf<O extends Operation> = z.output<O['output']> extends { rows: (infer Row)[] } ? Row : never

/** Checks the columns against the rows of the operation. */
export const sheet = <O extends Operation>(
  _of: O,
  title: Bilingual,
  columns: readonly SheetColumn<RowOf<O>>[],
  secrecy: Secrecy<RowOf<O>> = {},
): Sheet => ({ title, columns, ...secrecy })

/** When, by the clock of China; nothing where it has not happened. */
export const when = (instant: string | null): string | null =>
  instant === null ? null : clockInChina(new Date(instant))

/** Several words in one cell. */
export const together = (words: readonly Bilingual[]): Bilingual => ({
  zh: words.map(({ zh }) => zh).join('、'),
  en: words.map(({ en }) => en).join(', '),
})

/** What is written anew for each language. */
export const inBoth = (write: (language: Language) => string): Bilingual => {
  const [zh, en] = languages.map(write)
  return { zh: zh ?? '', en: en ?? '' }
}

/** A sentence with its values, in both languages. */
export const filled = (words: Bilingual, values: TextValues): Bilingual =>
  inBoth((language) => fillIn(words[language], values))

/** The words of a module in both languages at once. */
export const wordsOf =
  <K extends string>(text: ModuleText<K>) =>
  (key: K): Bilingual => ({ zh: text.zh[key], en: text.en[key] })
