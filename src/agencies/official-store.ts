/** All SQL of officials and granted roles. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import { violatedConstraint } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { administratorRoles } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Official, RoleGrant } from './official.ts'

const areaName = (owner: 'o' | 'r') =>
  sql.raw(
    `(select v.name from area_versions v where v.area_id = ${owner}.area_id order by v.valid_from desc limit 1) as area_name`,
  )

const columns = sql`o.id, o.name, o.agency_id, g.name as agency_name, o.area_id, o.area_path, ${areaName('o')},
  o.account_id is not null as has_account, o.enforcement_card, o.card_valid_to, o.demonstration`

type OfficialFilter = {
  areaPath?: string | undefined
  agencyId?: string | undefined
  text?: string | undefined
  after?: string | undefined
  limit: number
}

/** Within one of the paths, by place and name. */
export async function listOfficials(
  db: Db,
  paths: readonly string[],
  filter: OfficialFilter,
): Promise<{ rows: Official[]; next: string | null }> {
  const after = readCursor(filter.after, 3)
  const { rows } = await sql<Official>`select ${columns} from officials o left join agencies g on g.id = o.agency_id
    where o.area_path ^@ any (${[...paths]}::text[])
      and ${filter.areaPath ? sql`o.area_path ^@ ${filter.areaPath}` : sql`true`}
      and ${filter.agencyId ? sql`o.agency_id = ${filter.agencyId}` : sql`true`}
      and ${filter.text ? sql`strpos(o.name, ${filter.text}) > 0` : sql`true`}
      and ${after ? sql`(o.area_path, o.name, o.id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)` : sql`true`}
    order by o.area_path, o.name, o.id limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.areaPath, row.name, row.id])
}

/** Refuses `not-found`. */
export async function getOfficial(db: Db, id: string): Promise<Official> {
  const { rows } =
    await sql<Official>`select ${columns} from officials o left join agencies g on g.id = o.agency_id where o.id = ${id}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type LockedOfficial = Pick<
  Official,
  'id' | 'name' | 'agencyId' | 'areaId' | 'areaPath' | 'enforcementCard' | 'cardValidTo' | 'demonstration'
> & {
  accountId: string | null
}

/** Refuses `not-found`. */
export async function lockOfficial(db: Db, id: string): Promise<LockedOfficial> {
  const { rows } =
    await sql<LockedOfficial>`select id, name, agency_id, area_id, area_path, account_id, enforcement_card, card_valid_to, demonstration
    from officials where id = ${id} for no key update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

type OfficialFields = Pick<
  Official,
  'id' | 'name' | 'agencyId' | 'areaId' | 'areaPath' | 'enforcementCard' | 'cardValidTo'
>

export async function insertOfficial(db: Db, row: OfficialFields, demonstration = false): Promise<void> {
  await sql`insert into officials (id, name, agency_id, area_id, area_path, enforcement_card, card_valid_to, demonstration)
    values (${row.id}, ${row.name}, ${row.agencyId}, ${row.areaId}, ${row.areaPath}, ${row.enforcementCard}, ${row.cardValidTo}, ${demonstration})`.execute(
    db,
  )
}

type RosterOfficial = Pick<Official, 'id' | 'name' | 'areaId' | 'areaPath'>

/** Names of a roster: persons without account. */
export async function insertRosterOfficials(db: Db, rows: readonly RosterOfficial[]): Promise<void> {
  await sql`insert into officials (id, name, area_id, area_path)
    select id, name, "areaId", "areaPath" from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, name text, "areaId" int, "areaPath" text)`.execute(db)
}

export async function saveOfficial(db: Db, row: OfficialFields): Promise<void> {
  await sql`update officials set name = ${row.name}, agency_id = ${row.agencyId}, area_id = ${row.areaId}, area_path = ${row.areaPath},
    enforcement_card = ${row.enforcementCard}, card_valid_to = ${row.cardValidTo} where id = ${row.id}`.execute(db)
}

export async function saveAccount(db: Db, officialId: string, accountId: string): Promise<void> {
  await sql`update officials set account_id = ${accountId} where id = ${officialId}`.execute(db)
}

const grantColumns = sql`r.id, r.official_id, r.role, r.agency_id, r.area_id, r.area_path, ${areaName('r')}, r.valid_from, r.valid_to`

/** Newest first; only those in the caller's scope, and one's own. */
export async function listGrantsOf(db: Db, officialId: string): Promise<RoleGrant[]> {
  const { rows } = await sql<RoleGrant>`select ${grantColumns} from role_grants r
    where r.official_id = ${officialId} order by r.valid_from desc, r.id limit 100`.execute(db)
  return rows
}

/** Refuses `not-found`. */
export async function lockGrant(db: Db, id: string): Promise<RoleGrant> {
  const { rows } =
    await sql<RoleGrant>`select ${grantColumns} from role_grants r where r.id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function getGrant(db: Db, id: string): Promise<RoleGrant> {
  const { rows } = await sql<RoleGrant>`select ${grantColumns} from role_grants r where r.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

type GrantToAdd = Pick<
  RoleGrant,
  'id' | 'officialId' | 'role' | 'agencyId' | 'areaId' | 'areaPath' | 'validFrom' | 'validTo'
> & {
  grantedBy: string | null
  reason: string
}

/** Refuses `administrators-apart`: the database is the last guard. */
export async function insertGrant(db: Db, grant: GrantToAdd): Promise<void> {
  try {
    await sql`insert into role_grants (id, official_id, role, agency_id, area_id, area_path, valid_from, valid_to, granted_by, reason)
      values (${grant.id}, ${grant.officialId}, ${grant.role}, ${grant.agencyId}, ${grant.areaId}, ${grant.areaPath}, ${grant.validFrom},
        ${grant.validTo}, ${grant.grantedBy}, ${grant.reason})`.execute(db)
  } catch (error) {
    if (violatedConstraint(error) === 'administrators_apart') throw new Refusal('administrators-apart')
    throw error
  }
}

export async function saveGrantEnd(db: Db, id: string, validTo: string): Promise<void> {
  await sql`update role_grants set valid_to = ${validTo} where id = ${id}`.execute(db)
}

/** Whether anybody holds a role of the three administrators on a day. */
export async function administratorsExist(db: Db, date: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select 1 from role_grants
    where role = any (${[...administratorRoles]}::text[]) and (valid_to is null or valid_to >= ${date})) as found`.execute(
    db,
  )
  return rows[0]?.found ?? false
}

/** Whether an official is a fictional one of the demo city. */
export async function isDemonstration(db: Db, officialId: string): Promise<boolean> {
  const { rows } = await sql<{
    demonstration: boolean
  }>`select demonstration from officials where id = ${officialId}`.execute(db)
  return rows[0]?.demonstration ?? false
}

export type CardHolder = { id: string; name: string; card: string }

/** Officers of an agency with a card valid on a day and the role to use it; optionally only some of them. */
export async function listCardHolders(
  db: Db,
  agencyId: string,
  day: string,
  only: readonly string[] | null,
): Promise<CardHolder[]> {
  const { rows } = await sql<CardHolder>`
    select o.id, o.name, o.enforcement_card as card from officials o
     where o.agency_id = ${agencyId} and o.enforcement_card is not null and (o.card_valid_to is null or o.card_valid_to >= ${day})
       and ${only === null ? sql`true` : sql`o.id = any (${[...only]}::uuid[])`}
     order by o.name limit 200`.execute(db)
  return rows
}
