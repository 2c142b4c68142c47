/** SQL of the exports. */
import { sql } from 'kysely'
import { type CursorValues, readCursor, toPage } from '../shared/cursor.ts'
import type { ExportRow } from '../shared/export-contract.ts'
import { Refusal } from '../shared/refusal.ts'
import type { Language } from '../shared/text.ts'
import type { Db } from './db.ts'

export type ExportOrder = Omit<ExportRow, 'title' | 'asOf'> & {
  question: Record<string, string>
  language: Language
  askedBy: string
}

const columns = sql`id, list, question, language, status, row_count, asked_by, asked_at, ended_at, failure`

export async function insertExport(
  db: Db,
  order: Pick<ExportOrder, 'id' | 'list' | 'question' | 'language' | 'askedBy'>,
  at: Date,
): Promise<void> {
  await sql`insert into exports (id, list, question, language, status, asked_by, asked_at)
    values (${order.id}, ${order.list}, ${JSON.stringify(order.question)}::jsonb, ${order.language}, 'waiting', ${order.askedBy}, ${at})`.execute(
    db,
  )
}

/** Refuses `not-found`. */
export async function getExport(db: Db, id: string): Promise<ExportOrder> {
  const { rows } = await sql<ExportOrder>`select ${columns} from exports where id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function listExports(db: Db, { after, limit }: { after?: string | undefined; limit: number }) {
  const mark = readCursor(after, 2)
  const { rows } = await sql<ExportOrder>`select ${columns} from exports
    where asked_by = present_official() and ${mark ? sql`(asked_at, id) < (${mark[0]}::timestamptz, ${mark[1]}::uuid)` : sql`true`}
    order by asked_at desc, id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [row.askedAt, row.id])
}

/** Of the caller. */
export async function countUnderWay(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from exports
    where asked_by = present_official() and status in ('waiting', 'running')`.execute(db)
  return rows[0]?.count ?? 0
}

export async function saveProgress(db: Db, id: string, rowCount: number): Promise<void> {
  await sql`update exports set status = 'running', row_count = ${rowCount} where id = ${id} and status in ('waiting', 'running')`.execute(
    db,
  )
}

/** @param failure null: it is done. */
export async function saveEnd(db: Db, id: string, rowCount: number, failure: string | null, at: Date): Promise<void> {
  await sql`update exports set status = ${failure === null ? 'done' : 'failed'}, row_count = ${rowCount}, failure = ${failure}, ended_at = ${at}
    where id = ${id}`.execute(db)
}

type Over = { before: Date; confined: readonly string[]; confinedBefore: Date }

/** Marks what ended before an instant as deleted, of confined lists before a later one. @returns whose files are to go. */
export async function saveDeleted(db: Db, over: Over, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update exports set status = 'deleted'
    where id in (select id from exports where status = 'done'
      and ended_at < (case when list = any (${[...over.confined]}::text[]) then ${over.confinedBefore} else ${over.before} end)::timestamptz
      order by ended_at limit ${limit}) returning id`.execute(db)
  return rows.map(({ id }) => id)
}
