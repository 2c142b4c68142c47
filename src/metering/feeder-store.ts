/** All SQL of the feeders. Which usage points hang on one, the ledger says by its name (read only). */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { FeederVoltage } from './feeder.ts'
import type { FeederDetail, FeederRow } from './feeder-contract.ts'

export type Feeder = {
  id: string
  name: string
  account: string | null
  voltage: FeederVoltage | null
  areaId: number
  areaPath: string
}

const columns = sql.raw('f.id, f.name, f.account, f.voltage, f.area_id, f.area_path')

type FeederFilter = { after?: string | undefined; limit: number; text?: string | undefined }

/** By name; those that only the ledger names have no id. */
export async function listFeeders(db: Db, { after: mark, limit, text }: FeederFilter, day: string) {
  const after = readCursor(mark, 1)
  const { rows } = await sql<FeederRow>`
    with named as (select feeder as name, count(*) as users from usage_points where feeder is not null and feeder <> '' group by feeder)
    select f.id, coalesce(f.name, n.name) as name, f.account, f.voltage, v.name as area_name, coalesce(n.users, 0) as users,
           (select a.id from alarms a where a.feeder_id = f.id and a.status <> 'closed' limit 1) as open_alarm_id
      from feeders f full join named n on n.name = f.name left join area_versions v on v.area_id = f.area_id and ${versionAt(day)}
     where ${text ? sql`strpos(coalesce(f.name, n.name), ${text}) > 0` : sql`true`}
       and ${after ? sql`coalesce(f.name, n.name) > ${after[0]}` : sql`true`}
     order by coalesce(f.name, n.name) limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [row.name])
}

type FeederRecord = Pick<
  FeederDetail,
  'id' | 'name' | 'account' | 'voltage' | 'areaId' | 'areaPath' | 'areaName' | 'openAlarms'
>

/** Refuses `not-found`, also outside the scope. */
export async function getFeeder(db: Db, id: string, day: string): Promise<FeederRecord> {
  const { rows } = await sql<FeederRecord>`select ${columns}, v.name as area_name,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind) order by a.kind) from alarms a
        where a.feeder_id = f.id and a.status <> 'closed'), '[]') as open_alarms
    from feeders f left join area_versions v on v.area_id = f.area_id and ${versionAt(day)} where f.id = ${id}`.execute(
    db,
  )
  if (!rows[0]) throw new Refusal('not-found', { feederId: id })
  return rows[0]
}

/** Refuses `not-found`. */
export async function lockFeeder(db: Db, id: string): Promise<Feeder> {
  const { rows } = await sql<Feeder>`select ${columns} from feeders f where f.id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { feederId: id })
  return rows[0]
}

/** Feeders with a meter at their head. */
export async function listMeteredFeeders(db: Db): Promise<(Feeder & { account: string })[]> {
  const { rows } = await sql<Feeder & { account: string }>`
    select ${columns} from feeders f where f.account is not null order by f.name`.execute(db)
  return rows
}

/** Usage points on a feeder, as far as the caller sees them. */
export async function listFeederUsers(db: Db, name: string): Promise<FeederDetail['users']> {
  const { rows } = await sql<FeederDetail['users'][number]>`select u.id, u.account, s.name as site_name
    from usage_points u join sites s on s.id = u.site_id where u.feeder = ${name} order by u.account`.execute(db)
  return rows
}

export async function findFeederByName(db: Db, name: string): Promise<Feeder | undefined> {
  const { rows } = await sql<Feeder>`select ${columns} from feeders f where f.name = ${name} for update`.execute(db)
  return rows[0]
}

/** Refuses `feeder-known`, `account-of-other-feeder`. */
const refuseTwice = (error: unknown): never => {
  const constraint = violatedConstraint(error)
  if (constraint === 'feeders_name_key') throw new Refusal('feeder-known')
  if (constraint === 'feeders_account_key') throw new Refusal('account-of-other-feeder')
  throw error
}

export async function insertFeeder(db: Db, feeder: Feeder & { by: string; at: Date }): Promise<void> {
  await sql`insert into feeders (id, name, account, voltage, registered_at, registered_by, area_id, area_path)
    values (${feeder.id}, ${feeder.name}, ${feeder.account}, ${feeder.voltage}, ${feeder.at}, ${feeder.by}, ${feeder.areaId}, ${feeder.areaPath})`
    .execute(db)
    .catch(refuseTwice)
}

export async function saveFeeder(
  db: Db,
  { id, account, voltage }: Pick<Feeder, 'id' | 'account' | 'voltage'>,
): Promise<void> {
  await sql`update feeders set account = ${account}, voltage = ${voltage} where id = ${id}`
    .execute(db)
    .catch(refuseTwice)
}

/** The feeder that an account is the head meter of. */
export async function findFeederOfAccount(db: Db, account: string): Promise<Feeder | undefined> {
  const { rows } = await sql<Feeder>`select ${columns} from feeders f where f.account = ${account}`.execute(db)
  return rows[0]
}
