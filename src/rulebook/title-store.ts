/** What a rule is called on a time limit. */
import { sql } from 'kysely'
import type { SubjectTitles } from '../platform/server/subject-titles.ts'

export const ruleTitles: SubjectTitles = {
  rule: (id) => sql`select r.title ->> 'zh' from rules r where r.id = ${id}`,
}
