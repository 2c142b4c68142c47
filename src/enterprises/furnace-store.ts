/** SQL of furnaces and their transfers. */
import { sql } from 'kysely'
import { withinPaths } from '../platform/server/area-scope.ts'
import type { Db } from '../platform/server/db.ts'
import { readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { FurnaceDetail, FurnaceRow, TransferRow } from './contract.ts'
import type { Furnace, FurnaceTransfer } from './furnace.ts'
import { anywhere, placeName, refuseConstraint, when } from './store.ts'

const furnaceColumns = sql.raw(
  'f.id, f.site_id, f.area_id, f.area_path, f.label, f.kind, f.capacity_t, f.power_kw, f.transformer_kva, f.purpose, f.judgement, f.judged_on, f.state, f.whereabouts, f.registered_at, f.import_id',
)

export type FurnaceFilters = {
  paths: readonly string[]
  today: string
  text?: string | undefined
  kind?: string | undefined
  state?: string | undefined
  judgement?: string | undefined
  flagged?: boolean | undefined
  after?: string | undefined
  limit: number
}

const flagged = sql<boolean>`exists (select 1 from furnace_transfers t where t.furnace_id = f.id and t.flag is not null)`

/** The register, place by place. */
export async function listFurnaces(db: Db, f: FurnaceFilters) {
  const after = readCursor(f.after, 3)
  const { rows } = await sql<FurnaceRow>`select ${furnaceColumns}, s.name as site_name, ${flagged} as flagged,
      ${placeName(sql.ref('f.area_path'), f.today)} as place_name
    from furnaces f join sites s on s.id = f.site_id
    where ${withinPaths(sql.ref('f.area_path'), f.paths)}
      and ${after ? sql<boolean>`(f.area_path, f.site_id, f.label) > (${after[0]}, ${after[1]}::uuid, ${after[2]})` : sql<boolean>`true`}
      and ${when(f.text, (text) => sql<boolean>`(s.name like ${anywhere(text)} or f.label like ${anywhere(text)})`)}
      and ${when(f.kind, (kind) => sql<boolean>`f.kind = ${kind}`)}
      and ${when(f.state, (state) => sql<boolean>`f.state = ${state}`)}
      and ${when(f.judgement, (judgement) => (judgement === 'none' ? sql<boolean>`f.judgement is null` : sql<boolean>`f.judgement = ${judgement}`))}
      and ${when(f.flagged, (is) => (is ? flagged : sql<boolean>`not ${flagged}`))}
    order by f.area_path, f.site_id, f.label limit ${f.limit + 1}`.execute(db)
  return toPage(rows, f.limit, (row) => [row.areaPath, row.siteId, row.label])
}

/** Furnaces of a site, each with who took it over. */
export async function listFurnacesOf(db: Db, siteId: string): Promise<FurnaceDetail[]> {
  const { rows } =
    await sql<Furnace>`select ${furnaceColumns} from furnaces f where f.site_id = ${siteId} order by f.label limit 500`.execute(
      db,
    )
  const transfers = await listTransfers(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, transfers: transfers.filter((one) => one.furnaceId === row.id) }))
}

async function listTransfers(db: Db, furnaceIds: string[]): Promise<TransferRow[]> {
  if (furnaceIds.length === 0) return []
  const { rows } =
    await sql<TransferRow>`select t.id, t.furnace_id, t.kind, t.happened_on, t.to_whom, t.whereabouts, t.flag, t.rule_id, t.recorded_at,
      case when r.id is null then null else jsonb_build_object('key', r.key, 'citation', r.citation, 'standing', r.standing) end as rule
    from furnace_transfers t left join rules r on r.id = t.rule_id
    where t.furnace_id = any (${furnaceIds}::uuid[]) order by t.happened_on desc, t.id limit 1000`.execute(db)
  return rows
}

/** Refuses `not-found`. */
export async function lockFurnace(db: Db, id: string): Promise<Furnace> {
  const { rows } = await sql<Furnace>`select ${furnaceColumns} from furnaces f where f.id = ${id} for update`.execute(
    db,
  )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

const furnaceConstraints = { furnaces_site_id_label_key: 'furnace-known' }

export async function insertFurnace(db: Db, f: Furnace): Promise<void> {
  await refuseConstraint(
    furnaceConstraints,
    sql`insert into furnaces (id, site_id, area_id, area_path, label, kind, capacity_t, power_kw, transformer_kva, purpose, judgement, judged_on, state, whereabouts, registered_at)
      values (${f.id}, ${f.siteId}, ${f.areaId}, ${f.areaPath}, ${f.label}, ${f.kind}, ${f.capacityT}, ${f.powerKw}, ${f.transformerKva}, ${f.purpose},
        ${f.judgement}, ${f.judgedOn}, ${f.state}, ${f.whereabouts}, ${f.registeredAt})`.execute(db),
  )
}

export async function saveFurnace(db: Db, f: Furnace): Promise<void> {
  await refuseConstraint(
    furnaceConstraints,
    sql`update furnaces set label = ${f.label}, kind = ${f.kind}, capacity_t = ${f.capacityT}, power_kw = ${f.powerKw}, transformer_kva = ${f.transformerKva},
      purpose = ${f.purpose}, judgement = ${f.judgement}, judged_on = ${f.judgedOn}, state = ${f.state}, whereabouts = ${f.whereabouts} where id = ${f.id}`.execute(
      db,
    ),
  )
}

export async function insertTransfer(
  db: Db,
  t: FurnaceTransfer & { areaId: number; areaPath: string; recordedBy: string },
): Promise<void> {
  await sql`insert into furnace_transfers (id, furnace_id, area_id, area_path, kind, happened_on, to_whom, whereabouts, flag, rule_id, recorded_by, recorded_at)
    values (${t.id}, ${t.furnaceId}, ${t.areaId}, ${t.areaPath}, ${t.kind}, ${t.happenedOn}, ${t.toWhom}, ${t.whereabouts}, ${t.flag}, ${t.ruleId},
      ${t.recordedBy}, ${t.recordedAt})`.execute(db)
}
