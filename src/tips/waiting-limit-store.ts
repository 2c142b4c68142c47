/** The SQL of limits that wait until the working days of a year have been entered. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'

/** Key of the rule of a limit of a tip. */
export type TipLimit = `limit.tip${string}`

/** @param startedOn day from which it is counted. */
export const saveWaitingLimit = async (db: Db, tipId: string, kind: TipLimit, startedOn: string): Promise<void> =>
  void (await sql`insert into tip_limits_waiting (tip_id, kind, started_on) values (${tipId}, ${kind}, ${startedOn})
    on conflict (tip_id, kind) do update set started_on = excluded.started_on`.execute(db))

export type WaitingLimit = { tipId: string; kind: TipLimit; startedOn: string }

/** Takes the limits out that have waited, by tip; one that still cannot be counted is put back by whoever starts it. */
export const takeWaitingLimits = async (db: Db): Promise<WaitingLimit[]> =>
  (
    await sql<WaitingLimit>`
      with taken as (delete from tip_limits_waiting returning tip_id, kind, started_on)
      select tip_id, kind, started_on from taken order by tip_id, kind`.execute(db)
  ).rows
