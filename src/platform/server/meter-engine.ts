/** What chDB in its own process and a ClickHouse server both offer, and the settings both run with. */

/** Name → ClickHouse type. */
export type BinaryColumns = Readonly<Record<string, string>>

export type MeterEngine = {
  readonly kind: 'embedded' | 'server'
  /** @returns lines of JSON, empty for a statement without an answer. */
  run(sql: string, wantsRows: boolean): Promise<string>
  /** Rows as lines of JSON. */
  insertLines(table: string, content: Uint8Array): Promise<void>
  /** Rows as RowBinary; `columns` with their ClickHouse types, in the order of the bytes. */
  insertBinary(table: string, columns: BinaryColumns, content: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** What ClickHouse refused, with its own number of the error; or that its process cannot answer. */
export class MeterStoreError extends Error {
  readonly code: number | undefined
  constructor(message: string, code?: number) {
    super(message)
    this.code = code
  }
}

/** Long lists of accounts in one statement; numbers as numbers; NaN as null. */
export const engineSettings = {
  max_query_size: '64000000',
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_denormals: 0,
} as const
