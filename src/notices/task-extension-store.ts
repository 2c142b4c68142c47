/** SQL of more time for tasks. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import { endLimitsFor } from '../platform/server/limit-batch.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type ExtensionState, extensionMoves, type TaskExtension } from './task-extension.ts'
import type { Task } from './task-store.ts'

export async function listTaskExtensions(db: Db, taskId: string): Promise<TaskExtension[]> {
  const { rows } = await sql<TaskExtension>`
    select x.id, x.due_on, x.until, x.reason, a.name as asked_by, x.asked_by as asked_by_id, x.asked_area_id, x.asked_at, x.state,
           d.name as decided_by, x.decided_at, x.answer
      from task_extensions x join officials a on a.id = x.asked_by left join officials d on d.id = x.decided_by
     where x.task_id = ${taskId} order by x.asked_at desc, x.id desc limit 100`.execute(db)
  return rows
}

type Asked = { id: string; dueOn: string; until: string; reason: string; by: string; areaId: number | null; at: Date }

/** Refuses `extension-asked` where one is waiting. */
export async function insertTaskExtension(db: Db, task: Task, asked: Asked): Promise<void> {
  const { numAffectedRows } = await sql`
    insert into task_extensions (id, task_id, area_path, due_on, until, reason, asked_by, asked_area_id, asked_at, state)
    values (${asked.id}, ${task.id}, ${task.ownerAreaPath}, ${asked.dueOn}, ${asked.until}, ${asked.reason}, ${asked.by}, ${asked.areaId}, ${asked.at}, 'asked')
    on conflict (task_id) where state = 'asked' do nothing`.execute(db)
  if (Number(numAffectedRows ?? 0) === 0) throw new Refusal('extension-asked')
}

export type OpenExtension = Pick<TaskExtension, 'id' | 'dueOn' | 'until' | 'reason' | 'askedById' | 'askedAreaId'>

/** The one that waits. Refuses `wrong-state` where none does. */
export async function lockOpenExtension(db: Db, taskId: string): Promise<OpenExtension> {
  const { rows } = await sql<OpenExtension>`
    select id, due_on, until, reason, asked_by as asked_by_id, asked_area_id from task_extensions
     where task_id = ${taskId} and state = 'asked' for update`.execute(db)
  if (!rows[0]) throw new Refusal('wrong-state', { move: 'decideExtension', status: 'none' })
  return rows[0]
}

type Decided = { by: string; at: Date; answer: string | null }

export async function saveExtensionDecided(
  db: Db,
  id: string,
  state: ExtensionState,
  { by, at, answer }: Decided,
): Promise<void> {
  await sql`update task_extensions set state = ${state}, decided_by = ${by}, decided_at = ${at}, answer = ${answer} where id = ${id}`.execute(
    db,
  )
}

export const saveDueOn = async (db: Db, taskId: string, dueOn: string): Promise<void> =>
  void (await sql`update tasks set due_on = ${dueOn} where id = ${taskId}`.execute(db))

/** What nobody has decided has lost its object, and its limit with it. @param tasks a select of ids. */
export async function dropExtensions(
  db: Db,
  tasks: RawBuilder<unknown>,
  { at, on, reason }: { at: Date; on: string; reason: string },
): Promise<void> {
  await endLimitsFor(db, sql`select x.id from task_extensions x where x.task_id in (${tasks})`, on, reason)
  const { from, to } = extensionMoves.drop
  await sql`update task_extensions set state = ${to}, decided_at = ${at} where task_id in (${tasks}) and state = any (${[...from]}::text[])`.execute(
    db,
  )
}

/** Refuses `not-found`. */
export async function findTaskOf(db: Db, id: string): Promise<string> {
  const { rows } = await sql<{ taskId: string }>`select task_id from task_extensions where id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0].taskId
}
