/** What a task, what belongs to it, and a receipt are called on a time limit. */
import { sql } from 'kysely'
import type { SubjectTitles } from '../platform/server/subject-titles.ts'

export const noticeTitles: SubjectTitles = {
  task: (id) => sql`select t.title from tasks t where t.id = ${id}`,
  taskExtension: (id) => sql`select t.title from task_extensions x join tasks t on t.id = x.task_id where x.id = ${id}`,
  receipt: (id) =>
    sql`select coalesce(n.number || ' ', '') || n.title from notice_addressees d join notices n on n.id = d.notice_id where d.id = ${id}`,
}
