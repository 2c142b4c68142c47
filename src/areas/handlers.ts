/** Operations of the tree of areas; what changes it is an act. */
import type { Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { moveArea } from './acts.ts'
import { idsOfPath } from './area.ts'
import { type areasContract, maxChildren } from './contract.ts'
import { listAncestors, listAreasWithCounts, listChildren, searchAreas } from './store.ts'

export const areaHandlers: Handlers<typeof areasContract> = {
  async listChildren({ db, user, now }, { parentId, asOf }) {
    const date = asOf ?? dateInChina(now)
    if (parentId !== undefined) return { rows: await listChildren(db, parentId, date, maxChildren) }
    const own = scopePaths(user).flatMap((path) => idsOfPath(path).slice(-1))
    return { rows: await listAreasWithCounts(db, own, date) }
  },

  async searchAreas({ db, user, now }, { text, asOf, limit }) {
    return { rows: await searchAreas(db, text, scopePaths(user), asOf ?? dateInChina(now), limit) }
  },

  async getArea({ db, now }, { id, asOf }) {
    const date = asOf ?? dateInChina(now)
    const [found] = await listAreasWithCounts(db, [id], date)
    if (!found) throw new Refusal('not-found', { areaId: id })
    const ancestors = await listAncestors(db, found.path, date)
    return { ...found, ancestors: ancestors.filter((one) => one.id !== id) }
  },

  moveArea: (context, move) => moveArea(context, move),
}
