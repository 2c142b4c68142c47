/** SQL of the watch of article nine. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import type { WatchedRow } from './joint-watch.ts'

export type Watched = Omit<WatchedRow, 'state' | 'daysLeft' | 'workingDaysLeft'> & { suspended: boolean }

/** Open matters of the national conference in scope, the strictest first, those without a running limit before all. */
export async function listWatched(
  db: Db,
  filter: { after?: string | undefined; limit: number; areaPath?: string | undefined },
  day: string,
) {
  const after = readCursor(filter.after, 2)
  const below = (path: ReturnType<typeof sql>) =>
    filter.areaPath === undefined
      ? sql`true`
      : sql`${path} >= ${filter.areaPath} and ${path} < ${`${filter.areaPath}~`}`
  const { rows } = await sql<Watched & { orderBy: string }>`
    select w.record_kind, w.record_id, w.title, w.area_id, v.name as area_name, c.name as county_name, w.origin, w.phase, due.kind as limit_kind,
           due.due_on, due.due_on is null and exists (select from time_limits s where s.subject_id = w.record_id and s.state = 'suspended') as suspended,
           coalesce(due.due_on, '1900-01-01'::date) as order_by
      from (
        select 'tip' as record_kind, t.id as record_id, t.code_name as title, t.area_id, t.area_path, t.national_origin as origin, 'verification' as phase
          from tips t where t.national_origin is not null and t.joined_to is null and t.status in ('received', 'handedOver', 'verifying')
           and ${below(sql`t.area_path`)}
        union all
        select 'lead', e.id, e.number || ' ' || e.title, e.area_id, e.area_path, e.national_origin,
               case when e.status = 'founded' then 'handling' else 'verification' end
          from leads e where e.national_origin is not null and e.joined_to is null and e.status <> 'closed' and ${below(sql`e.area_path`)}
           and not exists (select from tips t where t.lead_id = e.id and t.status in ('received', 'handedOver', 'verifying'))
           and not exists (select from case_files f where f.lead_id = e.id)
        union all
        select 'caseFile', f.id, f.number || ' ' || s.name, f.area_id, f.area_path, e.national_origin, 'handling'
          from leads e join case_files f on f.lead_id = e.id join sites s on s.id = f.site_id
         where e.national_origin is not null and f.status <> 'closed' and ${below(sql`f.area_path`)}) w
      left join area_versions v on v.area_id = w.area_id and ${versionAt(day)}
      left join area_versions c on c.area_id = nullif(split_part(w.area_path, '/', 3), '')::int
        and c.valid_from <= ${day} and (c.valid_to is null or c.valid_to >= ${day})
      left join lateral (select l.due_on, l.kind from time_limits l where l.subject_id = w.record_id and l.state = 'running'
        order by l.due_on, l.id limit 1) due on true
     where ${after ? sql`(coalesce(due.due_on, '1900-01-01'::date), w.record_id) > (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
     order by order_by, w.record_id limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.orderBy, row.recordId])
}
