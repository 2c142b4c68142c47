/** All SQL of the agencies. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'

export async function listOfficialNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from officials where id = any (${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row.name]))
}
