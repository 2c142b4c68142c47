/** Reports: drafted from live figures, submitted with a number, accepted or returned. */
import { v7 as uuidv7 } from 'uuid'
import { acceptTask, deliverTask, returnTask, takeDocumentNumber } from '../notices/acts.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { documentDownload } from '../platform/server/documents/download.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { supervisionContract } from './contract.ts'
import { digestOf, gatherFigures } from './gather.ts'
import { checkComplete, emptyTexts, mayReview, mayWrite, reportMoves, timingOf } from './report.ts'
import { reportDocument } from './report-document.ts'
import {
  findLastVersion,
  getReport,
  getReportDetail,
  insertReport,
  listReportTasks,
  listVersions,
  lockReportTask,
  type Report,
  type ReportTask,
  saveFigures,
  saveReviewed,
  saveSubmitted,
  saveTexts,
} from './report-store.ts'
import { findHolderName, findReportAgency, type ReportAgency } from './snapshot-store.ts'

type ReportOperations =
  | 'listReportTasks'
  | 'getReport'
  | 'draftReport'
  | 'writeReport'
  | 'refreshReport'
  | 'submitReport'
  | 'acceptReport'
  | 'returnReport'
  | 'downloadReport'

const facts = (report: Pick<Report, 'id' | 'areaPath'>) => ({
  subject: 'report',
  id: report.id,
  areaPath: report.areaPath,
})

export const reportHandlers: Pick<Handlers<typeof supervisionContract>, ReportOperations> = {
  listReportTasks: ({ db, now }, input) => listReportTasks(db, input, dateInChina(now)),

  async getReport({ db, now }, { id }) {
    const today = dateInChina(now)
    const { snapshot, ...detail } = await getReportDetail(db, id, today)
    return {
      ...detail,
      figures: snapshot,
      intact: digestOf(snapshot) === detail.digest,
      timing: timingOf({ status: detail.taskStatus, dueOn: detail.dueOn, deliveredOn: detail.deliveredOn }, today),
      versions: await listVersions(db, detail.taskId),
    }
  },

  async draftReport(context, { taskId }) {
    const { db, user, now, record } = context
    const task = await lockReportTask(db, taskId)
    if (!mayWrite(user, task)) throw new Refusal('not-permitted')
    checkDemanded(task)
    const agency = await getAgency(context, task.areaId)
    const last = await findLastVersion(db, taskId)
    const texts = last?.texts ?? {
      ...emptyTexts,
      signatory: await findHolderName(db, task.areaId, 'principal', dateInChina(now)),
    }
    const gathered = await gatherFigures(context, task, agency.name)
    const id = uuidv7()
    const version = (last?.version ?? 0) + 1
    const { noticeId, areaId, areaPath } = task
    await insertReport(
      db,
      { id, taskId, noticeId, areaId, areaPath, agencyId: agency.id, version, status: 'draft', texts, ...gathered },
      user.officialId,
      now,
    )
    await record('report.drafted', {
      ...facts({ id, areaPath }),
      to: 'draft',
      changed: { taskId, version, digest: gathered.digest },
    })
    return { id }
  },

  async writeReport(context, { id, texts }) {
    const report = await lockOwn(context, id, 'change')
    await saveTexts(context.db, id, texts)
    await context.record('report.written', { ...facts(report), personal: texts })
    return { id }
  },

  async refreshReport(context, { id }) {
    const report = await lockOwn(context, id, 'change')
    const agency = await getAgency(context, report.areaId)
    const gathered = await gatherFigures(context, await lockReportTask(context.db, report.taskId), agency.name)
    await saveFigures(context.db, id, gathered)
    await context.record('report.refreshed', { ...facts(report), changed: { digest: gathered.digest } })
    return { asOf: gathered.snapshot.asOf, digest: gathered.digest }
  },

  async submitReport(context, { id }) {
    const { db, user, now, record } = context
    const report = await lockOwn(context, id, 'submit')
    checkComplete(report.texts)
    const status = move(reportMoves, 'submit', report.status)
    const number = await takeDocumentNumber(context, report.agencyId)
    await saveSubmitted(db, id, status, number, user.officialId, now, dateInChina(now))
    await deliverTask(context, report.taskId, { fileId: null, kind: 'report', id })
    await record('report.submitted', {
      ...facts(report),
      from: report.status,
      to: status,
      changed: { number, version: report.version, digest: report.digest },
    })
    return { number }
  },

  async acceptReport(context, { id }) {
    const report = await lockReviewed(context, id)
    const status = move(reportMoves, 'accept', report.status)
    await saveReviewed(context.db, id, status, context.user.officialId, context.now, null)
    await acceptTask(context, report.taskId)
    await context.record('report.accepted', { ...facts(report), from: report.status, to: status })
    return { id }
  },

  async returnReport(context, { id, reason }) {
    const report = await lockReviewed(context, id)
    const status = move(reportMoves, 'return', report.status)
    await saveReviewed(context.db, id, status, context.user.officialId, context.now, reason)
    await returnTask(context, report.taskId, reason)
    await context.record('report.returned', { ...facts(report), from: report.status, to: status, personal: { reason } })
    return { id }
  },

  async downloadReport({ db }, { id, format }) {
    const report = await getReport(db, id)
    const document = reportDocument(report.snapshot, report.texts, report)
    return documentDownload(
      document,
      format,
      `自查排查报告-${report.snapshot.area.name}-${report.number ?? `草稿${report.version}`}`,
    )
  },
}

/** Refuses `report-not-demanded`, and `wrong-state` where the task waits for no product. */
function checkDemanded(task: ReportTask): void {
  if (task.product !== 'selfCheckReport' || task.ownerAgencyId !== null || task.areaLevel !== 'county')
    throw new Refusal('report-not-demanded')
  if (task.status !== 'open' && task.status !== 'returned')
    throw new Refusal('wrong-state', { move: 'draft', status: task.status })
}

/** Refuses `report-agency-missing`. */
async function getAgency({ db, now }: Context, areaId: number): Promise<ReportAgency> {
  const agency = await findReportAgency(db, areaId, dateInChina(now))
  if (!agency) throw new Refusal('report-agency-missing')
  return agency
}

/** Refuses `not-permitted`, and `report-frozen` once it was submitted. */
async function lockOwn({ db, user }: Context, id: string, name: 'change' | 'submit'): Promise<Report> {
  const report = await getReport(db, id, true)
  if (!mayWrite(user, report)) throw new Refusal('not-permitted')
  if (report.status !== 'draft')
    throw new Refusal(name === 'change' ? 'report-frozen' : 'wrong-state', { status: report.status })
  return report
}

/** Refuses `not-permitted`. */
async function lockReviewed({ db, user }: Context, id: string): Promise<Report> {
  const report = await getReport(db, id, true)
  if (!mayReview(user, report)) throw new Refusal('not-permitted')
  return report
}
