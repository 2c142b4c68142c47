/** What the platform asks of areas, agencies and rulebook, answered by the modules that own it. */
import { isDemonstration } from '../../agencies/official-store.ts'
import { listOfficialNames } from '../../agencies/store.ts'
import { getArea, listAreaNames } from '../../areas/store.ts'
import type { Directory } from '../../platform/server/context.ts'
import { getRule, loadCalendar } from '../../rulebook/store.ts'

export const directory: Directory = {
  areaPath: async (db, areaId, date) => (await getArea(db, areaId, date)).path,
  areaNames: listAreaNames,
  officialNames: listOfficialNames,
  isDemonstration,
  calendar: loadCalendar,
  soonWithinWorkingDays: async (db, date) => (await getRule(db, 'threshold.dueSoon', date)).value.days,
  maxFileBytes: async (db, date) => (await getRule(db, 'file.maxSize.import', date)).value.bytes,
}
