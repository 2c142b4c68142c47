/** All SQL of the tokens of the interface. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { DeliveryTerms } from './delivery.ts'
import type { TimeMark } from './long-days.ts'
import type { TokenRow } from './token-contract.ts'

export type Token = DeliveryTerms & {
  id: string
  name: string
  timeMark: TimeMark
  validTo: string
  revokedAt: string | null
  areaId: number
  areaPath: string
}

const columns = sql.raw(
  't.id, t.name, t.agreement, t.purpose, t.basis, t.time_mark, t.valid_to, t.revoked_at, t.area_id, t.area_path',
)

export async function insertToken(
  db: Db,
  token: Omit<Token, 'revokedAt'> & { sha256: string; by: string; at: Date },
): Promise<void> {
  await sql`insert into delivery_tokens (id, name, token_sha256, agreement, purpose, basis, time_mark, valid_to, issued_at, issued_by, area_id, area_path)
    values (${token.id}, ${token.name}, ${token.sha256}, ${token.agreement}, ${token.purpose}, ${token.basis}, ${token.timeMark},
      ${token.validTo}, ${token.at}, ${token.by}, ${token.areaId}, ${token.areaPath})`.execute(db)
}

/** Newest first. */
export async function listTokens(
  db: Db,
  { after: mark, limit }: { after?: string | undefined; limit: number },
  day: string,
) {
  const after = readCursor(mark, 2)
  const { rows } =
    await sql<TokenRow>`select ${columns}, t.issued_at, i.name as issued_by_name, r.name as revoked_by_name, t.last_used_at,
      v.name as area_name
    from delivery_tokens t join officials i on i.id = t.issued_by left join officials r on r.id = t.revoked_by
    left join area_versions v on v.area_id = t.area_id and ${versionAt(day)}
   where ${after ? sql`(t.issued_at, t.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
   order by t.issued_at desc, t.id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row): CursorValues => [row.issuedAt, row.id])
}

/** Refuses `not-found`. */
export async function lockToken(db: Db, id: string): Promise<Token> {
  const { rows } = await sql<Token>`select ${columns} from delivery_tokens t where t.id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { tokenId: id })
  return rows[0]
}

export async function findToken(db: Db, sha256: string): Promise<Token | undefined> {
  const { rows } = await sql<Token>`select ${columns} from delivery_tokens t where t.token_sha256 = ${sha256}`.execute(
    db,
  )
  return rows[0]
}

export async function saveTokenRevoked(db: Db, id: string, by: string, at: Date): Promise<void> {
  await sql`update delivery_tokens set revoked_at = ${at}, revoked_by = ${by} where id = ${id}`.execute(db)
}

export async function saveTokenUsed(db: Db, id: string, at: Date): Promise<void> {
  await sql`update delivery_tokens set last_used_at = ${at} where id = ${id}`.execute(db)
}
