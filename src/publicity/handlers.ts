/** Reads of the public page. Nothing is written, nobody is asked who he is. */
import { getArea, listAncestors } from '../areas/store.ts'
import type { Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import type { publicityContract } from './contract.ts'
import { chainOf } from './place.ts'
import {
  findPlaces,
  listChannels,
  listHolders,
  listOffices,
  listPublicRectifications,
  listPublicUrgings,
} from './store.ts'

export const publicityHandlers: Handlers<typeof publicityContract> = {
  findPlaces: async ({ db, now }, { text }) => ({ rows: await findPlaces(db, text, dateInChina(now)) }),

  async getPlace({ db, now }, { id }) {
    const on = dateInChina(now)
    const areas = (await listAncestors(db, (await getArea(db, id, on)).path, on))
      .map(({ id: areaId, name, level }) => ({ id: areaId, name, level }))
      .reverse()
    const ids = areas.map((area) => area.id)
    return { on, chain: chainOf(areas, await listHolders(db, ids, on), await listOffices(db, ids, on)) }
  },

  listRectifications: ({ db, now }, input) => listPublicRectifications(db, input, dateInChina(now)),

  listUrgings: ({ db, now }, input) => listPublicUrgings(db, input, dateInChina(now)),

  listChannels: async ({ db, now }) => ({ rows: await listChannels(db, dateInChina(now)) }),
}
