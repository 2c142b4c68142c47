/** SQL of what is open in a place, kind by kind, for whoever leaves it or takes it over. Reading only. */
import { type RawBuilder, sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { OpenRecord, OpenWork, OpenWorkQuestion } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import { knownDay } from '../platform/server/unknown-day.ts'

type Found = { total: number; rows: OpenRecord[] }

/** @param columns give id, title, area_id and due_on; the soonest due first. */
async function found(db: Db, columns: RawBuilder<unknown>, limit: number): Promise<Found> {
  const { rows } = await sql<OpenRecord & { total: number }>`
    select x.id, x.title, x.area_id, x.due_on, (count(*) over ())::int as total from (${columns}) as x (id, title, area_id, due_on)
     order by x.due_on nulls last, x.id limit ${limit}`.execute(db)
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
}

export const findOpenTasks = (db: Db, { areaPath, limit }: OpenWorkQuestion): Promise<Found> =>
  found(
    db,
    sql`select t.id, t.title, t.owner_area_id, ${knownDay('t.due_on')} from tasks t
      where t.area_path ^@ ${areaPath} and t.status in ('open', 'delivered', 'returned')`,
    limit,
  )

export const findOpenLeads = (db: Db, { areaPath, limit }: OpenWorkQuestion): Promise<Found> =>
  found(
    db,
    sql`select l.id, l.number || ' ' || l.title, l.area_id, null::date from leads l
      where l.area_path ^@ ${areaPath} and l.status <> 'closed' and l.joined_to is null`,
    limit,
  )

export const findOpenCases = (db: Db, { areaPath, limit }: OpenWorkQuestion): Promise<Found> =>
  found(
    db,
    sql`select c.id, c.number || ' ' || s.name, c.area_id, null::date from case_files c join sites s on s.id = c.site_id
      where c.area_path ^@ ${areaPath} and c.status in ('open', 'closing')`,
    limit,
  )

export const findOpenVisits = (db: Db, { areaPath, limit }: OpenWorkQuestion): Promise<Found> =>
  found(
    db,
    sql`select x.id, s.name, x.area_id, x.planned_on from visits x join sites s on s.id = x.site_id
      where x.area_path ^@ ${areaPath} and x.status in ('proposed', 'planned', 'underway', 'submitted')`,
    limit,
  )

export const findOpenTargets = (db: Db, { areaPath, limit }: OpenWorkQuestion): Promise<Found> =>
  found(
    db,
    sql`select t.id, coalesce(s.name, v.name), t.area_id, w.due_on from sweep_targets t join sweeps w on w.id = t.sweep_id and w.status = 'running'
      left join sites s on s.id = t.site_id
      left join lateral (select a.name from area_versions a where a.area_id = t.area_id order by a.valid_from desc limit 1) v on true
      where t.area_path ^@ ${areaPath} and t.status = 'unvisited'`,
    limit,
  )

/** Limits of the place, running or waiting for a calendar, or only those that a person holds there by name. The title is the key of the rule they follow. */
export const findOpenLimits = (db: Db, { areaPath, officialId, limit }: OpenWorkQuestion): Promise<Found> =>
  found(
    db,
    sql`select l.id, l.kind, l.area_id, l.due_on
      from (select id, kind, area_id, area_path, holder_official_id, due_on from time_limits where state in ('running', 'suspended')
            union all select id, kind, area_id, area_path, holder_official_id, null from time_limits_waiting) l
      where l.area_path ^@ ${areaPath} and ${officialId === null ? sql`true` : sql`l.holder_official_id = ${officialId}`}`,
    limit,
  )

/** How many tips in hand that speak of the place row-level security lets the caller see; never which. */
export async function countOpenTips(db: Db, { areaPath, day }: OpenWorkQuestion): Promise<number> {
  const { rows } = await sql<{ found: number }>`select count(*)::int as found from tips t
    where t.place_area_id in (select v.area_id from area_versions v where v.path ^@ ${areaPath} and ${versionAt(day)})
      and t.status in ('received', 'handedOver', 'verifying')`.execute(db)
  return rows[0]?.found ?? 0
}

/**
 * Custodians of the place. Where it goes into another one, whoever keeps halves there takes over what is sealed to them; without anybody
 * it cannot end.
 */
export async function findCustodians(
  db: Db,
  { areaPath, officialId, intoPath, limit }: OpenWorkQuestion,
): Promise<OpenWork> {
  const custodians = await found(
    db,
    sql`select c.id, o.name, c.area_id, null::date from custodians c join officials o on o.id = c.official_id
      where c.area_path ^@ ${areaPath} and c.state in ('proposed', 'active')
        and ${officialId === null ? sql`true` : sql`c.official_id = ${officialId}`}`,
    limit,
  )
  if (intoPath === undefined || custodians.total === 0) return custodians
  const { rows } = await sql<{ name: string }>`select o.name from custodians c join officials o on o.id = c.official_id
    where c.id = any (keepers_today(split_part(${intoPath}, '/', -2)::int, ${intoPath}, false, 'A')) order by c.id limit 10`.execute(
    db,
  )
  return { ...custodians, heirs: rows.map(({ name }) => name), blocks: rows.length === 0 }
}
