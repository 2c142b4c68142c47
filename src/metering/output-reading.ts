/** Reads what a usage point can have melted in its last months, and lays it beside what its firm declared and invoiced. Server code. */
import { listStanding } from '../enterprises/invoice-store.ts'
import { mayReadInvoices } from '../enterprises/invoiced-tonnage.ts'
import type { Context } from '../platform/server/context.ts'
import { addDays, daysBetween } from '../platform/shared/calendar.ts'
import type { UsagePointDetail } from './contract.ts'
import { readSeries } from './curve.ts'
import { findReadSpan } from './delivery-store.ts'
import { type Curve, curveOf } from './detector.ts'
import { impliedTonnes, type Scorer, scorerOf } from './detector-model.ts'
import { firstOfMonth, lastOfMonth, type Melted, meltedOf, monthOf, monthsBetween } from './melted.ts'
import { findModelInUse } from './model-store.ts'
import { compareOutput, type OutputMonth } from './output-comparison.ts'
import { type Contract, capacityOf } from './reading.ts'
import type { OutputComparison } from './usage-point-contract.ts'
import { findOccupantId } from './usage-point-store.ts'

type Reading = Pick<Context, 'db' | 'now' | 'platform' | 'user'>
type Point = Pick<
  UsagePointDetail,
  'id' | 'account' | 'areaPath' | keyof Contract | 'declaredOutput' | 'enterpriseName'
>

const monthsShown = 6
/** Days before the first month that tell what is usual. */
const runUpDays = 28

/** The first of the months shown, the last of which holds a day; none before the first delivery. */
function firstShown(day: string, delivered: string): string {
  let month = monthOf(day)
  for (let back = 1; back < monthsShown && month > monthOf(delivered); back++)
    month = monthOf(addDays(firstOfMonth(month), -1))
  return firstOfMonth(month)
}

/** @param until the last day looked at; the newest one delivered where it is not given. */
export async function readOutput(context: Reading, point: Point, until: string | undefined): Promise<OutputComparison> {
  const { db, user } = context
  const delivered = await findReadSpan(db)
  const invoicesShown = mayReadInvoices(user, point.areaPath)
  const { declaredOutput: declared, enterpriseName } = point
  const told = { enterpriseName, declared, invoicesShown, kwhPerTonne: null }
  if (!delivered) return { ...told, span: null, months: [], sums: sumsOf([]) }
  const to = until !== undefined && until < delivered.to ? until : delivered.to
  const span = { from: firstShown(to, delivered.from), to }
  const firm = invoicesShown ? await findOccupantId(db, point.id) : null
  const invoiced = firm === null ? new Map() : await listStanding(db, firm, monthOf(span.from), monthOf(span.to))
  const model = await findModelInUse(db)
  const implied = await readImplied(context, point, span, model && scorerOf(model))
  const months = monthsBetween(span.from, span.to).map(
    (days): OutputMonth => ({
      ...days,
      ...implied(days),
      declaredT: declared === null ? null : declared.tonnes / 12,
      invoicedT: invoiced.get(days.month) ?? null,
    }),
  )
  const kwhPerTonne = model && { low: model.kwhPerTonne.low, high: model.kwhPerTonne.high }
  return { ...told, kwhPerTonne, span, months, sums: sumsOf(months) }
}

const sumsOf = (months: readonly OutputMonth[]): OutputComparison['sums'] => ({
  declared: compareOutput(months, 'declaredT'),
  invoiced: compareOutput(months, 'invoicedT'),
})

type Days = { month: string; from: string; to: string }
type Implied = Pick<OutputMonth, 'whole' | 'daysRead' | 'impliedLowT' | 'impliedHighT'>

async function readImplied(
  context: Reading,
  point: Point,
  { from, to }: { from: string; to: string },
  scorer: Scorer | null,
): Promise<(days: Days) => Implied> {
  const series = await readSeries(context, point.account, { from: addDays(from, -runUpDays), to })
  if (!series) return () => ({ whole: false, daysRead: 0, impliedLowT: null, impliedHighT: null })
  const curve = curveOf(series, capacityOf(point))
  const melted = scorer && meltedOf(curve, scorer)
  return (days) => ({ ...tonnesOf(days, melted, scorer), ...readOf(curve, days) })
}

function tonnesOf({ from, to }: Days, melted: Melted | null, scorer: Scorer | null) {
  const kwh = melted?.(from, to) ?? null
  if (kwh === null || scorer === null) return { impliedLowT: null, impliedHighT: null }
  const { low, high } = impliedTonnes(kwh, scorer.model)
  return { impliedLowT: low, impliedHighT: high }
}

function readOf({ series, usable }: Curve, { month, from, to }: Days): Pick<OutputMonth, 'whole' | 'daysRead'> {
  const last = Math.min(series.dayCount, daysBetween(series.firstDay, to) + 1) - 1
  const before = daysBetween(series.firstDay, from) - 1
  const isWhole = from === firstOfMonth(month) && to === lastOfMonth(month) && before >= -1
  return { whole: isWhole, daysRead: Math.max(0, (usable[last] ?? 0) - (usable[before] ?? 0)) }
}
