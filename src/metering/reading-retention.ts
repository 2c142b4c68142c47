/**
 * Ends whole months of readings whose years are over: ordered with an event, dropped, ended with an event, each committed before the
 * next. A kill between any two leaves months that were ordered, and the next night goes on with them. What was raised on the readings
 * stays: alarms keep their reasons. Server code.
 */
import type { Context, JobContext, Platform } from '../platform/server/context.ts'
import { asProgram } from '../platform/server/http.ts'
import { createReadingTables, dropMonths, listMonths } from '../platform/server/reading-parts.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { findRule } from '../rulebook/store.ts'
import { getDeliveryPlace } from './delivery-store.ts'
import { insertOrderedMonths, listOrderedMonths, saveMonthsEnded } from './reading-retention-store.ts'

export type RetentionStep = 'ordered' | 'dropped'

/** Again on the same day it drops nothing and says nothing. @param onStep after the order and after each month, for the tests that kill it there. */
export async function endReadings(
  { platform }: Pick<JobContext, 'platform'>,
  onStep: (step: RetentionStep) => void = () => {},
): Promise<void> {
  await createReadingTables(platform.meters)
  await orderMonths(platform)
  const ordered = await asProgram(platform, ({ db }) => listOrderedMonths(db))
  if (ordered.length === 0) return
  onStep('ordered')
  for (const month of ordered) {
    await dropMonths(platform.meters, [month])
    onStep('dropped')
  }
  await asProgram(platform, async (context) => {
    const months = await saveMonthsEnded(context.db, ordered, context.now)
    if (months.length > 0) await recordMonths(context, 'readings.ended', { months })
  })
}

async function orderMonths(platform: Platform): Promise<void> {
  const held = (await listMonths(platform.meters)).map(({ month }) => month)
  await asProgram(platform, async (context) => {
    const today = dateInChina(context.now)
    const rule = await findRule(context.db, 'retention.readings', today)
    // without a rule nothing ends
    if (!rule) return
    const { years } = rule.value
    const first = `${Number(today.slice(0, 4)) - years}${today.slice(4, 7)}`
    const over = held.filter((month) => month < first)
    const months = await insertOrderedMonths(context.db, over, context.now)
    if (months.length > 0) await recordMonths(context, 'readings.endOrdered', { months, years })
  })
}

async function recordMonths(
  { db, now, record }: Context<null>,
  kind: 'readings.endOrdered' | 'readings.ended',
  changed: { months: string[]; years?: number },
): Promise<void> {
  const { path } = await getDeliveryPlace(db, undefined, dateInChina(now))
  await record(kind, { subject: 'retention', id: 'readings', areaPath: path, changed })
}
