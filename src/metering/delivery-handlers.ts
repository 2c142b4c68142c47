/** The operations of deliveries; the import itself is a job. */
import type { Handlers } from '../platform/server/context.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { withdrawDelivery } from './acts.ts'
import type { meteringContract } from './contract.ts'
import { mayDeliver } from './delivery.ts'
import {
  getDelivery,
  getDeliveryName,
  getImportFile,
  listDeliveries,
  listRejects,
  listUnknownAccounts,
} from './delivery-store.ts'
import { checkTerms, receiveDelivery } from './import-readings.ts'

type Contract = typeof meteringContract
type DeliveryOperation =
  | 'deliverReadings'
  | 'listDeliveries'
  | 'getDelivery'
  | 'listRejects'
  | 'listUnknownAccounts'
  | 'withdrawDelivery'

export const deliveryHandlers: Handlers<Pick<Contract, DeliveryOperation>> = {
  async deliverReadings(context, { fileId, timeMark, ...terms }) {
    const file = await getImportFile(context.db, fileId)
    if (!mayDeliver(context.user, file.areaPath)) throw new Refusal('not-permitted')
    if (file.purpose !== 'import') throw new Refusal('not-an-import-file')
    return receiveDelivery(context, {
      ...checkTerms(terms),
      timeMark,
      channel: 'page',
      tokenId: null,
      file,
      by: context.user.officialId,
      areaId: file.areaId,
      areaPath: file.areaPath,
    })
  },

  listDeliveries: ({ db }, input) => listDeliveries(db, input),

  async getDelivery({ db }, { id }) {
    return { ...(await getDelivery(db, id)), deliveredByName: await getDeliveryName(db, id) }
  },

  async listRejects({ db }, { id, ...page }) {
    await getDelivery(db, id)
    return listRejects(db, id, page)
  },

  async listUnknownAccounts({ db }, { id, ...page }) {
    await getDelivery(db, id)
    return listUnknownAccounts(db, id, page)
  },

  withdrawDelivery: async (context, { id, reason }) => ({ status: await withdrawDelivery(context, id, reason) }),
}
