/** All SQL of the months of readings that end. Readings themselves: platform/server/reading-parts.ts. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'

/** @returns those that were not under way: a month that ended once and was delivered again ends again. */
export async function insertOrderedMonths(db: Db, months: readonly string[], at: Date): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`insert into ended_months (month, ordered_at)
    select month, ${at} from unnest(${[...months]}::text[]) as given(month)
    on conflict (month) do update set ordered_at = excluded.ordered_at, ended_at = null where ended_months.ended_at is not null
    returning month`.execute(db)
  return rows.map(({ month }) => month).sort()
}

/** Months that were ordered to end and perhaps are dropped already. */
export async function listOrderedMonths(db: Db): Promise<string[]> {
  const { rows } = await sql<{
    month: string
  }>`select month from ended_months where ended_at is null order by month`.execute(db)
  return rows.map(({ month }) => month)
}

/** @returns those that nobody else has ended meanwhile. */
export async function saveMonthsEnded(db: Db, months: readonly string[], at: Date): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`update ended_months set ended_at = ${at}
    where month = any (${[...months]}::text[]) and ended_at is null returning month`.execute(db)
  return rows.map(({ month }) => month).sort()
}
