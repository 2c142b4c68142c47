/** On-site supervision of a government: plan → begin, with the figures as they are → points → feedback, whose problems go into the ledger. */
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import { takeDocumentNumber } from '../notices/acts.ts'
import { addressed } from '../notices/notice-document.ts'
import { getIssuer } from '../notices/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { documentDownload } from '../platform/server/documents/download.ts'
import { isDemonstration } from '../platform/server/platform-store.ts'
import { meetLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { startLimitOrWait, tellOffice } from './office-acts.ts'
import {
  checkAllSeen,
  checkOnSiteDays,
  type OnSitePoint,
  type OnSiteStatus,
  onSiteMoves,
  onSitePoints,
} from './on-site.ts'
import type { onSiteContract } from './on-site-contract.ts'
import { type FeedbackPaper, feedbackDocument } from './on-site-document.ts'
import {
  getOnSite,
  getOnSiteRecord,
  insertOnSite,
  listOnSite,
  type OnSite,
  saveFedBack,
  saveOnSiteCancelled,
  saveOnSiteStarted,
  saveSeen,
} from './on-site-store.ts'
import { isShare, type PlacePick } from './pick.ts'
import { citePicks } from './pick-acts.ts'
import { raiseRectification } from './rectification-acts.ts'
import { findReportAgency } from './snapshot-store.ts'
import { actsAtLevel, grantAbove } from './superior.ts'

export const onSiteHandlers: Handlers<typeof onSiteContract> = {
  listOnSite: ({ db, now }, input) => listOnSite(db, input, dateInChina(now)),

  getOnSite: ({ db, now }, { id }) => getOnSiteRecord(db, id, dateInChina(now)),

  async planOnSite(context, { areaId, citePick, points, ...plan }) {
    const { db, user, now } = context
    const today = dateInChina(now)
    checkOnSiteDays(plan, today)
    const area = await getArea(db, areaId, today)
    const from = grantAbove(user, { areaId, areaPath: area.path })
    if (area.level === 'village' || !from) throw new Refusal('not-permitted')
    const agency = await findReportAgency(db, from.areaId, today)
    if (!agency) throw new Refusal('report-agency-missing')
    const id = uuidv7()
    const picks = citePick ? await citePicks(context, [area.path]) : null
    await insertOnSite(db, {
      id,
      ...plan,
      points: [...new Set(points)],
      areaId,
      areaPath: area.path,
      picks,
      agencyId: agency.id,
      supervisorLevel: from.areaLevel,
      by: user.officialId,
      at: now,
    })
    // the place hears nothing of a plan, neither do its timelines
    await context.record('onSite.planned', {
      subject: 'onSite',
      id,
      areaPath: from.areaPath,
      to: 'planned',
      changed: { areaId },
    })
    return { id }
  },

  async startOnSite(context, { id }) {
    const { db, now } = context
    const { found, status } = await take(context, id, 'start')
    const today = dateInChina(now)
    if (today < found.startsOn) throw new Refusal('supervision-days')
    const [known = null] = await citePicks(context, [found.areaPath])
    await saveOnSiteStarted(db, id, status, known, today)
    await startLimitOrWait(context, { kind: 'onSite', ...found }, 'limit.onSiteFeedback', {
      startedOn: found.endsOn,
      holderAgencyId: found.agencyId,
    })
    await recordMove(context, 'onSite.started', found, status)
    return { id }
  },

  async recordOnSitePoint(context, { id, point, ...seen }) {
    const { db, user } = context
    const found = await getOnSite(db, id, true)
    if (!actsAtLevel(user, found.supervisorLevel, found)) throw new Refusal('not-permitted')
    if (found.status !== 'underway') throw new Refusal('wrong-state', { status: found.status })
    if (!found.points.includes(point)) throw new Refusal('not-found')
    await saveSeen(db, id, { ...found.seen, [point]: seen })
    await recordMove(context, 'onSite.recorded', found, found.status, { point, verdict: seen.verdict })
    return { id }
  },

  async feedBackOnSite(context, { id, summary }) {
    const { db, now } = context
    const { found, status } = await take(context, id, 'feedBack')
    checkAllSeen(found.points, found.seen)
    const today = dateInChina(now)
    const paper = await paperOf(context, found, summary)
    await saveFedBack(db, id, status, summary, paper)
    await meetLimits(db, id, 'limit.onSiteFeedback', today)
    const itemIds: string[] = []
    for (const { seen } of paper.points) {
      if (seen.problem === null) continue
      const origin = { source: 'onSite', sourceId: id, sourceNumber: paper.number, areaId: found.areaId } as const
      itemIds.push(await raiseRectification(context, { ...seen.problem, ...origin }))
    }
    await tellOffice(context, found, { kind: 'onSite', id, number: paper.number, occasion: 'feedback' })
    await recordMove(context, 'onSite.fedBack', found, status, { number: paper.number, itemIds })
    return { number: paper.number, itemIds }
  },

  async cancelOnSite(context, { id, reason }) {
    const { found, status } = await take(context, id, 'cancel')
    await saveOnSiteCancelled(context.db, id, status, reason)
    const areaPath = found.areaPath
      .split('/')
      .slice(0, found.supervisorLevel === 'city' ? 2 : 3)
      .join('/')
    await context.record('onSite.cancelled', {
      subject: 'onSite',
      id,
      areaPath: `${areaPath}/`,
      from: found.status,
      to: status,
    })
    return { id }
  },

  async downloadOnSite({ db }, { id, format }) {
    const { feedbackPaper } = await getOnSite(db, id)
    if (!feedbackPaper) throw new Refusal('not-found')
    return documentDownload(feedbackDocument(feedbackPaper), format, `督导反馈-${feedbackPaper.number}`)
  },
}

/** Locks, permits and moves; it belongs to the office that planned it. Refuses `not-found`, `not-permitted`, `wrong-state`. */
async function take({ db, user }: Context, id: string, name: keyof typeof onSiteMoves) {
  const found = await getOnSite(db, id, true)
  if (!actsAtLevel(user, found.supervisorLevel, found)) throw new Refusal('not-permitted')
  return { found, status: move<OnSiteStatus>(onSiteMoves, name, found.status) }
}

async function paperOf(context: Context, found: OnSite, summary: string): Promise<FeedbackPaper> {
  const { db, now } = context
  const date = dateInChina(now)
  const area = await getArea(db, found.areaId, date)
  const { startsOn, endsOn, members, known } = found
  return {
    startsOn,
    endsOn,
    members,
    summary,
    date,
    asOf: known?.asOf ?? null,
    number: await takeDocumentNumber(context, found.agencyId),
    issuerName: (await getIssuer(db, found.agencyId)).name.zh,
    supervisedName: addressed(area.level, area.name),
    demonstration: await isDemonstration(db),
    points: found.points.flatMap((point) => {
      const seen = found.seen[point]
      return seen ? [{ point, known: knownOf(point, known), seen }] : []
    }),
  }
}

/** The figure of a point in words; what nobody knows is called so. */
function knownOf(point: OnSitePoint, known: PlacePick | null): string {
  const key = onSitePoints[point].figure
  const ground = known?.grounds.find((one) => one.key === key)
  if (!ground || ground.value === null) return '未掌握'
  return isShare(ground.key) ? `${Math.round(ground.value * 100)}%` : String(ground.value)
}

const recordMove = (
  { record }: Context,
  kind: string,
  { id, areaPath, status }: OnSite,
  to: OnSiteStatus,
  changed: Record<string, unknown> = {},
): Promise<void> => record(kind, { subject: 'onSite', id, areaPath, from: status, to, changed })
