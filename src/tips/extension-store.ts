/** The SQL of requests for more time. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import type { TipDetail } from './office-contract.ts'

export type Extension = NonNullable<TipDetail['extension']>

export const findOpenExtension = async (db: Db, tipId: string): Promise<Extension | null> =>
  (
    await sql<Extension>`select e.id, e.days, e.reason, e.asked_by, o.name as asked_by_name, e.asked_at
      from tip_extensions e join officials o on o.id = e.asked_by where e.tip_id = ${tipId} and e.state = 'asked'`.execute(
      db,
    )
  ).rows[0] ?? null

export type NewExtension = { id: string; tipId: string; days: number; reason: string; by: string; at: Date }

export const insertExtension = async (db: Db, one: NewExtension): Promise<void> =>
  void (await sql`insert into tip_extensions (id, tip_id, days, reason, asked_by, asked_at, state)
    values (${one.id}, ${one.tipId}, ${one.days}, ${one.reason}, ${one.by}, ${one.at}, 'asked')`.execute(db))

export const saveExtension = async (
  db: Db,
  id: string,
  { state, by, at }: { state: 'approved' | 'refused' | 'dropped'; by: string | null; at: Date },
): Promise<void> =>
  void (await sql`update tip_extensions set state = ${state}, decided_by = ${by}, decided_at = ${at} where id = ${id}`.execute(
    db,
  ))
