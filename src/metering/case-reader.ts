/**
 * Reads a case folder (meters.csv, readings.csv.gz) as a stream, one usage point at a time, so that 29 million readings pass through
 * without being held. Server code: Node streams.
 */
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { Refusal } from '../platform/shared/refusal.ts'
import { BadLine, type MeterDays, ReadingLines } from './case-lines.ts'
import { type Licence, type Shift, shifts } from './licence.ts'
import { type Trade, tradeOfWords } from './trade.ts'

export type CaseMeter = {
  readonly meterId: string
  /** Null where no industry is declared. */
  readonly trade: Trade | null
  readonly contractKw: number | null
  readonly licence: Licence
}

const metersFile = 'meters.csv'
const readingsFile = 'readings.csv.gz'

/** Meters of a case, in file order. Refuses `case-unreadable` {file, line, reason}: no file, no column, bad number, meter twice. */
export async function readCaseMeters(dir: string): Promise<CaseMeter[]> {
  const text = await readFile(join(dir, metersFile), 'utf8').catch(() => unreadable(metersFile, 0, 'cannot be opened'))
  const [header = [], ...rows] = csvRows(text)
  const cell = (name: string) => {
    const index = header.indexOf(name)
    if (index < 0) unreadable(metersFile, 1, `column ${name} is missing`)
    return (row: readonly string[]) => (row[index] ?? '').trim()
  }
  const id = cell('meter_id')
  const industry = cell('declared_industry')
  const contract = cell('contract_kw')
  const power = cell('licensed_if_kw')
  const shift = cell('licensed_if_shift')
  const seen = new Set<string>()
  return rows.map((row, index) => {
    const line = index + 2
    const meterId = id(row)
    if (meterId === '') unreadable(metersFile, line, 'meter_id is empty')
    if (seen.has(meterId)) unreadable(metersFile, line, `${meterId} is there twice`)
    seen.add(meterId)
    return {
      meterId,
      trade: tradeOfWords(industry(row)),
      contractKw: contract(row) === '' ? null : kilowatts(contract(row), line, 'contract_kw'),
      licence: {
        powerKw: kilowatts(power(row) || '0', line, 'licensed_if_kw'),
        shift: shiftOf(shift(row) || 'none', line),
      },
    }
  })
}

function csvRows(text: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true })
  } catch (cause) {
    return unreadable(metersFile, 0, cause instanceof Error ? cause.message : 'no CSV')
  }
}

function kilowatts(text: string, line: number, column: string): number {
  const value = Number(text)
  return Number.isFinite(value) && value >= 0 ? value : unreadable(metersFile, line, `${column} is no load: ${text}`)
}

function shiftOf(text: string, line: number): Shift {
  return shifts.find((shift) => shift === text) ?? unreadable(metersFile, line, `licensed_if_shift unknown: ${text}`)
}

function unreadable(file: string, line: number, reason: string): never {
  throw new Refusal('case-unreadable', { file, line, reason })
}

/**
 * Days of one usage point after the other, as grouped in readings.csv.gz. `onBytes(read, total)` counts compressed bytes.
 * Refuses `case-unreadable` {file, line, reason}: no file, broken gzip, a wrong line (see ReadingLines).
 */
export async function* readCaseDays(
  dir: string,
  onBytes?: (read: number, total: number) => void,
): AsyncGenerator<MeterDays> {
  const path = join(dir, readingsFile)
  const { size } = await stat(path).catch(() => unreadable(readingsFile, 0, 'cannot be opened'))
  const source = createReadStream(path, { highWaterMark: 1 << 17 })
  let read = 0
  source.on('data', (chunk) => {
    read += chunk.length
    onBytes?.(read, size)
  })
  const lines = new ReadingLines()
  const meters = new Transform({
    readableObjectMode: true,
    transform: (chunk: Uint8Array, _encoding, done) => forward(meters, () => lines.push(chunk), done),
    flush: (done) => forward(meters, () => lines.end(), done),
  })
  const piped = pipeline(source, createGunzip({ chunkSize: 1 << 18 }), meters)
  // The error reaches the reader through the stream below; without this line it would also be an unhandled rejection.
  piped.catch(() => undefined)
  try {
    for await (const meter of meters) yield meter
  } catch (cause) {
    if (cause instanceof BadLine) unreadable(readingsFile, cause.line, cause.message)
    unreadable(readingsFile, 0, cause instanceof Error ? cause.message : 'broken')
  } finally {
    source.destroy()
  }
}

function forward(meters: Transform, take: () => MeterDays[], done: (error?: Error) => void): void {
  try {
    for (const meter of take()) meters.push(meter)
    done()
  } catch (cause) {
    done(cause instanceof Error ? cause : new Error(String(cause)))
  }
}
