/** Drops whole months of readings whose years are over. What was raised on them stays: alarms keep their reasons. Server code. */
import type { JobContext } from '../platform/server/context.ts'
import { createReadingTables, dropMonthsBefore } from '../platform/server/reading-parts.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { findRule } from '../rulebook/store.ts'
import { getDeliveryPlace } from './delivery-store.ts'

/** Again on the same day it drops nothing and says nothing. A kill between dropping and event leaves the months dropped without one. */
export async function endReadings({ db, now, record, platform }: JobContext): Promise<void> {
  const today = dateInChina(now)
  const rule = await findRule(db, 'retention.readings', today)
  // without a rule nothing ends
  if (!rule) return
  const before = `${Number(today.slice(0, 4)) - rule.value.years}${today.slice(4, 8)}01`
  await createReadingTables(platform.meters)
  const months = await dropMonthsBefore(platform.meters, before)
  if (months.length === 0) return
  await record('readings.ended', {
    subject: 'retention',
    id: 'readings',
    areaPath: (await getDeliveryPlace(db, undefined, today)).path,
    changed: { months, years: rule.value.years },
  })
}
