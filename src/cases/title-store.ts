/** What a case and an atom of its closure card are called on a time limit. */
import { sql } from 'kysely'
import type { SubjectTitles } from '../platform/server/subject-titles.ts'

export const caseTitles: SubjectTitles = {
  caseFile: (id) =>
    sql`select f.number || ' ' || s.name from case_files f join sites s on s.id = f.site_id where f.id = ${id}`,
  closureAtom: (id) =>
    sql`select f.number from closure_atoms a join case_files f on f.id = a.case_file_id where a.id = ${id}`,
}
