/** SQL of the looks: who looked at which days of which curve, until the retention rule ends the row. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import type { LookRow } from './token-contract.ts'

export type Look = {
  id: string
  at: Date
  by: string
  usagePointId: string
  account: string
  from: string
  to: string
  areaPath: string
}

export async function insertLook(db: Db, look: Look): Promise<void> {
  await sql`insert into curve_looks (id, at, official_id, usage_point_id, account, first_day, last_day, area_path)
    values (${look.id}, ${look.at}, ${look.by}, ${look.usagePointId}, ${look.account}, ${look.from}, ${look.to}, ${look.areaPath})`.execute(
    db,
  )
}

type LookFilter = {
  after?: string | undefined
  limit: number
  account?: string | undefined
  officialId?: string | undefined
}

/** Newest first. */
export async function listLooks(db: Db, { after: mark, limit, account, officialId }: LookFilter) {
  const after = readCursor(mark, 2)
  const { rows } =
    await sql<LookRow>`select l.id, l.at, l.official_id, o.name as official_name, l.usage_point_id, l.account,
      l.first_day as "from", l.last_day as "to"
    from curve_looks l join officials o on o.id = l.official_id
   where ${account ? sql`l.account = ${account}` : sql`true`} and ${officialId ? sql`l.official_id = ${officialId}` : sql`true`}
     and ${after ? sql`(l.at, l.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
   order by l.at desc, l.id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [row.at, row.id])
}

/** Ends the rows of before `before`. @returns how many. */
export async function deleteLooksBefore(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`with ended as (delete from curve_looks where at < ${before} returning 1)
    select count(*) as count from ended`.execute(db)
  return rows[0]?.count ?? 0
}
