/** More time for a task: asked for, given or refused. */
import { v7 as uuidv7 } from 'uuid'
import type { Context, Handlers } from '../platform/server/context.ts'
import { sendMatters } from '../platform/server/outbox.ts'
import { extendLimitsTo, meetLimits, openLimit } from '../platform/server/time-limits.ts'
import { dateInChina, daysBetween, type WorkCalendar } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { laterBy, laterByIfKnown } from '../platform/shared/time-limit.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { findAnsweringOffice } from './acts.ts'
import { demands } from './notice.ts'
import { getNotice, type Notice } from './store.ts'
import { handsInFor, mayDeliver, taskLimit } from './task.ts'
import { dayToPutOff, extensionMoves, mayDecideExtension } from './task-extension.ts'
import type { taskExtensionContract } from './task-extension-contract.ts'
import {
  findTaskOf,
  insertTaskExtension,
  lockOpenExtension,
  type OpenExtension,
  saveDueOn,
  saveExtensionDecided,
} from './task-extension-store.ts'
import { lockTask, type Task } from './task-store.ts'

/** Rule of the decision on more time. */
const decisionLimit = 'limit.taskExtension'

export const taskExtensionHandlers: Handlers<typeof taskExtensionContract> = {
  async askTaskExtension(context, { id, until, reason }) {
    const { db, user, now } = context
    const today = dateInChina(now)
    const task = await lockTask(db, id, today)
    if (!mayDeliver(user, task)) throw new Refusal('not-permitted')
    const notice = await getNotice(db, task.noticeId)
    if (!demands(notice.status)) throw new Refusal('wrong-state', { move: 'extend', status: notice.status })
    const dueOn = dayToPutOff(task, today)
    if (until <= dueOn) throw new Refusal('extension-no-later', { dueOn })
    const calendar = await loadCalendar(db)
    const areaId = handsInFor(user, task)
    const asked = {
      id: uuidv7(),
      until: laterBy(dueOn, daysBetween(dueOn, until), 'calendar', calendar),
      reason,
      by: user.officialId,
      areaId,
      at: now,
    }
    await insertTaskExtension(db, task, { ...asked, dueOn })
    await startDecisionLimit(context, task, { ...asked, dueOn, notice, today }, calendar)
    await recordOf(context, task, 'task.extensionAsked', { extensionId: asked.id, until: asked.until })
    return { id: asked.id, until: asked.until }
  },

  async approveTaskExtension(context, { id }) {
    const { db, user, now } = context
    const today = dateInChina(now)
    const { task, asked, number } = await lockAsked(context, id)
    const lastDay = dayToPutOff(task, today)
    const state = move(extensionMoves, 'approve', 'asked')
    await saveExtensionDecided(db, asked.id, state, { by: user.officialId, at: now, answer: null })
    await meetLimits(db, asked.id, decisionLimit, today)
    const { until, reason } = asked
    const extension = { until, approvedBy: user.officialId, reason, on: today }
    await extendLimitsTo(db, task.id, taskLimit, extension, await loadCalendar(db))
    await saveDueOn(db, task.id, until)
    await tellAsker(context, task, asked, number)
    await recordOf(context, task, 'task.extended', { extensionId: asked.id, from: lastDay, to: until })
    return { dueOn: until }
  },

  async refuseTaskExtension(context, { id, reason }) {
    const { db, user, now } = context
    const { task, asked, number } = await lockAsked(context, id)
    const state = move(extensionMoves, 'refuse', 'asked')
    await saveExtensionDecided(db, asked.id, state, { by: user.officialId, at: now, answer: reason })
    await meetLimits(db, asked.id, decisionLimit, dateInChina(now))
    await tellAsker(context, task, asked, number)
    await recordOf(context, task, 'task.extensionRefused', { extensionId: asked.id })
    return { id }
  },

  findTaskOf: async ({ db }, { id }) => ({ taskId: await findTaskOf(db, id) }),
}

/** Refuses `not-found`, `wrong-state` where nothing was asked, `not-permitted`. */
async function lockAsked({ db, user, now }: Context, id: string) {
  const task = await lockTask(db, id, dateInChina(now))
  const { areaPath, number } = await getNotice(db, task.noticeId)
  const asked = await lockOpenExtension(db, id)
  if (!mayDecideExtension(user, { ...task, noticeAreaPath: areaPath }, asked)) throw new Refusal('not-permitted')
  return { task, asked, number: number ?? '' }
}

/** That the request has been decided; how, is read in the program. */
const tellAsker = (context: Context, task: Task, asked: OpenExtension, number: string): Promise<void> =>
  sendMatters(context, [
    {
      officialId: asked.askedById,
      areaPath: task.ownerAreaPath,
      kind: 'task',
      id: task.id,
      number,
      occasion: `extension.${asked.id}`,
    },
  ])

type Start = {
  id: string
  areaId: number | null
  dueOn: string
  notice: Pick<Notice, 'areaPath' | 'issuerAgencyId'>
  today: string
}

/** It is decided within the days of the rule, and in any case while the task still runs: afterwards no time can be given. */
async function startDecisionLimit(
  { db }: Context,
  task: Task,
  { id, areaId, dueOn, notice, today }: Start,
  calendar: WorkCalendar,
): Promise<void> {
  const { days, dayKind } = (await getRule(db, decisionLimit, today)).value
  const byRule = laterByIfKnown(today, days, dayKind, calendar) ?? dueOn
  await openLimit(
    db,
    {
      subjectKind: 'taskExtension',
      subjectId: id,
      kind: decisionLimit,
      area: { id: task.ownerAreaId, path: task.ownerAreaPath },
      holderAgencyId: await findAnsweringOffice({ db }, { ...task, deliveredAreaId: areaId }, notice, today),
      startedOn: today,
      days,
      dayKind,
      dueOn: [byRule, dueOn].sort()[0] ?? dueOn,
    },
    calendar,
  )
}

const recordOf = (
  { record }: Context,
  task: Task,
  kind: string,
  changed: Readonly<Record<string, unknown>>,
): Promise<void> =>
  record(kind, {
    subject: 'task',
    id: task.id,
    areaPath: task.ownerAreaPath,
    from: task.status,
    to: task.status,
    changed,
  })
