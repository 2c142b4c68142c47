/** Rows of a table of feeders: 馈线 (feeder), 总表户号 (account) and, if it is there, 电压 (voltage), checked before anything is written. Pure but for the CSV. */
import { parse } from 'csv-parse/sync'
import { CsvText } from './csv-fields.ts'
import type { FeederVoltage } from './feeder.ts'
import type { feederRejects } from './feeder-contract.ts'

export type FeederReject = { line: number; reason: (typeof feederRejects)[number] }
export type FeederEntry = { line: number; name: string; account: string | null; voltage: FeederVoltage | null }

const names = ['馈线', '线路', 'feeder', 'name']
const accounts = ['总表户号', '户号', 'account', 'meter_id']
const voltages = ['电压', '电压等级', 'voltage']

/** As the table writes it, in kV; undefined: none of these. */
const voltageOf = (cell: string): FeederVoltage | null | undefined => {
  const kv = cell
    .trim()
    .toLowerCase()
    .replace(/\s*(kv|千伏)$/, '')
  if (kv === '') return null
  if (['6', '10', '20', 'medium'].includes(kv)) return 'medium'
  return ['0.4', '0.38', 'low'].includes(kv) ? 'low' : undefined
}

/** A file without the two columns is one reject of line 1. */
export function readFeederTable(content: Uint8Array): { entries: FeederEntry[]; rejects: FeederReject[] } {
  const text = new CsvText().decode(content, 0, content.length)
  const rows: string[][] =
    text === null ? [] : parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true })
  const header = (rows[0] ?? []).map((cell) => cell.trim().toLowerCase())
  const [nameAt, accountAt, voltageAt = -1] = [names, accounts, voltages].map((known) =>
    header.findIndex((cell) => known.includes(cell)),
  )
  if (nameAt === undefined || accountAt === undefined || nameAt < 0 || accountAt < 0)
    return { entries: [], rejects: [{ line: 1, reason: 'columns' }] }
  const entries: FeederEntry[] = []
  const rejects: FeederReject[] = []
  for (const [index, row] of rows.slice(1).entries()) {
    const voltage = voltageOf(row[voltageAt] ?? '')
    const [name, account] = [(row[nameAt] ?? '').trim(), (row[accountAt] ?? '').trim() || null]
    const entry = { line: index + 2, name, account, voltage: voltage ?? null }
    const reason = voltage === undefined ? 'voltageBad' : faultOf(entry, entries)
    if (reason === null) entries.push(entry)
    else rejects.push({ line: entry.line, reason })
  }
  return { entries, rejects }
}

function faultOf({ name, account }: FeederEntry, before: readonly FeederEntry[]): FeederReject['reason'] | null {
  if (name === '' || name.length > 200) return 'nameMissing'
  if (account !== null && !/^[^\p{C}]{1,64}$/u.test(account)) return 'accountBad'
  if (before.some((other) => other.name === name)) return 'nameTwice'
  return account !== null && before.some((other) => other.account === account) ? 'accountTwice' : null
}
