/** What the page of one usage point asks beside its curve: its trade, its neighbours, its heats as a file; and the sheet of an alarm. */
import { z } from 'zod'
import { contract, date, pageInput } from '../platform/shared/contract.ts'
import { languages } from '../platform/shared/text.ts'
import { standings } from '../rulebook/rule.ts'
import { alarmKinds } from './alarm.ts'
import { meterStates } from './assessment.ts'
import { tradeBases } from './comparison.ts'
import { seeingRoles } from './delivery.ts'
import { outputMonth, outputSum } from './output-comparison.ts'
import { tariffBands } from './tariff.ts'

/** Days under equal hours of the tariff. */
export const tariffSpan = z.object({
  from: date,
  to: date,
  periods: z.array(z.object({ from: z.string(), to: z.string(), band: z.enum(tariffBands) })).nullable(),
  standing: z.enum(standings).nullable(),
})

const id = { id: z.uuid() }

/** Load of each of the 96 quarter hours as a multiple of the mean load; null where nothing was read. */
const shape = z.array(z.number().nullable()).length(96)

/** Quartiles of others, never one of them. */
const spread = <T extends z.ZodType>(value: T) => z.object({ low: value, median: value, high: value })

const tradeComparison = z.object({
  /** Days compared, both inclusive; null before the first delivery. */
  span: z.object({ from: date, to: date }).nullable(),
  /** What counts as the same trade; null where the ledger names none. */
  basis: z.object({ kind: z.enum(tradeBases), code: z.string(), edition: z.string().nullable() }).nullable(),
  /** Other usage points of that trade in the caller's scope with enough readings. */
  others: z.number(),
  needed: z.number(),
  own: z.object({ shape, kwhPerKwDay: z.number().nullable() }),
  /** Null below `needed`: of few, a middle would tell one. */
  trade: z.object({ shape: spread(shape), kwhPerKwDay: spread(z.number()).nullable() }).nullable(),
})
export type TradeComparison = z.infer<typeof tradeComparison>

const outputComparison = z.object({
  /** Days looked at, both inclusive; null before the first delivery. */
  span: z.object({ from: date, to: date }).nullable(),
  enterpriseName: z.string().nullable(),
  declared: z.object({ tonnes: z.number(), year: z.number().nullable() }).nullable(),
  /** Whether the caller may see what was invoiced. */
  invoicesShown: z.boolean(),
  /** Energy a tonne that was counted with; null: no model in use, nothing is implied. */
  kwhPerTonne: z.object({ low: z.number(), high: z.number() }).nullable(),
  months: z.array(outputMonth),
  sums: z.object({ declared: outputSum, invoiced: outputSum }),
})
export type OutputComparison = z.infer<typeof outputComparison>

const neighbour = z.object({
  id: z.uuid(),
  account: z.string(),
  siteId: z.uuid(),
  siteName: z.string(),
  areaName: z.string().nullable(),
  state: z.enum(meterStates).nullable(),
  score: z.number().nullable(),
  /** Kinds of alarms that are not closed. */
  openAlarms: z.array(z.enum(alarmKinds)),
})
export type Neighbour = z.infer<typeof neighbour>

export const usagePointContract = contract({
  compareTrade: {
    method: 'GET',
    path: '/api/metering/usage-points/:id/trade',
    needs: seeingRoles,
    title: 'The shape of its day and its use of the contract beside the quartiles of its trade; who looked is recorded',
    logged: true,
    input: z.object(id),
    output: tradeComparison,
  },
  compareOutput: {
    method: 'GET',
    path: '/api/metering/usage-points/:id/output',
    needs: seeingRoles,
    title: 'Tonnes implied month by month beside those its firm declared and invoiced; who looked is recorded',
    logged: true,
    input: z.object({ ...id, to: date.optional() }),
    output: outputComparison,
  },
  listNeighbours: {
    method: 'GET',
    path: '/api/metering/usage-points/:id/neighbours',
    needs: seeingRoles,
    title: 'Other usage points of my scope on a feeder of the same name',
    input: z.object({ ...id, ...pageInput }),
    output: z.object({ feeder: z.string().nullable(), rows: z.array(neighbour), next: z.string().nullable() }),
  },
  exportHeats: {
    method: 'GET',
    path: '/api/metering/usage-points/:id/heats.xlsx',
    needs: seeingRoles,
    title: 'The heats of a span as a table; who took it is recorded',
    logged: true,
    input: z.object({ ...id, from: date, to: date, language: z.enum(languages).default('zh') }),
    output: z.unknown(),
    body: 'download',
  },
  fetchAlarmSheet: {
    method: 'GET',
    path: '/api/metering/alarms/:id/sheet.pdf',
    needs: seeingRoles,
    title:
      'Two pages about an alarm for the visiting officers: reasons, register, curve, heats; who fetched it is recorded',
    logged: true,
    input: z.object({ ...id, language: z.enum(languages).default('zh') }),
    output: z.unknown(),
    body: 'download',
  },
})
