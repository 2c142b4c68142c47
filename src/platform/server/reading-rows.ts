/** Days of readings as RowBinary, the bytes in which the meter store takes them fastest: batch, part, account, day, load_kw. */
import type { AccountDay } from './reading-parts.ts'

export const slotsPerDay = 96
const dayMs = 86_400_000
/** Bytes of one insert: about 18,000 days. */
export const pieceBytes = 8_000_000
/** Longest row: two texts with their lengths, part, day, the count of values and the values. */
const rowBytes = (batch: number, account: number): number => batch + account + 4 + 2 + 1 + slotsPerDay * 4

export class ReadingRows {
  private buffer = Buffer.allocUnsafe(64_000)
  private end = 0
  private readonly batch: Buffer
  private readonly part: number
  private readonly loads = new Float32Array(slotsPerDay)
  private readonly loadBytes = new Uint8Array(this.loads.buffer)
  private lastDay = ''
  private lastDayNumber = 0

  constructor(batch: string, part: number) {
    this.batch = text(batch)
    this.part = part
  }

  get length(): number {
    return this.end
  }

  /** Valid until the next row is added. */
  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.end)
  }

  /** @throws RangeError for a day that is none or has not 96 values. */
  add({ account, day, loadKw }: AccountDay): void {
    if (loadKw.length !== slotsPerDay)
      throw new RangeError(`${account} ${day}: ${loadKw.length} values instead of ${slotsPerDay}`)
    const number = this.dayNumber(day)
    const name = text(account)
    this.makeRoom(rowBytes(this.batch.length, name.length))
    const { buffer } = this
    this.put(this.batch)
    this.end = buffer.writeUInt32LE(this.part, this.end)
    this.put(name)
    this.end = buffer.writeUInt16LE(number, this.end)
    this.end = buffer.writeUInt8(slotsPerDay, this.end)
    for (let slot = 0; slot < slotsPerDay; slot++) this.loads[slot] = loadKw[slot] ?? Number.NaN
    this.put(this.loadBytes)
  }

  private put(bytes: Uint8Array): void {
    this.buffer.set(bytes, this.end)
    this.end += bytes.length
  }

  private makeRoom(bytes: number): void {
    if (this.end + bytes <= this.buffer.length) return
    const wider = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.end + bytes))
    wider.set(this.bytes())
    this.buffer = wider
  }

  /** Days since 1970-01-01, as ClickHouse keeps a Date: two bytes. */
  private dayNumber(day: string): number {
    if (day === this.lastDay) return this.lastDayNumber
    const number = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) / dayMs : Number.NaN
    if (!(number >= 0 && number < 65_536)) throw new RangeError(`not an ISO date: ${day}`)
    this.lastDay = day
    this.lastDayNumber = number
    return number
  }
}

/** A text behind its length as LEB128. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  const length: number[] = []
  for (let rest = bytes.length; ; rest >>>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest)
    if (rest <= 127) break
  }
  return Buffer.concat([Buffer.from(length), bytes])
}
