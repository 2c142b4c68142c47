/** Reading the rulebook, and raising a row of it. */
import type { Handlers } from '../platform/server/context.ts'
import { getFileRow } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { rulebookContract } from './contract.ts'
import { mayRaise, raise } from './rule-standing.ts'
import {
  getRuleRecord,
  isDemonstration,
  listFamilies,
  listRuleRecords,
  listVersions,
  lockRule,
  saveRaised,
} from './store.ts'

export const rulebookHandlers: Handlers<typeof rulebookContract> = {
  listRules: ({ db, now }, { asOf, ...filter }) => listRuleRecords(db, { ...filter, date: asOf ?? dateInChina(now) }),
  listFamilies: async ({ db, now }, { asOf }) => ({ rows: await listFamilies(db, asOf ?? dateInChina(now)) }),

  async getRule({ db }, { id }) {
    const rule = await getRuleRecord(db, id)
    return { ...rule, versions: await listVersions(db, rule.key) }
  },

  async raiseRule({ db, user, now, record }, { id, fileId }) {
    if (!mayRaise(user)) throw new Refusal('not-permitted')
    const before = await lockRule(db, id)
    const file = await getFileRow(db, fileId)
    if (file.purpose !== 'document' && file.purpose !== 'scan')
      throw new Refusal('text-not-document', { purpose: file.purpose })
    const to = raise(before.standing)
    const demonstration = await isDemonstration(db, user.officialId)
    await saveRaised(db, id, to, fileId, user.officialId, now, demonstration)
    const areaPath = user.grants.find((g) => g.role === 'legalReviewer')?.areaPath ?? '/'
    const changed = { key: before.key, validFrom: before.validFrom, fileId, sha256: file.sha256, demonstration }
    await record('rule.raised', { subject: 'rule', id, areaPath, from: before.standing, to, changed })
    return getRuleRecord(db, id)
  },
}
