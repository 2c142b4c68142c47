/** SQL of usage points and licences. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Licence } from './licence.ts'
import { refuseConstraint } from './store.ts'
import type { UsagePoint } from './usage-point.ts'

const pointColumns = sql.raw(
  'id, account, site_id, area_id, area_path, feeder, contract_kva, contract_kw, tariff_class, registered_at, import_id',
)
const licenceColumns = sql.raw(
  'id, site_id, area_id, area_path, number, furnace_power_kw, shift, hours, yearly_volume_t, valid_from, valid_to, registered_at, import_id',
)

export async function listUsagePointsOf(db: Db, siteId: string): Promise<UsagePoint[]> {
  const { rows } =
    await sql<UsagePoint>`select ${pointColumns} from usage_points where site_id = ${siteId} order by account limit 500`.execute(
      db,
    )
  return rows
}

/** Refuses `not-found`. */
export async function lockUsagePoint(db: Db, id: string): Promise<UsagePoint> {
  const { rows } = await sql<UsagePoint>`select ${pointColumns} from usage_points where id = ${id} for update`.execute(
    db,
  )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function insertUsagePoint(db: Db, u: UsagePoint): Promise<void> {
  await refuseConstraint(
    { usage_points_account_key: 'account-taken' },
    sql`insert into usage_points (id, account, site_id, area_id, area_path, feeder, contract_kva, contract_kw, tariff_class, registered_at)
      values (${u.id}, ${u.account}, ${u.siteId}, ${u.areaId}, ${u.areaPath}, ${u.feeder}, ${u.contractKva}, ${u.contractKw}, ${u.tariffClass}, ${u.registeredAt})`.execute(
      db,
    ),
  )
}

export async function saveUsagePoint(db: Db, u: UsagePoint): Promise<void> {
  await sql`update usage_points set feeder = ${u.feeder}, contract_kva = ${u.contractKva}, contract_kw = ${u.contractKw},
    tariff_class = ${u.tariffClass} where id = ${u.id}`.execute(db)
}

/** Newest first. */
export async function listLicencesOf(db: Db, siteId: string): Promise<Licence[]> {
  const { rows } =
    await sql<Licence>`select ${licenceColumns} from licences where site_id = ${siteId} order by valid_from desc, id limit 500`.execute(
      db,
    )
  return rows
}

/** Refuses `not-found`. */
export async function lockLicence(db: Db, id: string): Promise<Licence> {
  const { rows } = await sql<Licence>`select ${licenceColumns} from licences where id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function insertLicence(db: Db, l: Licence): Promise<void> {
  await sql`insert into licences (id, site_id, area_id, area_path, number, furnace_power_kw, shift, hours, yearly_volume_t, valid_from, valid_to, registered_at)
    values (${l.id}, ${l.siteId}, ${l.areaId}, ${l.areaPath}, ${l.number}, ${l.furnacePowerKw}, ${l.shift}, ${l.hours}, ${l.yearlyVolumeT}, ${l.validFrom}, ${l.validTo}, ${l.registeredAt})`.execute(
    db,
  )
}

export async function saveLicence(db: Db, l: Licence): Promise<void> {
  await sql`update licences set number = ${l.number}, hours = ${l.hours}, yearly_volume_t = ${l.yearlyVolumeT}, valid_to = ${l.validTo}
    where id = ${l.id}`.execute(db)
}
