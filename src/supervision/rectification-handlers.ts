/** The rectification ledger: entered → answered → accepted by the level directly above → public → struck off. */
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { documentDownload } from '../platform/server/documents/download.ts'
import { checkFiles, isDemonstration } from '../platform/server/platform-store.ts'
import { endLimits, meetLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { lastDayOf, type SupervisionLimit, startLimit, startLimitOrWait, tellOffice } from './office-acts.ts'
import {
  checkPublicityOver,
  checkPublicWords,
  mayAccept,
  mayWithdraw,
  type RectificationStatus,
  rectificationMoves,
} from './rectification.ts'
import { raiseRectification } from './rectification-acts.ts'
import type { rectificationContract } from './rectification-contract.ts'
import { rectificationDocument } from './rectification-document.ts'
import {
  getRectificationRecord,
  insertAnswer,
  listRectifications,
  lockRectification,
  type Rectification,
  saveAnswerReviewed,
  saveEnded,
  saveObjection,
  savePublicised,
  saveRectificationStatus,
} from './rectification-store.ts'
import { findReportAgency } from './snapshot-store.ts'
import { answersFor, standsDirectlyAbove, superiorIdOf } from './superior.ts'

export const rectificationHandlers: Handlers<typeof rectificationContract> = {
  async listRectifications({ db, now }, { areaId, ...input }) {
    const today = dateInChina(now)
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, today)).path
    return listRectifications(db, { ...input, areaPath }, today)
  },

  getRectification: ({ db, now }, { id }) => getRectificationRecord(db, id, dateInChina(now)),

  raiseRectification: async (context, input) => ({
    id: await raiseRectification(context, { ...input, source: 'superior', sourceId: null }),
  }),

  async answerRectification(context, { id, answer, fileIds }) {
    const { db, user, now } = context
    const { item, status } = await take(context, id, 'answer', answersFor)
    await checkFiles(db, fileIds, 'fileIds')
    const today = dateInChina(now)
    await insertAnswer(db, {
      id: uuidv7(),
      rectificationId: id,
      areaPath: item.areaPath,
      answer,
      fileIds,
      at: now,
      on: today,
      round: item.answeredBy.length + 1,
      by: user.officialId,
      late: today > item.dueOn,
    })
    await saveRectificationStatus(db, id, status)
    await meetLimits(db, id, 'limit.rectification', today)
    await startSuperiorLimit(context, item, 'limit.rectificationAcceptance', today)
    await recordMove(context, 'rectification.answered', item, status, { round: item.answeredBy.length + 1, fileIds })
    return { id }
  },

  async downloadRectification({ db, now }, { id, format }) {
    const item = await getRectificationRecord(db, id, dateInChina(now))
    const raisedOn = dateInChina(new Date(item.raisedAt))
    const issuer = await findReportAgency(db, superiorIdOf(item.areaPath), raisedOn)
    const document = rectificationDocument({
      ...item,
      issuerName: issuer?.name ?? item.superiorName,
      raisedOn,
      asOf: now.toISOString(),
      demonstration: await isDemonstration(db),
    })
    return documentDownload(document, format, `整改通知-${item.number}`)
  },

  async returnRectification(context, { id, reason }) {
    const { db } = context
    const { item, status } = await take(context, id, 'return', mayAccept)
    await review(context, item, 'returned', reason)
    await saveRectificationStatus(db, id, status)
    // the first last day counts on: an answer that is sent back does not buy time
    await startLimit(context, { kind: 'rectification', ...item }, 'limit.rectification', {
      startedOn: item.raisedOn,
      holderAgencyId: null,
      dueOn: item.dueOn,
    })
    await tell(context, item, `return.${item.answeredBy.length}`)
    await recordMove(context, 'rectification.returned', item, status)
    return { id }
  },

  async acceptRectification(context, { id, findings }) {
    const { item, status } = await take(context, id, 'accept', mayAccept)
    await review(context, item, 'accepted', findings)
    await saveRectificationStatus(context.db, id, status)
    await recordMove(context, 'rectification.accepted', item, status)
    return { id }
  },

  async publiciseRectification(context, { id, problem, result }) {
    const { db, now } = context
    const { item, status } = await take(context, id, 'publicise', standsDirectlyAbove)
    checkPublicWords(problem, result)
    const from = dateInChina(now)
    const until = await lastDayOf(context, 'limit.rectificationPublicity', from)
    await savePublicised(db, id, status, { problem, result, from, until })
    await startSuperiorLimit(context, item, 'limit.rectificationStrikeOff', until)
    await recordMove(context, 'rectification.publicised', item, status, { publicUntil: until })
    return { publicUntil: until }
  },

  async recordObjection(context, { id, channel, objection, dueOn: named }) {
    const { db, user, now } = context
    const { item, status } = await take(context, id, 'object', standsDirectlyAbove)
    const today = dateInChina(now)
    await endLimits(db, id, 'limit.rectificationStrikeOff', today, 'objection')
    const subject = { kind: 'rectification', ...item }
    if (named !== null && named < today) throw new Refusal('demand-in-the-past')
    const start = { startedOn: today, holderAgencyId: null, dueOn: named ?? undefined }
    const dueOn = await startLimit(context, subject, 'limit.rectification', start)
    const { areaPath, publicFrom } = item
    await saveObjection(
      db,
      {
        id: uuidv7(),
        rectificationId: id,
        areaPath,
        channel,
        objection,
        publicFrom,
        at: now,
        on: today,
        by: user.officialId,
      },
      status,
      dueOn,
    )
    await tell(context, item, `objection.${item.answeredBy.length}`)
    await recordMove(context, 'rectification.objected', item, status, { channel, dueOn })
    return { id }
  },

  async strikeOffRectification(context, { id }) {
    const { db, user, now } = context
    const { item, status } = await take(context, id, 'strikeOff', standsDirectlyAbove)
    const today = dateInChina(now)
    checkPublicityOver(item.publicUntil, today)
    await saveEnded(db, id, status, { by: user.officialId, on: today, reason: null })
    await meetLimits(db, id, 'limit.rectificationStrikeOff', today)
    await recordMove(context, 'rectification.struckOff', item, status)
    return { id }
  },

  async withdrawRectification(context, { id, reason }) {
    const { db, user, now } = context
    const { item, status } = await take(context, id, 'withdraw', mayWithdraw)
    const today = dateInChina(now)
    await saveEnded(db, id, status, { by: user.officialId, on: today, reason })
    await endLimits(db, id, null, today, 'withdrawn')
    await recordMove(context, 'rectification.withdrawn', item, status)
    return { id }
  },
}

/** Locks, permits and moves. Refuses `not-found`, `not-permitted`, `wrong-state`. */
async function take(
  { db, user }: Context,
  id: string,
  name: keyof typeof rectificationMoves,
  may: (user: Context['user'], item: Rectification) => boolean,
): Promise<{ item: Rectification; status: RectificationStatus }> {
  const item = await lockRectification(db, id)
  if (!may(user, item)) throw new Refusal('not-permitted')
  return { item, status: move<RectificationStatus>(rectificationMoves, name, item.status) }
}

async function review(
  { db, user, now }: Context,
  { id }: Rectification,
  outcome: 'accepted' | 'returned',
  findings: string,
): Promise<void> {
  const on = dateInChina(now)
  await saveAnswerReviewed(db, id, { outcome, by: user.officialId, on, findings })
  await meetLimits(db, id, 'limit.rectificationAcceptance', on)
}

/** A limit of whoever accepts: the office or government directly above. */
async function startSuperiorLimit(
  context: Context,
  item: Rectification,
  kind: SupervisionLimit,
  startedOn: string,
): Promise<void> {
  const superior = await findReportAgency(context.db, superiorIdOf(item.areaPath), dateInChina(context.now))
  if (!superior) throw new Refusal('report-agency-missing')
  await startLimitOrWait(context, { kind: 'rectification', ...item }, kind, { startedOn, holderAgencyId: superior.id })
}

const tell = (context: Context, item: Rectification, occasion: string): Promise<void> =>
  tellOffice(context, item, { kind: 'rectification', id: item.id, number: item.number, occasion })

const recordMove = (
  { record }: Context,
  kind: string,
  { id, areaPath, status }: Rectification,
  to: RectificationStatus,
  changed: Record<string, unknown> = {},
): Promise<void> => record(kind, { subject: 'rectification', id, areaPath, from: status, to, changed })
