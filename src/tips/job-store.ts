/** The SQL of the jobs around tips; runs as the program itself. */
import { sql } from 'kysely'
import type { LeadOutcome, LeadStatus } from '../leads/lead.ts'
import type { Db } from '../platform/server/db.ts'
import type { Channel } from './tip.ts'

/** Tips taken in that somebody has to work on: what was joined to another takes nobody's place in the hour. */
export async function countAdmittedSince(db: Db, since: Date): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from tips where admitted_at > ${since} and joined_to is null`.execute(db)
  return rows[0]?.count ?? 0
}

/** How many tips are received and not taken into the register of the offices yet, and since when the oldest is. */
export async function countWaiting(db: Db): Promise<{ waiting: number; oldestAt: string | null }> {
  const { rows } = await sql<{ waiting: number; oldestAt: string | null }>`
    select count(*) as waiting, min(received_at) as oldest_at from tips where admitted_at is null`.execute(db)
  return rows[0] ?? { waiting: 0, oldestAt: null }
}

/**
 * The next tips to be taken in; what another process is at is left to it. What officials wrote down comes first. Then places and channels take
 * turns, each in order of arrival, so that a flood of one place holds up no other, and one of plain forms, which cost no work, no page.
 */
export const lockWaiting = async (db: Db, most: number): Promise<string[]> =>
  (
    await sql<{
      id: string
    }>`select id from tips where id in (
        select id from (
          select id, arrival, channel, row_number() over (partition by place_area_id, channel order by arrival) as turn
            from tips where admitted_at is null) waiting
         order by channel in ('web', 'plainForm'), case when channel in ('web', 'plainForm') then turn end, channel = 'plainForm', arrival
         limit ${Math.min(most, 500)})
      order by arrival for update skip locked`.execute(db)
  ).rows.map(({ id }) => id)

/** How a tip came in. */
export async function findChannel(db: Db, id: string): Promise<Channel | undefined> {
  const { rows } = await sql<{ channel: Channel }>`select channel from tips where id = ${id}`.execute(db)
  return rows[0]?.channel
}

/** @returns false where it was taken in already. */
export async function saveAdmitted(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update tips set admitted_at = ${at} where id = ${id} and admitted_at is null`.execute(db)
  return numAffectedRows === 1n
}

/**
 * The earliest open tip of the same place that says the same at some length, word for word: a flood, or one person twice. `first` is that tip,
 * `head` the one it was joined to, or itself.
 */
export async function findTwin(db: Db, id: string): Promise<{ first: string; head: string } | undefined> {
  const { rows } = await sql<{ first: string; head: string }>`
    select e.id as first, coalesce(e.joined_to, e.id) as head from tips t
      join tips e on e.place_area_id = t.place_area_id and e.arrival < t.arrival
     where t.id = ${id} and length(t.words) >= 20 and e.words = t.words and e.kind = t.kind and e.county_involved = t.county_involved
       and e.status in ('received', 'handedOver', 'verifying')
     order by e.arrival limit 1`.execute(db)
  return rows[0]
}

export type Followed = {
  tipId: string
  leadStatus: LeadStatus
  outcome: LeadOutcome | null
  decidedBy: string | null
  closedByCase: boolean
}

/** The tips at the head of their matter that led to a lead, with what became of it. */
export const findFollowed = async (db: Db, leadId: string): Promise<Followed[]> =>
  (
    await sql<Followed>`
      select t.id as tip_id, l.status as lead_status, l.outcome, l.decided_by, coalesce(l.cause = 'caseClosed', false) as closed_by_case
        from tips t join leads l on l.id = t.lead_id where l.id = ${leadId} and t.joined_to is null order by t.arrival limit 500`.execute(
      db,
    )
  ).rows

/** Tips at a county whose handling is overdue on a day, the oldest first. */
export const listSilent = async (db: Db, day: string): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      select t.id from tips t
       where t.holder_level = 'county' and t.status in ('handedOver', 'verifying') and t.joined_to is null
         and exists (select 1 from time_limits l where l.subject_id = t.id and l.kind = 'limit.tipHandling' and l.state = 'running' and l.due_on < ${day})
       order by t.arrival limit 500`.execute(db)
  ).rows.map(({ id }) => id)

/** Tips whose limits stand still beyond the day that was named, with that day. */
export const listStilled = async (db: Db, day: string): Promise<{ id: string; expectedOn: string }[]> =>
  (
    await sql<{ id: string; expectedOn: string }>`
      select subject_id as id, max((suspensions -> -1 ->> 'expectedOn')::date) as expected_on
        from (select subject_id, subject_kind, state, suspensions from time_limits where state = 'suspended'
              union all select subject_id, subject_kind, state, suspensions from time_limits_waiting where state = 'suspended') l
       where subject_kind = 'tip' and (suspensions -> -1 ->> 'expectedOn')::date <= ${day}
       group by subject_id order by subject_id limit 500`.execute(db)
  ).rows

/** A share of the tips concluded in the month before `day`, at least so many, drawn at random; none that is looked at already. */
export const drawSample = async (db: Db, day: string, share: number, atLeast: number): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      with closed as (
        select id from tips where joined_to is null and concluded_at >= (date_trunc('month', ${day}::timestamp) - interval '1 month') at time zone 'Asia/Shanghai'
           and concluded_at < date_trunc('month', ${day}::timestamp) at time zone 'Asia/Shanghai' and status not in ('received', 'handedOver', 'verifying')
           and not exists (select 1 from tip_rechecks r where r.tip_id = tips.id))
      select id from closed order by random() limit (select greatest(${atLeast}::bigint, ceil(count(*) * ${share}::float8)::bigint) from closed)`.execute(
      db,
    )
  ).rows.map(({ id }) => id)

export const insertRecheck = async (
  db: Db,
  { id, tipId, at }: { id: string; tipId: string; at: Date },
): Promise<void> =>
  void (await sql`insert into tip_rechecks (id, tip_id, reason, opened_at) values (${id}, ${tipId}, 'sample', ${at}) on conflict do nothing`.execute(
    db,
  ))

export const lapseRewards = async (db: Db, day: string): Promise<void> =>
  void (await sql`update tip_rewards set status = 'lapsed' where status = 'open' and claim_until < ${day}`.execute(db))

/** Kinds of the limits of a tip that run or are suspended. */
export const listRunning = async (db: Db, tipId: string): Promise<string[]> =>
  (
    await sql<{
      kind: string
    }>`select kind from time_limits where subject_id = ${tipId} and state in ('running', 'suspended') limit 20`.execute(
      db,
    )
  ).rows.map(({ kind }) => kind)
