/** Intervals of a long file → days of 96 quarter hours. Rows may come account by account or time by time. */
import { isoDay } from './day.ts'
import { slotMinutes, slotsPerDay } from './reading.ts'

/** Whether a time in a file names the start of its interval (00:00 … 23:45) or its end (00:15 … 24:00): the agreement says. */
export const timeMarks = ['start', 'end'] as const
export type TimeMark = (typeof timeMarks)[number]

type OpenDay = {
  account: string
  day: number
  line: number
  touched: number
  counts: [number, number]
  loadKw: Float64Array
}
export type LongDay = {
  readonly line: number
  readonly meterId: string
  readonly day: string
  readonly loadKw: Float64Array
}
export type PointFault = 'time' | 'pointTwice'

/** Days held open at once, about 50 MB: a file by time may have this many accounts a day. */
const openDays = 60_000
/** From so many points on a day of nothing but half hours is one of a 48-point system, not a day with gaps. */
const halfHourPoints = 8
const minutesPerDay = 1440

export class LongDays {
  private readonly mark: TimeMark
  private readonly limit: number
  private readonly open = new Map<string, Map<number, OpenDay>>()
  private openCount = 0
  private rows = 0
  private last: OpenDay | null = null
  /** Accounts that were read every half hour so far. */
  private readonly halfHourly = new Set<string>()

  constructor(mark: TimeMark, limit = openDays) {
    this.mark = mark
    this.limit = limit
  }

  /** @param minute of the time in the file, see readingMinute. @returns what is wrong with the point, null where nothing is. */
  add(line: number, account: string, minute: number, kw: number): PointFault | null {
    const start = this.mark === 'end' ? minute - slotMinutes : minute
    if (start % slotMinutes !== 0) return 'time'
    const day = Math.floor(start / minutesPerDay)
    const slot = (start - day * minutesPerDay) / slotMinutes
    const into = this.dayOf(line, account, day)
    into.touched = ++this.rows
    if (!Number.isNaN(into.loadKw[slot])) return into.loadKw[slot] === kw || Number.isNaN(kw) ? null : 'pointTwice'
    into.loadKw[slot] = kw
    into.counts[slot % 2 === 0 ? 0 : 1]++
    return null
  }

  private dayOf(line: number, account: string, day: number): OpenDay {
    if (this.last !== null && this.last.day === day && this.last.account === account) return this.last
    const days = this.open.get(account) ?? new Map<number, OpenDay>()
    this.open.set(account, days)
    let found = days.get(day)
    if (!found) {
      found = { account, day, line, touched: 0, counts: [0, 0], loadKw: new Float64Array(slotsPerDay).fill(Number.NaN) }
      days.set(day, found)
      this.openCount++
    }
    this.last = found
    return found
  }

  /** The days that were left alone longest, where too many are open. */
  takeOverdue(): LongDay[] {
    if (this.openCount <= this.limit) return []
    const all = [...this.open.values()].flatMap((days) => [...days.values()]).sort((a, b) => a.touched - b.touched)
    return this.close(all.slice(0, Math.ceil(all.length / 2)))
  }

  takeAll(): LongDay[] {
    return this.close([...this.open.values()].flatMap((days) => [...days.values()]))
  }

  private close(days: OpenDay[]): LongDay[] {
    for (const { account, day } of days) {
      const held = this.open.get(account)
      held?.delete(day)
      if (held?.size === 0) this.open.delete(account)
    }
    this.openCount -= days.length
    this.last = null
    days.sort((a, b) => (a.account < b.account ? -1 : a.account > b.account ? 1 : a.day - b.day))
    return days.map((day) => {
      this.spreadHalfHours(day)
      return { line: day.line, meterId: day.account, day: isoDay(day.day), loadKw: day.loadKw }
    })
  }

  /** A half hour's mean holds for both of its quarter hours. */
  private spreadHalfHours({ account, counts: [even, odd], loadKw }: OpenDay): void {
    const [own, other] = this.mark === 'start' ? [even, odd] : [odd, even]
    if (own === 0 && other === 0) return
    if (other > 0) this.halfHourly.delete(account)
    else if (own >= halfHourPoints) this.halfHourly.add(account)
    if (other > 0 || !this.halfHourly.has(account)) return
    for (let slot = 0; slot < slotsPerDay; slot += 2) {
      if (this.mark === 'start') loadKw[slot + 1] = loadKw[slot] ?? Number.NaN
      else loadKw[slot] = loadKw[slot + 1] ?? Number.NaN
    }
  }
}
