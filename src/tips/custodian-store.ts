/** The SQL of custodians and of openings. What a custodian may read of a tip is said by functions of the database alone. */
import { type RawBuilder, sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import type { Input, Output } from '../platform/shared/contract.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { CustodianBody, CustodianState, Ending, Opening, Proposal } from './custodian.ts'
import type { CustodianRow, custodianContract, IdentityOpening, OfficeCustodian } from './custodian-contract.ts'
import type { ReceiptStep } from './receipt.ts'

type Asked<K extends keyof typeof custodianContract> = Input<(typeof custodianContract)[K]>

const rowColumns = sql.raw(`c.id, c.body, c.area_id, v.name as area_name, c.public_key,
  left(encode(sha256(convert_to(c.public_key, 'UTF8')), 'hex'), 16) as fingerprint, c.state, c.active_from, c.proof`)

/** In use for a county: its own, the city's and the second body's. */
export const listActiveFor = async (db: Db, countyId: number, cityId: number, day: string): Promise<CustodianRow[]> =>
  (
    await sql<CustodianRow>`select ${rowColumns} from custodians c join area_versions v on v.area_id = c.area_id and ${versionAt(day)}
      where c.state = 'active' and ((c.body = 'county' and c.area_id = ${countyId}) or (c.body <> 'county' and c.area_id = ${cityId}))
      order by c.body, c.id limit 20`.execute(db)
  ).rows

export type CustodianRecord = Omit<OfficeCustodian, 'mayAgree' | 'mayEnd'> & Proposal & Ending & { proposedAt: string }

const recordColumns = sql`${rowColumns}, c.area_path, c.official_id, o.name as official_name, c.proposed_at, c.agreed_by_county, c.agreed_by_city,
  c.end_lost, c.end_reason, c.end_agreed_by_county, c.end_agreed_by_city`

const ended = sql`(c.state in ('retired', 'lost'))`
const hasEnded = ({ state }: Pick<CustodianRecord, 'state'>) => Number(state === 'retired' || state === 'lost')

/** A page of those of the areas below these paths, and of the caller's own. */
export async function listCustodians(
  db: Db,
  paths: readonly string[],
  { limit, body, state, mine, ...page }: Asked<'listCustodians'>,
  day: string,
) {
  const own = sql`c.official_id = present_official()`
  const { rows } =
    await sql<CustodianRecord>`select ${recordColumns} from custodians c join officials o on o.id = c.official_id
      join area_versions v on v.area_id = c.area_id and ${versionAt(day)}
     where ${mine ? own : sql`(c.area_path ^@ any (${[...paths]}::text[]) or ${own})`}
       and ${body ? sql`c.body = ${body}` : sql`true`} and ${state ? sql`c.state = ${state}` : sql`true`}
       and ${behind(page.after, ended, sql`(c.proposed_at, c.id)`)}
     order by ${ended}, c.proposed_at desc, c.id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [hasEnded(row), row.proposedAt, row.id])
}

/** What stands behind a mark in a list whose second part begins where `second` is true, each part from the newest on. */
function behind(
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
    join area_versions v on v.area_id = c.area_id and ${versionAt(day)} where c.id = ${id} for update of c`.execute(db)
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

export type NewOpening = {
  id: string
  tipId: string
  purpose: string
  caseReference: string
  outsideBody: string | null
  by: string
  at: Date
  /** Null for a video, which custodians open among themselves. */
  recipient: string | null
  videoId: string | null
}

/** Refuses `wrong-state` where the same person's request, or one for the same video, waits already. */
export async function insertOpening(db: Db, one: NewOpening): Promise<void> {
  try {
    await sql`insert into identity_openings (id, tip_id, purpose, case_reference, outside_body, requested_by, requested_at, recipient, file_id, state)
      values (${one.id}, ${one.tipId}, ${one.purpose}, ${one.caseReference}, ${one.outsideBody}, ${one.by}, ${one.at}, ${one.recipient}, ${one.videoId}, 'requested')`.execute(
      db,
    )
  } catch (error) {
    const taken = violatedConstraint(error)
    if (taken === 'identity_openings_one') throw new Refusal('wrong-state', { move: 'requestIdentity' })
    if (taken === 'identity_openings_one_video') throw new Refusal('wrong-state', { move: 'requestStills' })
    throw error
  }
}

const answered = sql`(o.state <> 'requested')`
const mineOf = {
  toAnswer: sql`o.state = 'requested' and o.requested_by <> present_official()
    and case my_half_for(o.id) when 'A' then o.given_a_by is null when 'B' then o.given_b_by is null else false end`,
  toOpen: sql`o.state = 'opened' and o.stills_by = present_official()`,
} as const

/** A page of the requests the caller may see; a custodian sees the code name and no more of the tip. */
export async function listOpenings(db: Db, { limit, tipId, mine, ...page }: Asked<'listOpenings'>) {
  const { rows } = await sql<IdentityOpening>`
      select o.id, o.tip_id, coalesce((select t.code_name from tips t where t.id = o.tip_id), '') as code_name, o.file_id as video_id, o.purpose, o.case_reference, o.outside_body,
             p.name as requested_by_name, o.requested_by = present_official() as requested_by_me, my_half_for(o.id) as my_half, o.requested_at, o.state,
             o.state = 'opened' and case when o.file_id is null then o.requested_by else o.stills_by end = present_official() as open_to_me,
             o.given_a_by is not null as half_a_given, o.given_b_by is not null as half_b_given, o.refuse_reason
        from identity_openings o join officials p on p.id = o.requested_by
       where ${tipId ? sql`o.tip_id = ${tipId}` : sql`true`} and ${mine ? mineOf[mine] : sql`true`}
         and ${behind(page.after, answered, sql`(o.requested_at, o.id)`)}
       order by ${answered}, o.requested_at desc, o.id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [Number(row.state !== 'requested'), row.requestedAt, row.id])
}

export type OpeningRecord = Opening & {
  id: string
  tipId: string
  recipient: string | null
  videoId: string | null
  myHalf: 'A' | 'B' | null
}

/** Refuses `not-found`. */
export async function lockOpening(db: Db, id: string): Promise<OpeningRecord> {
  const { rows } = await sql<OpeningRecord>`
    select id, tip_id, state, requested_by, given_a_by, given_b_by, stills_by, recipient, file_id as video_id, my_half_for(id) as my_half
      from identity_openings where id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type Half = { envelopeId: string; half: string }

export const listHalvesFor = async (db: Db, openingId: string): Promise<Half[]> =>
  (await sql<Half>`select envelope_id, half from halves_for_me(${openingId})`.execute(db)).rows

/** To whom the caller seals the half of a video. */
export const listVideoRecipients = async (db: Db, openingId: string): Promise<string[]> =>
  (await sql<{ publicKey: string }>`select public_key from video_recipients(${openingId})`.execute(db)).rows.map(
    ({ publicKey }) => publicKey,
  )

/** As which custodian the caller opened a video. Refuses `not-permitted`. */
export async function getMyBody(db: Db, openingId: string): Promise<CustodianBody> {
  const { rows } = await sql<{ body: CustodianBody | null }>`select my_body_for(${openingId}) as body`.execute(db)
  if (!rows[0]?.body) throw new Refusal('not-permitted')
  return rows[0].body
}

type Given = { rows: readonly Half[]; by: string; at: Date; state: Opening['state']; stillsBy: string | null }
export async function saveHalves(
  db: Db,
  id: string,
  which: 'A' | 'B',
  { rows, by, at, state, stillsBy }: Given,
): Promise<void> {
  const halves = JSON.stringify(Object.fromEntries(rows.map((row) => [row.envelopeId, row.half])))
  await (which === 'A'
    ? sql`update identity_openings set halves_a = ${halves}::jsonb, given_a_by = ${by}, given_a_at = ${at}, state = ${state}, stills_by = ${stillsBy} where id = ${id}`
    : sql`update identity_openings set halves_b = ${halves}::jsonb, given_b_by = ${by}, given_b_at = ${at}, state = ${state}, stills_by = ${stillsBy} where id = ${id}`
  ).execute(db)
}

export const saveRefused = async (db: Db, id: string, by: string, at: Date, reason: string): Promise<void> =>
  void (await sql`update identity_openings set state = 'refused', refused_by = ${by}, refused_at = ${at}, refuse_reason = ${reason} where id = ${id}`.execute(
    db,
  ))

export type OpenedLetter = Output<(typeof custodianContract)['getOpened']>['rows'][number]

/** Letters with both halves; an envelope that came after the request is not among them. */
export const listOpened = async (db: Db, id: string): Promise<OpenedLetter[]> =>
  (
    await sql<OpenedLetter>`
      select e.sealed as envelope, o.halves_a ->> e.id::text as half_a, o.halves_b ->> e.id::text as half_b,
             case when f.id is not null then jsonb_build_object('id', f.id, 'kind', f.kind, 'octets', f.sealed_octets) end as file
        from identity_openings o join tip_envelopes e on e.tip_id = o.tip_id
        left join tip_files f on f.envelope_id = e.id
       where o.id = ${id} and o.state = 'opened' and (o.file_id is not null or f.kind is distinct from 'video') and o.halves_a ? e.id::text and o.halves_b ? e.id::text
         and (f.id is null or f.received_at is not null) order by e.id limit 500`.execute(db)
  ).rows

export const listHalvesToReseal = async (db: Db, after: string | undefined): Promise<Half[]> =>
  (await sql<Half>`select envelope_id, half from halves_to_reseal(${after ?? null}, 100)`.execute(db)).rows

export async function resealHalf(db: Db, { envelopeId, half }: Half): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select reseal_half(${envelopeId}, ${half}) as done`.execute(db)
  return rows[0]?.done ?? false
}

/** Keys of the custodians of the bodies the present official keeps a half for. */
export const listOwnRecipients = async (db: Db): Promise<string[]> =>
  (
    await sql<{ publicKey: string }>`
      select c.public_key from custodians c join custodians m on m.official_id = present_official() and m.state = 'active'
         and m.body = c.body and m.area_id = c.area_id
       where c.state = 'active' order by c.id limit 4`.execute(db)
  ).rows.map((row) => row.publicKey)

export type Untold = {
  id: string
  videoId: string | null
  tipId: string
  state: Opening['state']
  told: '' | Opening['state']
  purpose: string
}

/** A request with what the reporter was told of it; locked. */
export async function lockUntold(db: Db, id: string): Promise<Untold | undefined> {
  const { rows } =
    await sql<Untold>`select id, tip_id, file_id as video_id, state, told, purpose from identity_openings where id = ${id} for update`.execute(
      db,
    )
  return rows[0]
}

export const saveTold = async (db: Db, id: string, told: Opening['state']): Promise<void> =>
  void (await sql`update identity_openings set told = ${told} where id = ${id}`.execute(db))
