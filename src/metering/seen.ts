/** What of the meters the caller may see: areas, usage points, alarms. Server code. */
import type { Context } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { covers } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getAlarm } from './alarm-store.ts'
import { maySeeMeters, meterPaths } from './delivery.ts'
import { getUsagePoint } from './usage-point-store.ts'

type Scoped = Pick<Context, 'db' | 'user' | 'now' | 'platform'>

/** The subtrees a list looks in. Refuses `not-found` for an area outside of those in which the user may see meters. */
export async function seenPaths({ db, user, now, platform }: Scoped, areaId: number | undefined): Promise<string[]> {
  const paths = meterPaths(user)
  if (areaId === undefined) return paths
  const path = await platform.directory.areaPath(db, areaId, dateInChina(now))
  if (!paths.some((mine) => covers(mine, path))) throw new Refusal('not-found', { areaId })
  return [path]
}

/** Refuses `not-found` outside the scope, `not-permitted` where a post of the scope may not see meters. */
export async function seenPoint({ db, user, now }: Scoped, id: string) {
  const point = await getUsagePoint(db, id, dateInChina(now))
  if (!maySeeMeters(user, point.areaPath)) throw new Refusal('not-permitted')
  return point
}

/** Refuses as `seenPoint` does. */
export async function seenAlarm({ db, user, now }: Scoped, id: string) {
  const alarm = await getAlarm(db, id, dateInChina(now))
  if (!maySeeMeters(user, alarm.areaPath)) throw new Refusal('not-permitted')
  return alarm
}
