/** SQL of the editions of a summary. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Summary } from './summary.ts'
import type { SummaryEdition } from './summary-contract.ts'

type NewEdition = {
  id: string
  noticeId: string
  agencyId: string
  areaId: number
  areaPath: string
  edition: number
  number: string
  snapshot: Summary
  digest: string
}

/** The next edition of a notice; whoever asks at the same time waits for the notice. Refuses `not-found`. */
export async function lockNextEdition(db: Db, noticeId: string): Promise<number> {
  const { rows } = await sql`select 1 from notices where id = ${noticeId} for update`.execute(db)
  if (rows.length === 0) throw new Refusal('not-found')
  const last = await sql<{ next: number }>`
    select coalesce(max(edition), 0) + 1 as next from summary_editions where notice_id = ${noticeId}`.execute(db)
  return last.rows[0]?.next ?? 1
}

export async function insertEdition(db: Db, e: NewEdition, by: string, at: Date): Promise<void> {
  await sql`insert into summary_editions (id, notice_id, agency_id, area_id, area_path, edition, number, snapshot, as_of, digest, issued_by, issued_at)
    values (${e.id}, ${e.noticeId}, ${e.agencyId}, ${e.areaId}, ${e.areaPath}, ${e.edition}, ${e.number}, ${JSON.stringify(e.snapshot)}::jsonb,
      ${e.snapshot.asOf}, ${e.digest}, ${by}, ${at})`.execute(db)
}

const columns = sql.raw(`e.id, e.notice_id, e.edition, e.number, e.as_of, e.digest, e.issued_at,
  (select o.name from officials o where o.id = e.issued_by) as issued_by_name`)

export async function listEditions(
  db: Db,
  { noticeId, after, limit }: { noticeId: string; after?: string | undefined; limit: number },
) {
  const from = readCursor(after, 1)
  const { rows } = await sql<SummaryEdition>`
    select ${columns} from summary_editions e where e.notice_id = ${noticeId} and ${from ? sql`e.edition < ${from[0]}::int` : sql`true`}
     order by e.edition desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [row.edition])
}

export type StoredEdition = SummaryEdition & { areaPath: string; snapshot: Summary }

/** Refuses `not-found`. */
export async function getEdition(db: Db, id: string): Promise<StoredEdition> {
  const { rows } =
    await sql<StoredEdition>`select ${columns}, e.area_path, e.snapshot from summary_editions e where e.id = ${id}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}
