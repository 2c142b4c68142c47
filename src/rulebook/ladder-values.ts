/** The shapes of the rules about reminders, the rungs of escalation, and the watch of article nine. */
import { z } from 'zod'

const days = z.int().positive()

/** The rungs of a ladder, from the bottom: posts of the grid, the city office, and the watch of article nine. */
export const rungs = ['township', 'county', 'city', 'jointWatch'] as const
export type Rung = (typeof rungs)[number]

export const ladderValues = {
  /** All in working days: before the last day, on it, after it, and from then on again and again. */
  'reminder.days': z.strictObject({
    before: z.array(days),
    onLastDay: z.boolean(),
    after: z.array(days),
    thenEvery: days,
    /** Full hour of the day in China from which the round of the day runs. */
    fromHour: z.int().min(0).max(23),
  }),
  /** Whether the digest of the day is told by e-mail, messenger and text message too: how many matters it has, nothing else. */
  'reminder.outside': z.strictObject({ on: z.boolean() }),
  /**
   * A rung is reached so many days after the last day; those at or below the present holder are passed over, and `jointWatch` is for
   * what was reported to the national conference or found in its check.
   */
  ladder: z.strictObject({
    rungs: z.array(z.strictObject({ to: z.enum(rungs), days, dayKind: z.enum(['working', 'calendar']) })).min(1),
  }),
  /** Working days before a limit's end from which a matter of article nine is pressing. */
  'watch.jointInvestigation': z.strictObject({ pressingWithinWorkingDays: z.int().nonnegative() }),
}
