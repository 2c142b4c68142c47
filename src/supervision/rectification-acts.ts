/** What other records of supervision may do with the ledger inside their own transaction: enter an item. */
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import type { Context } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { startLimit, takeNumberOf, tellOffice } from './office-acts.ts'
import type { Demand, RectificationSource } from './rectification.ts'
import { insertRectification } from './rectification-store.ts'
import { grantAbove } from './superior.ts'

export type Raising = Demand & {
  areaId: number
  source: RectificationSource
  /** The record of this program it comes from; null for an inspection from above. */
  sourceId: string | null
  /** Number of the document that says it. */
  sourceNumber: string | null
}

/**
 * Enters an item: its limit runs from today, and whoever answers is told. Refuses `not-permitted` (also for a village: no office answers
 * there), `demand-in-the-past`. @returns its id.
 */
export async function raiseRectification(context: Context, raising: Raising): Promise<string> {
  const { db, user, now } = context
  const today = dateInChina(now)
  const area = await getArea(db, raising.areaId, today)
  const place = { areaId: area.id, areaPath: area.path }
  const from = grantAbove(user, place)
  if (area.level === 'village' || !from) throw new Refusal('not-permitted')
  if (raising.dueOn !== null && raising.dueOn < today) throw new Refusal('demand-in-the-past')
  const id = uuidv7()
  const number = await takeNumberOf(context, 'ZG')
  const dueOn = await startLimit(context, { kind: 'rectification', id, ...place }, 'limit.rectification', {
    startedOn: today,
    holderAgencyId: null,
    dueOn: raising.dueOn ?? undefined,
  })
  const { source, sourceId, sourceNumber, problem, demand } = raising
  await insertRectification(db, {
    id,
    number,
    ...place,
    source,
    sourceId,
    sourceNumber,
    problem,
    demand,
    dueOn,
    namedDueOn: raising.dueOn,
    raisedBy: user.officialId,
    raiserLevel: from.areaLevel,
    at: now,
  })
  await tellOffice(context, place, { kind: 'rectification', id, number, occasion: 'raise' })
  await context.record('rectification.raised', {
    subject: 'rectification',
    id,
    areaPath: area.path,
    to: 'open',
    changed: { number, source, sourceId, dueOn },
  })
  return id
}
