/** The SQL of notices that places and departments are to confirm. */
import { type RawBuilder, sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { unknownDay } from '../platform/server/unknown-day.ts'
import { confirmingPost } from './blind-spot.ts'

export type Demanded = {
  /** The addressee's id. */
  id: string
  noticeId: string
  number: string
  areaId: number
  areaPath: string
  agencyId: string | null
  demandedOn: string
  /** Null: counted into a year of which nobody has entered the working days. */
  dueOn: string | null
}

export async function insertDemanded(db: Db, rows: readonly Demanded[]): Promise<void> {
  await sql`insert into acknowledgements (id, notice_id, number, area_id, area_path, agency_id, demanded_on, due_on)
    select id, "noticeId", number, "areaId", "areaPath", "agencyId", "demandedOn", coalesce("dueOn", ${unknownDay})
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "noticeId" uuid, number text, "areaId" int, "areaPath" text,
        "agencyId" uuid, "demandedOn" date, "dueOn" date)`.execute(db)
}

/** Days on which something was demanded whose last day is still to be counted. */
export async function listDaysToCount(db: Db): Promise<string[]> {
  const { rows } = await sql<{
    demandedOn: string
  }>`select distinct demanded_on from acknowledgements where due_on = ${unknownDay}
    order by demanded_on limit 1000`.execute(db)
  return rows.map(({ demandedOn }) => demandedOn)
}

export async function saveDueOf(db: Db, demandedOn: string, dueOn: string): Promise<void> {
  await sql`update acknowledgements set due_on = ${dueOn} where due_on = ${unknownDay} and demanded_on = ${demandedOn}`.execute(
    db,
  )
}

export async function saveAcknowledged(db: Db, id: string, on: string): Promise<void> {
  await sql`update acknowledgements set confirmed_on = ${on} where id = ${id} and confirmed_on is null`.execute(db)
}

export async function saveNoLongerDemanded(db: Db, noticeId: string, on: string): Promise<void> {
  await sql`update acknowledgements set withdrawn_on = ${on} where notice_id = ${noticeId} and withdrawn_on is null`.execute(
    db,
  )
}

const posts = Object.entries(confirmingPost).map(([level, post]) => sql`when ${level} then ${post}`)

/** Places `b` and departments that by the day had let the time for a notice in force pass, once each, with the oldest such notice. */
export const unacknowledgedOn = (
  date: string,
  areaPath: string,
  notLeft: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`(
  select distinct on (k.area_id, k.agency_id) v.path, v.area_id, v.name as area_name, v.level, k.agency_id, k.notice_id, k.number,
         case when k.agency_id is null then case v.level ${sql.join(posts, sql` `)} end else 'liaison' end as post
    from acknowledgements k join area_versions v on v.area_id = k.area_id and ${versionAt(date)}
   where k.demanded_on <= ${date} and k.due_on < ${date} and (k.confirmed_on is null or k.confirmed_on > ${date})
     and (k.withdrawn_on is null or k.withdrawn_on > ${date}) and v.path ^@ ${areaPath} ${notLeft}
   order by k.area_id, k.agency_id, k.due_on, k.id) as b`
