/** What later modules may do with tasks inside their own transaction: hand in a record as product, accept it, return it. */
import type { Context } from '../platform/server/context.ts'
import { endLimitsFor } from '../platform/server/limit-batch.ts'
import { meetLimits, openLimit, openLimitOrWait } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { formatDocumentNumber } from '../platform/shared/official-document.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { demands, mayIssue, type NoticeStatus } from './notice.ts'
import { getIssuer, getNotice, takeSerial } from './store.ts'
import { answeringPath, handsInFor, isOwnProduct, mayDeliver, mayReview, type TaskStatus, taskMoves } from './task.ts'
import { dropExtensions, extensionSubjects } from './task-extension-store.ts'
import {
  findAnsweringAgency,
  insertProduct,
  lockTask,
  oneTask,
  type Product,
  saveDelivered,
  saveProductReviewed,
  saveReviewed,
  type Task,
} from './task-store.ts'

/** Rule under which the limit of a task runs. */
export const taskLimit = 'limit.taskDefault'
/** Rule of the answer to what was handed in. */
const reviewLimit = 'limit.productReview'

/** Hands in the product of a task: its limit is met, and that of the answer begins. Refuses `not-permitted`, `wrong-state`. */
export async function deliverTask({ db, user, now, record }: Context, taskId: string, product: Product): Promise<void> {
  const today = dateInChina(now)
  const task = await lockTask(db, taskId, today)
  if (!mayDeliver(user, task)) throw new Refusal('not-permitted')
  const status = move(taskMoves, 'deliver', task.status)
  await saveDelivered(db, task.id, status, product, today)
  const areaId = handsInFor(user, task)
  const productId = await insertProduct(db, { task, product, by: user.officialId, areaId, at: now, on: today })
  await meetLimits(db, task.id, null, today)
  await endLimitsFor(db, extensionSubjects(oneTask(task.id)), today, '成果已交付')
  await dropExtensions(db, oneTask(task.id), now)
  await startReviewLimit({ db }, task, { productId, areaId, on: today })
  await record('task.delivered', {
    ...facts(task, status),
    changed: { product: task.product, fileId: product.fileId, productKind: product.kind, productId: product.id },
  })
}

/** Whoever judges the product answers in time. */
async function startReviewLimit(
  { db }: Pick<Context, 'db'>,
  task: Task,
  { productId, areaId, on }: { productId: string; areaId: number | null; on: string },
): Promise<void> {
  const { areaPath } = await getNotice(db, task.noticeId)
  const { days, dayKind } = (await getRule(db, reviewLimit, on)).value
  const path = answeringPath(areaPath, task.ownerAreaPath, areaId)
  const start = {
    subjectKind: 'product',
    subjectId: productId,
    kind: reviewLimit,
    area: { id: task.ownerAreaId, path: task.ownerAreaPath },
    holderAgencyId: await findAnsweringAgency(db, task.noticeId, path, on),
    startedOn: on,
    days,
    dayKind,
  }
  await openLimitOrWait(db, start, await loadCalendar(db))
}

/** @returns how the notice stands. Refuses `own-product`, `not-permitted`. */
async function permitReview(user: Actor, db: Context['db'], task: Task): Promise<NoticeStatus> {
  const { areaPath, status } = await getNotice(db, task.noticeId)
  const judged = { ...task, noticeAreaPath: areaPath }
  if (mayReview(user, judged)) return status
  throw new Refusal(
    isOwnProduct(user, judged) && mayReview(user, { ...judged, deliveredAreaId: null })
      ? 'own-product'
      : 'not-permitted',
  )
}

/** Refuses `not-permitted`, `own-product`, `wrong-state`. */
export async function acceptTask({ db, user, now, record }: Context, taskId: string): Promise<void> {
  const task = await lockTask(db, taskId, dateInChina(now))
  await permitReview(user, db, task)
  const status = move(taskMoves, 'accept', task.status)
  await saveReviewed(db, task.id, status, null)
  await answerProduct({ db, user, now }, task, status, null)
  await record('task.accepted', facts(task, status))
}

/** Says it to the version that waits; the limit of the answer is met. */
async function answerProduct(
  { db, user, now }: Pick<Context, 'db' | 'user' | 'now'>,
  task: Task,
  status: TaskStatus,
  reason: string | null,
): Promise<void> {
  const productId = await saveProductReviewed(db, task.id, status, { by: user.officialId, at: now, reason })
  if (productId !== undefined) await meetLimits(db, productId, reviewLimit, dateInChina(now))
}

/**
 * Sends a product back; the old date counts on. A notice that is withdrawn or superseded demands nothing: of its products none is wanted anew.
 * Refuses `not-permitted`, `own-product`, `wrong-state`.
 */
export async function returnTask({ db, user, now, record }: Context, taskId: string, reason: string): Promise<void> {
  const task = await lockTask(db, taskId, dateInChina(now))
  const noticeStatus = await permitReview(user, db, task)
  if (!demands(noticeStatus)) throw new Refusal('wrong-state', { move: 'return', status: noticeStatus })
  const status = move(taskMoves, 'return', task.status)
  await saveReviewed(db, task.id, status, reason)
  await answerProduct({ db, user, now }, task, status, reason)
  await startTaskLimit(db, task, dateInChina(now))
  await record('task.returned', { ...facts(task, status), personal: { reason } })
}

/**
 * Takes the next number of an agency for a document of a later module, in the transaction of that document: it is given once.
 * Refuses `not-permitted`, `issuer-without-code`, `not-found`. @returns 机关代字〔年〕序号号.
 */
export async function takeDocumentNumber({ db, user, now, record }: Context, agencyId: string): Promise<string> {
  const issuer = await getIssuer(db, agencyId)
  if (!mayIssue(user, issuer)) throw new Refusal('not-permitted')
  if (issuer.documentCode === null) throw new Refusal('issuer-without-code')
  const year = Number(dateInChina(now).slice(0, 4))
  const serial = await takeSerial(db, issuer.id, year)
  const number = formatDocumentNumber({ agencyCode: issuer.documentCode, year, serial })
  await record('documentNumber.taken', {
    subject: 'agency',
    id: issuer.id,
    areaPath: issuer.areaPath,
    changed: { number },
  })
  return number
}

/** The limit of a task runs to the date the notice names. */
export async function startTaskLimit(db: Context['db'], task: Task, startedOn: string): Promise<void> {
  await openLimit(
    db,
    {
      subjectKind: 'task',
      subjectId: task.id,
      kind: taskLimit,
      area: { id: task.ownerAreaId, path: task.ownerAreaPath },
      holderAgencyId: task.ownerAgencyId,
      startedOn,
      days: 0,
      dayKind: 'calendar',
      dueOn: task.dueOn,
    },
    await loadCalendar(db),
  )
}

const facts = (task: Task, to: TaskStatus) => ({
  subject: 'task',
  id: task.id,
  areaPath: task.ownerAreaPath,
  from: task.status,
  to,
})
