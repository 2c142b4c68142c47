/** Ends the rows of looks whose years are over, with the salts of their events' digests. Events are never erased. Server code. */
import type { JobContext } from '../platform/server/context.ts'
import { forgetSalts } from '../platform/server/events.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { findRule } from '../rulebook/store.ts'
import { getDeliveryPlace } from './delivery-store.ts'
import { deleteLooksBefore } from './look-store.ts'

export async function endLooks({ db, now, record }: JobContext): Promise<void> {
  const rule = await findRule(db, 'retention.curveLooks', dateInChina(now))
  // without a rule nothing ends
  if (!rule) return
  const before = new Date(now)
  before.setUTCFullYear(before.getUTCFullYear() - rule.value.years)
  const ended = await deleteLooksBefore(db, before)
  if (ended === 0) return
  await forgetSalts(db, 'curve.viewed', before)
  await record('looks.ended', {
    subject: 'retention',
    id: 'curveLooks',
    areaPath: (await getDeliveryPlace(db, undefined, dateInChina(now))).path,
    changed: { ended, before: before.toISOString(), years: rule.value.years },
  })
}
