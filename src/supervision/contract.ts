/** Operations of supervision: progress with the lists behind its figures, self-check reports, the summary. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, page, pageInput, words } from '../platform/shared/contract.ts'
import { areaLevels } from '../platform/shared/permission.ts'
import { figureCounts, figureKeys, progressReaders } from './figure.ts'
import { reportFigures } from './figures.ts'
import { limitsContract } from './limits-contract.ts'
import { meetingContract } from './meeting-contract.ts'
import { onSiteContract } from './on-site-contract.ts'
import { pickContract } from './pick-contract.ts'
import { rankingContract } from './ranking-contract.ts'
import { rectificationContract } from './rectification-contract.ts'
import { reportStatuses, reportTexts, timings } from './report.ts'
import { summaryContract } from './summary-contract.ts'
import { summonsContract } from './summons-contract.ts'
import { urgingContract } from './urging-contract.ts'

const byId = z.object({ id: z.uuid() })
const reportReaders = ['cityOffice', 'countyOffice', 'superiorInspector', 'legalReviewer'] as const
const format = z.enum(['docx', 'pdf'])
const count = z.number().int()
const scope = { areaId: areaIdInput.optional(), noticeId: z.uuid().optional(), sweepId: z.uuid().optional() }

const areaRef = z.object({
  id: z.number(),
  name: z.string(),
  level: z.enum(areaLevels),
  kind: z.string(),
  divisionCode: z.string().nullable(),
})
export const progressRow = z.object({
  area: areaRef,
  /** What stands at the area itself and belongs to none below it. */
  own: z.boolean(),
  figures: figureCounts,
})
export type ProgressRow = z.infer<typeof progressRow>

export const progress = z.object({
  area: areaRef,
  asOf: instant,
  noticeId: z.uuid().nullable(),
  sweep: z.object({ id: z.uuid(), name: z.string(), startsOn: date, dueOn: date }).nullable(),
  rows: z.array(progressRow),
  total: figureCounts,
})
export type Progress = z.infer<typeof progress>

export const figureRow = z.object({
  id: z.uuid(),
  recordKind: z.enum(['task', 'notice', 'sweep', 'site', 'lead', 'caseFile']),
  recordId: z.uuid(),
  title: z.string(),
  areaId: z.number(),
  areaName: z.string(),
  status: z.string(),
  dueOn: date.nullable(),
  doneOn: date.nullable(),
})
export type FigureRow = z.infer<typeof figureRow>

export const reportTaskRow = z.object({
  taskId: z.uuid(),
  noticeId: z.uuid(),
  noticeNumber: z.string(),
  noticeTitle: z.string(),
  areaId: z.number(),
  areaName: z.string(),
  areaPath: z.string(),
  /** Null: counted into a year without calendar. */
  dueOn: date.nullable(),
  taskStatus: z.string(),
  deliveredOn: date.nullable(),
  timing: z.enum(timings),
  /** The newest version I may see. */
  reportId: z.uuid().nullable(),
  version: count.nullable(),
  reportStatus: z.enum(reportStatuses).nullable(),
  number: z.string().nullable(),
})
export type ReportTaskRow = z.infer<typeof reportTaskRow>

export const reportRecord = z.object({
  id: z.uuid(),
  taskId: z.uuid(),
  taskStatus: z.string(),
  noticeId: z.uuid(),
  noticeAreaPath: z.string(),
  areaId: z.number(),
  areaName: z.string(),
  areaPath: z.string(),
  version: count,
  status: z.enum(reportStatuses),
  number: z.string().nullable(),
  dueOn: date.nullable(),
  deliveredOn: date.nullable(),
  timing: z.enum(timings),
  texts: reportTexts,
  figures: reportFigures,
  asOf: instant,
  digest: z.string(),
  /** Whether the figures still have the digest that was written beside them. */
  intact: z.boolean(),
  draftedAt: instant,
  draftedByName: z.string(),
  submittedAt: instant.nullable(),
  submittedOn: date.nullable(),
  submittedByName: z.string().nullable(),
  reviewedAt: instant.nullable(),
  reviewedByName: z.string().nullable(),
  returnedReason: z.string().nullable(),
  versions: z.array(
    z.object({ id: z.uuid(), version: count, status: z.enum(reportStatuses), number: z.string().nullable() }),
  ),
})
export type ReportRecord = z.infer<typeof reportRecord>

export const supervisionContract = contract({
  ...limitsContract,
  ...summonsContract,
  ...rectificationContract,
  ...meetingContract,
  ...pickContract,
  ...rankingContract,
  ...urgingContract,
  ...onSiteContract,
  ...summaryContract,
  getProgress: {
    method: 'GET',
    path: '/api/supervision/progress',
    needs: progressReaders,
    title: 'How far an area is, by the areas directly below it; every figure has its list',
    input: z.object(scope),
    output: progress,
  },
  listFigure: {
    method: 'GET',
    path: '/api/supervision/figures/:figure',
    needs: progressReaders,
    title: 'The records a figure counts, by place',
    input: z.object({ ...pageInput, ...scope, figure: z.enum(figureKeys) }),
    output: page(figureRow),
  },
  listReportTasks: {
    method: 'GET',
    path: '/api/supervision/report-tasks',
    needs: reportReaders,
    title: 'Counties that owe a self-check report, with the newest version of each',
    input: z.object({ ...pageInput, noticeId: z.uuid().optional(), timing: z.enum(timings).optional() }),
    output: page(reportTaskRow),
  },
  getReport: {
    method: 'GET',
    path: '/api/supervision/reports/:id',
    needs: reportReaders,
    title: 'One version of a report',
    input: byId,
    output: reportRecord,
  },
  draftReport: {
    method: 'POST',
    path: '/api/supervision/reports',
    needs: ['countyOffice'],
    title: 'Draft the report a task demands, with the figures of now',
    input: z.object({ taskId: z.uuid() }),
    output: byId,
  },
  writeReport: {
    method: 'PUT',
    path: '/api/supervision/reports/:id',
    needs: ['countyOffice'],
    title: 'Write the texts of a draft',
    input: z.object({ id: z.uuid(), texts: reportTexts }),
    output: byId,
  },
  refreshReport: {
    method: 'POST',
    path: '/api/supervision/reports/:id/refresh',
    needs: ['countyOffice'],
    title: 'Gather the figures of a draft anew',
    input: byId,
    output: z.object({ asOf: instant, digest: z.string() }),
  },
  submitReport: {
    method: 'POST',
    path: '/api/supervision/reports/:id/submit',
    needs: ['countyOffice'],
    title: 'Take a number, freeze the report and hand it in for its task',
    input: byId,
    output: z.object({ number: z.string() }),
  },
  acceptReport: {
    method: 'POST',
    path: '/api/supervision/reports/:id/accept',
    needs: ['cityOffice', 'countyOffice'],
    title: 'Accept a submitted report',
    input: byId,
    output: byId,
  },
  returnReport: {
    method: 'POST',
    path: '/api/supervision/reports/:id/return',
    needs: ['cityOffice', 'countyOffice'],
    title: 'Return a submitted report with reasons; its date counts on',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  downloadReport: {
    method: 'GET',
    path: '/api/supervision/reports/:id/document',
    needs: reportReaders,
    title: 'The report as a document to sign and seal, in the layout of GB/T 9704',
    input: z.object({ id: z.uuid(), format }),
    output: z.unknown(),
    body: 'download',
  },
})
