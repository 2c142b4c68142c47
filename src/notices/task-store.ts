/** SQL of the tasks. */
import { type RawBuilder, sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { lastVersionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { ProductVersion, TaskRow } from './contract.ts'
import type { Demand } from './notice.ts'
import { type TaskStatus, taskMoves } from './task.ts'

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

/** What one demand comes to on the day of issue. */
export type DatedDemand = Pick<Demand, 'paragraph' | 'title' | 'product' | 'of'> & { due: string }

/** Every demand for every addressee of the issuer whom it concerns; ids go up in the order of the demands, as lists of one day do. */
export async function insertTasks(db: Db, noticeId: string, demands: readonly DatedDemand[], at: Date): Promise<void> {
  const rows = demands.map((demand, i) => ({ ...demand, start: uuidv7({ msecs: at.getTime() + i }).slice(0, 15) }))
  await sql`insert into tasks (id, notice_id, addressee_id, paragraph, title, product, owner_area_id, owner_agency_id, area_path, due_on, status)
    select (t.start || substr(gen_random_uuid()::text, 16))::uuid, d.notice_id, d.id, t.paragraph, t.title, t.product, d.area_id, d.agency_id, d.area_path, t.due, 'open'
      from notice_addressees d cross join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as t(paragraph int, title text, product text, "of" text, due date, start text)
     where d.notice_id = ${noticeId} and d.forward_id is null and (t."of" = 'all' or (t."of" = 'areas') = (d.agency_id is null))`.execute(
    db,
  )
}

/** The tasks of a notice as subjects of their limits, for `openLimitsFor`. */
export const taskSubjects = (noticeId: string): RawBuilder<unknown> => sql`
  select t.id as subject_id, t.owner_area_id as area_id, t.area_path, t.owner_agency_id as holder_agency_id, t.due_on
    from tasks t where t.notice_id = ${noticeId}`

/** What nobody has handed in is cancelled with its notice. */
export async function cancelTasks(db: Db, noticeId: string, reason: string): Promise<void> {
  const { from, to } = taskMoves.cancel
  await sql`update tasks set status = ${to}, returned_reason = ${reason} where notice_id = ${noticeId} and status = any (${[...from]}::text[])`.execute(
    db,
  )
}

export const cancelledSubjects = (noticeId: string): RawBuilder<unknown> =>
  sql`select t.id as subject_id from tasks t where t.notice_id = ${noticeId} and t.status = ${taskMoves.cancel.to}`

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
  t.product_kind, t.product_id, t.returned_reason, n.area_path as notice_area_path, ${raised},
  (select count(*) from task_products p where p.task_id = t.id) as versions`
const rowJoins = (day: string) => sql`tasks t join notices n on n.id = t.notice_id
  join area_versions v on v.area_id = t.owner_area_id and ${lastVersionAt(day)} left join agencies g on g.id = t.owner_agency_id`

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

export type Delivery = { task: Task; product: Product; by: string; at: Date; on: string }

/** One more version of what is handed in for a task; late is late for good. */
export async function insertProduct(db: Db, { task, product, by, at, on }: Delivery): Promise<void> {
  await sql`insert into task_products (id, task_id, area_path, version, file_id, product_kind, product_id, delivered_by, delivered_at, delivered_on, late, status)
    select ${uuidv7()}, ${task.id}, ${task.areaPath}, coalesce(max(version), 0) + 1, ${product.fileId}, ${product.kind}, ${product.id}, ${by}, ${at}::timestamptz,
           ${on}::date, ${on}::date > ${task.dueOn}::date, 'delivered' from task_products where task_id = ${task.id}`.execute(
    db,
  )
}

/** What was said to the version that is waiting for it. */
export async function saveProductReviewed(
  db: Db,
  taskId: string,
  status: TaskStatus,
  review: { by: string; at: Date; reason: string | null },
): Promise<void> {
  await sql`update task_products set status = ${status}, reviewed_by = ${review.by}, reviewed_at = ${review.at}, returned_reason = ${review.reason}
    where task_id = ${taskId} and status = 'delivered'`.execute(db)
}

export async function listProducts(db: Db, taskId: string): Promise<ProductVersion[]> {
  const { rows } = await sql<ProductVersion>`
    select p.id, p.version, p.file_id, p.product_kind, p.product_id, o.name as delivered_by, p.delivered_at, p.late, p.status, r.name as reviewed_by,
           p.reviewed_at, p.returned_reason
      from task_products p left join officials o on o.id = p.delivered_by left join officials r on r.id = p.reviewed_by
     where p.task_id = ${taskId} order by p.version desc limit 100`.execute(db)
  return rows
}
