/** The shapes of the rules of supervision: ladders, and those by which places are picked for it and ranked. */
import { z } from 'zod'
import { ladderValues } from './ladder-values.ts'

const count = z.int().nonnegative()

const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

export const supervisionValues = {
  /** Rows of these keys stand in for a text whose figures are still to be entered: its owner is reminded until none is `inferred`. */
  awaited: z.strictObject({ keys: z.array(z.string()).min(1) }),
  /** Month and day from which the calendar of the next year is awaited, and by which it has to be entered. */
  'awaited.calendar': z.strictObject({ from: monthDay, by: monthDay }),
  ...ladderValues,
  /** A figure from which a place should be supervised; `of`: of how many at least a share must be. */
  pick: z.strictObject({
    atLeast: z.number().positive(),
    of: count.optional(),
    windowDays: count.optional(),
    windowMonths: count.optional(),
  }),
  /** Points of each term of a county's score; what is missing counts `missingCounts` times; fewer than `leastDue` duties are no ground for a rank. */
  'ranking.formula': z.strictObject({
    weights: z.strictObject({
      tasks: count,
      receipts: count,
      verification: count,
      rectification: count,
      coverage: count,
      ownFinds: count,
    }),
    missingCounts: z.number().min(1),
    leastDue: count,
    windowDays: count,
  }),
}
