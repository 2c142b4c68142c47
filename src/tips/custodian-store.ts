/** The SQL of custodians and of the halves they keep. */
import { type RawBuilder, sql } from 'kysely'
import { lastVersionAt, versionAt } from '../areas/store.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import type { Input } from '../platform/shared/contract.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { CustodianBody, CustodianState, Ending, Proposal } from './custodian.ts'
import type { CustodianRow, custodianContract, OfficeCustodian } from './custodian-contract.ts'
import type { ReceiptStep } from './receipt.ts'

type Asked = Input<(typeof custodianContract)['listCustodians']>

const rowColumns = sql.raw(`c.id, c.body, c.area_id, v.name as area_name, c.public_key,
  left(encode(sha256(convert_to(c.public_key, 'UTF8')), 'hex'), 16) as fingerprint, c.state, c.active_from, c.proof`)

/** In use for a county: its own, the city's and the second body's. */
export const listActiveFor = async (db: Db, countyId: number, cityId: number, day: string): Promise<CustodianRow[]> =>
  (
    await sql<CustodianRow>`select ${rowColumns} from custodians c join area_versions v on v.area_id = c.area_id and ${versionAt(day)}
      where c.state = 'active' and ((c.body = 'county' and c.area_id = ${countyId}) or (c.body <> 'county' and c.area_id = ${cityId}))
      order by c.body, c.id limit 20`.execute(db)
  ).rows

export type CustodianRecord = Omit<OfficeCustodian, 'waitsFor' | 'mayAgree' | 'mayEnd'> &
  Proposal &
  Ending & { proposedAt: string }

/** Where the county of a key has ended: the one into which it went, or the city, whose second body keeps its halves. */
const heir = sql.raw(`(select case when c.body = 'county' and t.id <> c.area_id then
    (select x.name from area_versions x where x.area_id = t.id order by x.valid_from desc limit 1) end
   from area_today(c.area_id) as t (id))`)
const recordColumns = sql`${rowColumns}, c.area_path, c.official_id, o.name as official_name, c.proposed_at, c.agreed_by_county, c.agreed_by_city,
  c.end_lost, c.end_reason, c.end_agreed_by_county, c.end_agreed_by_city, ${heir} as heir_name`

const ended = sql`(c.state in ('retired', 'lost'))`
const hasEnded = ({ state }: Pick<CustodianRecord, 'state'>) => Number(state === 'retired' || state === 'lost')

/** A page of those of the areas below these paths, and of the caller's own. */
export async function listCustodians(
  db: Db,
  paths: readonly string[],
  { limit, body, state, mine, ...page }: Asked,
  day: string,
) {
  const own = sql`c.official_id = present_official()`
  const { rows } =
    await sql<CustodianRecord>`select ${recordColumns} from custodians c join officials o on o.id = c.official_id
      join area_versions v on v.area_id = c.area_id and ${lastVersionAt(day)}
     where ${mine ? own : sql`(c.area_path ^@ any (${[...paths]}::text[]) or ${own})`}
       and ${body ? sql`c.body = ${body}` : sql`true`} and ${state ? sql`c.state = ${state}` : sql`true`}
       and ${behind(page.after, ended, sql`(c.proposed_at, c.id)`)}
     order by ${ended}, c.proposed_at desc, c.id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [hasEnded(row), row.proposedAt, row.id])
}

/** What stands behind a mark in a list whose second part begins where `second` is true, each part from the newest on. */
export function behind(
  after: string | undefined,
  second: RawBuilder<unknown>,
  place: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const mark = readCursor(after, 3)
  if (mark === null) return sql`true`
  const [part, at, id] = mark
  return sql`(${second} > (${part}::int = 1) or (${second} = (${part}::int = 1) and ${place} < (${at}::timestamptz, ${id}::uuid)))`
}

/** Refuses `not-found`. */
export async function lockCustodian(db: Db, id: string, day: string): Promise<CustodianRecord> {
  const { rows } =
    await sql<CustodianRecord>`select ${recordColumns} from custodians c join officials o on o.id = c.official_id
    join area_versions v on v.area_id = c.area_id and ${lastVersionAt(day)} where c.id = ${id} for update of c`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** Two consents at the same time wait here for each other, so that no third key comes into use. */
export async function countActive(db: Db, body: CustodianBody, areaId: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext(${`custodians ${body} ${areaId}`}))`.execute(db)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from custodians where body = ${body} and area_id = ${areaId} and state = 'active'`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** Whether somebody keeps, or is proposed to keep, a half of the other letter: county and second body have A, the city B. */
export async function keepsOtherHalf(db: Db, officialId: string, body: CustodianBody): Promise<boolean> {
  const { rows } = await sql<{
    keeps: boolean
  }>`select exists (select from custodians c where c.official_id = ${officialId}
    and c.state in ('proposed', 'active') and (c.body = 'city') <> (${body} = 'city')) as keeps`.execute(db)
  return rows[0]?.keeps ?? false
}

export type NewCustodian = Pick<Proposal, 'id' | 'body' | 'areaId' | 'areaPath' | 'officialId' | 'publicKey'> & {
  at: Date
}

/** Refuses `key-known`. */
export async function insertCustodian(db: Db, one: NewCustodian): Promise<void> {
  try {
    await sql`insert into custodians (id, body, area_id, area_path, official_id, public_key, state, proposed_at)
      values (${one.id}, ${one.body}, ${one.areaId}, ${one.areaPath}, ${one.officialId}, ${one.publicKey}, 'proposed', ${one.at})`.execute(
      db,
    )
  } catch (error) {
    if (violatedConstraint(error) === 'custodians_public_key_key') throw new Refusal('key-known')
    throw error
  }
}

export const saveAgreed = async (db: Db, id: string, level: 'county' | 'city', by: string): Promise<void> =>
  void (await sql`update custodians set ${sql.ref(level === 'county' ? 'agreed_by_county' : 'agreed_by_city')} = ${by} where id = ${id}`.execute(
    db,
  ))

export const saveActive = async (db: Db, id: string, at: Date, proof: ReceiptStep): Promise<void> =>
  void (await sql`update custodians set state = 'active', active_from = ${at}, proof = ${JSON.stringify(proof)}::jsonb where id = ${id}`.execute(
    db,
  ))

export const saveEnded = async (db: Db, id: string, state: CustodianState, at: Date, reason: string): Promise<void> =>
  void (await sql`update custodians set state = ${state}, ended_at = ${at}, end_reason = ${reason} where id = ${id}`.execute(
    db,
  ))

export const saveEndAgreed = async (
  db: Db,
  id: string,
  level: 'county' | 'city',
  { by, lost, reason }: { by: string; lost: boolean; reason: string },
): Promise<void> =>
  void (await sql`update custodians set ${sql.ref(level === 'county' ? 'end_agreed_by_county' : 'end_agreed_by_city')} = ${by},
      end_lost = ${lost}, end_reason = ${reason} where id = ${id}`.execute(db))

export const saveTakenOut = async (
  db: Db,
  id: string,
  state: 'lost' | 'retired',
  at: Date,
  proof: ReceiptStep,
): Promise<void> =>
  void (await sql`update custodians set state = ${state}, ended_at = ${at}, end_proof = ${JSON.stringify(proof)}::jsonb where id = ${id}`.execute(
    db,
  ))

/** Code of the county a custodian's leaf is counted under: its own, or that of the city's division. */
export async function getCountyCode(db: Db, areaId: number): Promise<string> {
  const { rows } = await sql<{
    code: string
  }>`select coalesce(division_code, 'zone-' || id) as code from areas where id = ${areaId}`.execute(db)
  return rows[0]?.code ?? 'zone'
}
