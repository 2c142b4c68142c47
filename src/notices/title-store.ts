/** What a task and a receipt are called on a time limit. */
import { sql } from 'kysely'
import type { SubjectTitles } from '../platform/server/subject-titles.ts'

export const noticeTitles: SubjectTitles = {
  task: (id) => sql`select t.title from tasks t where t.id = ${id}`,
  receipt: (id) =>
    sql`select coalesce(n.number || ' ', '') || n.title from notice_addressees d join notices n on n.id = d.notice_id where d.id = ${id}`,
}
