/** Operations of the tree of areas; what changes it is an act. */
import type { Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { moveArea, renameArea } from './acts.ts'
import { idsOfPath, mayChangeTree } from './area.ts'
import { openArea, splitArea } from './change-acts.ts'
import { findStatutorySuperior, getLastPath, listChanges, listChangesOf, listVersions } from './change-store.ts'
import { type areasContract, maxChildren } from './contract.ts'
import { getArea, listAncestors, listAreasWithCounts, listChildren, searchAreas } from './store.ts'

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

  async openArea(context, opening) {
    return { id: (await openArea(context, opening)).id }
  },

  async renameArea(context, { id, name, on, reason }) {
    const { path } = await getArea(context.db, id, on)
    if (!mayChangeTree(context.user, path)) throw new Refusal('not-permitted')
    await renameArea(context, id, { name, on, reason })
    return { id }
  },

  splitArea: (context, splitting) => splitArea(context, splitting),

  listAreaChanges: async ({ db }, { areaId, ...filter }) =>
    listChanges(db, { ...filter, areaPath: await getLastPath(db, areaId) }),

  async getAreaHistory({ db, now }, { id }) {
    const versions = await listVersions(db, id)
    if (versions.length === 0) throw new Refusal('not-found', { areaId: id })
    return {
      versions,
      changes: await listChangesOf(db, id),
      statutorySuperior: await findStatutorySuperior(db, id, dateInChina(now)),
    }
  },
}
