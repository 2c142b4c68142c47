/** The shapes of the rules about reports from outside: intake, handling, rewards, the public register. */
import { z } from 'zod'
import { bilingual } from './rule.ts'

const count = z.int().nonnegative()
const share = z.number().min(0).max(1)

export const tipValues = {
  'register.inclusionHours': z.strictObject({ hours: z.int().positive() }),
  /** Full hours of the day in China. */
  'register.batches': z.strictObject({ hours: z.array(z.int().min(0).max(23)).min(1) }),
  /** Zero bits of work asked of a sender's device, one more for every doubling beyond what is normal. */
  'tips.work': z.strictObject({
    bits: count,
    mostBits: count,
    normalPerMinute: z.int().positive(),
    goodForMinutes: z.int().positive(),
  }),
  /** Tips taken into the register of the offices in an hour; the rest wait with their receipts. */
  'tips.budget': z.strictObject({ perHour: z.int().positive() }),
  'tips.messages': z.strictObject({ perDay: z.int().positive() }),
  'tips.plainForm': z.strictObject({ youngestSeconds: count, oldestMinutes: z.int().positive() }),
  /** Pictures and videos of one report. Sizes of originals; a reading copy is what the reporter's device makes of a picture. */
  'tips.files': z.strictObject({
    most: z.int().positive(),
    photoMegabytes: z.int().positive(),
    videoMegabytes: z.int().positive().max(1000),
    readingMegabytes: z.int().positive(),
    /** Days after which what has not arrived whole is taken away. */
    tidyDays: z.int().positive(),
    /** Room on the disk that files never take, so that reports without files can always be received. */
    keepFreeMegabytes: count,
  }),
  /** Days after the last step of a tip that has ended. */
  'tips.originals': z.strictObject({ keepDays: z.int().positive() }),
  /** Channels whose tips are petition matters too, with the limit of those beside their own. */
  'tips.petition': z.strictObject({ channels: z.array(z.enum(['letter', 'visit', 'superior'])) }),
  /** Limits that may stand still while something is tested, and for how long at most, all suspensions of one handling together. */
  'tips.suspension': z.strictObject({
    limits: z.array(z.string()).min(1),
    days: z.int().positive(),
    dayKind: z.enum(['working', 'calendar']),
  }),
  'tips.hops': z.strictObject({ most: count }),
  'tips.recheck': z.strictObject({ sampleShare: share, everyMonthAtLeast: count }),
  /** Who keeps half of a key in place of the county where the county may be involved. */
  'tips.secondBody': z.strictObject({ name: bilingual }),
  'reward.byPenalty': z.strictObject({
    levels: z.array(z.strictObject({ level: z.int().positive(), share, leastYuan: count, criteria: bilingual })).min(1),
    mostYuan: count,
    financeDecidesFromYuan: count,
    claimWithinDays: z.int().positive(),
    excluded: z.array(bilingual),
  }),
  'reward.fixed': z.strictObject({ yuan: count, firstReporterOnly: z.boolean(), claimWithinDays: z.int().positive() }),
}
