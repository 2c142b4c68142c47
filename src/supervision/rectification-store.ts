/** SQL of the rectification ledger. */
import { sql } from 'kysely'
import { lastVersionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { RectificationSource, RectificationStatus } from './rectification.ts'
import type { RectificationRecord, RectificationRow } from './rectification-contract.ts'

export type Rectification = {
  id: string
  number: string
  areaId: number
  areaPath: string
  superiorPath: string
  status: RectificationStatus
  raisedBy: string
  raiserLevel: string
  raisedOn: string
  dueOn: string
  publicFrom: string | null
  publicUntil: string | null
  /** Officials who have answered, in the order of the rounds. */
  answeredBy: string[]
}

/** Kept until the transaction ends. Refuses `not-found`. */
export async function lockRectification(db: Db, id: string): Promise<Rectification> {
  const { rows } = await sql<Rectification>`
    select r.id, r.number, r.area_id, r.area_path, r.superior_path, r.status, r.raised_by, r.raiser_level, (r.raised_at at time zone 'Asia/Shanghai')::date as raised_on,
           r.due_on, r.public_from, r.public_until,
           (select coalesce(array_agg(a.answered_by order by a.round), '{}') from rectification_answers a where a.rectification_id = r.id) as answered_by
      from rectifications r where r.id = ${id} for update of r`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type RaisedItem = Pick<
  Rectification,
  'id' | 'number' | 'areaId' | 'areaPath' | 'raisedBy' | 'raiserLevel' | 'dueOn'
> & {
  source: RectificationSource
  sourceId: string | null
  sourceNumber: string | null
  problem: string
  demand: string
  namedDueOn: string | null
  at: Date
}

export async function insertRectification(db: Db, r: RaisedItem): Promise<void> {
  await sql`insert into rectifications (id, number, area_id, area_path, source, source_id, source_number, problem, demand, raised_by, raiser_level, raised_at,
      named_due_on, due_on, status)
    values (${r.id}, ${r.number}, ${r.areaId}, ${r.areaPath}, ${r.source}, ${r.sourceId}, ${r.sourceNumber}, ${r.problem}, ${r.demand}, ${r.raisedBy}, ${r.raiserLevel},
      ${r.at}, ${r.namedDueOn}, ${r.dueOn}, 'open')`.execute(db)
}

export async function saveRectificationStatus(
  db: Db,
  id: string,
  status: RectificationStatus,
  dueOn?: string,
): Promise<void> {
  const due = dueOn === undefined ? sql`due_on` : sql`${dueOn}`
  await sql`update rectifications set status = ${status}, due_on = ${due} where id = ${id}`.execute(db)
}

type GivenAnswer = {
  id: string
  rectificationId: string
  areaPath: string
  round: number
  answer: string
  fileIds: readonly string[]
  by: string
  at: Date
  on: string
  late: boolean
}

export async function insertAnswer(db: Db, a: GivenAnswer): Promise<void> {
  await sql`insert into rectification_answers (id, rectification_id, area_path, round, answer, file_ids, answered_by, answered_at, answered_on, late)
    values (${a.id}, ${a.rectificationId}, ${a.areaPath}, ${a.round}, ${a.answer}, ${[...a.fileIds]}::uuid[], ${a.by}, ${a.at}, ${a.on}, ${a.late})`.execute(
    db,
  )
}

/** What was said to the answer that waits. */
export async function saveAnswerReviewed(
  db: Db,
  rectificationId: string,
  review: { outcome: 'accepted' | 'returned'; by: string; on: string; findings: string },
): Promise<void> {
  await sql`update rectification_answers set outcome = ${review.outcome}, reviewed_by = ${review.by}, reviewed_on = ${review.on},
      findings = ${review.findings} where rectification_id = ${rectificationId} and outcome is null`.execute(db)
}

export async function savePublicised(
  db: Db,
  id: string,
  status: RectificationStatus,
  words: { problem: string; result: string; from: string; until: string },
): Promise<void> {
  await sql`update rectifications set status = ${status}, public_problem = ${words.problem}, public_result = ${words.result},
    public_from = ${words.from}, public_until = ${words.until} where id = ${id}`.execute(db)
}

type Objection = {
  id: string
  rectificationId: string
  areaPath: string
  channel: string
  objection: string
  publicFrom: string | null
  by: string
  at: Date
  on: string
}

/** Keeps the objection, opens the item again and takes its words back from the public. */
export async function saveObjection(db: Db, o: Objection, status: RectificationStatus, dueOn: string): Promise<void> {
  await sql`insert into rectification_objections (id, rectification_id, area_path, channel, objection, public_from, recorded_by, recorded_on, recorded_at)
    values (${o.id}, ${o.rectificationId}, ${o.areaPath}, ${o.channel}, ${o.objection}, ${o.publicFrom}, ${o.by}, ${o.on}, ${o.at})`.execute(
    db,
  )
  await sql`update rectifications set status = ${status}, due_on = ${dueOn}, public_problem = null, public_result = null, public_from = null,
    public_until = null where id = ${o.rectificationId}`.execute(db)
}

export async function saveEnded(
  db: Db,
  id: string,
  status: RectificationStatus,
  end: { by: string; on: string; reason: string | null },
): Promise<void> {
  await sql`update rectifications set status = ${status}, ended_by = ${end.by}, ended_on = ${end.on}, withdrawn_reason = ${end.reason} where id = ${id}`.execute(
    db,
  )
}

const rowColumns = (
  day: string,
) => sql`r.id, r.number, r.area_id, v.name as area_name, r.area_path, v.level as area_level, r.source, r.source_id,
  r.source_number, r.problem, r.status, r.raised_at, r.due_on, r.public_from, r.public_until,
  (r.status = 'open' and r.due_on < ${day}) or exists (select from rectification_answers a where a.rectification_id = r.id and a.late) as late`

export type RectificationFilter = {
  status?: RectificationStatus | undefined
  source?: RectificationSource | undefined
  sourceId?: string | undefined
  areaPath?: string | undefined
}

export async function listRectifications(
  db: Db,
  input: RectificationFilter & { after?: string | undefined; limit: number },
  day: string,
) {
  const after = readCursor(input.after, 2)
  const { rows } = await sql<RectificationRow>`
    select ${rowColumns(day)} from rectifications r join area_versions v on v.area_id = r.area_id and ${lastVersionAt(day)}
     where ${input.status ? sql`r.status = ${input.status}` : sql`true`} and ${input.source ? sql`r.source = ${input.source}` : sql`true`}
       and ${input.sourceId ? sql`r.source_id = ${input.sourceId}` : sql`true`}
       and ${input.areaPath ? sql`r.area_path ^@ ${input.areaPath}` : sql`true`}
       and ${after ? sql`(r.raised_at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
     order by r.raised_at desc, r.id desc limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row): CursorValues => [row.raisedAt, row.id])
}

/** Refuses `not-found`. */
export async function getRectificationRecord(db: Db, id: string, day: string): Promise<RectificationRecord> {
  const { rows } = await sql<RectificationRecord>`
    select ${rowColumns(day)}, r.demand, r.raiser_level, o.name as raiser_name, r.public_problem, r.public_result, r.ended_on, r.withdrawn_reason,
           coalesce((select u.name from area_versions u where u.path = r.superior_path order by u.valid_from desc limit 1), '') as superior_name,
           (select coalesce(jsonb_agg(distinct a.answered_by), '[]') from rectification_answers a where a.rectification_id = r.id) as answered_by,
           (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'round', a.round, 'answer', a.answer, 'answererName', p.name,
                'answeredOn', a.answered_on, 'late', a.late, 'outcome', a.outcome, 'reviewerName', w.name, 'reviewedOn', a.reviewed_on,
                'findings', a.findings,
                'files', (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'size', f.size, 'sha256', f.sha256) order by f.uploaded_at), '[]')
                            from files f where f.id = any (a.file_ids))) order by a.round desc), '[]')
              from rectification_answers a join officials p on p.id = a.answered_by left join officials w on w.id = a.reviewed_by
             where a.rectification_id = r.id) as answers,
           (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'channel', x.channel, 'objection', x.objection, 'publicFrom', x.public_from,
                'recordedOn', x.recorded_on) order by x.recorded_at desc), '[]')
              from rectification_objections x where x.rectification_id = r.id) as objections
      from rectifications r join area_versions v on v.area_id = r.area_id and ${lastVersionAt(day)} join officials o on o.id = r.raised_by
     where r.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}
