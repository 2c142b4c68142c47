/** SQL of the reports and of the tasks that demand them. */
import { sql } from 'kysely'
import { lastVersionAt, versionAt } from '../areas/store.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { knownDay, unknownDay } from '../platform/server/unknown-day.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { ReportRecord, ReportTaskRow } from './contract.ts'
import type { ReportFigures } from './figures.ts'
import type { ReportStatus, ReportTexts, Timing } from './report.ts'
import type { SummaryRow } from './summary.ts'

export type ReportTask = {
  id: string
  noticeId: string
  noticeNumber: string
  noticeTitle: string
  issuerName: string
  product: string
  status: string
  areaId: number
  areaPath: string
  areaLevel: string
  ownerAgencyId: string | null
  dueOn: string | null
}

/** The task a report answers, locked, so that two drafts cannot begin at once. Refuses `not-found`. */
export async function lockReportTask(db: Db, taskId: string): Promise<ReportTask> {
  const { rows } = await sql<ReportTask>`
    select t.id, t.notice_id, n.number as notice_number, n.title as notice_title, g.name ->> 'zh' as issuer_name, t.product, t.status,
           t.owner_area_id as area_id, t.area_path, a.level as area_level, t.owner_agency_id, ${knownDay('t.due_on')} as due_on
      from tasks t join notices n on n.id = t.notice_id join agencies g on g.id = n.issuer_agency_id join areas a on a.id = t.owner_area_id
     where t.id = ${taskId} for update of t`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type Report = {
  id: string
  taskId: string
  noticeId: string
  areaId: number
  areaPath: string
  agencyId: string
  version: number
  status: ReportStatus
  texts: ReportTexts
  snapshot: ReportFigures
  asOf: string
  digest: string
  number: string | null
  submittedOn: string | null
  noticeAreaPath: string
}

const columns =
  sql.raw(`r.id, r.task_id, r.notice_id, r.area_id, r.area_path, r.agency_id, r.version, r.status, r.texts, r.snapshot,
  r.as_of, r.digest, r.number, r.submitted_on, n.area_path as notice_area_path`)

/** Refuses `not-found`. */
export async function getReport(db: Db, id: string, forUpdate = false): Promise<Report> {
  const { rows } = await sql<Report>`select ${columns} from reports r join notices n on n.id = r.notice_id
    where r.id = ${id} ${forUpdate ? sql`for update of r` : sql``}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type LastVersion = { version: number; status: ReportStatus; texts: ReportTexts }

export async function findLastVersion(db: Db, taskId: string): Promise<LastVersion | undefined> {
  const { rows } =
    await sql<LastVersion>`select version, status, texts from reports where task_id = ${taskId} order by version desc limit 1`.execute(
      db,
    )
  return rows[0]
}

export type Gathered = { snapshot: ReportFigures; digest: string }

type NewReport = Pick<
  Report,
  'id' | 'taskId' | 'noticeId' | 'areaId' | 'areaPath' | 'agencyId' | 'version' | 'status' | 'texts'
> &
  Gathered

/** Refuses `report-open` where a version is written or waits already. */
export async function insertReport(db: Db, r: NewReport, by: string, at: Date): Promise<void> {
  try {
    await sql`insert into reports (id, task_id, notice_id, area_id, area_path, agency_id, version, status, texts, snapshot, as_of, digest, drafted_by, drafted_at)
      values (${r.id}, ${r.taskId}, ${r.noticeId}, ${r.areaId}, ${r.areaPath}, ${r.agencyId}, ${r.version}, ${r.status}, ${JSON.stringify(r.texts)}::jsonb,
        ${JSON.stringify(r.snapshot)}::jsonb, ${r.snapshot.asOf}, ${r.digest}, ${by}, ${at})`.execute(db)
  } catch (error) {
    if (violatedConstraint(error) === 'reports_open' || violatedConstraint(error) === 'reports_task_id_version_key')
      throw new Refusal('report-open')
    throw error
  }
}

export async function saveTexts(db: Db, id: string, texts: ReportTexts): Promise<void> {
  await guarded(sql`update reports set texts = ${JSON.stringify(texts)}::jsonb where id = ${id}`.execute(db))
}

export async function saveFigures(db: Db, id: string, { snapshot, digest }: Gathered): Promise<void> {
  await guarded(
    sql`update reports set snapshot = ${JSON.stringify(snapshot)}::jsonb, as_of = ${snapshot.asOf}, digest = ${digest} where id = ${id}`.execute(
      db,
    ),
  )
}

export async function saveSubmitted(
  db: Db,
  id: string,
  status: ReportStatus,
  number: string,
  by: string,
  at: Date,
  on: string,
): Promise<void> {
  await guarded(
    sql`update reports set status = ${status}, number = ${number}, submitted_by = ${by}, submitted_at = ${at}, submitted_on = ${on}
    where id = ${id}`.execute(db),
  )
}

/** @param by null where the answer was given on the task itself. */
export async function saveReviewed(
  db: Db,
  id: string,
  status: ReportStatus,
  by: string | null,
  at: Date,
  reason: string | null,
): Promise<void> {
  await guarded(
    sql`update reports set status = ${status}, reviewed_by = ${by}, reviewed_at = ${at}, returned_reason = ${reason} where id = ${id}`.execute(
      db,
    ),
  )
}

/** The table keeps what was submitted; its "no" becomes `report-frozen`. */
async function guarded(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (violatedConstraint(error) === 'reports_frozen') throw new Refusal('report-frozen')
    throw error
  }
}

export type Waiting = {
  id: string
  areaPath: string
  status: ReportStatus
  taskStatus: string
  taskReason: string | null
}

/** The submitted version of a task with what became of the task. */
export async function lockWaiting(db: Db, taskId: string): Promise<Waiting | undefined> {
  const { rows } = await sql<Waiting>`
    select r.id, r.area_path, r.status, t.status as task_status, t.returned_reason as task_reason from reports r join tasks t on t.id = r.task_id
     where r.task_id = ${taskId} and r.status = 'submitted' for update of r`.execute(db)
  return rows[0]
}

type Detail = Omit<ReportRecord, 'figures' | 'intact' | 'timing' | 'versions'> & { snapshot: ReportFigures }

/** Refuses `not-found`. */
export async function getReportDetail(db: Db, id: string, day: string): Promise<Detail> {
  const { rows } = await sql<Detail>`
    select ${columns}, v.name as area_name, t.status as task_status, ${knownDay('t.due_on')} as due_on, t.delivered_on, r.drafted_at, d.name as drafted_by_name,
           r.submitted_at, s.name as submitted_by_name, r.reviewed_at, w.name as reviewed_by_name, r.returned_reason
      from reports r join notices n on n.id = r.notice_id join tasks t on t.id = r.task_id
      join area_versions v on v.area_id = r.area_id and ${lastVersionAt(day)}
      join officials d on d.id = r.drafted_by left join officials s on s.id = r.submitted_by left join officials w on w.id = r.reviewed_by
     where r.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function listVersions(db: Db, taskId: string): Promise<ReportRecord['versions']> {
  const { rows } = await sql<
    ReportRecord['versions'][number]
  >`select id, version, status, number from reports where task_id = ${taskId} order by version limit 100`.execute(db)
  return rows
}

type TaskFilter = {
  after?: string | undefined
  limit: number
  noticeId?: string | undefined
  timing?: Timing | undefined
}

const delivered = sql`t.status in ('delivered', 'accepted')`
const timing = (
  day: string,
) => sql`case when ${delivered} then case when t.delivered_on <= t.due_on then 'onTime' else 'late' end
  when t.due_on < ${day} then 'missing' else 'running' end`

/** Counties that owe a report, due first. The SQL of `timing` is `timingOf` of report.ts. */
export async function listReportTasks(db: Db, filter: TaskFilter, day: string) {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<ReportTaskRow>`
    select t.id as task_id, t.notice_id, n.number as notice_number, n.title as notice_title, t.owner_area_id as area_id, v.name as area_name,
           t.area_path, ${knownDay('t.due_on')} as due_on, t.status as task_status, case when ${delivered} then t.delivered_on end as delivered_on, ${timing(day)} as timing,
           r.id as report_id, r.version, r.status as report_status, r.number
      from tasks t join notices n on n.id = t.notice_id join area_versions v on v.area_id = t.owner_area_id and ${versionAt(day)}
      left join lateral (select * from reports r where r.task_id = t.id order by r.version desc limit 1) r on true
     where t.product = 'selfCheckReport' and t.status <> 'cancelled' and t.owner_agency_id is null and v.level = 'county'
       and ${filter.noticeId ? sql`t.notice_id = ${filter.noticeId}` : sql`true`}
       and ${filter.timing ? sql`${timing(day)} = ${filter.timing}` : sql`true`}
       and ${after ? sql`(t.due_on, t.id) > (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
     order by t.due_on, t.id limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.dueOn ?? unknownDay, row.taskId])
}

export type SummaryNotice = {
  id: string
  number: string
  title: string
  issuerName: string
  issuerAgencyId: string
  areaId: number
  areaPath: string
}

/** An issued notice. Refuses `not-found`. */
export async function getSummaryNotice(db: Db, id: string): Promise<SummaryNotice> {
  const { rows } = await sql<SummaryNotice>`
    select n.id, n.number, n.title, g.name ->> 'zh' as issuer_name, n.issuer_agency_id, n.area_id, n.area_path from notices n join agencies g on g.id = n.issuer_agency_id
     where n.id = ${id} and n.number is not null`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** One row for each area that owes a report under a notice, with the version that was handed in last. */
export async function listSummaryRows(
  db: Db,
  noticeId: string,
  day: string,
): Promise<(Omit<SummaryRow, 'figures' | 'vacantPosts'> & { snapshot: ReportFigures | null })[]> {
  const { rows } = await sql<Omit<SummaryRow, 'figures' | 'vacantPosts'> & { snapshot: ReportFigures | null }>`
    select t.owner_area_id as area_id, v.name as area_name, t.id as task_id, ${knownDay('t.due_on')} as due_on, case when ${delivered} then t.delivered_on end as delivered_on,
           t.status as task_status, ${timing(day)} as timing, r.id as report_id, r.number, r.status as report_status, r.snapshot
      from tasks t join area_versions v on v.area_id = t.owner_area_id and ${versionAt(day)}
      left join reports r on t.product_kind = 'report' and r.id = t.product_id and ${delivered}
     where t.notice_id = ${noticeId} and t.product = 'selfCheckReport' and t.status <> 'cancelled' and t.owner_agency_id is null
     order by t.area_path, t.id limit 500`.execute(db)
  return rows
}
