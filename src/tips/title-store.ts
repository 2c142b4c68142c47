/** A tip is called by its code name and by nothing else. */
import { sql } from 'kysely'
import type { SubjectTitles } from '../platform/server/subject-titles.ts'

export const tipTitles: SubjectTitles = {
  tip: (id) => sql`select t.code_name from tips t where t.id = ${id}`,
}
