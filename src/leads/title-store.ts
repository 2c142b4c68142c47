/** What a lead is called on a time limit. */
import { sql } from 'kysely'
import type { SubjectTitles } from '../platform/server/subject-titles.ts'

export const leadTitles: SubjectTitles = {
  lead: (id) => sql`select e.number || ' ' || e.title from leads e where e.id = ${id}`,
}
