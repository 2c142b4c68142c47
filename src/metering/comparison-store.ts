/** SQL of what a usage point is compared with: others of its trade, neighbours on its feeder. Both only within the caller's scope. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import { withinPaths } from '../platform/server/area-scope.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import type { Trade } from './comparison.ts'
import type { Neighbour } from './usage-point-contract.ts'

/** The firm at the site on a day: the newest occupant. */
const occupant = (day: string) => sql`lateral (
  select e.id, e.industry_code, e.industry_edition from occupancies o join enterprises e on e.id = o.enterprise_id
   where o.site_id = s.id and o.valid_from <= ${day} and (o.valid_to is null or o.valid_to >= ${day})
   order by o.valid_from desc, o.id limit 1) e on true`

export type Traded = Trade & { id: string; account: string; capacityKw: number | null }

const tradeColumns = sql.raw(`u.id, u.account, coalesce(u.contract_kw, u.contract_kva) as capacity_kw,
  e.industry_code, e.industry_edition, s.kind as site_kind`)

export async function findTrade(db: Db, usagePointId: string, day: string): Promise<Traded | undefined> {
  const { rows } = await sql<Traded>`select ${tradeColumns} from usage_points u join sites s on s.id = u.site_id
    left join ${occupant(day)} where u.id = ${usagePointId}`.execute(db)
  return rows[0]
}

/**
 * Usage points that may share a trade with one: the same first two digits of the same edition, or the same kind of site; those with
 * more digits in common first, then in an order that favours nobody. Never those of the same site or firm.
 */
export async function listTradeCandidates(
  db: Db,
  { id, industryCode, industryEdition, siteKind }: Traded,
  paths: readonly string[],
  day: string,
  limit: number,
): Promise<Traded[]> {
  const division = industryCode?.slice(0, 2) ?? null
  const { rows } = await sql<Traded>`
    select ${tradeColumns} from usage_points u join sites s on s.id = u.site_id left join ${occupant(day)}
     where ${withinPaths(sql`u.area_path`, paths)} and u.id <> ${id}
       and u.site_id <> (select site_id from usage_points where id = ${id})
       and not exists (select 1 from usage_points mine join occupancies m on m.site_id = mine.site_id
                        where mine.id = ${id} and m.enterprise_id = e.id and (m.valid_to is null or m.valid_to >= ${day}))
       and ((e.industry_edition = ${industryEdition} and left(e.industry_code, 2) = ${division})
            or (s.kind = ${siteKind} and ${siteKind} <> 'other'))
     order by coalesce((e.industry_edition = ${industryEdition} and left(e.industry_code, 2) = ${division})::int, 0)
              * (1 + (e.industry_code = ${industryCode})::int + (left(e.industry_code, 3) = ${industryCode?.slice(0, 3) ?? null})::int) desc nulls last,
              md5(u.id::text)
     limit ${limit}`.execute(db)
  return rows
}

/** Usage points on a feeder of this name, by account. */
export async function listNeighbours(
  db: Db,
  { id, feeder }: { id: string; feeder: string },
  paths: readonly string[],
  day: string,
  page: { after?: string | undefined; limit: number },
): Promise<{ rows: Neighbour[]; next: string | null }> {
  const after = readCursor(page.after, 1)
  const { rows } = await sql<Neighbour>`
    select u.id, u.account, u.site_id, s.name as site_name, v.name as area_name, m.state, m.score,
           coalesce((select jsonb_agg(distinct a.kind) from alarms a where a.usage_point_id = u.id and a.status <> 'closed'), '[]') as open_alarms
      from usage_points u join sites s on s.id = u.site_id left join meter_states m on m.usage_point_id = u.id
      left join area_versions v on v.area_id = u.area_id and ${versionAt(day)}
     where ${withinPaths(sql`u.area_path`, paths)} and u.feeder = ${feeder} and u.id <> ${id}
       and ${after ? sql`u.account > ${after[0]}` : sql`true`}
     order by u.account limit ${page.limit + 1}`.execute(db)
  return toPage(rows, page.limit, (row): CursorValues => [row.account])
}
