/** SQL of the tasks. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { TaskRow } from './contract.ts'
import type { TaskStatus } from './task.ts'

export type Task = {
  id: string
  noticeId: string
  addresseeId: string
  paragraph: number
  title: string
  product: TaskRow['product']
  ownerAreaId: number
  ownerAgencyId: string | null
  areaPath: string
  dueOn: string
  status: TaskStatus
  raisedAreaId: number | null
}

const raised = sql.raw(
  `(select l.raised_area_id from time_limits l where l.subject_id = t.id and l.state in ('running', 'suspended') order by l.due_on limit 1) as raised_area_id`,
)
const taskColumns = sql`t.id, t.notice_id, t.addressee_id, t.paragraph, t.title, t.product, t.owner_area_id, t.owner_agency_id, t.area_path,
  t.due_on, t.status, ${raised}`

export async function insertTask(db: Db, task: Task): Promise<void> {
  await sql`insert into tasks (id, notice_id, addressee_id, paragraph, title, product, owner_area_id, owner_agency_id, area_path, due_on, status)
    values (${task.id}, ${task.noticeId}, ${task.addresseeId}, ${task.paragraph}, ${task.title}, ${task.product}, ${task.ownerAreaId},
      ${task.ownerAgencyId}, ${task.areaPath}, ${task.dueOn}, ${task.status})`.execute(db)
}

/** Refuses `not-found`. */
export async function lockTask(db: Db, id: string): Promise<Task> {
  const { rows } = await sql<Task>`select ${taskColumns} from tasks t where t.id = ${id} for update of t`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type Product = { fileId: string | null; kind: string | null; id: string | null }

export async function saveDelivered(
  db: Db,
  id: string,
  status: TaskStatus,
  product: Product,
  on: string,
): Promise<void> {
  await sql`update tasks set status = ${status}, product_file_id = ${product.fileId}, product_kind = ${product.kind}, product_id = ${product.id},
    delivered_on = ${on}, returned_reason = null where id = ${id}`.execute(db)
}

export async function saveReviewed(
  db: Db,
  id: string,
  status: TaskStatus,
  returnedReason: string | null,
): Promise<void> {
  await sql`update tasks set status = ${status}, returned_reason = ${returnedReason} where id = ${id}`.execute(db)
}

/** Tasks of a notice that nobody has delivered; a withdrawn notice cancels them. */
export async function lockUndelivered(db: Db, noticeId: string): Promise<Task[]> {
  const { rows } =
    await sql<Task>`select ${taskColumns} from tasks t where t.notice_id = ${noticeId} and t.status in ('open', 'returned') order by t.id for update of t`.execute(
      db,
    )
  return rows
}

/** The open task of an area for a product, if a notice demands one. */
export async function findOpenTask(
  db: Db,
  ownerAreaId: number,
  product: TaskRow['product'],
): Promise<Task | undefined> {
  const { rows } =
    await sql<Task>`select ${taskColumns} from tasks t where t.owner_area_id = ${ownerAreaId} and t.owner_agency_id is null
      and t.product = ${product} and t.status in ('open', 'returned') order by t.due_on limit 1`.execute(db)
  return rows[0]
}

const rowColumns = sql`t.id, t.notice_id, n.number as notice_number, t.paragraph, t.title, t.product, t.owner_area_id,
  v.name as owner_area_name, t.owner_agency_id, g.name as owner_agency_name, t.due_on, t.status, t.delivered_on, t.product_file_id,
  t.product_kind, t.product_id, t.returned_reason, n.area_path as notice_area_path, ${raised}`
const rowJoins = (day: string) => sql`tasks t join notices n on n.id = t.notice_id
  join area_versions v on v.area_id = t.owner_area_id and ${versionAt(day)} left join agencies g on g.id = t.owner_agency_id`

export type TaskFilter = {
  after?: string | undefined
  limit: number
  noticeId?: string | undefined
  /** Narrows to an area and what lies below it. */
  areaPath?: string | undefined
  status?: TaskStatus | undefined
  product?: TaskRow['product'] | undefined
}

export async function listTasks(db: Db, filter: TaskFilter, day: string) {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<TaskRow>`
    select ${rowColumns} from ${rowJoins(day)}
     where ${filter.noticeId ? sql`t.notice_id = ${filter.noticeId}` : sql`true`}
       and ${filter.areaPath ? sql`t.area_path >= ${filter.areaPath} and t.area_path < ${`${filter.areaPath}~`}` : sql`true`}
       and ${filter.status ? sql`t.status = ${filter.status}` : sql`true`}
       and ${filter.product ? sql`t.product = ${filter.product}` : sql`true`}
       and ${after ? sql`(t.due_on, t.id) > (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
     order by t.due_on, t.id limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.dueOn, row.id])
}

/** Refuses `not-found`. */
export async function getTaskRow(db: Db, id: string, day: string): Promise<TaskRow> {
  const { rows } = await sql<TaskRow>`select ${rowColumns} from ${rowJoins(day)} where t.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}
