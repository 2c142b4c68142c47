/** What an issue or a passing-on starts: limits of receipt, tasks, and word to whoever may confirm; and how it all ends. */
import { demandAcknowledgements, withdrawDemands } from '../grid/acts.ts'
import type { Context } from '../platform/server/context.ts'
import { endLimitsFor, openLimitsFor } from '../platform/server/limit-batch.ts'
import { cancelMessages, sendMatters } from '../platform/server/outbox.ts'
import { dateInChina, type WorkCalendar } from '../platform/shared/calendar.ts'
import { laterByIfKnown } from '../platform/shared/time-limit.ts'
import { getRule } from '../rulebook/store.ts'
import {
  allReceiptSubjects,
  insertUrges,
  listAddressees,
  listReaders,
  type OpenNotice,
  readersOf,
  readersOfThese,
  receiptSubjects,
  type Urge,
} from './receipt-store.ts'
import type { Notice } from './store.ts'
import { taskLimit } from './task.ts'
import { dropExtensions } from './task-extension-store.ts'
import { allTaskSubjects, cancelTasks, insertTasks, lockTasksOf, taskSubjects } from './task-store.ts'

export const receiptLimit = 'limit.noticeReceipt'
type Numbered = Pick<Notice, 'id' | 'receiptDays'> & { number: string }
type Anyone = Context<unknown>

/** Gives the addressees of the issuer, or of one passing-on, their limit of receipt, and tells whoever may confirm. */
export async function deliver(
  context: Anyone,
  notice: Numbered,
  forwardId: string | null,
  calendar: WorkCalendar,
): Promise<number> {
  const { db, now } = context
  const startedOn = dateInChina(now)
  const rule = (await getRule(db, receiptLimit, startedOn)).value
  const { days, dayKind } =
    notice.receiptDays === null ? rule : { days: notice.receiptDays, dayKind: 'working' as const }
  const dueOn = laterByIfKnown(startedOn, days, dayKind, calendar)
  const addressees = await listAddressees(db, notice.id, forwardId)
  const demanded = addressees.map((one) => ({ ...one, number: notice.number, demandedOn: startedOn }))
  await demandAcknowledgements({ db }, demanded, startedOn, calendar)
  await openLimitsFor(
    db,
    { subjectKind: 'receipt', kind: receiptLimit, startedOn },
    receiptSubjects(notice.id, forwardId, { days, dayKind, dueOn: dueOn ?? null }),
  )
  await tell(context, notice.number, await listReaders(db, readersOf(notice.id, forwardId), startedOn), 'issue')
  return addressees.length
}

const tell = (
  context: Anyone,
  number: string,
  readers: Awaited<ReturnType<typeof listReaders>>,
  occasion: string,
): Promise<void> =>
  sendMatters(
    context,
    readers.map(({ addresseeId, areaPath, officialId }) => ({
      officialId,
      areaPath,
      kind: 'receipt',
      id: addresseeId,
      number,
      occasion,
    })),
  )

/** Every demand becomes a task of each of its owners, each with its limit. */
export async function startTasks(
  { db, now }: Anyone,
  notice: Pick<Notice, 'id' | 'areaId' | 'areaPath' | 'demands'>,
  calendar: WorkCalendar,
): Promise<void> {
  if (notice.demands.length === 0) return
  const startedOn = dateInChina(now)
  const dated = notice.demands.map((demand) => ({
    ...demand,
    due: demand.dueOn ?? laterByIfKnown(startedOn, demand.days ?? 0, demand.dayKind, calendar),
  }))
  await insertTasks(db, notice, dated, now)
  await openLimitsFor(db, { subjectKind: 'task', kind: taskLimit, startedOn }, taskSubjects(notice.id))
}

/** A notice that is withdrawn or superseded demands nothing any more: receipts, tasks, requests for more time, limits and words under way end with it. */
export async function endDelivery({ db, now }: Anyone, noticeId: string, reason: string): Promise<void> {
  const today = dateInChina(now)
  await withdrawDemands({ db }, noticeId, today)
  // what somebody returns meanwhile is waited for: it is open again, and cancelled with the rest
  await lockTasksOf(db, noticeId)
  await cancelTasks(db, noticeId, reason)
  await endLimitsFor(db, allTaskSubjects(noticeId), today, reason)
  await dropExtensions(db, allTaskSubjects(noticeId), { at: now, on: today, reason })
  await endLimitsFor(db, allReceiptSubjects(noticeId), today, reason)
  await cancelMessages(db, allReceiptSubjects(noticeId), now)
}

/** Chases whoever has not confirmed: noted for each, told to each, one event for all. @returns how many. */
export async function chase(
  context: Anyone,
  notice: Omit<OpenNotice, 'issuedOn'>,
  urge: Omit<Urge, 'noticeId' | 'at'>,
): Promise<number> {
  const { db, now, record } = context
  const urged = await insertUrges(db, { ...urge, noticeId: notice.id, at: now })
  if (urged.length === 0) return 0
  const readers = await listReaders(db, readersOfThese(urged), dateInChina(now))
  await tell(context, notice.number, readers, urge.occasion)
  await record('notice.urged', {
    subject: 'notice',
    id: notice.id,
    areaPath: notice.areaPath,
    changed: { number: notice.number, occasion: urge.occasion, addressees: urged.length },
  })
  return urged.length
}
