/** SQL of the observations. */
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { versionAt } from '../areas/store.ts'
import { activity } from '../grid/store.ts'
import { type Db, prepared, sendWithCommit } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { ObservationRow } from './contract.ts'
import type { ObservationContent } from './observation.ts'

export type SavedObservation = ObservationContent & {
  id: string
  contentHash: Buffer
  areaPath: string
  observedBy: string
  receivedAt: Date
  leadId: string | null
}

/**
 * Goes out with the commit.
 * @param activeOn the day on which its observer counts as active in his post. Null: he holds none.
 */
export function insertObservation(db: Db, o: SavedObservation, activeOn: string | null): void {
  const noted = activeOn ? sql`with noted as (${activity(o.observedBy, o.areaPath, activeOn)})` : sql``
  const insert = sql`
    ${noted} insert into observations (id, content_hash, sweep_target_id, site_id, area_id, area_path, seen, words, photo_ids, position, observed_at,
      observed_by, received_at, lead_id)
    values (${o.id}, ${o.contentHash}, ${o.sweepTargetId}, ${o.siteId}, ${o.areaId}, ${o.areaPath}, ${o.seen}, ${o.words}, ${o.photoIds}::uuid[],
      ${o.position === null ? null : JSON.stringify(o.position)}::jsonb, ${o.observedAt}, ${o.observedBy}, ${o.receivedAt}, ${o.leadId})`
  sendWithCommit(db, insert)
}

export async function findObservation(
  db: Db,
  id: string,
): Promise<{ contentHash: Buffer; areaPath: string; leadId: string | null } | undefined> {
  const { rows } = await sql<{ contentHash: Buffer; areaPath: string; leadId: string | null }>`
    select content_hash, area_path, lead_id from observations where id = ${id}`.execute(prepared(db))
  return rows[0]
}

/** Keeps the second content that came under an id already used. */
export async function insertConflict(
  db: Db,
  observationId: string,
  areaPath: string,
  content: ObservationContent,
  by: string,
  at: Date,
): Promise<void> {
  await sql`insert into observation_conflicts (id, observation_id, area_path, content, sent_by, received_at)
    values (${uuidv7()}, ${observationId}, ${areaPath}, ${JSON.stringify(content)}::jsonb, ${by}, ${at})`.execute(db)
}

/** Refuses `not-found`. */
export async function getSitePlace(
  db: Db,
  siteId: string,
): Promise<{ areaId: number; areaPath: string; name: string }> {
  const { rows } = await sql<{
    areaId: number
    areaPath: string
    name: string
  }>`select area_id, area_path, name from sites where id = ${siteId}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

const columns = (day: string) => sql`
  o.id, o.area_id, v.name as area_name, o.site_id, s.name as site_name, o.sweep_target_id, o.seen, o.words, o.photo_ids, o.position,
  o.observed_at, o.received_at, p.name as observer_name, o.lead_id
  from observations o join area_versions v on v.area_id = o.area_id and ${versionAt(day)}
  left join sites s on s.id = o.site_id join officials p on p.id = o.observed_by`

export type ObservationFilter = {
  after?: string | undefined
  limit: number
  areaPath?: string | undefined
  siteId?: string | undefined
  sweepTargetId?: string | undefined
}

export async function listObservations(db: Db, filter: ObservationFilter, day: string) {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<ObservationRow>`select ${columns(day)}
    where ${filter.areaPath ? sql`o.area_path >= ${filter.areaPath} and o.area_path < ${`${filter.areaPath}~`}` : sql`true`}
      and ${filter.siteId ? sql`o.site_id = ${filter.siteId}` : sql`true`}
      and ${filter.sweepTargetId ? sql`o.sweep_target_id = ${filter.sweepTargetId}` : sql`true`}
      and ${after ? sql`(o.received_at, o.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by o.received_at desc, o.id desc limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.receivedAt, row.id])
}

/** Refuses `not-found`. */
export async function getObservationRow(db: Db, id: string, day: string): Promise<ObservationRow> {
  const { rows } = await sql<ObservationRow>`select ${columns(day)} where o.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}
