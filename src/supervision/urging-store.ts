/** SQL of listed urging. */
import { sql } from 'kysely'
import { lastVersionAt } from '../areas/store.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { PlacePick } from './pick.ts'
import type { UrgedKind, UrgingStatus } from './urging.ts'
import type { UrgingRecord, UrgingRow } from './urging-contract.ts'

export type Urged = {
  subjectKind: UrgedKind
  subjectId: string
  title: string
  areaId: number
  areaPath: string
  /** Comes from a tip: seen by those who handle it, and by nobody through a listing. */
  confined: boolean
  open: boolean
}

/** What may be listed, of each kind, with the columns of `Urged`. */
const subjects = sql`
  select 'lead' as subject_kind, e.id as subject_id, e.number || ' ' || e.title as title, e.area_id, e.area_path, e.confined, e.status <> 'closed' as open
    from leads e where e.joined_to is null
  union all
  select 'caseFile', c.id, c.number || ' ' || s.name, c.area_id, c.area_path, coalesce(e.confined, false), c.status <> 'closed'
    from case_files c join sites s on s.id = c.site_id left join leads e on e.id = c.lead_id
  union all
  select 'rectification', r.id, r.number || ' ' || r.problem, r.area_id, r.area_path, false, r.status in ('open', 'answered') from rectifications r`

/** Refuses `not-found`. */
export async function getUrged(db: Db, kind: UrgedKind, id: string): Promise<Urged> {
  const { rows } =
    await sql<Urged>`select x.* from (${subjects}) x where x.subject_kind = ${kind} and x.subject_id = ${id}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function findUrgeable(db: Db, text: string, day: string) {
  const { rows } = await sql<Pick<Urged, 'subjectKind' | 'subjectId' | 'title'> & { areaName: string }>`
    select x.subject_kind, x.subject_id, x.title, v.name as area_name
      from (${subjects}) x join area_versions v on v.area_id = x.area_id and ${lastVersionAt(day)}
     where x.open and not x.confined and strpos(x.title, ${text}) > 0
       and not exists (select from urgings u where u.subject_id = x.subject_id and u.status in ('listed', 'answered'))
     order by x.title desc limit 20`.execute(db)
  return rows
}

export type Urging = {
  id: string
  number: string
  agencyId: string
  listerLevel: string
  areaId: number
  areaPath: string
  status: UrgingStatus
  dueOn: string
  listedOn: string
  /** The area to whose office it has risen after its limit ran over. */
  raisedAreaId: number | null
}

const raised = sql.raw(
  `(select l.raised_area_id from time_limits l where l.subject_id = u.id and l.state in ('running', 'suspended') order by l.due_on limit 1) as raised_area_id`,
)

/** Kept until the transaction ends. Refuses `not-found`. */
export async function lockUrging(db: Db, id: string): Promise<Urging> {
  const { rows } =
    await sql<Urging>`select u.id, u.number, u.agency_id, u.lister_level, u.area_id, u.area_path, u.status, u.due_on,
    (u.listed_at at time zone 'Asia/Shanghai')::date as listed_on, ${raised} from urgings u where u.id = ${id} for update of u`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type NewUrging = Pick<Urging, 'id' | 'number' | 'agencyId' | 'listerLevel' | 'areaId' | 'areaPath' | 'dueOn'> &
  Pick<Urged, 'subjectKind' | 'subjectId' | 'title'> & {
    reason: string
    picks: readonly PlacePick[] | null
    publicWords: string | null
    by: string
    at: Date
  }

/** Refuses `already-listed`. */
export async function insertUrging(db: Db, u: NewUrging): Promise<void> {
  await sql`insert into urgings (id, number, agency_id, lister_level, area_id, area_path, subject_kind, subject_id, title, reason, picks, public_words,
      listed_by, listed_at, due_on, status)
    values (${u.id}, ${u.number}, ${u.agencyId}, ${u.listerLevel}, ${u.areaId}, ${u.areaPath}, ${u.subjectKind}, ${u.subjectId}, ${u.title}, ${u.reason},
      ${u.picks === null ? null : JSON.stringify(u.picks)}::jsonb, ${u.publicWords}, ${u.by}, ${u.at}, ${u.dueOn}, 'listed')`
    .execute(db)
    .catch((error: unknown) => {
      throw violatedConstraint(error) === 'urgings_of_subject' ? new Refusal('already-listed') : error
    })
}

export async function saveUrgingAnswered(
  db: Db,
  id: string,
  status: UrgingStatus,
  answer: { text: string; fileIds: readonly string[]; by: string; on: string; late: boolean },
): Promise<void> {
  await sql`update urgings set status = ${status}, answer = ${answer.text}, answer_file_ids = ${[...answer.fileIds]}::uuid[], answered_by = ${answer.by},
    answered_on = ${answer.on}, late = late or ${answer.late}, return_reason = null where id = ${id}`.execute(db)
}

export async function saveUrgingReturned(db: Db, id: string, status: UrgingStatus, reason: string): Promise<void> {
  await sql`update urgings set status = ${status}, return_reason = ${reason} where id = ${id}`.execute(db)
}

export async function saveUrgingEnded(
  db: Db,
  id: string,
  status: UrgingStatus,
  end: { findings: string; fileIds: readonly string[]; by: string; on: string; late: boolean },
): Promise<void> {
  await sql`update urgings set status = ${status}, findings = ${end.findings}, proof_file_ids = ${[...end.fileIds]}::uuid[], ended_by = ${end.by},
    ended_on = ${end.on}, late = late or ${end.late} where id = ${id}`.execute(db)
}

const rowColumns = (
  day: string,
) => sql`u.id, u.number, u.area_id, v.name as area_name, u.area_path, u.lister_level, u.subject_kind, u.subject_id,
  u.title, u.status, u.listed_at, u.due_on, u.late or (u.status = 'listed' and u.due_on < ${day}) as late`

export async function listUrgings(
  db: Db,
  input: {
    after?: string | undefined
    limit: number
    status?: UrgingStatus | undefined
    subjectId?: string | undefined
  },
  day: string,
) {
  const after = readCursor(input.after, 2)
  const { rows } = await sql<UrgingRow>`
    select ${rowColumns(day)} from urgings u join area_versions v on v.area_id = u.area_id and ${lastVersionAt(day)}
     where ${input.status ? sql`u.status = ${input.status}` : sql`true`}
       and ${input.subjectId ? sql`u.subject_id = ${input.subjectId}` : sql`true`}
       and ${after ? sql`(u.listed_at, u.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
     order by u.listed_at desc, u.id desc limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row): CursorValues => [row.listedAt, row.id])
}

const filesOf = (
  column: string,
) => sql`(select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) order by f.uploaded_at), '[]')
  from files f where f.id = any (u.${sql.id(column)}))`

/** Refuses `not-found`. */
export async function getUrgingRecord(db: Db, id: string, day: string): Promise<UrgingRecord> {
  const { rows } = await sql<UrgingRecord>`
    select ${rowColumns(day)}, ${raised}, g.name as lister_name, l.name as listed_by_name, u.reason, coalesce(u.picks, '[]') as picks, u.public_words, u.answer,
           ${filesOf('answer_file_ids')} as answer_files, a.name as answerer_name, u.answered_on, u.return_reason, u.findings,
           ${filesOf('proof_file_ids')} as proof_files, e.name as ended_by_name, u.ended_on
      from urgings u join area_versions v on v.area_id = u.area_id and ${lastVersionAt(day)} join agencies g on g.id = u.agency_id
      join officials l on l.id = u.listed_by left join officials a on a.id = u.answered_by left join officials e on e.id = u.ended_by
     where u.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}
