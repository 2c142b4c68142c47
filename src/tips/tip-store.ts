/** The SQL of a tip as it comes and as its reporter sees it. What offices read is in office-store.ts. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { NationalOrigin } from '../leads/lead.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { CustodianKeys, Envelope } from './envelope.ts'
import type { ReceiptStep } from './receipt.ts'
import type { StepKind } from './step.ts'
import { type Channel, cityOf, type Report, type TipState, type TipStatus } from './tip.ts'
import type { ListedPlace, MyTip, ReportCounty } from './tip-contract.ts'

/** The place of a report with the county it lies in; null of the city itself. */
export type ReportedPlace = {
  cityId: number
  countyId: number | null
  countyCode: string | null
  countyName: string | null
}

/** Refuses `not-found`. */
export async function getReportedPlace(db: Db, areaId: number, day: string): Promise<ReportedPlace> {
  const { rows } = await sql<ReportedPlace>`
    select split_part(v.path, '/', 2)::int as city_id, c.area_id as county_id, c.name as county_name,
           coalesce(a.division_code, 'zone-' || c.area_id) as county_code
      from area_versions v
      left join area_versions c on c.area_id = nullif(split_part(v.path, '/', 3), '')::int
        and c.valid_from <= ${day} and (c.valid_to is null or c.valid_to >= ${day})
      left join areas a on a.id = c.area_id
     where v.area_id = ${areaId} and ${versionAt(day)}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { placeAreaId: areaId })
  return rows[0]
}

export const listReportCounties = async (db: Db, day: string): Promise<ReportCounty[]> =>
  (
    await sql<ReportCounty>`select v.area_id as id, v.name, a.division_code from area_versions v join areas a on a.id = v.area_id
      where v.level = 'county' and ${versionAt(day)} order by v.path limit 100`.execute(db)
  ).rows

/** What lies directly in a county or township, in the order of the codes. A township has some dozens of villages. */
export const listReportPlaces = async (db: Db, within: number, day: string): Promise<ListedPlace[]> =>
  (
    await sql<ListedPlace>`select v.area_id as id, v.name from area_versions v
      where v.parent_id = ${within} and v.level in ('township', 'village') and ${versionAt(day)} order by v.area_id limit 1000`.execute(
      db,
    )
  ).rows

/** A place of the list with what it lies in, from the county down; undefined where there is none below the city. */
export async function findListedPlace(
  db: Db,
  id: number,
  day: string,
): Promise<(ListedPlace & { within: string[] }) | undefined> {
  const { rows } = await sql<ListedPlace & { within: string[] }>`
    select v.area_id as id, v.name,
           (select coalesce(array_agg(u.name order by length(u.path)), '{}') from area_versions u
             where v.path ^@ u.path and u.area_id <> v.area_id and u.level <> 'city'
               and u.valid_from <= ${day} and (u.valid_to is null or u.valid_to >= ${day})
               and u.area_id = any (string_to_array(trim(v.path, '/'), '/')::int[])) as within
      from area_versions v where v.area_id = ${id} and v.level <> 'city' and ${versionAt(day)}`.execute(db)
  return rows[0]
}

/** Marks a challenge as answered. @returns false where it was before. */
export async function spendChallenge(db: Db, challenge: string, goodUntil: Date): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into spent_challenges (challenge, good_until) values (${challenge}, ${goodUntil}) on conflict do nothing`.execute(
      db,
    )
  return numAffectedRows === 1n
}

export const forgetChallenges = async (db: Db, now: Date): Promise<void> =>
  void (await sql`delete from spent_challenges where good_until < ${now}`.execute(db))

/** How many tips came since an instant, counted up to `most`. */
export async function countSince(db: Db, since: Date, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select tips_since(${since}, ${most}::int) as count`.execute(db)
  return rows[0]?.count ?? 0
}

/** Lets the rest of the transaction see this tip and no other. */
export const showTip = async (db: Db, id: string): Promise<void> =>
  void (await sql`select set_config('app.tip', ${id}, true)`.execute(db))

/** Lets the rest of the transaction see the tip of a code. @returns its id; null where there is none. */
export async function showTipOfCode(db: Db, codeHash: Buffer): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select set_config('app.tip', coalesce(tip_of_code(${codeHash})::text, ''), true) as id`.execute(db)
  return rows[0]?.id || null
}

export type NewTip = {
  id: string
  /** Drawn; the first that no tip has becomes its name. */
  codeNames: readonly string[]
  codeHash: Buffer
  channel: Channel
  sourceNumber: string | null
  nationalOrigin: NationalOrigin | null
  report: Report
  cityId: number
  countyId: number
  countyCode: string
  receivedAt: Date
  receivedOn: string
  envelope: { id: string; sealed: Envelope } | null
}

export async function insertTip(db: Db, tip: NewTip): Promise<void> {
  const { report } = tip
  const inserted =
    sql`insert into tips (id, code_name, code_hash, channel, source_number, status, holder_level, area_id, area_path, county_id,
      county_code, place_area_id, place_words, place_lat, place_lon, kind, runs, signs, words, county_involved, received_at, received_on,
      national_origin)
    values (${tip.id}, unused_code_name(${[...tip.codeNames]}::text[]), ${tip.codeHash}, ${tip.channel}, ${tip.sourceNumber}, 'received', 'city', ${tip.cityId},
      ${`/${tip.cityId}/`}, ${tip.countyId}, ${tip.countyCode}, ${report.placeAreaId}, ${report.placeWords}, ${report.position?.lat ?? null},
      ${report.position?.lon ?? null}, ${report.kind}, ${report.runs}, ${report.signs}::text[], ${report.words}, ${report.countyInvolved},
      ${tip.receivedAt}, ${tip.receivedOn}, ${tip.nationalOrigin})`.execute(db)
  const { countyId } = tip
  const sealed = tip.envelope && insertEnvelope(db, { ...tip.envelope, tipId: tip.id, messageId: null, countyId })
  await Promise.all([inserted, sealed])
}

/** `countyId` is the county to whose custodians it was sealed: it stays theirs when the tip or its township goes to another county. */
export type NewEnvelope = { id: string; tipId: string; messageId: string | null; sealed: Envelope; countyId: number }

/** Refuses `custodians-changed` where none of the keys of a half is in use any more: it could never be opened. */
export async function insertEnvelope(db: Db, { id, tipId, messageId, sealed, countyId }: NewEnvelope): Promise<void> {
  const { sealedTo, ...kept } = sealed
  const keepers = (half: 'A' | 'B') =>
    sql`sealed_to(${tipId}::uuid, ${countyId}::int, ${half}::text, ${sealedTo?.[`half${half}`] ?? null}::text[])`
  try {
    await sql`insert into tip_envelopes (id, tip_id, message_id, sealed, county_id, keepers_a, keepers_b)
      values (${id}, ${tipId}, ${messageId}, ${JSON.stringify(kept)}::jsonb, ${countyId}, ${keepers('A')}, ${keepers('B')})`.execute(
      db,
    )
  } catch (error) {
    if (violatedConstraint(error) === 'tip_envelopes_kept') throw new Refusal('custodians-changed')
    throw error
  }
}

/**
 * The county to whose custodians a device seals what is said of a tip on a day: that in which its place lies then, as `getReportedPlace`
 * tells the device, and no more the one that it was counted in. Refuses `not-found`.
 */
export async function getSealingCounty(db: Db, { id, countyId }: Pick<TipState, 'id' | 'countyId'>, day: string) {
  const { rows } = await sql<{ placeAreaId: number }>`select place_area_id from tips where id = ${id}`.execute(db)
  const place = await getReportedPlace(db, rows[0]?.placeAreaId ?? countyId, day)
  return place.countyId ?? countyId
}

export type TipStep = { id: string; tipId: string; kind: StepKind; at: Date; proof: ReceiptStep }

/** The next step of a tip. The row of the tip is locked or new, so that no two take the same place. */
export const insertStep = async (db: Db, step: TipStep): Promise<void> =>
  void (await sql`insert into tip_steps (id, tip_id, seq, kind, at, proof)
    values (${step.id}, ${step.tipId}, (select coalesce(max(seq), 0) + 1 from tip_steps where tip_id = ${step.tipId}), ${step.kind}, ${step.at},
      ${JSON.stringify(step.proof)}::jsonb)`.execute(db))

export const listSteps = async (db: Db, tipId: string): Promise<MyTip['steps']> =>
  (
    await sql<
      MyTip['steps'][number]
    >`select kind, at, proof from tip_steps where tip_id = ${tipId} order by seq limit 500`.execute(db)
  ).rows

export type NewMessage = {
  id: string
  tipId: string
  sender: 'reporter' | 'office'
  words: string
  at: Date
  by: string | null
}

export const insertMessage = async (db: Db, { id, tipId, sender, words, at, by }: NewMessage): Promise<void> =>
  void (await sql`insert into tip_messages (id, tip_id, sender, words, at, by) values (${id}, ${tipId}, ${sender}, ${words}, ${at}, ${by})`.execute(
    db,
  ))

export const listMessages = async (db: Db, tipId: string): Promise<MyTip['messages']> =>
  (
    await sql<
      MyTip['messages'][number]
    >`select sender, words, at from tip_messages where tip_id = ${tipId} order by at, id limit 500`.execute(db)
  ).rows

/** What its reporter said of a tip since an instant. */
export async function countMessagesSince(db: Db, tipId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from tip_messages where tip_id = ${tipId} and sender = 'reporter' and at > ${since}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

export const stateColumns =
  sql.raw(`t.id, t.code_name, t.status, t.holder_level, t.area_id, t.area_path, t.county_id, t.county_code,
  t.county_involved, t.received_on, t.hops, t.lead_id, t.former_lead_id, t.joined_to, t.concluded_by, t.disputed_at`)

/** The tip itself; offices act on the one it joined. Refuses `not-found`. */
export async function lockTip(db: Db, id: string): Promise<TipState> {
  const { rows } = await sql<TipState>`select ${stateColumns} from tips t where t.id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { tipId: id })
  return rows[0]
}

/** What the reporter reads of the own tip. */
export type MyTipRecord = TipState & {
  placeAreaId: number
  countyName: string
  waiting: boolean
  dueOn: string | null
  answer: string | null
}

/** Refuses `not-found`. */
export async function getMyTip(db: Db, id: string, day: string): Promise<MyTipRecord> {
  const { rows } = await sql<MyTipRecord>`
    select ${stateColumns}, t.place_area_id, v.name as county_name, t.admitted_at is null as waiting, t.answer,
           due_of_present_tip() as due_on
      from tips t join area_versions v on v.area_id = t.county_id and ${versionAt(day)}
     where t.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function findReward(db: Db, tipId: string): Promise<MyTip['reward']> {
  const { rows } = await sql<NonNullable<MyTip['reward']>>`
    select status, amount_yuan, claim_until, claimed_at is not null as claimed from tip_rewards where tip_id = ${tipId}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** @returns false where the reward is not open on that day. */
export async function saveClaim(db: Db, tipId: string, claimHash: Buffer, at: Date, day: string): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update tip_rewards set status = 'claimed', claim_hash = ${claimHash}, claimed_at = ${at}
    where tip_id = ${tipId} and status = 'open' and claim_until >= ${day}`.execute(db)
  return numAffectedRows === 1n
}

/** The reporter disputes: the tip goes back to the city, open, by itself and to be verified anew. */
export async function saveDisputed(
  db: Db,
  tip: TipState,
  status: TipStatus,
  at: Date,
  recheckId: string,
): Promise<void> {
  const city = cityOf(tip.areaPath)
  await sql`update tips set disputed_at = ${at}, status = ${status}, joined_to = null, former_lead_id = lead_id, lead_id = null, holder_level = 'city', area_id = ${city.areaId}, area_path = ${city.areaPath}
    where id = ${tip.id}`.execute(db)
  await sql`insert into tip_rechecks (id, tip_id, reason, opened_at) values (${recheckId}, ${tip.id}, 'dispute', ${at})
    on conflict do nothing`.execute(db)
}

/** Those that joined the tip whose code was shown are open again with it. Each is shown (`showTip`) to take its step. */
export const reopenJoined = async (db: Db): Promise<Pick<TipState, 'id' | 'countyCode' | 'receivedOn'>[]> =>
  (
    await sql<Pick<TipState, 'id' | 'countyCode' | 'receivedOn'>>`
      select id, county_code, received_on from reopen_joined()`.execute(db)
  ).rows

/**
 * Public keys of those who keep halves of keys for a county today: of half A the second body where the county may be involved or has
 * nobody. Null where one half has nobody: then nothing can be sealed.
 */
export async function findRecipients(
  db: Db,
  countyId: number,
  cityId: number,
  involved: boolean,
): Promise<CustodianKeys | null> {
  const { rows } = await sql<{ half: 'A' | 'B'; publicKey: string }>`
    select h.half, c.public_key from (values ('A'), ('B')) h (half)
      join custodians c on c.id = any (keepers_today(${countyId}, ${`/${cityId}/`}, ${involved}, h.half))
     order by c.id limit 12`.execute(db)
  const of = (half: 'A' | 'B') => rows.filter((row) => row.half === half).map((row) => row.publicKey)
  const keys = { halfA: of('A'), halfB: of('B') }
  return keys.halfA.length > 0 && keys.halfB.length > 0 ? keys : null
}
