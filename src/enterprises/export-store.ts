/** SQL of the export: the ledger as lines of the import's table. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { LedgerLine } from './import-columns.ts'
import { type SiteFilters, siteConditions } from './site-store.ts'

/**
 * Sites with their occupants, furnaces, usage points and licences, side by side: a site has as many lines as the longest of its
 * four lists, at least one. By place and name. Refuses `export-too-long`.
 */
export async function listLines(db: Db, filters: SiteFilters, today: string, maxLines: number): Promise<LedgerLine[]> {
  const { rows } = await sql<LedgerLine>`
    with s as (select * from sites s where ${siteConditions(filters)})
    select a.division_code as division_code, s.name as site_name, s.address, s.kind as site_kind, s.focus_kinds,
           coalesce(e.name, s.name) as enterprise_name, e.uscc, e.industry_code, e.industry_edition, e.declared_output_t, e.declared_output_year,
           f.label as furnace_label, f.kind as furnace_kind, f.capacity_t, f.power_kw, f.transformer_kva, f.purpose,
           u.account, u.feeder, u.contract_kva, l.furnace_power_kw as licensed_power_kw, l.shift as licensed_shift,
           l.hours as licensed_hours, l.yearly_volume_t as licensed_volume_t
      from s join areas a on a.id = s.area_id
      cross join lateral generate_series(1, greatest(1,
        (select count(*) from furnaces x where x.site_id = s.id)::int, (select count(*) from usage_points x where x.site_id = s.id)::int,
        (select count(*) from occupancies o where o.site_id = s.id and o.valid_to is null)::int,
        (select count(*) from licences x where x.site_id = s.id and (x.valid_to is null or x.valid_to >= ${today}))::int)) as n
      left join lateral (select e.*, row_number() over (order by o.valid_from, e.name) as at from occupancies o join enterprises e on e.id = o.enterprise_id
                          where o.site_id = s.id and o.valid_to is null) e
        on e.at = least(n, (select count(*) from occupancies o where o.site_id = s.id and o.valid_to is null))
      left join lateral (select x.*, row_number() over (order by x.label) as at from furnaces x where x.site_id = s.id) f on f.at = n
      left join lateral (select x.*, row_number() over (order by x.account) as at from usage_points x where x.site_id = s.id) u on u.at = n
      left join lateral (select x.*, row_number() over (order by x.valid_from, x.id) as at from licences x
                          where x.site_id = s.id and (x.valid_to is null or x.valid_to >= ${today})) l on l.at = n
     order by s.area_path, s.name, s.id, n limit ${maxLines + 1}`.execute(db)
  if (rows.length > maxLines) throw new Refusal('export-too-long', { maxLines })
  return rows
}
