/** Writes and reads of sweeps, observations and judgements; the visits are in visit-handlers.ts. */
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import { judgeFurnace } from '../enterprises/acts.ts'
import { openLead } from '../leads/acts.ts'
import { getNotice } from '../notices/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { hash } from '../platform/server/digest.ts'
import { inContext } from '../platform/server/http.ts'
import { checkFiles, getFileRow } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { canonicalJson } from '../platform/shared/canonical-json.ts'
import { move } from '../platform/shared/moves.ts'
import { covers, grantFor } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { judgeByTable } from '../rulebook/judgement-table.ts'
import { listRules } from '../rulebook/store.ts'
import { standBehind } from './acts.ts'
import type { inspectionsContract } from './contract.ts'
import { flagHandlers } from './flag-handlers.ts'
import { checkJudging, checkSettling, mayJudge } from './judgement.ts'
import { checkFurnacePlace, insertJudgement, listJudgements, lockJudgement, saveSettled } from './judgement-store.ts'
import { checkObservation, mayObserve, type ObservationContent, sawSomething } from './observation.ts'
import {
  findObservation,
  getObservationRow,
  getSitePlace,
  insertConflict,
  insertObservation,
  listObservations,
} from './observation-store.ts'
import {
  getProgress,
  getSweep,
  getSweepRow,
  insertSweep,
  insertTargets,
  listProgress,
  listSweeps,
  listTargets,
  lockTarget,
  saveSweepStatus,
  saveTarget,
} from './store.ts'
import { afterObservation, checkSweep, mayOpenSweep, sweepMoves } from './sweep.ts'
import { visitMoves } from './visit.ts'
import { visitHandlers } from './visit-handlers.ts'
import { lockVisit } from './visit-store.ts'

export const inspectionHandlers: Handlers<typeof inspectionsContract> = {
  ...visitHandlers,
  ...flagHandlers,
  listSweeps: ({ db, now }, input) => listSweeps(db, input, dateInChina(now)),

  async getSweep({ db, now }, { id, areaId }) {
    const today = dateInChina(now)
    const sweep = await getSweepRow(db, id, today)
    const area = await getArea(db, areaId ?? sweep.areaId, today)
    return { ...sweep, children: await listProgress(db, id, area.id, today), total: await getProgress(db, id, area) }
  },

  async openSweep({ db, user, now, record }, opening) {
    const today = dateInChina(now)
    const area = await getArea(db, opening.areaId, today)
    if (!mayOpenSweep(user, area.path)) throw new Refusal('not-permitted')
    checkSweep(opening)
    const notice = await getNotice(db, opening.noticeId)
    if (notice.status !== 'issued') throw new Refusal('wrong-state', { status: notice.status })
    const id = uuidv7()
    await insertSweep(db, id, area.path, opening, user.officialId, now)
    const targets = await insertTargets(db, id, area.path, today)
    const { noticeId, planNumber, dueOn } = opening
    await record('sweep.opened', {
      subject: 'sweep',
      id,
      areaPath: area.path,
      to: 'running',
      changed: { noticeId, planNumber, dueOn, targets },
    })
    return { id }
  },

  async finishSweep({ db, user, now, record }, { id, reasonForGaps }) {
    const sweep = await getSweep(db, id, true)
    if (!mayOpenSweep(user, sweep.areaPath)) throw new Refusal('not-permitted')
    const status = move(sweepMoves, 'finish', sweep.status)
    const today = dateInChina(now)
    const total = await getProgress(db, id, { id: sweep.areaId, name: '', path: sweep.areaPath })
    const open = total.villagesUnvisited + total.sites - total.sitesVisited
    if (open > 0 && reasonForGaps === null) throw new Refusal('sweep-open-targets', { open })
    await saveSweepStatus(db, id, status, today)
    await record('sweep.finished', {
      subject: 'sweep',
      id,
      areaPath: sweep.areaPath,
      from: sweep.status,
      to: status,
      changed: { open, reasonForGaps },
    })
    return { id }
  },

  async listTargets({ db, now }, { id, areaId, ...filter }) {
    const today = dateInChina(now)
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, today)).path
    return listTargets(db, id, { ...filter, areaPath }, today)
  },

  async recordObservation(context, { id, ...content }) {
    const { db, user, now } = context
    const [area, before] = await Promise.all([getArea(db, content.areaId, dateInChina(now)), findObservation(db, id)])
    if (!mayObserve(user, area.path)) throw new Refusal('not-permitted')
    checkObservation(content, now)
    const contentHash = hash('sha256', canonicalJson(content))
    if (before) return repeated(context, id, content, contentHash, area.path, before)
    await checkFiles(db, content.photoIds, 'photoIds')
    if (content.siteId !== null) await checkPlace(context, content.siteId, area.path)
    if (content.sweepTargetId !== null) await coverTarget(context, content, content.sweepTargetId, area.path)
    const leadId = content.asLead ? await reportLead(context, id, content, area.path) : null
    const saved = {
      ...content,
      id,
      contentHash,
      areaPath: area.path,
      observedBy: user.officialId,
      receivedAt: now,
      leadId,
    }
    const isHolder = grantFor(user, ['gridWorker'], area.path) !== undefined
    insertObservation(db, saved, isHolder ? dateInChina(new Date(content.observedAt)) : null)
    const { siteId, sweepTargetId, seen, words, position, observedAt } = content
    await context.record('observation.recorded', {
      subject: 'observation',
      id,
      areaPath: area.path,
      changed: {
        siteId,
        sweepTargetId,
        seen,
        photos: content.photoIds.length,
        leadId,
        contentHash: contentHash.toString('hex'),
      },
      personal: { words, position, observedAt },
    })
    return { id, contentHash: contentHash.toString('hex'), photoIds: content.photoIds, leadId }
  },

  async listObservations({ db, now }, { areaId, ...filter }) {
    const today = dateInChina(now)
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, today)).path
    return listObservations(db, { ...filter, areaPath }, today)
  },
  getObservation: ({ db, now }, { id }) => getObservationRow(db, id, dateInChina(now)),

  async judge(context, input) {
    const { db, user, now, record } = context
    const visit = await lockVisit(db, input.visitId)
    if (!mayJudge(user, visit.officerIds)) throw new Refusal('not-permitted')
    if (visit.status !== 'underway') throw new Refusal('wrong-state', { status: visit.status })
    checkJudging(input)
    await checkFiles(db, input.photoIds, 'photoIds')
    if (input.furnaceId !== null) await checkFurnacePlace(db, input.furnaceId, visit.siteId)
    const judgedOn = dateInChina(now)
    const rows = await listRules(db, 'judgement', judgedOn)
    const { outcome, keys } = judgeByTable(rows, input.furnaceId === null ? 'site' : 'furnace', input.evidence)
    const id = uuidv7()
    await insertJudgement(db, {
      ...input,
      id,
      siteId: visit.siteId,
      areaPath: visit.areaPath,
      outcome,
      keys,
      judgedOn,
      judgedBy: user.officialId,
    })
    const { furnaceId, evidence } = input
    await record('judgement.made', {
      subject: 'judgement',
      id,
      areaPath: visit.areaPath,
      to: outcome,
      changed: { visitId: visit.id, siteId: visit.siteId, furnaceId, evidence, keys },
    })
    return { id, outcome, keys }
  },

  async settleJudgement(context, { id, ...settled }) {
    const { db, user, now, record } = context
    const judgement = await lockJudgement(db, id)
    const visit = await lockVisit(db, judgement.visitId)
    if (!mayJudge(user, visit.officerIds)) throw new Refusal('not-permitted')
    checkSettling(judgement.outcome, settled.experts)
    await getFileRow(db, settled.opinionFileId)
    await saveSettled(db, id, settled)
    if (judgement.furnaceId !== null && visit.status === visitMoves.accept.to)
      await judgeFurnace(context, judgement.furnaceId, settled.outcome, dateInChina(now))
    await standBehind(context, visit, visit.status)
    await record('judgement.settled', {
      subject: 'judgement',
      id,
      areaPath: judgement.areaPath,
      from: judgement.outcome,
      to: settled.outcome,
      changed: { opinionFileId: settled.opinionFileId, experts: settled.experts.length },
      personal: { experts: settled.experts },
    })
    return { id }
  },
  listJudgements: ({ db }, filter) => listJudgements(db, filter),
}

async function checkPlace({ db }: Context, siteId: string, areaPath: string): Promise<void> {
  const place = await getSitePlace(db, siteId)
  if (!covers(areaPath, place.areaPath)) throw new Refusal('target-elsewhere')
}

/** The same content again is the same observation; another content is kept beside it and refused. */
async function repeated(
  context: Context,
  id: string,
  content: ObservationContent,
  contentHash: Buffer,
  areaPath: string,
  before: { contentHash: Buffer; leadId: string | null },
) {
  const { user, now, platform } = context
  if (before.contentHash.equals(contentHash))
    return { id, contentHash: contentHash.toString('hex'), photoIds: content.photoIds, leadId: before.leadId }
  // a transaction of its own, because the refusal rolls this one back
  await inContext(platform, user, null, (own) => insertConflict(own.db, id, areaPath, content, user.officialId, now))
  throw new Refusal('same-id-other-content')
}

async function coverTarget(
  { db, now, record }: Context,
  content: ObservationContent,
  targetId: string,
  areaPath: string,
): Promise<void> {
  const target = await lockTarget(db, targetId)
  const fits = target.kind === 'site' ? target.siteId === content.siteId : target.areaPath === areaPath
  if (!fits) throw new Refusal('target-elsewhere')
  const sweep = await getSweep(db, target.sweepId)
  if (sweep.status !== 'running') throw new Refusal('wrong-state', { status: sweep.status })
  const status = afterObservation(target.kind, target.status, sawSomething(content))
  if (status === target.status) return
  await saveTarget(db, target.id, status, dateInChina(now))
  await record('sweepTarget.reported', {
    subject: 'sweepTarget',
    id: target.id,
    areaPath: target.areaPath,
    from: target.status,
    to: status,
  })
}

async function reportLead(
  context: Context,
  observationId: string,
  content: ObservationContent,
  areaPath: string,
): Promise<string> {
  const lead = await openLead(context, {
    source: 'observation',
    sourceId: observationId,
    siteId: content.siteId,
    areaId: content.areaId,
    areaPath,
    title: '巡查发现可疑情况',
    facts: { seen: content.seen, ...(content.words !== null && { words: content.words }) },
  })
  return lead.id
}
