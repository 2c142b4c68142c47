/** SQL of usage points as the meters see them: what the ledger says of them (read only), and where each meter stands. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import { withinPaths } from '../platform/server/area-scope.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Assessment, MeterState } from './assessment.ts'
import type { UsagePointDetail, UsagePointRow } from './contract.ts'
import { type HeatQueue, kindsOfQueue } from './detector-contract.ts'
import type { LicencePeriod } from './held-licence.ts'
import { type Trade, tradeOfCode } from './trade.ts'

/** What the detectors are told of a usage point. */
export type WatchedPoint = {
  id: string
  account: string
  siteId: string
  siteName: string
  areaId: number
  areaPath: string
  contractKw: number | null
  contractKva: number | null
  siteClosedOn: string | null
  licences: LicencePeriod[]
  trade: Trade | null
  declaredTonnesPerYear: number | null
  lastReadOn: string | null
}

/** Where a walk over usage points stands: in the order of areas, then accounts. */
export type WalkMark = { areaPath: string; account: string }

/** What is on file of the newest occupant. */
type Firm = { industryCode: string | null; declaredOutputT: number | null }

/** Usage points of the areas `fromPath`–`toPath`, both inclusive. @param after the last one seen, null at the start. */
export async function listWatchedPoints(
  db: Db,
  { fromPath, toPath }: { fromPath: string; toPath: string },
  after: WalkMark | null,
  limit: number,
): Promise<WatchedPoint[]> {
  const { rows } = await sql<Omit<WatchedPoint, 'trade' | 'declaredTonnesPerYear'> & Firm>`
    select u.id, u.account, u.site_id, s.name as site_name, u.area_id, u.area_path, u.contract_kw, u.contract_kva,
           case when s.status = 'closed' then s.closed_on end as site_closed_on, m.last_read_on,
           firm.industry_code, firm.declared_output_t,
           coalesce((select jsonb_agg(jsonb_build_object('furnacePowerKw', l.furnace_power_kw, 'shift', l.shift, 'hours', l.hours, 'yearlyVolumeT', l.yearly_volume_t, 'validFrom', l.valid_from, 'validTo', l.valid_to)
             order by l.valid_from, l.id) from licences l where l.site_id = u.site_id), '[]') as licences
      from usage_points u join sites s on s.id = u.site_id left join meter_states m on m.usage_point_id = u.id
      left join lateral (select e.industry_code, e.declared_output_t from occupancies o join enterprises e on e.id = o.enterprise_id
        where o.site_id = s.id and o.valid_to is null order by o.valid_from desc, o.id limit 1) firm on true
     where (u.area_path, u.account) > (${after?.areaPath ?? fromPath}, ${after?.account ?? ''}) and u.area_path <= ${toPath}
     order by u.area_path, u.account limit ${limit}`.execute(db)
  return rows.map(({ industryCode, declaredOutputT, ...point }) => ({
    ...point,
    trade: tradeOfCode(industryCode),
    declaredTonnesPerYear: declaredOutputT,
  }))
}

export type LookedAt = { point: WatchedPoint; assessment: Assessment }

export async function saveMeterStates(db: Db, looked: readonly LookedAt[], scoredTo: string, at: Date): Promise<void> {
  const rows = looked.map(({ point, assessment }) => ({
    id: point.id,
    path: point.areaPath,
    state: assessment.state,
    lastReadOn: assessment.lastReadOn,
    missingShare: assessment.missingShare,
    score: assessment.score,
    modelVersion: assessment.modelVersion,
  }))
  await sql`insert into meter_states (usage_point_id, area_path, state, last_read_on, missing_share, score, scored_to, model_version, looked_at)
    select id, path, state, "lastReadOn", "missingShare", score, ${scoredTo}, "modelVersion", ${at}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id uuid, path text, state text, "lastReadOn" date, "missingShare" real, score real, "modelVersion" text)
    on conflict (usage_point_id) do update set area_path = excluded.area_path, state = excluded.state, last_read_on = excluded.last_read_on,
      missing_share = excluded.missing_share, score = excluded.score, scored_to = excluded.scored_to, model_version = excluded.model_version,
      looked_at = excluded.looked_at`.execute(db)
}

const rowColumns =
  sql.raw(`u.id, u.account, u.site_id, s.name as site_name, u.area_id, v.name as area_name, u.contract_kw, u.contract_kva, m.state,
  m.last_read_on, m.missing_share, m.score`)
const rowJoins = (
  day: string,
) => sql`join sites s on s.id = u.site_id left join meter_states m on m.usage_point_id = u.id
  left join point_features f on f.usage_point_id = u.id left join area_versions v on v.area_id = u.area_id and ${versionAt(day)}`

export type UsagePointFilter = {
  after?: string | undefined
  limit: number
  paths: readonly string[]
  state?: MeterState | 'unknown' | undefined
  text?: string | undefined
  queue?: HeatQueue | undefined
  scoreFrom?: number | undefined
  judged?: boolean | undefined
}

const likeText = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** By account. */
export async function listUsagePoints(
  db: Db,
  filter: UsagePointFilter,
  day: string,
): Promise<{ rows: UsagePointRow[]; next: string | null }> {
  const after = readCursor(filter.after, 1)
  const { state, text, queue, scoreFrom, judged } = filter
  const { rows } = await sql<UsagePointRow>`select ${rowColumns} from usage_points u ${rowJoins(day)}
     where ${withinPaths(sql`u.area_path`, filter.paths)}
       and ${state === undefined ? sql`true` : state === 'unknown' ? sql`m.state is null` : sql`m.state = ${state}`}
       and ${text ? sql`(starts_with(u.account, ${text}) or s.name ilike ${`%${likeText(text)}%`})` : sql`true`}
       and ${queue ? sql`f.kind = any (${[...kindsOfQueue[queue]]}::text[])` : sql`true`}
       and ${scoreFrom === undefined ? sql`true` : sql`f.score >= ${scoreFrom}::real`}
       and ${judged === undefined ? sql`true` : sql`(f.score is not null) = ${judged}`}
       and ${after ? sql`u.account > ${after[0]}` : sql`true`}
     order by u.account limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.account])
}

export async function countMeterStates(
  db: Db,
  paths: readonly string[],
): Promise<{ state: MeterState | 'unknown'; count: number }[]> {
  const { rows } = await sql<{ state: MeterState | 'unknown'; count: number }>`
    select coalesce(m.state, 'unknown') as state, count(*) as count from usage_points u left join meter_states m on m.usage_point_id = u.id
     where ${withinPaths(sql`u.area_path`, paths)} group by 1 order by 1`.execute(db)
  return rows
}

/** The newest occupant of a usage point's site, whose declared output is shown too; null where the ledger has none. */
export async function findOccupantId(db: Db, usagePointId: string): Promise<string | null> {
  const { rows } = await sql<{ enterpriseId: string }>`select o.enterprise_id from usage_points u
      join occupancies o on o.site_id = u.site_id
     where u.id = ${usagePointId} and o.valid_to is null order by o.valid_from desc, o.id limit 1`.execute(db)
  return rows[0]?.enterpriseId ?? null
}

export type Occupant = { name: string; validFrom: string; validTo: string | null }

/** Firms at a usage point's site in a span of days, the earliest first. */
export const listOccupants = async (db: Db, usagePointId: string, span: { from: string; to: string }) =>
  (
    await sql<Occupant>`select e.name, o.valid_from, o.valid_to from usage_points u
        join occupancies o on o.site_id = u.site_id join enterprises e on e.id = o.enterprise_id
       where u.id = ${usagePointId} and o.valid_from <= ${span.to} and (o.valid_to is null or o.valid_to >= ${span.from})
       order by o.valid_from, o.id limit 20`.execute(db)
  ).rows

export type UsagePointRecord = Omit<UsagePointDetail, 'alarms' | 'delivered'>

/** Refuses `not-found`, also outside the scope. */
export async function getUsagePoint(db: Db, id: string, day: string): Promise<UsagePointRecord> {
  const { rows } = await sql<UsagePointRecord>`
    select ${rowColumns}, u.area_path, u.feeder, u.tariff_class, s.address as site_address, s.status as site_status,
           s.closed_on as site_closed_on,
           (select e.name from occupancies o join enterprises e on e.id = o.enterprise_id
             where o.site_id = s.id and o.valid_from <= ${day} and (o.valid_to is null or o.valid_to >= ${day}) order by o.valid_from desc, o.id limit 1) as enterprise_name,
           (select jsonb_build_object('tonnes', e.declared_output_t, 'year', e.declared_output_year) from occupancies o join enterprises e on e.id = o.enterprise_id
             where o.site_id = s.id and o.valid_from <= ${day} and (o.valid_to is null or o.valid_to >= ${day}) and e.declared_output_t is not null
             order by o.valid_from desc, o.id limit 1) as declared_output,
           coalesce((select jsonb_agg(jsonb_build_object('number', l.number, 'furnacePowerKw', l.furnace_power_kw, 'shift', l.shift,
               'hours', l.hours, 'yearlyVolumeT', l.yearly_volume_t, 'validFrom', l.valid_from, 'validTo', l.valid_to) order by l.valid_from, l.id) from licences l where l.site_id = s.id), '[]') as licences,
           coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'label', f.label, 'kind', f.kind, 'capacityT', f.capacity_t,
               'powerKw', f.power_kw, 'state', f.state) order by f.label, f.id) from furnaces f where f.site_id = s.id), '[]') as furnaces
      from usage_points u ${rowJoins(day)} where u.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { usagePointId: id })
  return rows[0]
}
