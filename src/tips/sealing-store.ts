/** The SQL of halves that are sealed anew, and of who has to do so. What a custodian may read of them is said by functions of the database. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import type { CustodianRow, HalfToCheck, HalfToReseal, ResealedHalf } from './custodian-contract.ts'

/** So many at a time: each takes the browser a few milliseconds. */
const halvesOfPage = 500

export const listHalvesToReseal = async (db: Db, after: string | undefined): Promise<HalfToReseal[]> =>
  (
    await sql<HalfToReseal>`
      select envelope_id, half, commitment, which, recipients from halves_to_reseal(${after ?? null}, ${halvesOfPage})`.execute(
      db,
    )
  ).rows

/** @returns false where it is not to be sealed anew, or not to those recipients. */
export async function resealHalf(db: Db, { envelopeId, half, recipients }: ResealedHalf): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select reseal_half(${envelopeId}, ${half}, ${[...recipients]}::text[]) as done`.execute(db)
  return rows[0]?.done ?? false
}

export const listHalvesToCheck = async (db: Db, after: string | undefined): Promise<HalfToCheck[]> =>
  (
    await sql<HalfToCheck>`
      select envelope_id, half, commitment, which from halves_to_check(${after ?? null}, ${halvesOfPage})`.execute(db)
  ).rows

/** @returns who sealed it, or null where it was not the caller's to check. */
export async function checkHalf(db: Db, envelopeId: string, right: boolean): Promise<string | null> {
  const { rows } = await sql<{ sealedBy: string | null }>`
    select check_half(${envelopeId}, ${right}) as sealed_by`.execute(db)
  return rows[0]?.sealedBy ?? null
}

/** Halves that nobody but the key opens. */
export async function countOnlyWith(db: Db, custodianId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select halves_only_with(${custodianId}) as count`.execute(db)
  return rows[0]?.count ?? 0
}

/** After a key has ended: what was sealed anew and waited for it counts, where nobody is left to find it right. */
export const settleHalves = async (db: Db): Promise<void> => void (await sql`select settle_halves(null)`.execute(db))

/** Keys of counties that have ended: proposed ones, and those to which nothing is sealed any more. Locked. */
export const lockSuperseded = async (db: Db): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      select c.id from custodians c
       where c.body = 'county' and c.state in ('proposed', 'active') and area_today(c.area_id) <> c.area_id
         and not exists (select from tip_envelopes e where e.keepers_a @> array[c.id])
       order by c.id for update`.execute(db)
  ).rows.map(({ id }) => id)

export type CustodianDuties = Pick<CustodianRow, 'id'> & {
  officialId: string
  areaId: number
  areaPath: string
  active: boolean
  /** Halves that wait to be sealed anew, or to be found right. */
  sealing: boolean
  checking: boolean
  /** Limits that run for it, by the rule they follow. */
  running: string[]
}

/** Keys that have something to do, or a limit for it. */
export const listDuties = async (db: Db): Promise<CustodianDuties[]> =>
  (
    await sql<CustodianDuties>`
      with due as materialized (select distinct unnest(d.keepers) as id from halves_due((select array_agg(id) from custodians where state = 'active')) d),
           unchecked as materialized (select distinct r.id from half_sealings s cross join lateral unnest(s.receivers) r (id) where r.id <> all (s.found_right)),
           limits as materialized (select l.subject_id as id, array_agg(l.kind) as kinds from (
              select subject_id, kind from time_limits where subject_kind = 'custodian' and state in ('running', 'suspended')
              union select subject_id, kind from time_limits_waiting where subject_kind = 'custodian') l group by l.subject_id)
      select c.id, c.official_id, nullif(split_part(c.area_path, '/', -2), '')::int as area_id, c.area_path, c.state = 'active' as active,
             c.state = 'active' and exists (select from due d where d.id = c.id) as sealing,
             c.state = 'active' and exists (select from unchecked u where u.id = c.id) as checking, coalesce(l.kinds, '{}') as running
        from custodians c left join limits l on l.id = c.id
       where l.id is not null or exists (select from due d where d.id = c.id) or exists (select from unchecked u where u.id = c.id)
       order by c.id`.execute(db)
  ).rows

/** What waits for the caller as custodian. Keys have no past: asked of a past day, it is refused. */
export async function countOwnWork(db: Db): Promise<{ toReseal: number; toCheck: number }> {
  const { rows } = await sql<{ toReseal: number; toCheck: number }>`
    select coalesce(w.to_reseal, 0) as to_reseal, coalesce(w.to_check, 0) as to_check
      from (select exists (select from custodians c where c.official_id = present_official() and c.state = 'active') as key) own
      left join lateral halves_waiting() w on own.key`.execute(db)
  return rows[0] ?? { toReseal: 0, toCheck: 0 }
}
