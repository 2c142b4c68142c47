/** The meter store: ClickHouse's engine in a process of our own (chDB), or a ClickHouse server; the same SQL for both. */
import { Readable } from 'node:stream'
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { openMeterProcess } from './meter-child.ts'
import { type BinaryColumns, engineSettings, type MeterEngine } from './meter-engine.ts'
import { bindSql, type SqlParameters, sqlName } from './meter-sql.ts'

export type MeterStore = {
  readonly kind: MeterEngine['kind']
  /** Rows as objects. `{name}` in the SQL takes the parameter's value, see bindSql. NaN comes as null. */
  query<T>(sql: string, parameters?: SqlParameters): Promise<T[]>
  /** A statement without an answer. */
  command(sql: string, parameters?: SqlParameters): Promise<void>
  insertRows(table: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void>
  /** Rows as RowBinary, which costs a fraction of CSV. `columns` with their types, in the order of the bytes. */
  insertBinary(table: string, columns: BinaryColumns, content: Uint8Array): Promise<void>
  ping(): Promise<void>
  /** Waits for what is under way. */
  close(): Promise<void>
}

/**
 * Opens the store in a folder (made where it is missing) or on a server.
 * @throws Error where another process has the folder, or the server does not answer.
 */
export async function openMeterStore(where: { folder: string } | { clickhouseUrl: string }): Promise<MeterStore> {
  const engine = 'folder' in where ? await openMeterProcess(where.folder) : openServer(where.clickhouseUrl)
  const store = storeOn(engine)
  try {
    await store.ping()
  } catch (error) {
    await store.close()
    throw error
  }
  return store
}

function storeOn(engine: MeterEngine): MeterStore {
  return {
    kind: engine.kind,
    async query<T>(sql: string, parameters?: SqlParameters) {
      const text = await engine.run(bindSql(sql, parameters), true)
      if (text === '') return []
      return JSON.parse(`[${text.trimEnd().replaceAll('\n', ',')}]`) as T[] // the caller names the columns it selects
    },
    async command(sql, parameters) {
      await engine.run(bindSql(sql, parameters), false)
    },
    async insertRows(table, rows) {
      if (rows.length === 0) return
      const lines = rows.map((row) => JSON.stringify(row)).join('\n')
      await engine.insertLines(sqlName(table), Buffer.from(lines))
    },
    async insertBinary(table, columns, content) {
      for (const name of Object.keys(columns)) sqlName(name)
      if (content.length > 0) await engine.insertBinary(sqlName(table), columns, content)
    },
    async ping() {
      await engine.run('select 1', true)
    },
    close: () => engine.close(),
  }
}

function openServer(url: string): MeterEngine {
  // its errors are thrown to the caller, who logs them
  const log = { level: ClickHouseLogLevel.OFF }
  const client = createClient({ url, request_timeout: 300_000, clickhouse_settings: engineSettings, log })
  const insert = async (target: string, format: string, content: Uint8Array) => {
    const values = Readable.from([content], { objectMode: false })
    const { stream } = await client.exec({ query: `INSERT INTO ${target} FORMAT ${format}`, values })
    // an insert answers with nothing, but its socket is free only when that was read
    for await (const _ of stream);
  }
  return {
    kind: 'server',
    async run(sql, wantsRows) {
      if (wantsRows) return (await client.query({ query: sql, format: 'JSONEachRow' })).text()
      await client.command({ query: sql })
      return ''
    },
    insertLines: (table, content) => insert(table, 'JSONEachRow', content),
    insertBinary: (table, columns, content) =>
      insert(`${table} (${Object.keys(columns).join(', ')})`, 'RowBinary', content),
    close: () => client.close(),
  }
}
