/** SQL of where officials want to be told. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'

type Contact = { email: string | null; mobile: string | null }

/** What these officials have entered; a signed-in person gets his own only, by row-level security. */
export async function listContacts(db: Db, officialIds: readonly string[]): Promise<Map<string, Contact>> {
  const { rows } = await sql<Contact & { officialId: string }>`
    select official_id, email, mobile from official_contacts where official_id = any (${[...officialIds]}::uuid[])`.execute(
    db,
  )
  return new Map(rows.map(({ officialId, email, mobile }) => [officialId, { email, mobile }]))
}

export async function saveContact(db: Db, officialId: string, { email, mobile }: Contact, now: Date): Promise<void> {
  await sql`insert into official_contacts (official_id, email, mobile, changed_at) values (${officialId}, ${email}, ${mobile}, ${now})
    on conflict (official_id) do update set email = excluded.email, mobile = excluded.mobile, changed_at = excluded.changed_at`.execute(
    db,
  )
}
