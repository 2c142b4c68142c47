/** Listed urging: listed → answered → struck off with proof by the office that listed. */
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { checkFiles } from '../platform/server/platform-store.ts'
import { endLimits, meetLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { startLimit, takeNumberOf, tellOffice } from './office-acts.ts'
import { citePicks } from './pick-acts.ts'
import { checkPublicWords } from './rectification.ts'
import { raiseRectification } from './rectification-acts.ts'
import { findReportAgency } from './snapshot-store.ts'
import { answersFor, grantAbove, type Place } from './superior.ts'
import { mayStrikeOff, type UrgingStatus, urgingMoves } from './urging.ts'
import type { urgingContract } from './urging-contract.ts'
import {
  findUrgeable,
  getUrged,
  getUrgingRecord,
  insertUrging,
  listUrgings,
  lockUrging,
  saveUrgingAnswered,
  saveUrgingEnded,
  saveUrgingReturned,
  type Urging,
} from './urging-store.ts'

export const urgingHandlers: Handlers<typeof urgingContract> = {
  listUrgings: ({ db, now }, input) => listUrgings(db, input, dateInChina(now)),

  getUrging: ({ db, now }, { id }) => getUrgingRecord(db, id, dateInChina(now)),

  findUrgeable: async ({ db, now }, { text }) => ({ rows: await findUrgeable(db, text, dateInChina(now)) }),

  async listUrging(context, { subjectKind, subjectId, reason, dueOn, publicWords, demand, citePick }) {
    const { db, user, now } = context
    const today = dateInChina(now)
    const urged = await getUrged(db, subjectKind, subjectId)
    if (urged.confined) throw new Refusal('listing-confined')
    if (!urged.open) throw new Refusal('matter-settled')
    if (dueOn !== null && dueOn < today) throw new Refusal('demand-in-the-past')
    if (publicWords !== null) checkPublicWords(publicWords)
    const from = grantAbove(user, urged)
    if (!from) throw new Refusal('not-permitted')
    const place = await answerableFor(context, from.areaPath, urged.areaPath)
    const agency = await findReportAgency(db, from.areaId, today)
    if (!agency) throw new Refusal('report-agency-missing')
    const id = uuidv7()
    const number = await takeNumberOf(context, 'DB')
    const start = { startedOn: today, holderAgencyId: null, dueOn: dueOn ?? undefined }
    const lastDay = await startLimit(context, { kind: 'listing', id, ...place }, 'limit.listedUrging', start)
    const picks = citePick ? await citePicks(context, [place.areaPath]) : null
    await insertUrging(db, {
      id,
      number,
      agencyId: agency.id,
      listerLevel: from.areaLevel,
      ...place,
      dueOn: lastDay,
      subjectKind,
      subjectId,
      title: urged.title,
      reason,
      picks,
      publicWords,
      by: user.officialId,
      at: now,
    })
    if (demand !== null) {
      const origin = { source: 'listing', sourceId: id, sourceNumber: number } as const
      await raiseRectification(context, { areaId: place.areaId, ...origin, problem: reason, demand, dueOn })
    }
    await tellOffice(context, place, { kind: 'listing', id, number, occasion: 'list' })
    await context.record('listing.listed', {
      subject: 'listing',
      id,
      areaPath: place.areaPath,
      to: 'listed',
      changed: { number, subjectKind, subjectId, level: from.areaLevel, dueOn: lastDay, public: publicWords !== null },
    })
    return { id }
  },

  async answerUrging(context, { id, answer, fileIds }) {
    const { db, user, now } = context
    const { urging, status } = await take(context, id, 'answer', answersFor)
    await checkFiles(db, fileIds, 'fileIds')
    const on = dateInChina(now)
    const late = on > urging.dueOn
    await saveUrgingAnswered(db, id, status, { text: answer, fileIds, by: user.officialId, on, late })
    await meetLimits(db, id, 'limit.listedUrging', on)
    await recordMove(context, 'listing.answered', urging, status, { fileIds })
    return { id }
  },

  async returnUrging(context, { id, reason }) {
    const { urging, status } = await take(context, id, 'return', mayStrikeOff)
    await saveUrgingReturned(context.db, id, status, reason)
    // the last day counts on: a report that is sent back does not buy time; where it has passed the ladder begins anew
    const start = { startedOn: dateInChina(context.now), dueOn: urging.dueOn, holderAgencyId: null }
    await startLimit(context, { kind: 'listing', ...urging }, 'limit.listedUrging', start)
    await recordMove(context, 'listing.returned', urging, status)
    return { id }
  },

  async strikeOffUrging(context, { id, findings, fileIds }) {
    const { db, user, now } = context
    const { urging, status } = await take(context, id, 'strikeOff', mayStrikeOff)
    await checkFiles(db, fileIds, 'fileIds')
    const on = dateInChina(now)
    const late = urging.status === 'listed' && on > urging.dueOn
    await saveUrgingEnded(db, id, status, { findings, fileIds, by: user.officialId, on, late })
    await meetLimits(db, id, 'limit.listedUrging', on)
    await recordMove(context, 'listing.struckOff', urging, status, { fileIds })
    return { id }
  },

  async withdrawUrging(context, { id, reason }) {
    const { db, user, now } = context
    const { urging, status } = await take(context, id, 'withdraw', mayStrikeOff)
    const on = dateInChina(now)
    await saveUrgingEnded(db, id, status, { findings: reason, fileIds: [], by: user.officialId, on, late: false })
    await endLimits(db, id, 'limit.listedUrging', on, 'withdrawn')
    await recordMove(context, 'listing.withdrawn', urging, status)
    return { id }
  },
}

/** The government that answers for a matter: the one directly below whoever lists it. */
async function answerableFor({ db, now }: Context, listerPath: string, areaPath: string): Promise<Place> {
  const id = Number(areaPath.slice(listerPath.length).split('/')[0])
  const area = await getArea(db, id, dateInChina(now))
  return { areaId: area.id, areaPath: area.path }
}

/** Locks, permits and moves. Refuses `not-found`, `not-permitted`, `wrong-state`. */
async function take(
  { db, user }: Context,
  id: string,
  name: keyof typeof urgingMoves,
  may: (user: Context['user'], urging: Urging) => boolean,
): Promise<{ urging: Urging; status: UrgingStatus }> {
  const urging = await lockUrging(db, id)
  if (!may(user, urging)) throw new Refusal('not-permitted')
  return { urging, status: move<UrgingStatus>(urgingMoves, name, urging.status) }
}

const recordMove = (
  { record }: Context,
  kind: string,
  { id, areaPath, status }: Urging,
  to: UrgingStatus,
  changed: Record<string, unknown> = {},
): Promise<void> => record(kind, { subject: 'listing', id, areaPath, from: status, to, changed })
