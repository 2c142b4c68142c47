/** Lines of readings.csv as bytes → days of one usage point after the other. 160 MB in about a second, so no text is made of numbers. */
import { dayNumber } from './day.ts'
import { type DayOfReadings, slotsPerDay } from './reading.ts'

export type MeterDays = { readonly meterId: string; readonly days: readonly DayOfReadings[] }

/** What is wrong with a line, for the caller to refuse with its file's name. */
export class BadLine extends Error {
  readonly line: number

  constructor(line: number, reason: string) {
    super(reason)
    this.name = 'BadLine'
    this.line = line
  }
}

export const readingColumns = [
  'meter_id',
  'date',
  ...Array.from({ length: slotsPerDay }, (_, slot) => `v${String(slot).padStart(2, '0')}`),
]

const newline = 10
const carriageReturn = 13
const comma = 44
const minus = 45
const point = 46
const digitZero = 48
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Feed it bytes in any cuts with `push`, then call `end`; both return the meters completed so far. Throws BadLine for a wrong header,
 * a wrong count of values, a value that is no number (blank = missing), a date that is none, a meter in two places.
 */
export class ReadingLines {
  private rest: Uint8Array = new Uint8Array(0)
  private line = 0
  private meterId = ''
  private days: DayOfReadings[] = []
  private readonly finished = new Set<string>()

  push(chunk: Uint8Array): MeterDays[] {
    const done: MeterDays[] = []
    let bytes = chunk
    if (this.rest.length > 0) {
      bytes = new Uint8Array(this.rest.length + chunk.length)
      bytes.set(this.rest)
      bytes.set(chunk, this.rest.length)
    }
    let from = 0
    for (let to = bytes.indexOf(newline); to >= 0; to = bytes.indexOf(newline, from)) {
      this.take(bytes, from, to, done)
      from = to + 1
    }
    this.rest = bytes.slice(from)
    return done
  }

  end(): MeterDays[] {
    const done: MeterDays[] = []
    if (this.rest.length > 0) this.take(this.rest, 0, this.rest.length, done)
    this.rest = new Uint8Array(0)
    if (this.line === 0) throw new BadLine(1, 'the file is empty')
    this.finish(done)
    return done
  }

  private take(bytes: Uint8Array, from: number, lineEnd: number, done: MeterDays[]): void {
    this.line++
    const to = lineEnd > from && bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd
    if (this.line === 1) this.checkHeader(this.text(bytes, from, to))
    if (this.line === 1 || to === from) return
    const idEnd = bytes.indexOf(comma, from)
    const dayEnd = idEnd < 0 ? -1 : bytes.indexOf(comma, idEnd + 1)
    if (dayEnd < 0 || dayEnd > to) throw new BadLine(this.line, 'fewer than three columns')
    const meterId = this.text(bytes, from, idEnd)
    if (meterId === '') throw new BadLine(this.line, 'meter_id is empty')
    if (meterId !== this.meterId) {
      this.finish(done)
      if (this.finished.has(meterId)) throw new BadLine(this.line, `rows of ${meterId} are not together`)
      this.meterId = meterId
    }
    const day = this.text(bytes, idEnd + 1, dayEnd)
    this.days.push({ day: this.checkedDay(day), loadKw: this.values(bytes, dayEnd + 1, to) })
  }

  private finish(done: MeterDays[]): void {
    if (this.days.length > 0) {
      done.push({ meterId: this.meterId, days: this.days })
      this.finished.add(this.meterId)
    }
    this.days = []
  }

  private checkHeader(header: string): void {
    const columns = header.replace(/^\uFEFF/, '').split(',')
    const wrong = readingColumns.findIndex((name, index) => columns[index] !== name)
    if (wrong >= 0) throw new BadLine(1, `column ${wrong + 1} must be ${readingColumns[wrong]}`)
  }

  private checkedDay(day: string): string {
    try {
      dayNumber(day)
      return day
    } catch {
      throw new BadLine(this.line, `date is none: ${day}`)
    }
  }

  private text(bytes: Uint8Array, from: number, to: number): string {
    try {
      return utf8.decode(bytes.subarray(from, to))
    } catch {
      throw new BadLine(this.line, 'not UTF-8')
    }
  }

  private values(bytes: Uint8Array, start: number, to: number): Float64Array {
    const loadKw = new Float64Array(slotsPerDay)
    let slot = 0
    let from = start
    for (let i = start; i <= to; i++) {
      if (i < to && bytes[i] !== comma) continue
      if (slot === slotsPerDay) throw new BadLine(this.line, `more than ${slotsPerDay} values`)
      loadKw[slot++] = i === from ? Number.NaN : this.value(bytes, from, i)
      from = i + 1
    }
    if (slot < slotsPerDay) throw new BadLine(this.line, `${slot} values instead of ${slotsPerDay}`)
    return loadKw
  }

  /** Plain decimals digit by digit; anything longer or stranger (exponent, blanks) goes through Number. */
  private value(bytes: Uint8Array, from: number, to: number): number {
    const start = bytes[from] === minus ? from + 1 : from
    let digits = 0
    let divisor = 0
    for (let i = start; i < to; i++) {
      const byte = bytes[i] ?? 0
      const digit = byte - digitZero
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit
        divisor *= 10
      } else if (byte === point && divisor === 0) divisor = 1
      else return this.strangeValue(bytes, from, to)
    }
    if (to - start > 15 || to === start) return this.strangeValue(bytes, from, to)
    const value = divisor > 1 ? digits / divisor : digits
    return start > from ? -value : value
  }

  private strangeValue(bytes: Uint8Array, from: number, to: number): number {
    const text = this.text(bytes, from, to).trim()
    if (text === '') return Number.NaN
    const value = Number(text)
    if (!Number.isFinite(value)) throw new BadLine(this.line, `no number: ${text.slice(0, 20)}`)
    return value
  }
}
