/** Lines of readings.csv as bytes → days of one usage point after the other. 160 MB in about a second, so no text is made of numbers. */
import { dayNumber } from './day.ts'
import { type DayOfReadings, slotsPerDay } from './reading.ts'

export type MeterDays = { readonly meterId: string; readonly days: readonly DayOfReadings[] }

export const lineFaults = [
  'emptyFile',
  'header',
  'columns',
  'account',
  'apart',
  'notUtf8',
  'date',
  'valueCount',
  'notNumber',
  'future',
  'dayTwice',
] as const
export type LineFault = (typeof lineFaults)[number]

/** What is wrong with a line, for the caller to refuse with its file's name or to list. */
export class BadLine extends Error {
  readonly line: number
  readonly fault: LineFault

  constructor(line: number, fault: LineFault, reason: string) {
    super(reason)
    this.name = 'BadLine'
    this.line = line
    this.fault = fault
  }
}

/** One row of the file: a day of a usage point. */
export type DayLine = {
  readonly line: number
  readonly meterId: string
  readonly day: string
  readonly loadKw: Float64Array
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

/** Feed it bytes in any cuts with `push`, then call `end`; both return the meters completed so far. Throws BadLine, see DayLines. */
export class ReadingLines {
  private readonly lines = new DayLines()
  private meterId = ''
  private days: DayOfReadings[] = []
  private readonly finished = new Set<string>()

  push(chunk: Uint8Array): MeterDays[] {
    return this.group(this.lines.push(chunk))
  }

  end(): MeterDays[] {
    const done = this.group(this.lines.end())
    this.finish(done)
    return done
  }

  private group(rows: readonly DayLine[]): MeterDays[] {
    const done: MeterDays[] = []
    for (const { line, meterId, day, loadKw } of rows) {
      if (meterId !== this.meterId) {
        this.finish(done)
        if (this.finished.has(meterId)) throw new BadLine(line, 'apart', `rows of ${meterId} are not together`)
        this.meterId = meterId
      }
      this.days.push({ day, loadKw })
    }
    return done
  }

  private finish(done: MeterDays[]): void {
    if (this.days.length > 0) {
      done.push({ meterId: this.meterId, days: this.days })
      this.finished.add(this.meterId)
    }
    this.days = []
  }
}

/**
 * Rows in the order of the file, any cuts of bytes. A wrong row (count of values, a value that is no number, a date that is none, no
 * account; blank = missing) goes to `onBadLine`, or is thrown where there is none; a wrong header or an empty file is always thrown.
 */
export class DayLines {
  private rest: Uint8Array = new Uint8Array(0)
  private line = 0
  private readonly onBadLine: ((bad: BadLine) => void) | undefined

  constructor(onBadLine?: (bad: BadLine) => void) {
    this.onBadLine = onBadLine
  }

  push(chunk: Uint8Array): DayLine[] {
    const done: DayLine[] = []
    let bytes = chunk
    if (this.rest.length > 0) {
      bytes = new Uint8Array(this.rest.length + chunk.length)
      bytes.set(this.rest)
      bytes.set(chunk, this.rest.length)
    }
    let from = 0
    for (let to = bytes.indexOf(newline); to >= 0; to = bytes.indexOf(newline, from)) {
      this.takeOrReport(bytes, from, to, done)
      from = to + 1
    }
    this.rest = bytes.slice(from)
    return done
  }

  end(): DayLine[] {
    const done: DayLine[] = []
    if (this.rest.length > 0) this.takeOrReport(this.rest, 0, this.rest.length, done)
    this.rest = new Uint8Array(0)
    if (this.line === 0) throw new BadLine(1, 'emptyFile', 'the file is empty')
    return done
  }

  private takeOrReport(bytes: Uint8Array, from: number, lineEnd: number, done: DayLine[]): void {
    try {
      this.take(bytes, from, lineEnd, done)
    } catch (error) {
      if (!this.onBadLine || !(error instanceof BadLine) || error.line === 1) throw error
      this.onBadLine(error)
    }
  }

  private take(bytes: Uint8Array, from: number, lineEnd: number, done: DayLine[]): void {
    this.line++
    const to = lineEnd > from && bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd
    if (this.line === 1) this.checkHeader(this.text(bytes, from, to))
    if (this.line === 1 || to === from) return
    const idEnd = bytes.indexOf(comma, from)
    const dayEnd = idEnd < 0 ? -1 : bytes.indexOf(comma, idEnd + 1)
    if (dayEnd < 0 || dayEnd > to) throw new BadLine(this.line, 'columns', 'fewer than three columns')
    const meterId = this.text(bytes, from, idEnd)
    if (meterId === '') throw new BadLine(this.line, 'account', 'meter_id is empty')
    const day = this.checkedDay(this.text(bytes, idEnd + 1, dayEnd))
    done.push({ line: this.line, meterId, day, loadKw: this.values(bytes, dayEnd + 1, to) })
  }

  private checkHeader(header: string): void {
    const columns = header.replace(/^\uFEFF/, '').split(',')
    const wrong = readingColumns.findIndex((name, index) => columns[index] !== name)
    if (wrong >= 0) throw new BadLine(1, 'header', `column ${wrong + 1} must be ${readingColumns[wrong]}`)
  }

  private checkedDay(day: string): string {
    try {
      dayNumber(day)
      return day
    } catch {
      throw new BadLine(this.line, 'date', `date is none: ${day}`)
    }
  }

  private text(bytes: Uint8Array, from: number, to: number): string {
    try {
      return utf8.decode(bytes.subarray(from, to))
    } catch {
      throw new BadLine(this.line, 'notUtf8', 'not UTF-8')
    }
  }

  private values(bytes: Uint8Array, start: number, to: number): Float64Array {
    const loadKw = new Float64Array(slotsPerDay)
    let slot = 0
    let from = start
    for (let i = start; i <= to; i++) {
      if (i < to && bytes[i] !== comma) continue
      if (slot === slotsPerDay) throw new BadLine(this.line, 'valueCount', `more than ${slotsPerDay} values`)
      loadKw[slot++] = i === from ? Number.NaN : this.value(bytes, from, i)
      from = i + 1
    }
    if (slot < slotsPerDay) throw new BadLine(this.line, 'valueCount', `${slot} values instead of ${slotsPerDay}`)
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
    if (!Number.isFinite(value)) throw new BadLine(this.line, 'notNumber', `no number: ${text.slice(0, 20)}`)
    return value
  }
}
