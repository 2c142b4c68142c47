/** When the register takes in what waits: at full hours of the day that a rule names, so that no leaf shows when its step was. */

const dayMs = 86_400_000
/** China has one time zone and no summer time. */
const chinaOffsetMs = 8 * 3_600_000

/** @param hours of the day in China. @returns the last instant of the plan that is not after `now`. */
export function lastPlanned(now: Date, hours: readonly number[]): Date {
  const midnight = Math.floor((now.getTime() + chinaOffsetMs) / dayMs) * dayMs - chinaOffsetMs
  const planned = [midnight - dayMs, midnight].flatMap((day) => hours.map((hour) => day + hour * 3_600_000))
  return new Date(Math.max(...planned.filter((at) => at <= now.getTime())))
}

/** A promise that would be broken within this time is not left to the plan, which must have failed. */
export const rescueMs = 30 * 60_000

/** Whether a batch has to be taken now. */
export function isBatchDue(
  now: Date,
  hours: readonly number[],
  lastSignedAt: Date | undefined,
  firstPromisedBy: Date | undefined,
): boolean {
  const planned = lastSignedAt === undefined || lastSignedAt < lastPlanned(now, hours)
  return planned || (firstPromisedBy !== undefined && firstPromisedBy.getTime() - now.getTime() < rescueMs)
}
