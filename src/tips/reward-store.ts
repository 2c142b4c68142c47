/** The SQL of rewards: opened with a founded tip, claimed by code, answered by the body that pays. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'

export type NewReward = { id: string; tipId: string; scheme: string; amountYuan: number; claimUntil: string }

/** One for a tip; a second conclusion leaves it as it is. */
export const openReward = async (db: Db, { id, tipId, scheme, amountYuan, claimUntil }: NewReward): Promise<void> =>
  void (await sql`insert into tip_rewards (id, tip_id, status, scheme, amount_yuan, claim_until)
    values (${id}, ${tipId}, 'open', ${scheme}, ${amountYuan}, ${claimUntil}) on conflict (tip_id) do nothing`.execute(
    db,
  ))
