/** SQL of the notices as documents. Addressees and receipts are in receipt-store.ts, tasks in task-store.ts. */
import { sql } from 'kysely'
import { lastVersionAt, versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { NoticeRow } from './contract.ts'
import type { addresseeLevels, Issuer, NoticeDraft, NoticeStatus, SealKind } from './notice.ts'
import type { NoticePaper, Recipients } from './notice-document.ts'

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
  draftedBy: string
  submittedBy: string | null
  reviewNote: string | null
  digest: string | null
  sealedFileId: string | null
  sealKind: SealKind | null
  sealedAt: string | null
}
const noticeColumns =
  sql.raw(`id, issuer_agency_id, area_id, area_path, title, paragraphs, demands, receipt_days, status, number,
  issued_on, superior_notice_id, superior_number, file_id, withdrawn_reason, drafted_at, addressee_levels, supersedes_id, drafted_by, submitted_by,
  review_note, digest, sealed_file_id, seal_kind, sealed_at`)

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
    await sql<Issuer>`select id, area_id, area_path, document_code, name from agencies where id = ${agencyId}`.execute(
      db,
    )
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
      superior_notice_id, superior_number, file_id, drafted_by, drafted_at, addressee_levels, supersedes_id)
    values (${id}, ${draft.issuerAgencyId}, ${issuer.areaId}, ${issuer.areaPath}, ${draft.title}, ${JSON.stringify(draft.paragraphs)}::jsonb,
      ${JSON.stringify(draft.demands)}::jsonb, ${draft.receiptDays}, 'draft', ${draft.superiorNoticeId}, ${draft.superiorNumber}, ${draft.fileId},
      ${by}, ${at}, ${draft.addresseeLevels}::text[], ${draft.supersedesId})`.execute(db)
}

export async function saveDraft(db: Db, id: string, draft: NoticeDraft): Promise<void> {
  await sql`update notices set title = ${draft.title}, paragraphs = ${JSON.stringify(draft.paragraphs)}::jsonb,
    demands = ${JSON.stringify(draft.demands)}::jsonb, receipt_days = ${draft.receiptDays}, superior_notice_id = ${draft.superiorNoticeId},
    superior_number = ${draft.superiorNumber}, file_id = ${draft.fileId}, addressee_levels = ${draft.addresseeLevels}::text[],
    supersedes_id = ${draft.supersedesId} where id = ${id}`.execute(db)
}

/** The next number of an issuer in a year; the row stays locked until the issue is committed, so no gap can arise. */
export async function takeSerial(db: Db, agencyId: string, year: number): Promise<number> {
  const { rows } = await sql<{ lastSerial: number }>`
    insert into document_numbers as n (agency_id, year, last_serial) values (${agencyId}, ${year}, 1)
    on conflict (agency_id, year) do update set last_serial = n.last_serial + 1 returning last_serial`.execute(db)
  return rows[0]?.lastSerial ?? 1
}

export type Issue = {
  status: NoticeStatus
  number: string
  serial: number
  issuedOn: string
  paper: NoticePaper
  digest: string
}

export async function saveIssued(db: Db, id: string, issue: Issue): Promise<void> {
  await sql`update notices set status = ${issue.status}, number = ${issue.number}, serial = ${issue.serial}, issued_on = ${issue.issuedOn},
    paper = ${JSON.stringify(issue.paper)}::jsonb, digest = ${issue.digest} where id = ${id}`.execute(db)
}

export async function saveEnded(db: Db, id: string, status: NoticeStatus, reason: string): Promise<void> {
  await sql`update notices set status = ${status}, withdrawn_reason = ${reason} where id = ${id}`.execute(db)
}

/** Handed in for review. */
export async function saveSubmitted(db: Db, id: string, status: NoticeStatus, by: string): Promise<void> {
  await sql`update notices set status = ${status}, submitted_by = ${by}, review_note = null where id = ${id}`.execute(
    db,
  )
}

export type Review = { by: string | null; at: Date; note: string | null }

/** Approved, or sent back with a note; one that is sent back has not been reviewed. */
export async function saveReview(db: Db, id: string, status: NoticeStatus, { by, at, note }: Review): Promise<void> {
  await sql`update notices set status = ${status}, reviewed_by = ${by}, reviewed_at = ${by === null ? null : at}, review_note = ${note}
    where id = ${id}`.execute(db)
}

export async function saveSealed(
  db: Db,
  id: string,
  seal: { fileId: string; kind: SealKind; by: string; at: Date },
): Promise<void> {
  await sql`update notices set sealed_file_id = ${seal.fileId}, seal_kind = ${seal.kind}, sealed_by = ${seal.by}, sealed_at = ${seal.at}
    where id = ${id}`.execute(db)
}

const rowColumns =
  sql.raw(`n.id, n.number, n.title, a.name as issuer_name, n.status, n.issued_on, n.drafted_at, n.seal_kind,
  (select count(*) from notice_addressees d where d.notice_id = n.id) as addressees,
  (select count(*) from receipts r where r.notice_id = n.id) as confirmed`)

type ListInput = {
  after?: string | undefined
  limit: number
  status?: NoticeStatus | undefined
  /** Only what these areas have issued and not sealed yet. */
  unsealedOf?: readonly number[] | undefined
  text?: string | undefined
}

export async function listNotices(db: Db, { after: mark, limit, status, unsealedOf, text }: ListInput) {
  const after = readCursor(mark, 2)
  const { rows } = await sql<NoticeRow>`
    select ${rowColumns} from notices n join agencies a on a.id = n.issuer_agency_id
     where ${status ? sql`n.status = ${status}` : sql`true`}
       and ${unsealedOf ? sql`n.status = 'issued' and n.sealed_at is null and n.area_id = any (${[...unsealedOf]}::int[])` : sql`true`}
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
  const areas = await sql<{ id: number; name: string; level: (typeof addresseeLevels)[number] }>`
    select v.area_id as id, v.name, v.level from area_versions v where v.parent_id = any (${[...areaIds]}::int[]) and ${versionAt(day)} order by v.area_id limit 500`.execute(
    db,
  )
  const agencies = await sql<{ id: string; name: Name; areaId: number }>`
    select id, name, area_id from agencies where area_id = any (${[...areaIds]}::int[]) and kind in ('department', 'company')
      and valid_from <= ${day} and (valid_to is null or valid_to >= ${day}) order by code limit 200`.execute(db)
  return { areas: areas.rows, agencies: agencies.rows }
}

/** Who reviewed a notice and when, by name; and the notice that has taken its place. */
export async function getReviewer(
  db: Db,
  id: string,
): Promise<{ reviewedBy: string | null; reviewedAt: string | null }> {
  const { rows } = await sql<{ reviewedBy: string | null; reviewedAt: string | null }>`
    select o.name as reviewed_by, n.reviewed_at from notices n left join officials o on o.id = n.reviewed_by where n.id = ${id}`.execute(
    db,
  )
  return rows[0] ?? { reviewedBy: null, reviewedAt: null }
}

export async function findSuperseding(db: Db, id: string): Promise<Reference | null> {
  const { rows } =
    await sql<Reference>`select id, number, title from notices where supersedes_id = ${id} and number is not null order by issued_on limit 1`.execute(
      db,
    )
  return rows[0] ?? null
}

/** The addressees of a draft or notice by kind, each kind with how many there are and the first ten names, in the order of the tree. */
export async function listRecipients(db: Db, id: string, day: string): Promise<Recipients[]> {
  const { rows } = await sql<Recipients>`
    select level, count(*) as count, (array_agg(name order by area_path, name))[1:10] as names from (
      select case when d.agency_id is null then v.level else 'agency' end as level, d.area_path,
             case when d.agency_id is null then v.name else g.name ->> 'zh' end as name
        from notice_addressees d join area_versions v on v.area_id = d.area_id and ${lastVersionAt(day)} left join agencies g on g.id = d.agency_id
       where d.notice_id = ${id} and d.forward_id is null and not d.by_task) t
     group by level order by array_position(array['city', 'county', 'township', 'village', 'agency'], level)`.execute(
    db,
  )
  return rows
}

/** The document as it was issued; undefined as long as it is none, or was issued before its document was kept. */
export async function findPaper(db: Db, id: string): Promise<NoticePaper | undefined> {
  const { rows } = await sql<{ paper: NoticePaper | null }>`select paper from notices where id = ${id}`.execute(db)
  return rows[0]?.paper ?? undefined
}
