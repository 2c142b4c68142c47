/** One's own addresses. */
import type { Handlers } from '../platform/server/context.ts'
import { listContacts, saveContact } from './contact-store.ts'
import type { agenciesContract } from './contract.ts'
import { getOfficial } from './official-store.ts'

export const contactHandlers: Pick<Handlers<typeof agenciesContract>, 'getMyContact' | 'saveMyContact'> = {
  getMyContact: async ({ db, user }) =>
    (await listContacts(db, [user.officialId])).get(user.officialId) ?? { email: null, mobile: null },

  async saveMyContact({ db, user, now, record }, input) {
    const { areaPath } = await getOfficial(db, user.officialId)
    await saveContact(db, user.officialId, input, now)
    await record('official.contactChanged', {
      subject: 'official',
      id: user.officialId,
      areaPath,
      personal: input,
    })
    return input
  },
}
