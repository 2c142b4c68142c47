/** SQL that the records of supervision have in common: the people of an office, running numbers. */
import { sql } from 'kysely'
import { isAway } from '../grid/leave-store.ts'
import type { Db } from '../platform/server/db.ts'

/** The office of an area: who can sign in and answers for it; while a leader is on leave his substitute too. */
export async function listOfficePeople(db: Db, areaId: number, day: string): Promise<string[]> {
  const runs = sql`h.valid_from <= ${day} and (h.valid_to is null or h.valid_to >= ${day})`
  const { rows } = await sql<{ id: string }>`
    select o.id from officials o where o.account_id is not null and (
      exists (select from appointments h where h.official_id = o.id and h.area_id = ${areaId} and h.post in ('principal', 'leaderInCharge') and ${runs})
      or exists (select from appointments h join appointments a on a.area_id = h.area_id and a.post in ('principal', 'leaderInCharge')
                  where h.official_id = o.id and h.area_id = ${areaId} and h.post = 'substitute' and ${runs}
                    and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day}) and ${isAway('a', day)})
      or exists (select from role_grants h where h.official_id = o.id and h.area_id = ${areaId} and h.role in ('countyOffice', 'townshipLeader') and ${runs}))
     order by o.id limit 100`.execute(db)
  return rows.map((row) => row.id)
}

export async function listAgencyPeople(db: Db, agencyId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from officials o where o.account_id is not null and o.agency_id = ${agencyId} order by o.id limit 100`.execute(
    db,
  )
  return rows.map((row) => row.id)
}

/** The next number of a series in a year; who takes one waits for the transaction of whoever took the last. */
export async function takeSupervisionNumber(db: Db, series: string, year: number): Promise<number> {
  const { rows } = await sql<{
    last: number
  }>`insert into supervision_counters (series, year, last) values (${series}, ${year}, 1)
    on conflict (series, year) do update set last = supervision_counters.last + 1 returning last`.execute(db)
  return rows[0]?.last ?? 1
}
