/** The written self-check report (自查排查书面报告) of a county: its life, what the county writes itself, and who may do what. */
import { z } from 'zod'
import { date } from '../platform/shared/contract.ts'
import { type Moves, mayMove } from '../platform/shared/moves.ts'
import { type Actor, mayActIn } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'

export const reportStatuses = ['draft', 'submitted', 'accepted', 'returned'] as const
export type ReportStatus = (typeof reportStatuses)[number]

/** The whole life of one version. A returned version stays as it was; the county drafts the next. */
export const reportMoves = {
  change: { from: ['draft'], to: 'draft' },
  submit: { from: ['draft'], to: 'submitted' },
  accept: { from: ['submitted'], to: 'accepted' },
  return: { from: ['submitted'], to: 'returned' },
} as const satisfies Moves<ReportStatus>

const text = z.string().trim().max(8000)

/** A weak point with what is done about it, by whom, until when; the date may be open, the owner may not. */
export const weakPoint = z.object({
  problem: z.string().trim().min(1).max(500),
  measure: z.string().trim().min(1).max(500),
  owner: z.string().trim().min(1).max(100),
  dueOn: date.nullable(),
})

/** What no figure tells: the county's own words. Empty while it is being written. */
export const reportTexts = z.object({
  /** Who approves the document (签发人); null leaves the place empty. */
  signatory: z.string().trim().min(1).max(50).nullable(),
  organisation: text,
  weakPoints: z.array(weakPoint).max(50),
  measures: text,
  nextSteps: text,
})
export type ReportTexts = z.infer<typeof reportTexts>

export const emptyTexts: ReportTexts = {
  signatory: null,
  organisation: '',
  weakPoints: [],
  measures: '',
  nextSteps: '',
}

const neededTexts = ['organisation', 'measures', 'nextSteps'] as const

/** Texts still to be written before the report can be submitted. */
export const missingTexts = (texts: ReportTexts) => neededTexts.filter((name) => texts[name] === '')

/** Refuses `report-incomplete` with the first text that is missing. */
export function checkComplete(texts: ReportTexts): void {
  const [first] = missingTexts(texts)
  if (first) throw new Refusal('report-incomplete', { field: first })
}

/** The office of the county that owes the report writes and submits it. */
export const mayWrite = (user: Actor, report: { areaId: number }): boolean =>
  user.grants.some((g) => g.role === 'countyOffice' && g.areaId === report.areaId)

/** The office that demanded the report judges it, never the county that wrote it. */
export const mayReview = (user: Actor, report: { areaId: number; noticeAreaPath: string }): boolean =>
  mayActIn(user, ['cityOffice', 'countyOffice'], report.noticeAreaPath) && !mayWrite(user, report)

/** Who reads the summary of a notice: whoever answers for all of its area. */
export const maySummarise = (user: Actor, noticeAreaPath: string): boolean =>
  mayActIn(user, ['cityOffice', 'countyOffice', 'superiorInspector'], noticeAreaPath)

/** Who issues it: the office of the place whose notice demanded the reports. */
export const mayIssueSummary = (user: Actor, noticeAreaId: number): boolean =>
  user.grants.some((g) => (g.role === 'cityOffice' || g.role === 'countyOffice') && g.areaId === noticeAreaId)

export const canMove = (name: keyof typeof reportMoves, status: ReportStatus): boolean =>
  mayMove(reportMoves, name, status)

export const timings = ['onTime', 'late', 'missing', 'running'] as const
export type Timing = (typeof timings)[number]

/** How a task stands against its date on a day; late stays late, whatever is accepted afterwards. */
export function timingOf(
  task: { status: string; dueOn: string | null; deliveredOn: string | null },
  today: string,
): Timing {
  if ((task.status === 'delivered' || task.status === 'accepted') && task.deliveredOn !== null)
    return task.dueOn === null || task.deliveredOn <= task.dueOn ? 'onTime' : 'late'
  return task.dueOn !== null && task.dueOn < today ? 'missing' : 'running'
}
