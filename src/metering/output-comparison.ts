/**
 * What a meter says can have been melted, month by month, beside what the firm declared and invoiced for the same months. It disagrees or
 * it does not; what is not known is neither, and none of it enters a score. Pure.
 */
import { z } from 'zod'
import { date } from '../platform/shared/contract.ts'

export const outputMonth = z.object({
  month: z.string(),
  from: date,
  to: date,
  /** All its days lie within the readings; of another month sums are not compared. */
  whole: z.boolean(),
  daysRead: z.number(),
  /** Tonnes by the most and by the least energy a tonne; null: too little read, or no model in use. */
  impliedLowT: z.number().nullable(),
  impliedHighT: z.number().nullable(),
  /** A twelfth of the declared year. */
  declaredT: z.number().nullable(),
  /** Null: unknown, or not for the caller. */
  invoicedT: z.number().nullable(),
})
export type OutputMonth = z.infer<typeof outputMonth>

/** `below`: less than even the low end of the range · `above`: more than its high end · `within` · `unknown`: no month can be compared. */
export const outputVerdicts = ['unknown', 'below', 'within', 'above'] as const
export const outputSum = z.object({
  verdict: z.enum(outputVerdicts),
  months: z.number(),
  tonnes: z.number(),
  lowT: z.number(),
  highT: z.number(),
})
export type OutputSum = z.infer<typeof outputSum>

/** Readings of a month from which it may be said that more was told than melted: a gap hides melting, it never makes any. */
const leastReadShare = 0.9

const sumOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
const dayOfMonth = (day: string): number => Number(day.slice(8))

/** The whole months in which both are known, added up. */
export function compareOutput(months: readonly OutputMonth[], told: 'declaredT' | 'invoicedT'): OutputSum {
  const known = months.filter((one) => one.whole && one.impliedLowT !== null && one[told] !== null)
  const [lowT, highT] = [sumOf(known.map((one) => one.impliedLowT)), sumOf(known.map((one) => one.impliedHighT))]
  const tonnes = sumOf(known.map((one) => one[told]))
  const isRead = known.every(({ daysRead, to }) => daysRead >= leastReadShare * dayOfMonth(to))
  const beyond = tonnes < lowT ? 'below' : tonnes > highT && isRead ? 'above' : 'within'
  return { verdict: known.length === 0 ? 'unknown' : beyond, months: known.length, tonnes, lowT, highT }
}
