/** What the records of supervision are called on a time limit. */
import { type RawBuilder, sql } from 'kysely'
import type { SubjectTitles } from '../platform/server/subject-titles.ts'

const latestName = (area: RawBuilder<number>) =>
  sql`(select v.name from area_versions v where v.area_id = ${area} order by v.valid_from desc limit 1)`

export const supervisionTitles: SubjectTitles = {
  onSite: (id) => sql`select ${latestName(sql`s.area_id`)} from onsite_supervisions s where s.id = ${id}`,
  listing: (id) => sql`select u.number || ' ' || u.title from urgings u where u.id = ${id}`,
  meeting: (id) => sql`select m.subject from meetings m where m.id = ${id}`,
  rectification: (id) => sql`select r.number || ' ' || r.problem from rectifications r where r.id = ${id}`,
  summons: (id) =>
    sql`select coalesce(s.number || ' ', '') || ${latestName(sql`s.area_id`)} from summons s where s.id = ${id}`,
}
