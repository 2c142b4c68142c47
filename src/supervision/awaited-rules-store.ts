/** SQL of the rules whose figures are still to be entered. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'

/** Places where a limit for the entry of a rule runs or waits. */
const demandedAt = (ruleId: RawBuilder<unknown>, limitKind: string) => sql`
  select t.area_path from time_limits t where t.subject_id = ${ruleId} and t.kind = ${limitKind} and t.state in ('running', 'suspended')
  union all select w.area_path from time_limits_waiting w where w.subject_id = ${ruleId} and w.kind = ${limitKind}`

/** `areaPaths`: places where a limit for it runs. `dueOn`: the day the rule itself names. */
export type Awaited = { id: string; key: string; entered: boolean; dueOn: string | null; areaPaths: string[] }

/**
 * Those in force on a day, and those for which a limit still runs; entered is one that is over, or none of whose keys is inferred now. The
 * calendar is awaited of the next year from its day on, until then of the present one.
 */
export async function listAwaited(db: Db, limitKind: string, day: string): Promise<Awaited[]> {
  const notOver = (rule: string) =>
    sql`(${sql.ref(`${rule}.valid_to`)} is null or ${sql.ref(`${rule}.valid_to`)} >= ${day})`
  const { rows } = await sql<Awaited>`
    select x.* from (
      select r.id, r.key, k.due_on, r.valid_from > ${day} or not ${notOver('r')} or not exists (
               select from unnest(k.keys) as a(key)
                where not exists (select from rules e where e.key = a.key and ${notOver('e')} and e.standing <> 'inferred')) as entered,
             (select coalesce(array_agg(distinct l.area_path), '{}') from (${demandedAt(sql`r.id`, limitKind)}) l) as area_paths
        from rules r
       cross join lateral (select extract(year from ${day}::date)::int + (to_char(${day}::date, 'MM-DD') >= r.value ->> 'from')::int as year) y
       cross join lateral (
         select case r.key when 'awaited.calendar' then array['calendar.' || y.year] else array(select jsonb_array_elements_text(r.value -> 'keys')) end as keys,
                case r.key when 'awaited.calendar' then (y.year - 1 || '-' || (r.value ->> 'by'))::date end as due_on) k
       where r.key ^@ 'awaited.') x
     where not x.entered or cardinality(x.area_paths) > 0 order by x.key, x.id`.execute(db)
  return rows
}

export type Keeper = { id: number; path: string; officialId: string | null }

/** Per city the legal reviewer longest in office, nobody where there is none; cities with a running limit are left out. */
export async function listKeepersWithoutLimit(
  db: Db,
  ruleId: string,
  limitKind: string,
  day: string,
): Promise<Keeper[]> {
  const { rows } = await sql<Keeper>`
    select v.area_id as id, v.path,
           (select g.official_id from role_grants g where g.role = 'legalReviewer' and g.area_path = v.path and g.valid_from <= ${day}
               and (g.valid_to is null or g.valid_to >= ${day}) order by g.valid_from, g.id limit 1) as official_id
      from area_versions v where v.level = 'city' and v.valid_from <= ${day} and (v.valid_to is null or v.valid_to >= ${day})
       and v.path not in (${demandedAt(sql`${ruleId}::uuid`, limitKind)})
     order by v.path`.execute(db)
  return rows
}
