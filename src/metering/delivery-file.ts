/** A delivered file as parts of days to be written, with what it holds counted and what it holds wrong set aside. Server code: Node streams. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { AccountDay } from '../platform/server/reading-parts.ts'
import { addDays } from '../platform/shared/calendar.ts'
import { BadLine, type DayLine, DayLines, type LineFault } from './case-lines.ts'
import { dayNumber } from './day.ts'
import type { DeliveryFailure } from './delivery.ts'
import type { ImportCounts, Reject } from './delivery-store.ts'
import type { TimeMark } from './long-days.ts'

/** The file as a whole is of no use. */
export class UnreadableDelivery extends Error {
  readonly failure: DeliveryFailure

  constructor(failure: DeliveryFailure) {
    super(failure.reason)
    this.name = 'UnreadableDelivery'
    this.failure = failure
  }
}

/** Days written in one go: 4 MB; the next part starts when it is on disk, and an import that was cut off continues behind it. */
const daysPerPart = 10_000
/** Changes whenever the same file would give other days or another order: then a cut-off import starts anew. */
export const readerVersion = 'reader-1'
/** Rejected rows listed; the others are counted. */
const listedRejects = 5000
/** Anything but control characters; whether the ledger knows the account is another question. */
const possibleAccount = /^[^\p{C}]{1,64}$/u

export type DeliveryPart = {
  readonly rows: readonly AccountDay[]
  /** As they stand behind this part. */
  readonly share: number
  readonly counts: ImportCounts
  readonly rejects: readonly Reject[]
}

export class DeliveryFile {
  private readonly path: string
  private readonly mark: TimeMark
  /** The last day that can have readings: yesterday's are complete, of today's some may be there. */
  private readonly lastPossibleDay: string
  private readonly seen = new Map<string, Set<number>>()
  private readonly dayNumbers = new Map<string, number>()
  private rejects: Reject[] = []
  private rejectedRows = 0
  private days = 0
  private firstDay: string | null = null
  private lastDay: string | null = null
  private read = 0
  private size = 1

  constructor(path: string, today: string, mark: TimeMark) {
    this.path = path
    this.mark = mark
    // a meter's clock may run ahead of ours around midnight
    this.lastPossibleDay = addDays(today, 1)
  }

  /** Share of the file's bytes read so far. */
  get share(): number {
    return Math.min(1, this.read / this.size)
  }

  counts(): ImportCounts {
    const { days, rejectedRows, firstDay, lastDay } = this
    return { days, accounts: this.seen.size, rejectedRows, firstDay, lastDay }
  }

  accounts(): { account: string; days: number }[] {
    return [...this.seen].map(([account, days]) => ({ account, days: days.size }))
  }

  private takePart(rows: readonly AccountDay[]): DeliveryPart {
    const rejects = this.rejects
    this.rejects = []
    return { rows, share: this.share, counts: this.counts(), rejects }
  }

  /**
   * The last part may hold no day. The first `skippedDays` days are counted, not given: they were written before.
   * Throws UnreadableDelivery for a wrong header, an empty file, a broken archive.
   */
  async *parts(skippedDays = 0): AsyncGenerator<DeliveryPart> {
    let rows: AccountDay[] = []
    for await (const days of this.dayLines()) {
      for (const { meterId, day, loadKw, line } of days) {
        if (!this.accept({ meterId, day, line }) || this.days <= skippedDays) continue
        rows.push({ account: meterId, day, loadKw })
        if (rows.length < daysPerPart) continue
        yield this.takePart(rows)
        rows = []
      }
    }
    yield this.takePart(rows)
  }

  private async *dayLines(): AsyncGenerator<DayLine[]> {
    const lines = new DayLines((bad) => this.reject(bad.line, bad.fault, null, null), this.mark)
    try {
      for await (const chunk of await this.bytes()) yield lines.push(chunk)
      yield lines.end()
    } catch (error) {
      if (error instanceof BadLine) throw new UnreadableDelivery({ reason: error.fault, line: error.line })
      if (isZlibError(error)) throw new UnreadableDelivery({ reason: 'unreadable', line: 0 })
      throw error
    }
  }

  private async bytes(): Promise<AsyncIterable<Uint8Array>> {
    const handle = await open(this.path, 'r')
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    this.size = Math.max(1, (await handle.stat()).size)
    await handle.close()
    const counted = this.counted()
    if (bytesRead < 2 || buffer[0] !== 0x1f || buffer[1] !== 0x8b) return counted
    const plain = createGunzip({ chunkSize: 1 << 18 })
    // the error reaches the reader through `plain`; without this line it would also be an unhandled rejection
    pipeline(Readable.from(counted, { objectMode: false }), plain).catch(() => undefined)
    return plain
  }

  private async *counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(this.path, { highWaterMark: 1 << 17 })) {
      this.read += chunk.length
      yield chunk
    }
  }

  private accept({ line, meterId, day }: Omit<DayLine, 'loadKw'>): boolean {
    if (!possibleAccount.test(meterId)) return this.reject(line, 'account', null, day)
    if (day > this.lastPossibleDay) return this.reject(line, 'future', meterId, day)
    const days = this.seen.get(meterId) ?? new Set<number>()
    const number = this.dayNumbers.get(day) ?? dayNumber(day)
    this.dayNumbers.set(day, number)
    if (days.has(number)) return this.reject(line, 'dayTwice', meterId, day)
    this.seen.set(meterId, days.add(number))
    this.days++
    if (this.firstDay === null || day < this.firstDay) this.firstDay = day
    if (this.lastDay === null || day > this.lastDay) this.lastDay = day
    return true
  }

  private reject(line: number, reason: LineFault, account: string | null, day: string | null): false {
    this.rejectedRows++
    if (this.rejectedRows <= listedRejects) this.rejects.push({ line, account, day, reason })
    return false
  }
}

/** Only what unpacking complains of: a disk that fails is not the file's fault. */
const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
