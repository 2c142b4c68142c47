/** Which part of the caller's scope a list is about. */
import { getArea } from '../areas/store.ts'
import type { Context } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { covers, scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'

/** One area, or all of the caller's scope. Refuses `not-found` outside it. */
export async function listPaths(
  { db, user, now }: Pick<Context, 'db' | 'user' | 'now'>,
  areaId: number | undefined,
): Promise<string[]> {
  const scope = scopePaths(user)
  if (areaId === undefined) return scope
  const { path } = await getArea(db, areaId, dateInChina(now))
  if (!scope.some((one) => covers(one, path))) throw new Refusal('not-found')
  return [path]
}
