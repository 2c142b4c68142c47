/** Lines of a file of readings as bytes → days of accounts. 160 MB in about a second, so no text is made of numbers. */
import { CsvText, digitNine, digitZero, numberIn, plainField, point } from './csv-fields.ts'
import { dayNumber } from './day.ts'
import { LongDays, type TimeMark } from './long-days.ts'
import { type DayOfReadings, slotsPerDay } from './reading.ts'
import { type Layout, layoutOf } from './reading-columns.ts'
import { isEndOfDay, readingMinute } from './reading-time.ts'

export type MeterDays = { readonly meterId: string; readonly days: readonly DayOfReadings[] }

export const lineFaults = [
  'emptyFile',
  'header',
  'columns',
  'account',
  'apart',
  'notUtf8',
  'date',
  'time',
  'pointTwice',
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

/** A day of an account; of a long file with the line of its first interval. */
export type DayLine = {
  readonly line: number
  readonly meterId: string
  readonly day: string
  readonly loadKw: Float64Array
}

/** So many digits fit into 32 bits. */
const mostWholeBytes = 9
const tens = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]
const newline = 10
const carriageReturn = 13
const comma = 44
const byteOrderMark = [0xef, 0xbb, 0xbf]

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
 * Days in the order of the file, any cuts of bytes; of a long file as they are complete. A wrong row (count of values, a value that is
 * no number, a date or time that is none, no account; blank = missing) goes to `onBadLine`, or is thrown where there is none; a wrong
 * header or an empty file is always thrown.
 */
export class DayLines {
  private rest: Uint8Array = new Uint8Array(0)
  private line = 0
  private layout: Layout | null = null
  private readonly text = new CsvText()
  private readonly long: LongDays
  private readonly mark: TimeMark
  private readonly onBadLine: ((bad: BadLine) => void) | undefined
  private lastDay = ''
  private accountBytes: Uint8Array = new Uint8Array(0)
  private account = ''
  private readonly slab = new DaySlab()

  constructor(onBadLine?: (bad: BadLine) => void, mark: TimeMark = 'start') {
    this.onBadLine = onBadLine
    this.mark = mark
    this.long = new LongDays(mark)
  }

  push(chunk: Uint8Array): DayLine[] {
    const done: DayLine[] = []
    // the same kind of array for every byte: a Buffer among them would slow the loops below, and its slices are no copies
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let to = bytes.indexOf(newline)
    if (to < 0) {
      this.rest = joined(this.rest, bytes)
      return done
    }
    // only the line that the last chunk cut is put together: copying 160 MB would cost as much as reading them
    const cut = joined(this.rest, bytes.subarray(0, to))
    this.takeOrReport(cut, 0, cut.length, done)
    let from = to + 1
    for (to = bytes.indexOf(newline, from); to >= 0; to = bytes.indexOf(newline, from)) {
      this.takeOrReport(bytes, from, to, done)
      from = to + 1
    }
    this.rest = bytes.slice(from)
    const overdue = this.long.takeOverdue()
    return overdue.length === 0 ? done : [...done, ...overdue]
  }

  end(): DayLine[] {
    const done: DayLine[] = []
    if (this.rest.length > 0) this.takeOrReport(this.rest, 0, this.rest.length, done)
    this.rest = new Uint8Array(0)
    if (this.line === 0) throw new BadLine(1, 'emptyFile', 'the file is empty')
    return [...done, ...this.long.takeAll()]
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
    if (this.layout === null) this.layout = this.readHeader(bytes, from, to)
    else if (to === from) return
    else if (this.layout.kind === 'long') this.takeInterval(bytes, from, to, this.layout)
    else done.push(this.readDay(bytes, from, to, this.layout.points))
  }

  private readHeader(bytes: Uint8Array, from: number, to: number): Layout {
    const marked = byteOrderMark.every((byte, index) => bytes[from + index] === byte)
    const layout = layoutOf(
      this.textOf(bytes, marked ? from + 3 : from, to)
        .split(',')
        .map(plainField),
    )
    if (typeof layout === 'string') throw new BadLine(1, 'header', layout)
    return layout
  }

  private readDay(bytes: Uint8Array, from: number, to: number, points: 96 | 48): DayLine {
    const idEnd = bytes.indexOf(comma, from)
    const dayEnd = idEnd < 0 ? -1 : bytes.indexOf(comma, idEnd + 1)
    if (dayEnd < 0 || dayEnd > to) throw new BadLine(this.line, 'columns', 'fewer than three columns')
    const meterId = this.accountOf(bytes, from, idEnd)
    const day = this.checkedDay(plainField(this.textOf(bytes, idEnd + 1, dayEnd)))
    return { line: this.line, meterId, day, loadKw: this.values(bytes, dayEnd + 1, to, points) }
  }

  private takeInterval(
    bytes: Uint8Array,
    from: number,
    to: number,
    { account, time, load }: Layout & { kind: 'long' },
  ) {
    const ends = fieldEnds(bytes, from, to, Math.max(account, time, load) + 1)
    if (ends === null) throw new BadLine(this.line, 'columns', 'fewer columns than the header')
    const begin = (index: number) => (index === 0 ? from : (ends[index - 1] ?? from) + 1)
    const meterId = this.accountOf(bytes, begin(account), ends[account] ?? to)
    const clock = plainField(this.textOf(bytes, begin(time), ends[time] ?? to))
    const minute = readingMinute(clock)
    // 24:00 can only be an end: where the agreement says starts, the file is not what was agreed
    if (minute === null || (this.mark === 'start' && isEndOfDay(clock)))
      throw new BadLine(this.line, 'time', `no start or end of a quarter hour: ${clock.slice(0, 30)}`)
    const kw = numberIn(bytes, begin(load), ends[load] ?? to)
    if (kw === null) throw new BadLine(this.line, 'notNumber', 'no number')
    const fault = this.long.add(this.line, meterId, minute, kw)
    if (fault !== null) throw new BadLine(this.line, fault, clock)
  }

  private checkedDay(day: string): string {
    if (day === this.lastDay) return day
    try {
      dayNumber(day)
    } catch {
      throw new BadLine(this.line, 'date', `date is none: ${day}`)
    }
    this.lastDay = day
    return day
  }

  private accountOf(bytes: Uint8Array, from: number, to: number): string {
    // its days stand together: the bytes of the line before are mostly the same
    if (isSame(this.accountBytes, bytes, from, to)) return this.account
    const account = plainField(this.textOf(bytes, from, to))
    if (account === '') throw new BadLine(this.line, 'account', 'the account is empty')
    this.accountBytes = bytes.slice(from, to)
    this.account = account
    return account
  }

  private textOf(bytes: Uint8Array, from: number, to: number): string {
    const text = this.text.decode(bytes, from, to)
    if (text === null) throw new BadLine(this.line, 'notUtf8', 'neither UTF-8 nor GB18030')
    return text
  }

  private values(bytes: Uint8Array, start: number, to: number, points: 96 | 48): Float64Array {
    const loadKw = this.slab.next()
    const step = slotsPerDay / points
    let slot = 0
    let from = start
    // 28,800,000 values a city and half year: plain decimals are read as their end is sought, the rest goes to numberIn
    let digits = 0
    let pointAt = -1
    let isPlain = true
    for (let i = start; i <= to; i++) {
      const byte = i < to ? (bytes[i] ?? comma) : comma
      if (byte >= digitZero && byte <= digitNine) {
        digits = (digits * 10 + (byte - digitZero)) | 0
        continue
      }
      if (byte === point && pointAt < 0) {
        pointAt = i
        continue
      }
      if (byte !== comma) {
        isPlain = false
        continue
      }
      if (slot === slotsPerDay) throw new BadLine(this.line, 'valueCount', `more than ${points} values`)
      const isShort = i > from && i - from <= mostWholeBytes
      const divisor = pointAt < 0 ? 1 : (tens[i - pointAt - 1] ?? 1)
      const value = isPlain && isShort ? digits / divisor : numberIn(bytes, from, i)
      if (value === null) throw new BadLine(this.line, 'notNumber', 'no number')
      loadKw[slot] = value
      if (step === 2) loadKw[slot + 1] = value
      slot += step
      from = i + 1
      digits = 0
      pointAt = -1
      isPlain = true
    }
    if (slot < slotsPerDay) throw new BadLine(this.line, 'valueCount', `${slot / step} values instead of ${points}`)
    return loadKw
  }
}

function joined(first: Uint8Array, then: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + then.length)
  bytes.set(first)
  bytes.set(then, first.length)
  return bytes
}

function isSame(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (known.length === 0 || known.length !== to - from) return false
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[from + i]) return false
  return true
}

/** Arrays of 96 values, cut from larger ones: three hundred thousand small ones a city would cost more than filling them. */
class DaySlab {
  private values = new Float64Array(0)
  private used = 0

  next(): Float64Array {
    if (this.used === this.values.length) {
      this.values = new Float64Array(128 * slotsPerDay)
      this.used = 0
    }
    const from = this.used
    this.used += slotsPerDay
    return this.values.subarray(from, this.used)
  }
}

/** Where each of the first `count` fields ends; null where there are fewer. */
function fieldEnds(bytes: Uint8Array, from: number, to: number, count: number): number[] | null {
  const ends: number[] = []
  for (let i = from; i <= to && ends.length < count; i++) if (i === to || bytes[i] === comma) ends.push(i)
  return ends.length < count ? null : ends
}
