/** What the platform asks of areas, agencies and rulebook, answered by the modules that own it. */
import { listContacts } from '../../agencies/contact-store.ts'
import { isDemonstration } from '../../agencies/official-store.ts'
import { listOfficeIds, listOfficialNames } from '../../agencies/store.ts'
import { getArea, listAreaNames } from '../../areas/store.ts'
import { listPhones } from '../../grid/store.ts'
import type { Contact } from '../../platform/server/channels.ts'
import type { Directory } from '../../platform/server/context.ts'
import type { Db } from '../../platform/server/db.ts'
import { dateInChina } from '../../platform/shared/calendar.ts'
import type { FilePurpose } from '../../platform/shared/platform-contract.ts'
import { getRule, loadCalendar } from '../../rulebook/store.ts'

export const directory: Directory = {
  areaPath: async (db, areaId, date) => (await getArea(db, areaId, date)).path,
  areaNames: listAreaNames,
  officesOf: listOfficeIds,
  officialNames: listOfficialNames,
  isDemonstration,
  contactsOf: findContacts,
  calendar: loadCalendar,
  soonWithinWorkingDays: async (db, date) => (await getRule(db, 'threshold.dueSoon', date)).value.days,
  async fileBounds(db, purpose, date) {
    const { size, kinds } = fileRules[purpose]
    // of every upload: sent together
    const [maxSize, allowed, display] = await Promise.all([
      getRule(db, size, date),
      getRule(db, kinds, date),
      getRule(db, 'file.display', date),
    ])
    return {
      maxBytes: maxSize.value.bytes,
      mediaTypes: allowed.value.mediaTypes,
      maxEdgePx: display.value.maxEdgePx,
    }
  },
}

/** The rules of each purpose. */
const fileRules = {
  evidence: { size: 'file.maxSize.photo', kinds: 'file.mediaTypes.photo' },
  document: { size: 'file.maxSize.document', kinds: 'file.mediaTypes.document' },
  import: { size: 'file.maxSize.import', kinds: 'file.mediaTypes.import' },
  scan: { size: 'file.maxSize.scan', kinds: 'file.mediaTypes.scan' },
} as const satisfies Record<FilePurpose, { size: string; kinds: string }>

/** What a person has entered; where that is no phone, the one under which the person holds a post. */
async function findContacts(db: Db, officialIds: readonly string[], now: Date): Promise<Map<string, Contact>> {
  const entered = await listContacts(db, officialIds)
  const phones = await listPhones(db, officialIds, dateInChina(now))
  return new Map(
    officialIds.map((id) => {
      const contact = entered.get(id)
      return [id, { email: contact?.email ?? null, mobile: contact?.mobile ?? phones.get(id) ?? null }]
    }),
  )
}
