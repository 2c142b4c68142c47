/** Rows of a table of feeders: 馈线 (feeder) and 总表户号 (account), checked before anything is written. Pure but for the CSV. */
import { parse } from 'csv-parse/sync'
import { CsvText } from './csv-fields.ts'
import type { feederRejects } from './feeder-contract.ts'

export type FeederReject = { line: number; reason: (typeof feederRejects)[number] }
export type FeederEntry = { line: number; name: string; account: string | null }

const names = ['馈线', '线路', 'feeder', 'name']
const accounts = ['总表户号', '户号', 'account', 'meter_id']

/** A file without the two columns is one reject of line 1. */
export function readFeederTable(content: Uint8Array): { entries: FeederEntry[]; rejects: FeederReject[] } {
  const text = new CsvText().decode(content, 0, content.length)
  const rows: string[][] =
    text === null ? [] : parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true })
  const header = (rows[0] ?? []).map((cell) => cell.trim().toLowerCase())
  const [nameAt, accountAt] = [names, accounts].map((known) => header.findIndex((cell) => known.includes(cell)))
  if (nameAt === undefined || accountAt === undefined || nameAt < 0 || accountAt < 0)
    return { entries: [], rejects: [{ line: 1, reason: 'columns' }] }
  const entries: FeederEntry[] = []
  const rejects: FeederReject[] = []
  for (const [index, row] of rows.slice(1).entries()) {
    const entry = { line: index + 2, name: (row[nameAt] ?? '').trim(), account: (row[accountAt] ?? '').trim() || null }
    const reason = faultOf(entry, entries)
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
