/** Reads the curve and the quality of one usage point from the batches in force. Server code. */
import type { Context } from '../platform/server/context.ts'
import { type AccountDayRead, readDays } from '../platform/server/reading-parts.ts'
import { addDays, dateInChina, daysBetween, isWorkingDay } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { findRule, loadCalendar } from '../rulebook/store.ts'
import type { LoadCurve, QualityDay, UsagePointDetail } from './contract.ts'
import { listBatchesInForce } from './delivery-store.ts'
import { curveOf } from './detector.ts'
import type { HeatTable } from './heat-table.ts'
import { licenceOn } from './held-licence.ts'
import { licenceKey, uncoveredBy } from './licence.ts'
import type { Uncovered } from './machine.ts'
import { driftOfDay, ownPastLimits } from './own-past.ts'
import {
  type Contract,
  capacityOf,
  joinDays,
  type LoadSeries,
  qualityOfDay,
  slotStart,
  slotsPerDay,
  toNullable,
} from './reading.ts'
import { tariffSpans } from './tariff.ts'
import { listTariffVersions } from './tariff-table.ts'

type Reading = Pick<Context, 'db' | 'now' | 'platform'>
type Point = Pick<
  UsagePointDetail,
  'account' | 'areaPath' | keyof Contract | 'licences' | 'siteStatus' | 'siteClosedOn'
>
type Span = { from: string; to: string }

const longestSpanDays = 400
/** Days before the span that the detector needs to know what is usual. */
const runUpDays = 28
/** Days after it that settle its last heats. */
const settleDays = 1

/** Refuses `span-backwards`, `span-too-long`. */
export function checkSpan({ from, to }: Span): void {
  if (to < from) throw new Refusal('span-backwards')
  if (daysBetween(from, to) >= longestSpanDays) throw new Refusal('span-too-long', { days: longestSpanDays })
}

async function readSpan({ db, platform }: Reading, account: string, { from, to }: Span): Promise<AccountDayRead[]> {
  return readDays(platform.meters, { accounts: [account], from, to, batchesInForce: await listBatchesInForce(db) })
}

/** Refuses `span-backwards`, `span-too-long`. */
export async function readSeries(context: Reading, account: string, span: Span): Promise<LoadSeries | null> {
  checkSpan(span)
  return joinDays(await readSpan(context, account, span))
}

/** Refuses `span-backwards`, `span-too-long`. */
export async function readLoadCurve(context: Reading, point: Point, span: Span): Promise<LoadCurve> {
  checkSpan(span)
  const days = await readSpan(context, point.account, {
    from: addDays(span.from, -runUpDays),
    to: addDays(span.to, settleDays),
  })
  const series = joinDays(days)
  const night = await findRule(context.db, 'detection.nightWindow', dateInChina(context.now))
  return {
    ...span,
    days: days
      .filter(({ day }) => day >= span.from && day <= span.to)
      .map(({ day, loadKw, deliveries }) => ({ day, loadKw: toNullable(loadKw), deliveries })),
    heats: series ? heatsOf(series, point, span) : [],
    licences: point.licences,
    daysOff: await listDaysOff(context, span),
    night: night?.value ?? null,
    tariff: await listTariff(context, point.areaPath, span),
  }
}

/** Heats that begin within the span, each weighed by the licence of its own day. */
function heatsOf(series: LoadSeries, point: Point, { from, to }: Span): LoadCurve['heats'] {
  const { heats, bumpKw } = curveOf(series, capacityOf(point))
  const siteClosedOn = point.siteStatus === 'closed' ? point.siteClosedOn : null
  const uncovered = new Map<string, Uncovered>()
  const first = daysBetween(series.firstDay, from) * slotsPerDay
  const end = (daysBetween(series.firstDay, to) + 1) * slotsPerDay
  const answers: LoadCurve['heats'] = []
  for (let heat = 0; heat < heats.count; heat++) {
    const start = heats.start[heat] ?? 0
    if (start < first || start >= end) continue
    const licence = licenceOn({ ...point, siteClosedOn }, addDays(series.firstDay, Math.floor(start / slotsPerDay)))
    const key = licenceKey(licence)
    const weighed = uncovered.get(key) ?? uncoveredBy(licence, heats, bumpKw)
    uncovered.set(key, weighed)
    answers.push(heatAnswer(series, heats, weighed, heat))
  }
  return answers
}

function heatAnswer(
  series: LoadSeries,
  { start, end, columns }: HeatTable,
  { unlicensed, unlicensedKwh }: Uncovered,
  heat: number,
): LoadCurve['heats'][number] {
  const at = (slot: number) => slotStart(addDays(series.firstDay, Math.floor(slot / slotsPerDay)), slot % slotsPerDay)
  return {
    from: at(start[heat] ?? 0),
    to: at(end[heat] ?? 0),
    energyKwh: columns.energyKwh[heat] ?? 0,
    heightKw: columns.heightKw[heat] ?? 0,
    durationMin: columns.durationMin[heat] ?? 0,
    unlicensed: unlicensed[heat] === 1,
    unlicensedKwh: unlicensedKwh[heat] ?? 0,
  }
}

/** Null where a year of the span is not in the rulebook: holidays are never guessed. */
async function listDaysOff({ db }: Reading, { from, to }: Span): Promise<string[] | null> {
  const calendar = await loadCalendar(db)
  const daysOff: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (!calendar.years.has(Number(day.slice(0, 4)))) return null
    if (!isWorkingDay(day, calendar)) daysOff.push(day)
  }
  return daysOff
}

/** Hours of the tariff of the place, cut where a table or a season ends; periods are null where no table is known. */
async function listTariff({ db, now }: Reading, areaPath: string, { from, to }: Span): Promise<LoadCurve['tariff']> {
  const versions = await listTariffVersions(db, areaPath, dateInChina(now))
  return tariffSpans(versions, from, to).map(({ version, periods, ...days }) => ({
    ...days,
    periods: periods && [...periods],
    standing: version?.standing ?? null,
  }))
}

/** Every day of the span, what was not delivered too. Refuses `span-backwards`, `span-too-long`. */
export async function readQuality(context: Reading, point: Point, span: Span): Promise<QualityDay[]> {
  checkSpan(span)
  const from = addDays(span.from, -ownPastLimits.mostDays - ownPastLimits.daysInRow)
  const read = await readSpan(context, point.account, { from, to: span.to })
  const rows: QualityDay[] = []
  let next = 0
  for (let day = span.from; day <= span.to; day = addDays(day, 1)) {
    while ((read[next]?.day ?? '9') < day) next++
    rows.push(qualityRow(day, read, next, capacityOf(point)))
  }
  return rows
}

/** @param at where in `read` the day stands, or would. */
function qualityRow(day: string, read: readonly AccountDayRead[], at: number, capacityKw: number | null): QualityDay {
  const row = read[at]
  if (row?.day !== day) return { day, missingCount: slotsPerDay, flags: ['notDelivered'], shiftSlots: 0, factor: 1 }
  const before = read.slice(Math.max(0, at - ownPastLimits.mostDays - ownPastLimits.daysInRow), at)
  const last = before.at(-1)
  const previous = last?.day === addDays(day, -1) ? last.loadKw : undefined
  const found = qualityOfDay(row, { capacityKw, deliveries: row.deliveries, ...(previous && { previous }) })
  const { flags, shiftSlots, factor } = driftOfDay(
    row.loadKw,
    before.map(({ loadKw }) => loadKw),
  )
  return { day, missingCount: found.missingCount, flags: [...found.flags, ...flags], shiftSlots, factor }
}
