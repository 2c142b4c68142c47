/** The SQL of openings. What a custodian may read of a tip is said by functions of the database alone. */
import { sql } from 'kysely'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import type { Input, Output } from '../platform/shared/contract.ts'
import { type CursorValues, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { CustodianBody, Opening } from './custodian.ts'
import type { custodianContract, IdentityOpening } from './custodian-contract.ts'
import { behind } from './custodian-store.ts'

type Asked = Input<(typeof custodianContract)['listOpenings']>

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
export async function listOpenings(db: Db, { limit, tipId, mine, ...page }: Asked) {
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

type Half = Input<(typeof custodianContract)['giveHalves']>['rows'][number]
type HalfAsked = Output<(typeof custodianContract)['getHalves']>['rows'][number]

export const listHalvesFor = async (db: Db, openingId: string): Promise<HalfAsked[]> =>
  (await sql<HalfAsked>`select envelope_id, half, commitment from halves_for_me(${openingId})`.execute(db)).rows

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
