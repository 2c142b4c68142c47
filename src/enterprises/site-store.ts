/** SQL of sites. */
import { sql } from 'kysely'
import { withinPaths } from '../platform/server/area-scope.ts'
import type { Db } from '../platform/server/db.ts'
import { readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { SiteRow } from './contract.ts'
import type { Site } from './site.ts'
import { anywhere, lastsOn, placeName, refuseConstraint, when } from './store.ts'

const siteColumns = sql.raw(
  's.id, s.name, s.address, s.area_id, s.area_path, s.kind, s.status, s.closed_on, s.focus_kinds, s.registered_at, s.import_id',
)

const rowColumns = (today: string) => sql`${siteColumns}, ${placeName(sql.ref('s.area_path'), today)} as place_name,
  array(select e.name from occupancies o join enterprises e on e.id = o.enterprise_id
         where o.site_id = s.id and ${lastsOn(today)} order by o.valid_from, e.name limit 20) as occupants,
  (select count(*)::int from furnaces f where f.site_id = s.id) as furnace_count,
  (select count(*)::int from usage_points u where u.site_id = s.id) as usage_point_count`

export type SiteFilters = {
  paths: readonly string[]
  text?: string | undefined
  kind?: string | undefined
  status?: string | undefined
  focus?: string | undefined
  furnace?: boolean | undefined
}

const standingFurnace = sql<boolean>`exists (select 1 from furnaces f where f.site_id = s.id and f.state in ('standing', 'idle', 'sealed'))`

/** Conditions of the list, which the export shares. */
export const siteConditions = (f: SiteFilters) => sql<boolean>`${withinPaths(sql.ref('s.area_path'), f.paths)}
  and ${when(
    f.text,
    (text) => sql<boolean>`(s.name like ${anywhere(text)} or s.address like ${anywhere(text)}
        or exists (select 1 from occupancies o join enterprises e on e.id = o.enterprise_id
                    where o.site_id = s.id and o.valid_to is null and e.name like ${anywhere(text)}))`,
  )}
  and ${when(f.kind, (kind) => sql<boolean>`s.kind = ${kind}`)}
  and ${when(f.status, (status) => sql<boolean>`s.status = ${status}`)}
  and ${when(f.focus, (focus) => sql<boolean>`${focus} = any (s.focus_kinds)`)}
  and ${when(f.furnace, (has) => (has ? standingFurnace : sql<boolean>`not ${standingFurnace}`))}`

/** Sites by name. */
export async function listSites(db: Db, f: SiteFilters & { today: string; after?: string | undefined; limit: number }) {
  const after = readCursor(f.after, 2)
  const { rows } = await sql<SiteRow>`select ${rowColumns(f.today)} from sites s
    where ${siteConditions(f)} and ${after ? sql<boolean>`(s.name, s.id) > (${after[0]}, ${after[1]}::uuid)` : sql<boolean>`true`}
    order by s.name, s.id limit ${f.limit + 1}`.execute(db)
  return toPage(rows, f.limit, (row) => [row.name, row.id])
}

/** Refuses `not-found`, also outside the caller's scope. */
export async function getSiteRow(db: Db, id: string, today: string): Promise<SiteRow> {
  const { rows } = await sql<SiteRow>`select ${rowColumns(today)} from sites s where s.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** Refuses `not-found`. */
export async function lockSite(db: Db, id: string): Promise<Site> {
  const { rows } = await sql<Site>`select ${siteColumns} from sites s where s.id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

const siteConstraints = { sites_area_id_name_key: 'site-known' }

export async function insertSite(db: Db, s: Site): Promise<void> {
  await refuseConstraint(
    siteConstraints,
    sql`insert into sites (id, name, address, area_id, area_path, kind, status, closed_on, focus_kinds, registered_at)
      values (${s.id}, ${s.name}, ${s.address}, ${s.areaId}, ${s.areaPath}, ${s.kind}, ${s.status}, ${s.closedOn}, ${s.focusKinds}, ${s.registeredAt})`.execute(
      db,
    ),
  )
}

export async function saveSite(db: Db, s: Site): Promise<void> {
  await refuseConstraint(
    siteConstraints,
    sql`update sites set name = ${s.name}, address = ${s.address}, kind = ${s.kind}, status = ${s.status}, closed_on = ${s.closedOn},
      focus_kinds = ${s.focusKinds} where id = ${s.id}`.execute(db),
  )
}
