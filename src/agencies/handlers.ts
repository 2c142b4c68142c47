/** Reads of the registry; officials, accounts and roles are in official-handlers.ts. */
import { getArea } from '../areas/store.ts'
import type { Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { contactHandlers } from './contact-handlers.ts'
import type { agenciesContract } from './contract.ts'
import { officialHandlers } from './official-handlers.ts'
import { getAgency, listAgencies, listDuties, listRelated } from './store.ts'

export const agencyHandlers: Handlers<typeof agenciesContract> = {
  ...officialHandlers,
  ...contactHandlers,

  async listAgencies({ db, now }, { areaId, asOf, ...filter }) {
    const date = asOf ?? dateInChina(now)
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, date)).path
    return listAgencies(db, { ...filter, date, areaPath })
  },

  async getAgency({ db, now }, { id, asOf }) {
    const found = await getAgency(db, id)
    return {
      ...found,
      predecessors: await listRelated(db, id, 'predecessors'),
      successors: await listRelated(db, id, 'successors'),
      duties: found.functionKind ? await listDuties(db, found.functionKind, asOf ?? dateInChina(now)) : [],
    }
  },
}
