/** SQL of on-site supervision. */
import { sql } from 'kysely'
import { lastVersionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { OnSitePoint, OnSiteStatus, Seen } from './on-site.ts'
import type { OnSiteRecord, OnSiteRow } from './on-site-contract.ts'
import type { FeedbackPaper } from './on-site-document.ts'
import type { PlacePick } from './pick.ts'

export type OnSite = {
  id: string
  agencyId: string
  supervisorLevel: string
  areaId: number
  areaPath: string
  status: OnSiteStatus
  cause: string
  members: string[]
  startsOn: string
  endsOn: string
  points: OnSitePoint[]
  known: PlacePick | null
  seen: Seen
  number: string | null
  feedbackPaper: FeedbackPaper | null
}

/** Refuses `not-found`. */
export async function getOnSite(db: Db, id: string, forUpdate = false): Promise<OnSite> {
  const { rows } =
    await sql<OnSite>`select id, agency_id, supervisor_level, area_id, area_path, status, cause, members, starts_on, ends_on, points,
    known, seen, number, feedback_paper from onsite_supervisions where id = ${id} ${forUpdate ? sql`for update` : sql``}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type PlannedOnSite = Omit<OnSite, 'status' | 'known' | 'seen' | 'number' | 'feedbackPaper'> & {
  picks: readonly PlacePick[] | null
  by: string
  at: Date
}

export async function insertOnSite(db: Db, s: PlannedOnSite): Promise<void> {
  await sql`insert into onsite_supervisions (id, agency_id, supervisor_level, area_id, area_path, status, cause, members, starts_on, ends_on, points,
      picks, planned_by, planned_at)
    values (${s.id}, ${s.agencyId}, ${s.supervisorLevel}, ${s.areaId}, ${s.areaPath}, 'planned', ${s.cause}, ${s.members}::text[], ${s.startsOn},
      ${s.endsOn}, ${s.points}::text[], ${s.picks === null ? null : JSON.stringify(s.picks)}::jsonb, ${s.by}, ${s.at})`.execute(
    db,
  )
}

export async function saveOnSiteStarted(
  db: Db,
  id: string,
  status: OnSiteStatus,
  known: PlacePick | null,
  on: string,
): Promise<void> {
  await sql`update onsite_supervisions set status = ${status}, known = ${known === null ? null : JSON.stringify(known)}::jsonb, started_on = ${on}
    where id = ${id}`.execute(db)
}

export async function saveSeen(db: Db, id: string, seen: Seen): Promise<void> {
  await sql`update onsite_supervisions set seen = ${JSON.stringify(seen)}::jsonb where id = ${id}`.execute(db)
}

export async function saveFedBack(
  db: Db,
  id: string,
  status: OnSiteStatus,
  summary: string,
  paper: FeedbackPaper,
): Promise<void> {
  await sql`update onsite_supervisions set status = ${status}, number = ${paper.number}, summary = ${summary},
    feedback_paper = ${JSON.stringify(paper)}::jsonb, fed_back_on = ${paper.date} where id = ${id}`.execute(db)
}

export async function saveOnSiteCancelled(db: Db, id: string, status: OnSiteStatus, reason: string): Promise<void> {
  await sql`update onsite_supervisions set status = ${status}, cancelled_reason = ${reason} where id = ${id}`.execute(
    db,
  )
}

const rowColumns =
  sql.raw(`s.id, s.area_id, v.name as area_name, s.area_path, s.supervisor_level, s.status, s.starts_on, s.ends_on, s.planned_at, s.number,
  s.fed_back_on`)

export async function listOnSite(
  db: Db,
  input: { after?: string | undefined; limit: number; status?: OnSiteStatus | undefined },
  day: string,
) {
  const after = readCursor(input.after, 2)
  const { rows } = await sql<OnSiteRow>`
    select ${rowColumns} from onsite_supervisions s join area_versions v on v.area_id = s.area_id and ${lastVersionAt(day)}
     where ${input.status ? sql`s.status = ${input.status}` : sql`true`}
       and ${after ? sql`(s.planned_at, s.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
     order by s.planned_at desc, s.id desc limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row): CursorValues => [row.plannedAt, row.id])
}

/** Refuses `not-found`. */
export async function getOnSiteRecord(db: Db, id: string, day: string): Promise<OnSiteRecord> {
  const { rows } = await sql<OnSiteRecord>`
    select ${rowColumns}, g.name as agency_name, o.name as planner_name, s.cause, s.members, s.points, coalesce(s.picks, '[]') as picks, s.known, s.seen,
           s.summary, s.cancelled_reason
      from onsite_supervisions s join area_versions v on v.area_id = s.area_id and ${lastVersionAt(day)} join agencies g on g.id = s.agency_id
      join officials o on o.id = s.planned_by where s.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}
