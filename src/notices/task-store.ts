/** SQL of the tasks. */
import { type RawBuilder, sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { lastVersionAt, versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { knownDay, unknownDay } from '../platform/server/unknown-day.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { ProductVersion, TaskRow } from './contract.ts'
import type { Demand, OwnerPost } from './notice.ts'
import { type TaskStatus, taskLimit, taskMoves } from './task.ts'

export type Task = {
  id: string
  noticeId: string
  addresseeId: string
  paragraph: number
  title: string
  product: TaskRow['product']
  ownerAreaId: number
  ownerAgencyId: string | null
  ownerPost: OwnerPost | null
  ownerAreaPath: string
  vacant: boolean
  /** Null while the year in which it ends has no calendar; then `days` after the issue. */
  dueOn: string | null
  days: number | null
  dayKind: 'working' | 'calendar'
  status: TaskStatus
  raisedAreaId: number | null
  deliveredAreaId: number | null
  deliveredById: string | null
}

/** Where the task itself has risen, whatever has become of the answer to its product. */
const raised = sql.raw(
  `(select l.raised_area_id from time_limits l where l.subject_id = t.id and l.kind = '${taskLimit}' and l.state in ('running', 'suspended')
     order by l.due_on limit 1) as raised_area_id`,
)
/** Who handed in the version that waits for its answer, and for which area. */
const handedIn = sql.raw(
  `(select p.delivered_area_id from task_products p where p.task_id = t.id and p.status = 'delivered' order by p.version desc limit 1) as delivered_area_id,
   (select p.delivered_by from task_products p where p.task_id = t.id and p.status = 'delivered' order by p.version desc limit 1) as delivered_by_id`,
)
/** Whether the post that owns a task has no holder on a day. */
const holders = (what: string, day: string) =>
  sql`(select ${sql.raw(what)} from appointments h join officials o on o.id = h.official_id
        where h.area_id = t.owner_area_id and h.post = t.owner_post and h.valid_from <= ${day} and (h.valid_to is null or h.valid_to >= ${day}))`
const vacant = (day: string) => sql`(t.owner_post is not null and ${holders('count(*) = 0', day)})`
const taskColumns = (
  day: string,
) => sql`t.id, t.notice_id, t.addressee_id, t.paragraph, t.title, t.product, t.owner_area_id, t.owner_agency_id, t.owner_post,
  t.area_path as owner_area_path, ${knownDay('t.due_on')} as due_on, t.days, t.day_kind, t.status, ${vacant(day)} as vacant, ${raised}, ${handedIn}`

/** Demands with what they come to on the day of issue, if that is known; ids of their tasks go up in their order, as lists of one day do. */
export type DatedDemand = Demand & { due: string | undefined }

/**
 * Who owns what is demanded: `asked` (the demands) × `owned` (n, area_id, area_path, agency_id, post). A kind of department that an area
 * does not have is the business of its government.
 */
function owned(notice: { id: string; areaId: number; areaPath: string }, demands: readonly Demand[], day: string) {
  const rows = demands.map((one, n) => ({ ...one, n }))
  const inLevel = sql`v.level = t.level and v.path ^@ ${notice.areaPath} and ${versionAt(day)}`
  return sql`asked as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x(n int, "of" text, level text, post text, "functionKind" text, owners jsonb)),
    owned as (
      select t.n, d.area_id, d.area_path, d.agency_id, null::text as post from asked t
        join notice_addressees d on t."of" = 'all' or (t."of" = 'areas' and d.agency_id is null) or (t."of" = 'agencies' and d.agency_id is not null)
       where d.notice_id = ${notice.id} and d.forward_id is null and not d.by_task
      union all
      select t.n, v.area_id, v.path, null::uuid, t.post from asked t join area_versions v on ${inLevel} where t."of" = 'post' and v.area_id <> ${notice.areaId}
      union all
      select t.n, v.area_id, v.path, g.id, null::text from asked t join area_versions v on ${inLevel}
        left join agencies g on g.area_id = v.area_id and g.function_kind = t."functionKind" and g.valid_from <= ${day} and (g.valid_to is null or g.valid_to >= ${day})
       where t."of" = 'function' and (g.id is not null or v.area_id <> ${notice.areaId})
      union all
      select distinct t.n, v.area_id, v.path, x."agencyId", x.post from asked t
       cross join jsonb_to_recordset(t.owners) as x("areaId" int, "agencyId" uuid, post text)
        join area_versions v on v.area_id = x."areaId" and ${versionAt(day)} where t."of" = 'named')`
}

type Issued = { id: string; areaId: number; areaPath: string; demands: readonly Demand[] }

/** Owners who are not addressed are added to the addressees. @returns paragraphs with a demand that would be nobody's. */
export async function addOwners(db: Db, notice: Issued, day: string): Promise<number[]> {
  const of = owned(notice, notice.demands, day)
  await sql`with ${of} insert into notice_addressees (id, notice_id, area_id, area_path, agency_id, by_task)
    select gen_random_uuid(), ${notice.id}, o.area_id, o.area_path, o.agency_id, true
      from (select distinct w.area_id, w.area_path, w.agency_id from owned w join asked using (n) where "of" in ('post', 'function', 'named')) o
    on conflict do nothing`.execute(db)
  const { rows } = await sql<{
    n: number
  }>`with ${of} select n from asked where n not in (select n from owned) order by n`.execute(db)
  return rows.flatMap(({ n }) => notice.demands[n]?.paragraph ?? [])
}

/** Every demand for each of its owners, all of whom are addressed by now. */
export async function insertTasks(
  db: Db,
  notice: Omit<Issued, 'demands'>,
  demands: readonly DatedDemand[],
  at: Date,
): Promise<void> {
  const dated = demands.map(({ paragraph, title, product, due = unknownDay, days, dayKind }, n) => ({
    n,
    paragraph,
    title,
    product,
    due,
    days,
    dayKind,
    start: uuidv7({ msecs: at.getTime() + n }).slice(0, 15),
  }))
  await sql`with ${owned(notice, demands, dateInChina(at))}
    insert into tasks (id, notice_id, addressee_id, paragraph, title, product, owner_area_id, owner_agency_id, owner_post, area_path, due_on, days, day_kind, status)
    select (t.start || substr(gen_random_uuid()::text, 16))::uuid, d.notice_id, d.id, t.paragraph, t.title, t.product, o.area_id, o.agency_id, o.post,
           o.area_path, t.due, t.days, t."dayKind", 'open'
      from owned o join jsonb_to_recordset(${JSON.stringify(dated)}::jsonb) as t(n int, paragraph int, title text, product text, due date, days int, "dayKind" text, start text)
        on t.n = o.n
      join notice_addressees d on d.notice_id = ${notice.id} and d.area_id = o.area_id and d.agency_id is not distinct from o.agency_id`.execute(
    db,
  )
}

/** The tasks of a notice as subjects of their limits, for `openLimitsFor`. */
export const taskSubjects = (noticeId: string): RawBuilder<unknown> => sql`
  select t.id as subject_id, t.owner_area_id as area_id, t.area_path, t.owner_agency_id as holder_agency_id, t.days, t.day_kind, ${knownDay('t.due_on')} as due_on
    from tasks t where t.notice_id = ${noticeId}`

export async function lockTasksOf(db: Db, noticeId: string): Promise<void> {
  await sql`select 1 from tasks where notice_id = ${noticeId} order by id for update`.execute(db)
}

/** What nobody has handed in is cancelled with its notice. */
export async function cancelTasks(db: Db, noticeId: string, reason: string): Promise<void> {
  const { from, to } = taskMoves.cancel
  await sql`update tasks set status = ${to}, returned_reason = ${reason} where notice_id = ${noticeId} and status = any (${[...from]}::text[])`.execute(
    db,
  )
}

/** All tasks of a notice, by their ids. */
export const allTaskSubjects = (noticeId: string): RawBuilder<unknown> =>
  sql`select t.id as subject_id from tasks t where t.notice_id = ${noticeId}`

/** One task as a select of its id. */
export const oneTask = (id: string): RawBuilder<unknown> => sql`select ${id}::uuid`

export type DueToCount = { issuedOn: string; days: number; dayKind: 'working' | 'calendar' }

/** What the tasks whose last day is still to be counted are counted from. */
export async function listDueToCount(db: Db): Promise<DueToCount[]> {
  const { rows } =
    await sql<DueToCount>`select distinct n.issued_on, t.days, t.day_kind from tasks t join notices n on n.id = t.notice_id
    where t.due_on = ${unknownDay} order by n.issued_on, t.days, t.day_kind limit 1000`.execute(db)
  return rows
}

/** Their last day is known now; what was handed in after it is late for good. */
export async function saveDue(db: Db, { issuedOn, days, dayKind }: DueToCount, dueOn: string): Promise<void> {
  await sql`with dated as (
      update tasks t set due_on = ${dueOn} from notices n
       where t.due_on = ${unknownDay} and n.id = t.notice_id and n.issued_on = ${issuedOn} and t.days = ${days} and t.day_kind = ${dayKind}
      returning t.id)
    update task_products p set late = true from dated where p.task_id = dated.id and p.delivered_on > ${dueOn}`.execute(
    db,
  )
}

/** Refuses `not-found`. */
export async function lockTask(db: Db, id: string, day: string): Promise<Task> {
  const { rows } = await sql<Task>`select ${taskColumns(day)} from tasks t where t.id = ${id} for update of t`.execute(
    db,
  )
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

const rowColumns = (
  day: string,
) => sql`t.id, t.notice_id, n.number as notice_number, t.paragraph, t.title, t.product, t.owner_area_id,
  v.name as owner_area_name, t.owner_agency_id, g.name as owner_agency_name, t.owner_post, t.area_path as owner_area_path,
  ${vacant(day)} as vacant, coalesce(${holders('jsonb_agg(o.name order by h.valid_from, o.id)', day)}, '[]') as holders, ${knownDay('t.due_on')} as due_on, t.status, t.delivered_on, t.product_file_id,
  t.product_kind, t.product_id, t.returned_reason, n.area_path as notice_area_path, n.status as notice_status, ${raised}, ${handedIn},
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
  /** Only what exactly this area, agency or post owns. */
  ownerAreaId?: number | undefined
  ownerAgencyId?: string | undefined
  ownerPost?: OwnerPost | undefined
  /** Only what a post owns that nobody holds. */
  vacant?: boolean | undefined
}

export async function listTasks(db: Db, filter: TaskFilter, day: string) {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<TaskRow>`
    select ${rowColumns(day)} from ${rowJoins(day)}
     where ${filter.noticeId ? sql`t.notice_id = ${filter.noticeId}` : sql`true`}
       and ${filter.areaPath ? sql`t.area_path >= ${filter.areaPath} and t.area_path < ${`${filter.areaPath}~`}` : sql`true`}
       and ${filter.status ? sql`t.status = ${filter.status}` : sql`true`}
       and ${filter.product ? sql`t.product = ${filter.product}` : sql`true`}
       and ${filter.ownerAreaId ? sql`t.owner_area_id = ${filter.ownerAreaId}` : sql`true`}
       and ${filter.ownerAgencyId ? sql`t.owner_agency_id = ${filter.ownerAgencyId}` : sql`true`}
       and ${filter.ownerPost ? sql`t.owner_post = ${filter.ownerPost}` : sql`true`}
       and ${filter.vacant ? sql`t.status in ('open', 'returned') and ${vacant(day)}` : sql`true`}
       and ${after ? sql`(t.due_on, t.id) > (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
     order by t.due_on, t.id limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.dueOn ?? unknownDay, row.id])
}

/** Refuses `not-found`. */
export async function getTaskRow(db: Db, id: string, day: string): Promise<TaskRow> {
  const { rows } = await sql<TaskRow>`select ${rowColumns(day)} from ${rowJoins(day)} where t.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** `areaId`: for which area an office hands in; null where no office does. */
export type Delivery = { task: Task; product: Product; by: string; areaId: number | null; at: Date; on: string }

/** One more version of what is handed in for a task; late is late for good. */
export async function insertProduct(db: Db, { task, product, by, areaId, at, on }: Delivery): Promise<void> {
  await sql`insert into task_products (id, task_id, area_path, version, file_id, product_kind, product_id, delivered_by, delivered_area_id, delivered_at, delivered_on, late, status)
    select ${uuidv7()}, ${task.id}, ${task.ownerAreaPath}, coalesce(max(version), 0) + 1, ${product.fileId}, ${product.kind}, ${product.id}, ${by}, ${areaId}::int, ${at}::timestamptz,
           ${on}::date, ${task.dueOn !== null && on > task.dueOn}, 'delivered' from task_products where task_id = ${task.id}`.execute(
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
