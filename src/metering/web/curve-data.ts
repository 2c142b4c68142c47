/** The readings of a curve as the drawings want them: one flat array of quarter hours, missing apart from zero. Pure. */
import { daysBetween } from '../../platform/shared/calendar.ts'
import type { LoadCurve } from '../contract.ts'
import { slotMinutes, slotsPerDay } from '../reading.ts'

export const slotMs = slotMinutes * 60_000

/** Times are drawn in China time whatever the browser's zone: its wall clock counted as if it were UTC. */
export const dayStart = (day: string): number => Date.parse(`${day}T00:00:00Z`)
export const dayOfMs = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Days shown, both inclusive. */
export type View = { from: string; to: string }

const inOrder = (a: string, b: string): [string, string] => (a < b ? [a, b] : [b, a])
export const earlierOf = (a: string, b: string): string => inOrder(a, b)[0]
export const laterOf = (a: string, b: string): string => inOrder(a, b)[1]

/** Means in kW from 00:00 of the first day, NaN = no reading, also on days not delivered. */
export function loadOf(curve: Pick<LoadCurve, 'from' | 'to' | 'days'>): Float32Array {
  const load = new Float32Array((daysBetween(curve.from, curve.to) + 1) * slotsPerDay).fill(Number.NaN)
  for (const { day, loadKw } of curve.days) {
    const first = daysBetween(curve.from, day) * slotsPerDay
    for (let slot = 0; slot < slotsPerDay; slot++) load[first + slot] = loadKw[slot] ?? Number.NaN
  }
  return load
}

export function peakOf(load: Float32Array): number {
  let peak = 0
  for (const kw of load) if (kw > peak) peak = kw
  return peak
}

export function lowestOf(load: Float32Array): number {
  let lowest = 0
  for (const kw of load) if (kw < lowest) lowest = kw
  return lowest
}

/** Points of a line, x and y by turns; NaN lifts the pen. */
export type Line = { points: Float64Array; count: number }

/**
 * The step line of the slots [from, to): each reading holds to the next. Where a pixel holds more than one reading it goes through
 * first, lowest, highest and last of them, so that no peak and no trough is lost; readings in a pixel column that also misses some
 * are drawn all the same.
 * @param x pixel of the start of a slot @param y pixel of a load in kW
 */
export function stepLine(
  load: Float32Array,
  { from, to, x, y }: { from: number; to: number; x: (slot: number) => number; y: (kw: number) => number },
): Line {
  const first = Math.max(0, Math.floor(from))
  const end = Math.min(load.length, Math.ceil(to))
  const slotsPerPixel = 1 / (x(1) - x(0))
  return slotsPerPixel <= 1 ? everyStep(load, first, end, x, y) : columns(load, first, end, slotsPerPixel, x, y)
}

type Scale = (value: number) => number

function everyStep(load: Float32Array, first: number, end: number, x: Scale, y: Scale): Line {
  const line = new Pen(6 * (end - first))
  let before = Number.NaN
  for (let slot = first; slot < end; slot++) {
    const kw = load[slot] ?? Number.NaN
    if (Number.isNaN(kw)) line.lift()
    else {
      if (kw !== before) line.to(x(slot), y(kw))
      line.to(x(slot + 1), y(kw))
    }
    before = kw
  }
  return line.done()
}

function columns(load: Float32Array, first: number, end: number, width: number, x: Scale, y: Scale): Line {
  const line = new Pen(10 * Math.ceil((end - first) / width) + 20)
  for (let start = first; start < end; ) {
    const next = Math.min(end, Math.ceil((Math.floor(start / width) + 1) * width))
    column(load, start, next, x(start), y, line)
    start = next
  }
  return line.done()
}

function column(load: Float32Array, start: number, next: number, at: number, y: Scale, line: Pen): void {
  let low = Infinity
  let high = -Infinity
  let head = Number.NaN
  let tail = Number.NaN
  for (let slot = start; slot < next; slot++) {
    const kw = load[slot] ?? Number.NaN
    if (Number.isNaN(kw)) continue
    if (Number.isNaN(head)) head = kw
    tail = kw
    low = Math.min(low, kw)
    high = Math.max(high, kw)
  }
  if (Number.isNaN(head)) line.lift()
  else for (const kw of [head, low, high, tail]) line.to(at, y(kw))
}

class Pen {
  private readonly points: Float64Array
  private count = 0
  private up = true
  constructor(room: number) {
    this.points = new Float64Array(room)
  }
  to(x: number, y: number): void {
    this.points[this.count++] = x
    this.points[this.count++] = y
    this.up = false
  }
  lift(): void {
    if (!this.up) this.to(Number.NaN, Number.NaN)
    this.up = true
  }
  done(): Line {
    return { points: this.points, count: this.count }
  }
}

/** Runs [from, to) in slots. */
export type Run = readonly [from: number, to: number]

/** Runs without a reading. */
export function missingRuns(load: Float32Array): Run[] {
  const runs: Run[] = []
  let start = -1
  for (let slot = 0; slot <= load.length; slot++) {
    const missing = slot < load.length && Number.isNaN(load[slot])
    if (missing && start < 0) start = slot
    if (!missing && start >= 0) {
      runs.push([start, slot])
      start = -1
    }
  }
  return runs
}

/**
 * The runs that lie in [from, to), as pixels; each at least `least` wide, and those that would touch as one: of a year, one pixel
 * holds many. `runs` in the order of time.
 */
export function runsInView(runs: readonly Run[], from: number, to: number, x: Scale, least: number): Run[] {
  const shown: [number, number][] = []
  for (const [start, end] of runs) {
    if (end <= from) continue
    if (start >= to) break
    const left = x(Math.max(start, from))
    const right = Math.max(left + least, x(Math.min(end, to)))
    const last = shown.at(-1)
    if (last && left <= last[1]) last[1] = Math.max(last[1], right)
    else shown.push([left, right])
  }
  return shown
}
