/** SQL of the addressees: who was addressed, who has confirmed, who was chased, who was told. */
import { type RawBuilder, sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { lastVersionAt, versionAt } from '../areas/store.ts'
import { isAway } from '../grid/leave-store.ts'
import { carriesRole } from '../grid/store.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { findRule } from '../rulebook/store.ts'
import type { NoticeDraft } from './notice.ts'
import type { AddresseeRow } from './receipt-contract.ts'

export type Addressee = { id: string; noticeId: string; areaId: number; areaPath: string; agencyId: string | null }

/** The addressees of a draft; nobody has received it yet, so they are written anew. */
export async function replaceAddressees(
  db: Db,
  noticeId: string,
  addressees: NoticeDraft['addressees'],
  paths: readonly string[],
): Promise<void> {
  await sql`delete from notice_addressees where notice_id = ${noticeId}`.execute(db)
  const rows = addressees.map((addressee, i) => ({ id: uuidv7(), ...addressee, path: paths[i] }))
  await sql`insert into notice_addressees (id, notice_id, area_id, area_path, agency_id)
    select id, ${noticeId}, "areaId", path, "agencyId"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(id uuid, "areaId" int, path text, "agencyId" uuid)
    on conflict do nothing`.execute(db)
}

/** Whole levels below a place, as the tree stands on a day. */
export async function addLevels(
  db: Db,
  noticeId: string,
  path: string,
  levels: readonly string[],
  day: string,
): Promise<void> {
  await sql`insert into notice_addressees (id, notice_id, area_id, area_path)
    select gen_random_uuid(), ${noticeId}, v.area_id, v.path from area_versions v
     where v.path ^@ ${path} and v.level = any (${[...levels]}::text[]) and ${versionAt(day)}
    on conflict do nothing`.execute(db)
}

export type Forward = {
  id: string
  noticeId: string
  areaId: number
  areaPath: string
  remark: string
  by: string
  at: Date
}

/** Areas below the place that passes on. @returns how many were not addressed before. */
export async function insertForward(
  db: Db,
  forward: Forward,
  areaIds: readonly number[],
  day: string,
): Promise<number> {
  await sql`insert into notice_forwards (id, notice_id, area_id, area_path, remark, forwarded_by, forwarded_at)
    values (${forward.id}, ${forward.noticeId}, ${forward.areaId}, ${forward.areaPath}, ${forward.remark}, ${forward.by}, ${forward.at})`.execute(
    db,
  )
  const { rows } = await sql`insert into notice_addressees (id, notice_id, area_id, area_path, forward_id)
    select gen_random_uuid(), ${forward.noticeId}, v.area_id, v.path, ${forward.id} from area_versions v
     where v.area_id = any (${[...areaIds]}::int[]) and v.path ^@ ${forward.areaPath} and v.area_id <> ${forward.areaId} and ${versionAt(day)}
    on conflict do nothing returning 1`.execute(db)
  return rows.length
}

/** Addressees whom the issuer named, or those of one passing-on. */
const ofForward = (forwardId: string | null): RawBuilder<unknown> =>
  forwardId === null ? sql`d.forward_id is null` : sql`d.forward_id = ${forwardId}`

export async function listAddressees(db: Db, noticeId: string, forwardId: string | null): Promise<Addressee[]> {
  const { rows } =
    await sql<Addressee>`select d.id, d.notice_id, d.area_id, d.area_path, d.agency_id from notice_addressees d
    where d.notice_id = ${noticeId} and ${ofForward(forwardId)} order by d.area_path, d.agency_id nulls first`.execute(
      db,
    )
  return rows
}

/** The addressees as subjects of their limits of receipt, for `openLimitsFor`. */
export const receiptSubjects = (
  noticeId: string,
  forwardId: string | null,
  { days, dayKind, dueOn }: { days: number; dayKind: string; dueOn: string | null },
): RawBuilder<unknown> => sql`
  select d.id as subject_id, d.area_id, d.area_path, d.agency_id as holder_agency_id, ${days}::int as days, ${dayKind} as day_kind,
         ${dueOn}::date as due_on
    from notice_addressees d where d.notice_id = ${noticeId} and ${ofForward(forwardId)}`

/** All of them, for `endLimitsFor`. */
export const allReceiptSubjects = (noticeId: string): RawBuilder<unknown> =>
  sql`select d.id as subject_id from notice_addressees d where d.notice_id = ${noticeId}`

/** Refuses `not-found`. */
export async function getAddressee(db: Db, id: string): Promise<Addressee> {
  const { rows } =
    await sql<Addressee>`select id, notice_id, area_id, area_path, agency_id from notice_addressees where id = ${id}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** Those of these areas that are addressed themselves. */
export async function findAddressedAreas(db: Db, noticeId: string, areaIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ areaId: number }>`select area_id from notice_addressees
    where notice_id = ${noticeId} and agency_id is null and area_id = any (${[...areaIds]}::int[])`.execute(db)
  return rows.map((row) => row.areaId)
}

/** Refuses `already-confirmed`. */
export async function insertReceipt(db: Db, addressee: Addressee, officialId: string, at: Date): Promise<void> {
  try {
    await sql`insert into receipts (addressee_id, notice_id, area_path, official_id, confirmed_at)
      values (${addressee.id}, ${addressee.noticeId}, ${addressee.areaPath}, ${officialId}, ${at})`.execute(db)
  } catch (error) {
    if (violatedConstraint(error) === 'receipts_pkey') throw new Refusal('already-confirmed')
    throw error
  }
}

export type Reader = { addresseeId: string; areaPath: string; officialId: string }

/**
 * Who may confirm for these addressees and can sign in: the holders of the posts and the office of an area, the people of an agency.
 * The same question as `mayConfirm`, asked of all at once.
 */
export async function listReaders(db: Db, addressees: RawBuilder<unknown>, day: string): Promise<Reader[]> {
  const runs = sql`h.valid_from <= ${day} and (h.valid_to is null or h.valid_to >= ${day})`
  // by rule whoever is on leave is not told where a substitute stands in
  const alone = (await findRule(db, 'leave.substitution', day))?.value.told === 'substitute'
  const told = alone
    ? sql`not (${isAway('h', day)} and exists (select from appointments s where s.area_id = h.area_id and s.post = 'substitute'
            and s.valid_from <= ${day} and (s.valid_to is null or s.valid_to >= ${day}) and not ${isAway('s', day)}))`
    : sql`true`
  const { rows } = await sql<Reader>`
    with d as (select x.id, x.area_id, x.area_path, x.agency_id from notice_addressees x where ${addressees}),
    held as (
      select d.id as addressee_id, d.area_path, h.official_id from d join areas ar on ar.id = d.area_id join appointments h on h.area_id = d.area_id
       where d.agency_id is null and ${runs}
         and (${sql.raw(carriesRole('ar.level', 'h.post'))}) and ${told}
      union
      select d.id, d.area_path, h.official_id from d join role_grants h on h.area_path = d.area_path
       where d.agency_id is null and h.role in ('countyOffice', 'townshipLeader', 'gridWorker') and ${runs}
      union
      select d.id, d.area_path, h.official_id from d join role_grants h on h.agency_id = d.agency_id where ${runs})
    select held.addressee_id, held.area_path, held.official_id from held join officials o on o.id = held.official_id
     where o.account_id is not null order by held.area_path, held.official_id`.execute(db)
  return rows
}

export const readersOf = (noticeId: string, forwardId: string | null): RawBuilder<unknown> =>
  forwardId === null
    ? sql`x.notice_id = ${noticeId} and x.forward_id is null`
    : sql`x.notice_id = ${noticeId} and x.forward_id = ${forwardId}`

export const readersOfThese = (addresseeIds: readonly string[]): RawBuilder<unknown> =>
  sql`x.id = any (${[...addresseeIds]}::uuid[])`

const rowColumns =
  sql.raw(`d.id, d.area_id, v.name as area_name, d.area_path, d.agency_id, g.name as agency_name, d.by_task,
  r.confirmed_at, o.name as confirmed_by, d.forward_id is not null as forwarded, u.urges, u.urged_at,
  case when m.told is null then 'nobody' when m.outside then 'outside' when m.failed then 'failed' else 'inApp' end as reach`)
const rowJoins = (day: string) => sql`notice_addressees d
  join area_versions v on v.area_id = d.area_id and ${lastVersionAt(day)}
  left join agencies g on g.id = d.agency_id
  left join receipts r on r.addressee_id = d.id left join officials o on o.id = r.official_id
  left join lateral (select count(*) as urges, max(urged_at) as urged_at from notice_urges u where u.addressee_id = d.id) u on true
  left join lateral (select true as told, bool_or(m.status = 'sent' and m.channel <> 'inApp') as outside, bool_or(m.status = 'givenUp') as failed
                       from messages m where m.matter_id = d.id having count(*) > 0) m on true`

export type ReceiptFilter = {
  after?: string | undefined
  limit: number
  noticeId: string
  confirmed?: boolean | undefined
}

export async function listReceipts(db: Db, { after: mark, limit, noticeId, confirmed }: ReceiptFilter, day: string) {
  const after = readCursor(mark, 2)
  const state =
    confirmed === undefined ? sql`true` : confirmed ? sql`r.addressee_id is not null` : sql`r.addressee_id is null`
  const { rows } = await sql<AddresseeRow>`select ${rowColumns} from ${rowJoins(day)}
    where d.notice_id = ${noticeId} and ${state} and ${after ? sql`(d.area_path, d.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`}
    order by d.area_path, d.id limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [row.areaPath, row.id])
}

type OpenRow = AddresseeRow & { noticeId: string; noticeNumber: string; noticeTitle: string; issuedOn: string }

/** @param unreached only those where nobody could be told. */
export async function listUnconfirmed(
  db: Db,
  input: { after?: string | undefined; limit: number; noticeId?: string | undefined; unreached?: boolean },
  day: string,
) {
  const after = readCursor(input.after, 2)
  // the page first, and only for its rows the names and what became of the words
  const { rows } = await sql<OpenRow>`
    with p as materialized (
      select d.id, n.id as notice_id, n.number as notice_number, n.title as notice_title, n.issued_on
        from notice_addressees d join notices n on n.id = d.notice_id
       where n.status = 'issued' and not exists (select from receipts c where c.addressee_id = d.id)
         and ${input.noticeId ? sql`n.id = ${input.noticeId}` : sql`true`}
         and ${input.unreached ? sql`not exists (select from messages t where t.matter_id = d.id)` : sql`true`}
         and ${after ? sql`(n.issued_on, d.id) > (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
       order by n.issued_on, d.id limit ${input.limit + 1})
    select ${rowColumns}, p.notice_id, p.notice_number, p.notice_title, p.issued_on
      from ${rowJoins(day)} join p on p.id = d.id order by p.issued_on, p.id`.execute(db)
  return toPage(rows, input.limit, (row): CursorValues => [row.issuedOn, row.id])
}

export type Urge = {
  noticeId: string
  /** Only this one. */
  addresseeId?: string | undefined
  /** Areas whose own government is not chased: those of the person who chases. */
  notAreas: readonly number[]
  occasion: string
  by: string | null
  at: Date
}

/** Whoever has not confirmed, once for each occasion. @returns the addressees chased now. */
export async function insertUrges(db: Db, urge: Urge): Promise<string[]> {
  const { rows } = await sql<{ addresseeId: string }>`
    insert into notice_urges (addressee_id, occasion, notice_id, area_path, urged_by, urged_at)
    select d.id, ${urge.occasion}, d.notice_id, d.area_path, ${urge.by}::uuid, ${urge.at}::timestamptz from notice_addressees d
     where d.notice_id = ${urge.noticeId} and ${urge.addresseeId ? sql`d.id = ${urge.addresseeId}` : sql`true`}
       and not (d.agency_id is null and d.area_id = any (${[...urge.notAreas]}::int[]))
       and not exists (select from receipts r where r.addressee_id = d.id)
    on conflict do nothing returning addressee_id`.execute(db)
  return rows.map((row) => row.addresseeId)
}

export type OpenNotice = { id: string; areaPath: string; number: string; issuedOn: string }

/** Sealed notices in force that somebody has not confirmed, issued between two days. */
export async function listNoticesToChase(db: Db, from: string, to: string): Promise<OpenNotice[]> {
  const { rows } = await sql<OpenNotice>`select n.id, n.area_path, n.number, n.issued_on from notices n
    where n.status = 'issued' and n.sealed_at is not null and n.issued_on between ${from} and ${to}
      and exists (select from notice_addressees d where d.notice_id = n.id and not exists (select from receipts r where r.addressee_id = d.id))
    order by n.issued_on, n.id`.execute(db)
  return rows
}

export const oneSubject = (addresseeId: string): RawBuilder<unknown> => sql`select ${addresseeId}::uuid as subject_id`
