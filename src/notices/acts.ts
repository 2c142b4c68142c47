/** What later modules may do with tasks inside their own transaction: hand in a record as product, accept it, return it. */
import { findOfficeOver } from '../agencies/store.ts'
import type { Context } from '../platform/server/context.ts'
import { meetLimits, openLimit, openLimitOrWait } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { formatDocumentNumber } from '../platform/shared/official-document.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { demands, mayIssue } from './notice.ts'
import { getIssuer, getNotice, type Notice, takeSerial } from './store.ts'
import {
  answeringPath,
  handsInFor,
  isOwnProduct,
  mayDeliver,
  mayReview,
  reviewLimit,
  type TaskStatus,
  taskLimit,
  taskMoves,
} from './task.ts'
import { dropExtensions } from './task-extension-store.ts'
import {
  insertProduct,
  lockTask,
  oneTask,
  type Product,
  saveDelivered,
  saveProductReviewed,
  saveReviewed,
  type Task,
} from './task-store.ts'

/** Hands in the product of a task; its limit is met, that of the answer begins. Refuses `not-permitted`, `wrong-state`. */
export async function deliverTask(context: Context, taskId: string, product: Product): Promise<void> {
  const { db, user, now, record } = context
  const today = dateInChina(now)
  const task = await lockTask(db, taskId, today)
  if (!mayDeliver(user, task)) throw new Refusal('not-permitted')
  const status = move(taskMoves, 'deliver', task.status)
  await saveDelivered(db, task.id, status, product, today)
  const areaId = handsInFor(user, task)
  await insertProduct(db, { task, product, by: user.officialId, areaId, at: now, on: today })
  await meetLimits(db, task.id, taskLimit, today)
  await dropExtensions(db, oneTask(task.id), { at: now, on: today, reason: '成果已交付' })
  await startReviewLimit(context, { ...task, deliveredAreaId: areaId })
  await record('task.delivered', {
    ...facts(task, status),
    changed: { product: task.product, fileId: product.fileId, productKind: product.kind, productId: product.id },
  })
}

/** The office that answers for what was handed in or asked for; where a place has none, the issuer. */
export async function findAnsweringOffice(
  { db }: Pick<Context, 'db'>,
  task: Pick<Task, 'ownerAreaPath' | 'deliveredAreaId'>,
  { areaPath, issuerAgencyId }: Pick<Notice, 'areaPath' | 'issuerAgencyId'>,
  day: string,
): Promise<string> {
  return (await findOfficeOver(db, answeringPath({ ...task, noticeAreaPath: areaPath }), day)) ?? issuerAgencyId
}

/** It lies at the owner's place, who sees how long he may be kept waiting, and is held by the office that answers. */
async function startReviewLimit({ db, now }: Context, task: Task): Promise<void> {
  const today = dateInChina(now)
  const holderAgencyId = await findAnsweringOffice({ db }, task, await getNotice(db, task.noticeId), today)
  const { days, dayKind } = (await getRule(db, reviewLimit, today)).value
  await openLimitOrWait(
    db,
    {
      subjectKind: 'task',
      subjectId: task.id,
      kind: reviewLimit,
      area: { id: task.ownerAreaId, path: task.ownerAreaPath },
      holderAgencyId,
      startedOn: today,
      days,
      dayKind,
    },
    await loadCalendar(db),
  )
}

/** @returns the notice. Refuses `own-product`, `not-permitted`. */
async function permitReview(user: Actor, db: Context['db'], task: Task): Promise<Notice> {
  const notice = await getNotice(db, task.noticeId)
  const judged = { ...task, noticeAreaPath: notice.areaPath }
  if (mayReview(user, judged)) return notice
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
  await saveProductReviewed(db, task.id, status, { by: user.officialId, at: now, reason: null })
  await meetLimits(db, task.id, reviewLimit, dateInChina(now))
  await record('task.accepted', facts(task, status))
}

/**
 * Sends a product back; the old date counts on. A notice that is withdrawn or superseded demands nothing: of its products none is wanted anew.
 * Refuses `not-permitted`, `own-product`, `wrong-state`.
 */
export async function returnTask({ db, user, now, record }: Context, taskId: string, reason: string): Promise<void> {
  const task = await lockTask(db, taskId, dateInChina(now))
  const notice = await permitReview(user, db, task)
  if (!demands(notice.status)) throw new Refusal('wrong-state', { move: 'return', status: notice.status })
  const status = move(taskMoves, 'return', task.status)
  await saveReviewed(db, task.id, status, reason)
  await saveProductReviewed(db, task.id, status, { by: user.officialId, at: now, reason })
  await meetLimits(db, task.id, reviewLimit, dateInChina(now))
  await startTaskLimit(db, task, notice, dateInChina(now))
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

/** What is sent back is due when it was; where that is still to be counted, it goes on waiting for it. */
async function startTaskLimit(db: Context['db'], task: Task, notice: Notice, today: string): Promise<void> {
  const { dueOn, days, dayKind } = task
  const held = {
    subjectKind: 'task',
    subjectId: task.id,
    kind: taskLimit,
    area: { id: task.ownerAreaId, path: task.ownerAreaPath },
    holderAgencyId: task.ownerAgencyId,
  }
  const calendar = await loadCalendar(db)
  if (dueOn !== null) await openLimit(db, { ...held, startedOn: today, days: 0, dayKind: 'calendar', dueOn }, calendar)
  else await openLimitOrWait(db, { ...held, startedOn: notice.issuedOn ?? today, days: days ?? 0, dayKind }, calendar)
}

const facts = (task: Task, to: TaskStatus) => ({
  subject: 'task',
  id: task.id,
  areaPath: task.ownerAreaPath,
  from: task.status,
  to,
})
