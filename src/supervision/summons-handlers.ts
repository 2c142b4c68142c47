/** Summons talks: proposal → approval → notice → talk and minutes → written answer → verification. */
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import { takeDocumentNumber } from '../notices/acts.ts'
import { addressed } from '../notices/notice-document.ts'
import { getIssuer } from '../notices/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { sha256Hex } from '../platform/server/digest.ts'
import { documentDownload } from '../platform/server/documents/download.ts'
import { getFileRow, isDemonstration } from '../platform/server/platform-store.ts'
import { meetLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { canonicalJson } from '../platform/shared/canonical-json.ts'
import { move } from '../platform/shared/moves.ts'
import type { LastDay } from '../platform/shared/official-document.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { addFigures, noFigures } from './figure.ts'
import { countFigures, findSweepFor } from './figure-store.ts'
import { type SupervisionLimit, startLimitOrWait, tellOffice } from './office-acts.ts'
import { citePicks } from './pick-acts.ts'
import { raiseRectification } from './rectification-acts.ts'
import { findReportAgency } from './snapshot-store.ts'
import { checkMinutes, mayDecide, type SummonsStatus, summonsMoves } from './summons.ts'
import type { summonsContract } from './summons-contract.ts'
import { minutesDocument, summonsNotice } from './summons-document.ts'
import {
  getSummons,
  getSummonsRecord,
  insertSummons,
  listSummons,
  type Summons,
  saveAnswered,
  saveDecided,
  saveMinuted,
  saveNotified,
  saveReturned,
  saveVerified,
} from './summons-store.ts'
import { answersFor, standsAbove } from './superior.ts'

export const summonsHandlers: Handlers<typeof summonsContract> = {
  listSummons: ({ db, now }, input) => listSummons(db, input, dateInChina(now)),

  async getSummons({ db, now }, { id }) {
    const record = await getSummonsRecord(db, id, dateInChina(now))
    return { ...record, intact: sha256Hex(canonicalJson(record.figures)) === record.digest }
  },

  async proposeSummons(context, { areaId, grounds, facts, citePick }) {
    const { db, user, now } = context
    const area = await getArea(db, areaId, dateInChina(now))
    const summoned = { areaId, areaPath: area.path }
    const from = user.grants.find((g) => standsAbove({ ...user, grants: [g] }, summoned))
    if (!from) throw new Refusal('not-permitted')
    const agency = await findReportAgency(db, from.areaId, dateInChina(now))
    if (!agency) throw new Refusal('report-agency-missing')
    const figures = await figuresOf(context, area.path)
    const digest = sha256Hex(canonicalJson(figures))
    const id = uuidv7()
    const proposal = {
      id,
      agencyId: agency.id,
      ...summoned,
      summonerLevel: from.areaLevel,
      facts,
      figures,
      grounds,
      digest,
      picks: citePick ? await citePicks(context, [area.path]) : null,
    }
    await insertSummons(db, { ...proposal, proposedBy: user.officialId, at: now })
    const status = 'proposed'
    await context.record('summons.proposed', {
      subject: 'summons',
      id,
      areaPath: from.areaPath,
      to: status,
      changed: { areaId, grounds, digest },
    })
    return { id }
  },

  async approveSummons(context, { id }) {
    const { summons, status } = await take(context, id, 'approve', mayDecide)
    await saveDecided(context.db, id, status, { by: context.user.officialId, at: context.now, reason: null })
    await recordMove(context, 'summons.approved', summons, status)
    return { id }
  },

  async declineSummons(context, { id, reason }) {
    const { summons, status } = await take(context, id, 'decline', mayDecide)
    await saveDecided(context.db, id, status, { by: context.user.officialId, at: context.now, reason })
    await recordMove(context, 'summons.declined', summons, status, { reason })
    return { id }
  },

  async notifySummons(context, { id, talkAt, place, attendees }) {
    const { db, now } = context
    const { summons, status } = await take(context, id, 'notify', standsAbove)
    const today = dateInChina(now)
    const talkOn = dateInChina(new Date(talkAt))
    if (talkOn < today) throw new Refusal('talk-in-the-past')
    const frame = await frameOf(context, summons)
    const number = await takeDocumentNumber(context, summons.agencyId)
    const { facts, figures, asOf } = summons
    await saveNotified(db, id, status, { ...frame, number, facts, figures, asOf, talkAt, place, attendees })
    await startSummonsLimit(context, summons, 'limit.summonsMinutes', talkOn, 'summoner')
    await tell(context, summons, number, 'notice')
    await recordMove(context, 'summons.notified', summons, status, { number, talkAt })
    return { number }
  },

  async recordMinutes(context, { id, ...minutes }) {
    const { db, now } = context
    const { summons, status } = await take(context, id, 'minute', standsAbove)
    const today = dateInChina(now)
    checkMinutes(minutes, summons.notifiedOn ?? today, today)
    const frame = await frameOf(context, summons)
    const number = await takeDocumentNumber(context, summons.agencyId)
    await meetLimits(db, id, 'limit.summonsMinutes', today)
    const answerBy = await startSummonsLimit(context, summons, 'limit.summonsReport', minutes.heldOn, 'summoned')
    await saveMinuted(db, id, status, minutes, {
      ...frame,
      ...minutes,
      number,
      answerBy,
      noticeNumber: summons.number ?? '',
    })
    for (const { text, dueOn } of minutes.demands)
      await raiseRectification(context, {
        areaId: summons.areaId,
        source: 'summons',
        sourceId: id,
        sourceNumber: number,
        dueOn,
        problem: minutes.problem,
        demand: text,
      })
    await tell(context, summons, number, 'minutes')
    await recordMove(context, 'summons.minuted', summons, status, { number, heldOn: minutes.heldOn, answerBy })
    return { number }
  },

  async answerSummons(context, { id, answer, fileId }) {
    const { db, user, now } = context
    const { summons, status } = await take(context, id, 'answer', answersFor)
    if (fileId !== null) await getFileRow(db, fileId)
    const today = dateInChina(now)
    await saveAnswered(db, id, status, { text: answer, fileId, by: user.officialId, on: today })
    await meetLimits(db, id, 'limit.summonsReport', today)
    await startSummonsLimit(context, summons, 'limit.summonsVerification', today, 'summoner')
    await recordMove(context, 'summons.answered', summons, status, { fileId })
    return { id }
  },

  async returnAnswer(context, { id, reason }) {
    const { db, now } = context
    const { summons, status } = await take(context, id, 'return', standsAbove)
    await saveReturned(db, id, status, reason)
    await meetLimits(db, id, 'limit.summonsVerification', dateInChina(now))
    // the first day counts on: an answer that is sent back does not buy time
    await startSummonsLimit(
      context,
      summons,
      'limit.summonsReport',
      summons.minutesPaper?.heldOn ?? dateInChina(now),
      'summoned',
    )
    await recordMove(context, 'summons.returned', summons, status, { reason })
    return { id }
  },

  async verifySummons(context, { id, findings }) {
    const { db, user, now } = context
    const { summons, status } = await take(context, id, 'verify', standsAbove)
    const today = dateInChina(now)
    await saveVerified(db, id, status, { findings, by: user.officialId, on: today })
    await meetLimits(db, id, 'limit.summonsVerification', today)
    await recordMove(context, 'summons.verified', summons, status)
    return { id }
  },

  async downloadSummons({ db }, { id, paper, format }) {
    const { noticePaper, minutesPaper, number } = await getSummons(db, id)
    if (paper === 'notice' && noticePaper)
      return documentDownload(summonsNotice(noticePaper), format, `约谈通知书-${number}`)
    if (paper === 'minutes' && minutesPaper)
      return documentDownload(minutesDocument(minutesPaper), format, `约谈纪要-${minutesPaper.number}`)
    throw new Refusal('not-found')
  },
}

/** Locks, permits and moves. Refuses `not-found`, `not-permitted`, `wrong-state`. */
async function take(
  { db, user }: Context,
  id: string,
  name: keyof typeof summonsMoves,
  may: (user: Context['user'], summons: Summons) => boolean,
): Promise<{ summons: Summons; status: SummonsStatus }> {
  const summons = await getSummons(db, id, true)
  if (!may(user, summons)) throw new Refusal('not-permitted')
  return { summons, status: move<SummonsStatus>(summonsMoves, name, summons.status) }
}

/** Before the notice the place that is summoned hears nothing, neither do its timelines. */
const recordMove = (
  { record }: Context,
  kind: string,
  summons: Summons,
  to: SummonsStatus,
  changed: Record<string, unknown> = {},
): Promise<void> => {
  const quiet = to === 'approved' || to === 'declined'
  const areaPath = quiet ? summons.summonerPath : summons.areaPath
  return record(kind, { subject: 'summons', id: summons.id, areaPath, from: summons.status, to, changed })
}

/** What the program counts of a place at this moment. */
async function figuresOf({ db, now }: Context, path: string) {
  const day = dateInChina(now)
  const sweep = await findSweepFor(db, path, undefined, undefined)
  const counted = await countFigures(db, { path, day, noticeId: undefined, sweepId: sweep?.id ?? null })
  return [...counted.values()].reduce(addFigures, noFigures(sweep !== null))
}

async function frameOf({ db, now }: Context, { agencyId, areaId }: Summons) {
  const date = dateInChina(now)
  const area = await getArea(db, areaId, date)
  return {
    issuerName: (await getIssuer(db, agencyId)).name.zh,
    summonedName: addressed(area.level, area.name),
    date,
    demonstration: await isDemonstration(db),
  }
}

/** Starts a limit held by who summons or by who is summoned. @returns its last day, or how long it is. */
const startSummonsLimit = (
  context: Context,
  { id, areaId, areaPath, agencyId }: Summons,
  kind: SupervisionLimit,
  startedOn: string,
  holder: 'summoner' | 'summoned',
): Promise<LastDay> =>
  startLimitOrWait(context, { kind: 'summons', id, areaId, areaPath }, kind, {
    startedOn,
    holderAgencyId: holder === 'summoner' ? agencyId : null,
  })

const tell = (context: Context, summons: Summons, number: string, occasion: string): Promise<void> =>
  tellOffice(context, summons, { kind: 'summons', id: summons.id, number, occasion })
