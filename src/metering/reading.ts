/** Readings of one usage point: mean load of each quarter hour, 96 a day, missing kept apart from zero; and the quality of a day. */
import { dayNumber, isoDay } from './day.ts'

export const slotsPerDay = 96
export const slotHours = 0.25
export const slotMinutes = 15

/** Ninety-six means in kW; slot 0 is 00:00–00:15 of China standard time (+08:00). NaN (in memory) or null (stored, sent) = missing. */
export type DayOfReadings = { readonly day: string; readonly loadKw: ArrayLike<number | null> }

/** Consecutive days of one usage point, oldest first; days without any reading are there as 96 × NaN. */
export type LoadSeries = { readonly firstDay: string; readonly dayCount: number; readonly loadKw: Float64Array }

/**
 * silent: no reading at all (meter or line dead: unknown, not clean) · zero: all readings there and 0 (nothing drawn) · gaps: some
 * missing · negative: feeds back or is wired wrongly · stuck: the same non-zero value for hours · spike: above what the supply can
 * carry · repeated: the curve of the day before once more · duplicate: the day was delivered more than once · halfHour: read every
 * half hour only, so each value stands in two slots. What a day looks like against its own past: own-past.ts.
 */
export const qualityFlags = [
  'silent',
  'zero',
  'gaps',
  'negative',
  'stuck',
  'spike',
  'repeated',
  'duplicate',
  'halfHour',
] as const
export type QualityFlag = (typeof qualityFlags)[number]

export type DayQuality = {
  readonly day: string
  readonly missingCount: number
  readonly negativeCount: number
  readonly spikeCount: number
  /** Longest run of one and the same non-zero value, in slots. */
  readonly longestStuckSlots: number
  readonly flags: readonly QualityFlag[]
}

/** Limits of the quality flags. Ours, as working values ([derived]: no published rule was found); shown, never used to hide a day. */
export const qualityLimits = {
  version: 'quality-1',
  /** 6 h of one value to the last digit: no process does this, a frozen register does. */
  stuckSlots: 24,
  /** Twice the contract capacity cannot be carried for a quarter hour; between one and two the user merely overloads. */
  spikeOverContract: 2,
  /** Changes of the value, all of them on half hours, from which this is no chance (2⁻¹²). */
  halfHourChanges: 12,
} as const

/** Start of a slot as an instant with offset, as regulation.md 6.4 wants it stored: '2018-03-01T00:15:00+08:00'. */
export function slotStart(day: string, slot: number): string {
  return `${day}T${slotLabel(slot)}:00+08:00`
}

/** Start of a slot as a time of day, 'HH:MM'; slot 96 is '24:00'. */
export function slotLabel(slot: number): string {
  const minutes = slot * slotMinutes
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** Missing values as null, for storing and sending. */
export function toNullable(loadKw: ArrayLike<number | null>): (number | null)[] {
  return Array.from(loadKw, (value) => (value === null || Number.isNaN(value) ? null : value))
}

/** What the ledger knows of the contract, each null where not known. */
export type Contract = { readonly contractKw: number | null; readonly contractKva: number | null }

/**
 * The most active power a contract is meant for, kW: as written, else its kVA. Active power is never above apparent power (melting furnaces
 * reach 0.97 of it), so a limit taken from the kVA drops no reading that could be. Null where neither is known.
 */
export const capacityOf = ({ contractKw, contractKva }: Contract): number | null => contractKw ?? contractKva

/**
 * Quality of one day as flags with their counts. `previous` is the day before (for `repeated`), `deliveries` how often this day
 * came (for `duplicate`), `capacityKw` of its contract null where not known: then no spike is flagged.
 */
export function qualityOfDay(
  { day, loadKw }: DayOfReadings,
  context: { capacityKw: number | null; previous?: ArrayLike<number | null>; deliveries?: number },
): DayQuality {
  const ceilingKw = context.capacityKw === null ? Infinity : context.capacityKw * qualityLimits.spikeOverContract
  let missingCount = 0
  let negativeCount = 0
  let spikeCount = 0
  let zeroCount = 0
  let run = 0
  let longestStuckSlots = 0
  for (let slot = 0; slot < slotsPerDay; slot++) {
    const value = loadKw[slot] ?? Number.NaN
    if (Number.isNaN(value)) missingCount++
    else if (value < 0) negativeCount++
    else if (value > ceilingKw) spikeCount++
    else if (value === 0) zeroCount++
    if (Number.isNaN(value) || value === 0) run = 0
    else run = slot > 0 && value === loadKw[slot - 1] ? run + 1 : 1
    longestStuckSlots = Math.max(longestStuckSlots, run)
  }
  const found: Record<QualityFlag, boolean> = {
    silent: missingCount === slotsPerDay,
    zero: zeroCount === slotsPerDay,
    gaps: missingCount > 0 && missingCount < slotsPerDay,
    negative: negativeCount > 0,
    stuck: longestStuckSlots >= qualityLimits.stuckSlots,
    spike: spikeCount > 0,
    repeated: context.previous !== undefined && repeats(loadKw, context.previous),
    duplicate: (context.deliveries ?? 1) > 1,
    halfHour: isHalfHourly(loadKw),
  }
  const flags = qualityFlags.filter((flag) => found[flag])
  return { day, missingCount, negativeCount, spikeCount, longestStuckSlots, flags }
}

/**
 * Whether a day comes from a 48-point system: its value changes on half hours only. A heat of 90 minutes is three such values: ramp,
 * cliff and gaps within a heat cannot be seen on such a day.
 */
export function isHalfHourly(loadKw: ArrayLike<number | null>): boolean {
  let changes = 0
  for (let slot = 1; slot < slotsPerDay; slot++) {
    const [value, before] = [loadKw[slot] ?? Number.NaN, loadKw[slot - 1] ?? Number.NaN]
    if (Object.is(value, before)) continue
    if (slot % 2 === 1) return false
    changes++
  }
  return changes >= qualityLimits.halfHourChanges
}

/** Two days equal in all 96 slots; a flat day (stuck, zero, silent) has its own flag and is no repetition. */
function repeats(loadKw: ArrayLike<number | null>, previous: ArrayLike<number | null>): boolean {
  let varies = false
  for (let slot = 0; slot < slotsPerDay; slot++) {
    if ((loadKw[slot] ?? null) !== (previous[slot] ?? null)) return false
    if (loadKw[slot] !== loadKw[0]) varies = true
  }
  return varies
}

/**
 * Days of one usage point in any order → one series from the first day to the last; a day that comes twice counts as delivered last.
 * Null for no days. Throws RangeError where a day does not have 96 values.
 */
export function joinDays(days: readonly DayOfReadings[]): LoadSeries | null {
  let first = Infinity
  let last = -Infinity
  const numbers = days.map(({ day, loadKw }) => {
    if (loadKw.length !== slotsPerDay) throw new RangeError(`${day}: ${loadKw.length} values instead of ${slotsPerDay}`)
    const number = dayNumber(day)
    first = Math.min(first, number)
    last = Math.max(last, number)
    return number
  })
  if (days.length === 0) return null
  const dayCount = last - first + 1
  const joined = new Float64Array(dayCount * slotsPerDay).fill(Number.NaN)
  days.forEach(({ loadKw }, index) => {
    const offset = ((numbers[index] ?? first) - first) * slotsPerDay
    if (loadKw instanceof Float64Array) joined.set(loadKw, offset)
    else for (let slot = 0; slot < slotsPerDay; slot++) joined[offset + slot] = loadKw[slot] ?? Number.NaN
  })
  return { firstDay: isoDay(first), dayCount, loadKw: joined }
}

/** The series as it stood on `day`: nothing later is in it. Null when it begins after that day. */
export function seriesUntil(series: LoadSeries, day: string): LoadSeries | null {
  const dayCount = Math.min(series.dayCount, dayNumber(day) - dayNumber(series.firstDay) + 1)
  if (dayCount < 1) return null
  return { firstDay: series.firstDay, dayCount, loadKw: series.loadKw.subarray(0, dayCount * slotsPerDay) }
}

/** Days a gap may borrow from: four weeks of the slot's own past. */
const gapPastDays = 28

/**
 * Gaps, negative values and spikes replaced by the median of the same slot on up to 28 earlier days, else by the last value seen,
 * else 0 kW. Only the past is used, so a later reading never changes an earlier score. `filled[t]` is 1 where a value was made up.
 */
export function fillGaps(series: LoadSeries, capacityKw: number | null): { loadKw: Float64Array; filled: Uint8Array } {
  const ceilingKw = capacityKw === null ? Infinity : capacityKw * qualityLimits.spikeOverContract
  const loadKw = new Float64Array(series.loadKw)
  const filled = new Uint8Array(loadKw.length)
  for (let t = 0; t < loadKw.length; t++) {
    const value = loadKw[t] ?? Number.NaN
    if (value >= 0 && value <= ceilingKw) continue
    filled[t] = 1
    loadKw[t] = pastMedian(loadKw, filled, t) ?? (t > 0 ? (loadKw[t - 1] ?? 0) : 0)
  }
  return { loadKw, filled }
}

const pastScratch = new Float64Array(gapPastDays)

function pastMedian(loadKw: Float64Array, filled: Uint8Array, at: number): number | null {
  let count = 0
  for (let t = at - slotsPerDay; t >= 0 && t >= at - gapPastDays * slotsPerDay; t -= slotsPerDay) {
    if (filled[t] !== 0) continue
    const value = loadKw[t] ?? 0
    // each into its place among the few before it
    let place = count++
    for (; place > 0 && (pastScratch[place - 1] ?? 0) > value; place--) pastScratch[place] = pastScratch[place - 1] ?? 0
    pastScratch[place] = value
  }
  if (count === 0) return null
  const middle = count >> 1
  const upper = pastScratch[middle] ?? 0
  return count % 2 === 1 ? upper : ((pastScratch[middle - 1] ?? 0) + upper) / 2
}

/** Readings a day must have to count: three quarters of it. */
export const usableSlots = 72

/** How many usable days a series has up to and including each of its days. */
export function usableDays({ dayCount, loadKw }: LoadSeries): Int32Array {
  const usable = new Int32Array(dayCount)
  for (let day = 0; day < dayCount; day++) {
    let present = 0
    for (let t = day * slotsPerDay; t < (day + 1) * slotsPerDay; t++) if ((loadKw[t] ?? Number.NaN) >= 0) present++
    usable[day] = (day > 0 ? (usable[day - 1] ?? 0) : 0) + (present >= usableSlots ? 1 : 0)
  }
  return usable
}
