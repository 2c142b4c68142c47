/** SQL of enterprises and their stays, and what all lists of the ledger share. */
import { type RawBuilder, sql } from 'kysely'
import { withinPaths } from '../platform/server/area-scope.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { EnterpriseRow, Stay } from './contract.ts'
import type { Enterprise, Occupancy } from './enterprise.ts'

/** County, township and village of a path in one text; the city is known to everyone here. */
export const placeName = (path: RawBuilder<unknown>, today: string) => sql<string>`(
  select coalesce(string_agg(v.name, '' order by length(v.path)), '') from area_versions v
   where v.area_id = any (string_to_array(trim('/' from ${path}), '/')::int[]) and v.level <> 'city'
     and v.valid_from <= ${today} and (v.valid_to is null or v.valid_to >= ${today}))`

/** `condition` only where a filter is given. */
export const when = <V>(value: V | undefined, condition: (value: V) => RawBuilder<boolean>): RawBuilder<boolean> =>
  value === undefined || value === '' ? sql<boolean>`true` : condition(value)

/** A pattern that finds `text` anywhere, with its own wildcards taken literally. */
export const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** A stay that lasts on a day. */
export const lastsOn = (today: string) =>
  sql<boolean>`o.valid_from <= ${today} and (o.valid_to is null or o.valid_to >= ${today})`

/** Turns a broken constraint into its refusal; anything else is thrown on. */
export async function refuseConstraint<T>(codes: Readonly<Record<string, string>>, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const code = codes[violatedConstraint(error) ?? '']
    throw code === undefined ? error : new Refusal(code)
  }
}

const enterpriseColumns = sql.raw(
  'e.id, e.name, e.uscc, e.industry_code, e.industry_edition, e.declared_output_t, e.declared_output_year, e.area_id, e.area_path, e.registered_at, e.import_id',
)

export type EnterpriseFilters = {
  paths: readonly string[]
  today: string
  text?: string | undefined
  industryCode?: string | undefined
  focus?: string | undefined
  withoutCode?: boolean | undefined
  after?: string | undefined
  limit: number
}

const rowColumns = (
  today: string,
) => sql`${enterpriseColumns}, ${placeName(sql.ref('e.area_path'), today)} as place_name,
  (select count(*)::int from occupancies o where o.enterprise_id = e.id and ${lastsOn(today)}) as site_count`

/**
 * Registered in the paths, or with a site there: the few of a smaller place are gathered first; for the whole city the order
 * of names is walked, as everything in it counts.
 */
const presentIn = (paths: readonly string[]) =>
  paths.some((path) => /^\/\d+\/$/.test(path))
    ? sql<boolean>`true`
    : sql<boolean>`e.id in (select id from enterprises where ${withinPaths(sql.ref('area_path'), paths)}
        union select enterprise_id from occupancies where ${withinPaths(sql.ref('area_path'), paths)})`

/** Enterprises registered in the paths or with a site there, by name. */
export async function listEnterprises(db: Db, f: EnterpriseFilters) {
  const after = readCursor(f.after, 2)
  const { rows } = await sql<EnterpriseRow>`select ${rowColumns(f.today)} from enterprises e
    where ${presentIn(f.paths)}
      and ${after ? sql<boolean>`(e.name, e.id) > (${after[0]}, ${after[1]}::uuid)` : sql<boolean>`true`}
      and ${when(f.text, (text) => sql<boolean>`(e.name like ${anywhere(text)} or e.uscc like ${`${text.toUpperCase()}%`})`)}
      and ${when(f.industryCode, (code) => sql<boolean>`e.industry_code like ${`${code}%`}`)}
      and ${when(f.withoutCode, (without) => (without ? sql<boolean>`e.uscc is null` : sql<boolean>`e.uscc is not null`))}
      and ${when(
        f.focus,
        (focus) => sql<boolean>`exists (select 1 from occupancies o join sites s on s.id = o.site_id
            where o.enterprise_id = e.id and ${lastsOn(f.today)} and ${focus} = any (s.focus_kinds))`,
      )}
    order by e.name, e.id limit ${f.limit + 1}`.execute(db)
  return toPage(rows, f.limit, (row) => [row.name, row.id])
}

/** Refuses `not-found`, also outside the caller's scope. */
export async function getEnterpriseRow(db: Db, id: string, today: string): Promise<EnterpriseRow> {
  const { rows } = await sql<EnterpriseRow>`select ${rowColumns(today)} from enterprises e where e.id = ${id}`.execute(
    db,
  )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** Refuses `not-found`; also for an enterprise that is seen through a site but kept by others. */
export async function lockEnterprise(db: Db, id: string): Promise<Enterprise> {
  const { rows } =
    await sql<Enterprise>`select ${enterpriseColumns} from enterprises e where e.id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

const enterpriseConstraints = { enterprises_uscc_key: 'uscc-taken', enterprises_without_code: 'enterprise-known' }

export async function insertEnterprise(db: Db, e: Enterprise): Promise<void> {
  await refuseConstraint(
    enterpriseConstraints,
    sql`insert into enterprises (id, name, uscc, industry_code, industry_edition, declared_output_t, declared_output_year, area_id, area_path, registered_at)
      values (${e.id}, ${e.name}, ${e.uscc}, ${e.industryCode}, ${e.industryEdition}, ${e.declaredOutputT}, ${e.declaredOutputYear}, ${e.areaId}, ${e.areaPath}, ${e.registeredAt})`.execute(
      db,
    ),
  )
}

export async function saveEnterprise(db: Db, e: Enterprise): Promise<void> {
  await refuseConstraint(
    enterpriseConstraints,
    sql`update enterprises set name = ${e.name}, uscc = ${e.uscc}, industry_code = ${e.industryCode}, industry_edition = ${e.industryEdition},
      declared_output_t = ${e.declaredOutputT}, declared_output_year = ${e.declaredOutputYear} where id = ${e.id}`.execute(
      db,
    ),
  )
}

const stayColumns = sql.raw(
  'o.id, o.site_id, o.enterprise_id, o.valid_from, o.valid_to, s.name as site_name, e.name as enterprise_name',
)

/** Stays of an enterprise or at a site, newest first. */
export async function listStays(db: Db, of: { enterpriseId: string } | { siteId: string }): Promise<Stay[]> {
  const { rows } = await sql<Stay>`select ${stayColumns} from occupancies o
    join sites s on s.id = o.site_id join enterprises e on e.id = o.enterprise_id
    where ${'siteId' in of ? sql`o.site_id = ${of.siteId}` : sql`o.enterprise_id = ${of.enterpriseId}`}
    order by o.valid_from desc, o.id limit 500`.execute(db)
  return rows
}

export type PlacedOccupancy = Occupancy & { areaId: number; areaPath: string }

export async function lockOccupancy(db: Db, id: string): Promise<PlacedOccupancy> {
  const { rows } =
    await sql<PlacedOccupancy>`select id, site_id, enterprise_id, valid_from, valid_to, area_id, area_path
    from occupancies where id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function insertOccupancy(db: Db, o: PlacedOccupancy): Promise<void> {
  await refuseConstraint(
    { occupancies_present: 'occupancy-known' },
    sql`insert into occupancies (id, site_id, enterprise_id, area_id, area_path, valid_from, valid_to)
      values (${o.id}, ${o.siteId}, ${o.enterpriseId}, ${o.areaId}, ${o.areaPath}, ${o.validFrom}, ${o.validTo})`.execute(
      db,
    ),
  )
}

export async function saveOccupancy(db: Db, o: Occupancy): Promise<void> {
  await sql`update occupancies set valid_to = ${o.validTo} where id = ${o.id}`.execute(db)
}
