/** A tip is called by its code name and by nothing else. */
import { sql } from 'kysely'
import type { SubjectTitles } from '../platform/server/subject-titles.ts'

export const tipTitles: SubjectTitles = {
  // of the table itself: tips have no past to be looked at, and a code name never changes
  tip: (id) => sql`select t.code_name from public.tips t where t.id = ${id}`,
  // a name as it stands in the list of custodians
  custodian: (id) =>
    sql`select o.name from public.custodians c join officials o on o.id = c.official_id where c.id = ${id}`,
}
