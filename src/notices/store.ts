/** All SQL of the notices: documents, addressees, receipts. Tasks are in task-store.ts. */
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { lastVersionAt, versionAt } from '../areas/store.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { AddresseeRow, NoticeRow } from './contract.ts'
import type { Issuer, NoticeDraft, NoticeStatus } from './notice.ts'

/** A notice as it stands in the table. */
export type Notice = Omit<NoticeDraft, 'addressees'> & {
  id: string
  areaId: number
  areaPath: string
  status: NoticeStatus
  number: string | null
  issuedOn: string | null
  withdrawnReason: string | null
  draftedAt: string
}
export type Addressee = { id: string; noticeId: string; areaId: number; areaPath: string; agencyId: string | null }

const noticeColumns =
  sql.raw(`id, issuer_agency_id, area_id, area_path, title, paragraphs, demands, receipt_days, status, number,
  issued_on, superior_notice_id, superior_number, file_id, withdrawn_reason, drafted_at`)

/** Refuses `not-found`. */
export async function getNotice(db: Db, id: string, forUpdate = false): Promise<Notice> {
  const { rows } =
    await sql<Notice>`select ${noticeColumns} from notices where id = ${id} ${forUpdate ? sql`for update` : sql``}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** Refuses `not-found`. */
export async function getIssuer(db: Db, agencyId: string): Promise<Issuer> {
  const { rows } =
    await sql<Issuer>`select id, area_id, area_path, document_code from agencies where id = ${agencyId}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** Paths of addressed areas on a day, in the order of the addressees; refuses `not-found` for an area or agency that is not there. */
export async function findAddresseePaths(
  db: Db,
  addressees: NoticeDraft['addressees'],
  day: string,
): Promise<string[]> {
  const { rows } = await sql<{ path: string | null }>`
    select case when t."agencyId" is null or a.area_id = t."areaId" then v.path end as path
      from rows from (jsonb_to_recordset(${JSON.stringify(addressees)}::jsonb) as ("areaId" int, "agencyId" uuid)) with ordinality
           as t("areaId", "agencyId", place)
      left join agencies a on a.id = t."agencyId"
      left join area_versions v on v.area_id = t."areaId" and ${versionAt(day)}
     order by t.place`.execute(db)
  return rows.map(({ path }) => {
    if (path === null) throw new Refusal('not-found')
    return path
  })
}

export async function insertNotice(
  db: Db,
  id: string,
  draft: NoticeDraft,
  issuer: Issuer,
  by: string,
  at: Date,
): Promise<void> {
  await sql`insert into notices (id, issuer_agency_id, area_id, area_path, title, paragraphs, demands, receipt_days, status,
      superior_notice_id, superior_number, file_id, drafted_by, drafted_at)
    values (${id}, ${draft.issuerAgencyId}, ${issuer.areaId}, ${issuer.areaPath}, ${draft.title}, ${JSON.stringify(draft.paragraphs)}::jsonb,
      ${JSON.stringify(draft.demands)}::jsonb, ${draft.receiptDays}, 'draft', ${draft.superiorNoticeId}, ${draft.superiorNumber}, ${draft.fileId},
      ${by}, ${at})`.execute(db)
}

export async function saveDraft(db: Db, id: string, draft: NoticeDraft): Promise<void> {
  await sql`update notices set title = ${draft.title}, paragraphs = ${JSON.stringify(draft.paragraphs)}::jsonb,
    demands = ${JSON.stringify(draft.demands)}::jsonb, receipt_days = ${draft.receiptDays}, superior_notice_id = ${draft.superiorNoticeId},
    superior_number = ${draft.superiorNumber}, file_id = ${draft.fileId} where id = ${id}`.execute(db)
}

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

export async function listAddressees(db: Db, noticeId: string): Promise<Addressee[]> {
  const { rows } = await sql<Addressee>`select id, notice_id, area_id, area_path, agency_id from notice_addressees
    where notice_id = ${noticeId} order by area_path, agency_id nulls first`.execute(db)
  return rows
}

/** Refuses `not-found`. */
export async function getAddressee(db: Db, id: string): Promise<Addressee> {
  const { rows } =
    await sql<Addressee>`select id, notice_id, area_id, area_path, agency_id from notice_addressees where id = ${id}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** The next number of an issuer in a year; the row stays locked until the issue is committed, so no gap can arise. */
export async function takeSerial(db: Db, agencyId: string, year: number): Promise<number> {
  const { rows } = await sql<{ lastSerial: number }>`
    insert into document_numbers as n (agency_id, year, last_serial) values (${agencyId}, ${year}, 1)
    on conflict (agency_id, year) do update set last_serial = n.last_serial + 1 returning last_serial`.execute(db)
  return rows[0]?.lastSerial ?? 1
}

export async function saveIssued(
  db: Db,
  id: string,
  status: NoticeStatus,
  number: string,
  serial: number,
  issuedOn: string,
): Promise<void> {
  await sql`update notices set status = ${status}, number = ${number}, serial = ${serial}, issued_on = ${issuedOn} where id = ${id}`.execute(
    db,
  )
}

export async function saveWithdrawn(db: Db, id: string, status: NoticeStatus, reason: string): Promise<void> {
  await sql`update notices set status = ${status}, withdrawn_reason = ${reason} where id = ${id}`.execute(db)
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

const rowColumns = sql.raw(`n.id, n.number, n.title, a.name as issuer_name, n.status, n.issued_on, n.drafted_at,
  (select count(*) from notice_addressees d where d.notice_id = n.id) as addressees,
  (select count(*) from receipts r where r.notice_id = n.id) as confirmed`)

type ListInput = {
  after?: string | undefined
  limit: number
  status?: NoticeStatus | undefined
  text?: string | undefined
}

export async function listNotices(db: Db, { after: mark, limit, status, text }: ListInput) {
  const after = readCursor(mark, 2)
  const { rows } = await sql<NoticeRow>`
    select ${rowColumns} from notices n join agencies a on a.id = n.issuer_agency_id
     where ${status ? sql`n.status = ${status}` : sql`true`}
       and ${text ? sql`(strpos(n.title, ${text}) > 0 or strpos(n.number, ${text}) > 0)` : sql`true`}
       and ${after ? sql`(n.drafted_at, n.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
     order by n.drafted_at desc, n.id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [row.draftedAt, row.id])
}

/** Refuses `not-found`. */
export async function getNoticeRow(db: Db, id: string): Promise<NoticeRow> {
  const { rows } =
    await sql<NoticeRow>`select ${rowColumns} from notices n join agencies a on a.id = n.issuer_agency_id where n.id = ${id}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type Reference = { id: string; number: string | null; title: string }

export async function findReference(db: Db, id: string): Promise<Reference | null> {
  const { rows } = await sql<Reference>`select id, number, title from notices where id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function listSubordinate(db: Db, id: string): Promise<Reference[]> {
  const { rows } =
    await sql<Reference>`select id, number, title from notices where superior_notice_id = ${id} order by issued_on, id limit 200`.execute(
      db,
    )
  return rows
}

const addresseeColumns = sql.raw(`d.id, d.area_id, v.name as area_name, d.agency_id, g.name as agency_name,
  r.confirmed_at, o.name as confirmed_by`)
const addresseeJoins = (day: string) => sql`notice_addressees d
  join area_versions v on v.area_id = d.area_id and ${lastVersionAt(day)}
  left join agencies g on g.id = d.agency_id
  left join receipts r on r.addressee_id = d.id left join officials o on o.id = r.official_id`

export async function listAddresseeRows(db: Db, noticeId: string, day: string): Promise<AddresseeRow[]> {
  const { rows } = await sql<AddresseeRow>`select ${addresseeColumns} from ${addresseeJoins(day)}
    where d.notice_id = ${noticeId} order by d.area_path, d.agency_id nulls first limit 500`.execute(db)
  return rows
}

type UnconfirmedRow = AddresseeRow & { noticeId: string; noticeNumber: string; noticeTitle: string; issuedOn: string }

export async function listUnconfirmed(
  db: Db,
  input: { after?: string | undefined; limit: number; noticeId?: string | undefined },
  day: string,
) {
  const after = readCursor(input.after, 2)
  const { rows } = await sql<UnconfirmedRow>`
    select ${addresseeColumns}, n.id as notice_id, n.number as notice_number, n.title as notice_title, n.issued_on
      from ${addresseeJoins(day)} join notices n on n.id = d.notice_id
     where n.status = 'issued' and r.addressee_id is null
       and ${input.noticeId ? sql`n.id = ${input.noticeId}` : sql`true`}
       and ${after ? sql`(n.issued_on, d.id) > (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
     order by n.issued_on, d.id limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row): CursorValues => [row.issuedOn, row.id])
}

type Name = { zh: string; en: string }

/** Agencies of exactly these areas that may issue. */
export async function listIssuers(db: Db, areaIds: readonly number[], day: string) {
  const { rows } = await sql<{ id: string; name: Name; areaId: number; documentCode: string | null }>`
    select id, name, area_id, document_code from agencies
     where area_id = any (${[...areaIds]}::int[]) and kind in ('office', 'government') and valid_from <= ${day} and (valid_to is null or valid_to >= ${day})
     order by document_code nulls last, code limit 50`.execute(db)
  return rows
}

/** Whom an issuer of these areas may address: the areas directly below, and the departments of its own area. */
export async function listAddressable(db: Db, areaIds: readonly number[], day: string) {
  const areas = await sql<{ id: number; name: string; level: string }>`
    select v.area_id as id, v.name, v.level from area_versions v where v.parent_id = any (${[...areaIds]}::int[]) and ${versionAt(day)} order by v.area_id limit 500`.execute(
    db,
  )
  const agencies = await sql<{ id: string; name: Name; areaId: number }>`
    select id, name, area_id from agencies where area_id = any (${[...areaIds]}::int[]) and kind in ('department', 'company')
      and valid_from <= ${day} and (valid_to is null or valid_to >= ${day}) order by code limit 200`.execute(db)
  return { areas: areas.rows, agencies: agencies.rows }
}
