/** A visit is called by its site on a time limit. */
import { sql } from 'kysely'
import type { SubjectTitles } from '../platform/server/subject-titles.ts'

export const visitTitles: SubjectTitles = {
  visit: (id) => sql`select s.name from visits v join sites s on s.id = v.site_id where v.id = ${id}`,
}
