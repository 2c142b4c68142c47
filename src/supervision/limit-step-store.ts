/** SQL of what people read about reminders and escalation; row-level security shows it with the limit only. */
import { sql } from 'kysely'
import { taskLimit } from '../notices/task.ts'
import type { Db } from '../platform/server/db.ts'
import type { DigestItem, LimitStep } from './limits-contract.ts'
import type { OpenLimit } from './round-store.ts'

export type Digest = { day: string; since: string | null; madeAt: string }

export async function findDigest(db: Db, officialId: string, day: string): Promise<Digest | undefined> {
  const { rows } = await sql<Digest>`
    select day, since, made_at from digests where official_id = ${officialId} and day = ${day}`.execute(db)
  return rows[0]
}

export type DigestStep = Pick<DigestItem, 'reason' | 'rung' | 'forDay'> & { limitId: string }

/** What a digest says of each limit that is still open, the rung before the reminder; the first 200 by their ends. */
export async function listDigestSteps(db: Db, officialId: string, { day, since }: Digest): Promise<DigestStep[]> {
  const { rows } = await sql<DigestStep>`
    select distinct on (l.due_on, l.id) l.id as limit_id, s.kind as reason, s.rung, s.for_day
      from limit_tellings t join limit_steps s on s.id = t.step_id join time_limits l on l.id = s.limit_id
     where t.official_id = ${officialId} and t.for_day <= ${day} and t.for_day > coalesce(${since}::date, '-infinity')
       and l.state in ('running', 'suspended')
     order by l.due_on, l.id, s.kind = 'rung' desc, s.for_day desc limit 200`.execute(db)
  return rows
}

/** What was done to have the limits of a record kept, newest first, the latest 200. */
export async function listStepsOf(db: Db, subjectId: string): Promise<LimitStep[]> {
  const { rows } = await sql<LimitStep>`
    select s.id, s.limit_id, l.kind as limit_kind, s.kind, s.rung, s.passed, s.for_day, s.due_on, s.made_at,
           (select coalesce(jsonb_agg(o.name order by o.name), '[]') from limit_tellings t join officials o on o.id = t.official_id where t.step_id = s.id) as told
      from time_limits l join limit_steps s on s.limit_id = l.id
     where l.subject_id = ${subjectId} order by s.for_day desc, s.made_at desc, s.id desc limit 200`.execute(db)
  return rows
}

export type HeldRow = Pick<
  OpenLimit,
  | 'id'
  | 'kind'
  | 'areaPath'
  | 'confined'
  | 'raisedLevel'
  | 'holderOfficialId'
  | 'holderAgencyId'
  | 'holderPost'
  | 'holderPath'
  | 'ofKeeper'
>

/** The open limits of a record with who holds them. */
export async function listHeldOf(db: Db, subjectId: string): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    select l.id, l.kind, l.area_path, l.confined, l.raised_level, l.holder_official_id, l.holder_agency_id, k.owner_post as holder_post,
           coalesce(o.area_path, g.area_path, l.area_path) as holder_path, l.subject_kind in ('rule', 'custodian') as of_keeper
      from time_limits l left join officials o on o.id = l.holder_official_id left join agencies g on g.id = l.holder_agency_id
      left join tasks k on l.kind = ${taskLimit} and k.id = l.subject_id
     where l.subject_id = ${subjectId} and l.state in ('running', 'suspended') order by l.due_on, l.id limit 20`.execute(
    db,
  )
  return rows
}
