/** A notice (通知): an official document with number, issuer and addressees, whose paragraphs demand tasks. */
import { z } from 'zod'
import { date, line, words } from '../platform/shared/contract.ts'
import { type Moves, move } from '../platform/shared/moves.ts'
import { type Actor, covers } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'

export const noticeStatuses = ['draft', 'issued', 'withdrawn'] as const
export type NoticeStatus = (typeof noticeStatuses)[number]

/** The whole life of a notice. A withdrawn one keeps its number. */
export const noticeMoves = {
  change: { from: ['draft'], to: 'draft' },
  issue: { from: ['draft'], to: 'issued' },
  withdraw: { from: ['issued'], to: 'withdrawn' },
} as const satisfies Moves<NoticeStatus>

export const products = ['workPlan', 'dutySplit', 'selfCheckReport', 'sweep', 'other'] as const

/** What a paragraph demands of its addressees: a product by a date, or within days counted from the issue. */
export const demand = z.object({
  /** Number of the paragraph it is drawn from, from 1. */
  paragraph: z.number().int().positive(),
  title: line,
  product: z.enum(products),
  /** Governments of areas, or agencies, or both. */
  of: z.enum(['areas', 'agencies', 'all']),
  /** The text names a date … */
  dueOn: date.nullable(),
  /** … or days from the issue. */
  days: z.number().int().positive().max(3650).nullable(),
  dayKind: z.enum(['working', 'calendar']),
})
export type Demand = z.infer<typeof demand>

export const paragraph = z.object({ heading: line, text: words })

export const noticeDraft = z.object({
  issuerAgencyId: z.uuid(),
  title: line,
  paragraphs: z.array(paragraph).min(1).max(40),
  demands: z.array(demand).max(40),
  addressees: z
    .array(z.object({ areaId: z.number().int().positive(), agencyId: z.uuid().nullable() }))
    .min(1)
    .max(500),
  /** Working days within which receipt is to be confirmed; null takes the rule of the day. */
  receiptDays: z.number().int().positive().max(60).nullable(),
  superiorNoticeId: z.uuid().nullable(),
  superiorNumber: line.nullable(),
  fileId: z.uuid().nullable(),
})
export type NoticeDraft = z.infer<typeof noticeDraft>

export type Issuer = { id: string; areaId: number; areaPath: string; documentCode: string | null }

/** The office of the issuer's own area drafts, issues and withdraws. */
export const mayIssue = (user: Actor, issuer: Pick<Issuer, 'areaId'>): boolean =>
  user.grants.some(
    (g) => ['cityOffice', 'countyOffice', 'townshipLeader'].includes(g.role) && g.areaId === issuer.areaId,
  )

/** The addressee confirms: its own office for an area, its own people for an agency. */
export const mayConfirm = (user: Actor, addressee: { areaId: number; agencyId: string | null }): boolean =>
  user.grants.some((g) =>
    addressee.agencyId === null
      ? ['countyOffice', 'townshipLeader', 'gridWorker'].includes(g.role) && g.areaId === addressee.areaId
      : g.agencyId === addressee.agencyId,
  )

/** Refuses `addressee-outside` for a place that does not answer to the issuer, `demand-without-limit`, `demand-paragraph`. */
export function checkDraft(draft: NoticeDraft, issuer: Issuer, addresseePaths: readonly string[]): void {
  if (addresseePaths.some((path) => !covers(issuer.areaPath, path))) throw new Refusal('addressee-outside')
  for (const { dueOn, days, paragraph } of draft.demands) {
    if ((dueOn === null) === (days === null)) throw new Refusal('demand-without-limit', { paragraph })
    if (paragraph > draft.paragraphs.length) throw new Refusal('demand-paragraph', { paragraph })
  }
}

/** Refuses `wrong-state`, `issuer-without-code`, `due-before-issue`. */
export function issue(
  status: NoticeStatus,
  issuer: Issuer,
  demands: readonly Demand[],
  issuedOn: string,
): NoticeStatus {
  if (issuer.documentCode === null) throw new Refusal('issuer-without-code')
  const early = demands.find((d) => d.dueOn !== null && d.dueOn < issuedOn)
  if (early) throw new Refusal('due-before-issue', { paragraph: early.paragraph })
  return move(noticeMoves, 'issue', status)
}

/** Whether a demand is addressed to this addressee. */
export const concerns = (d: Pick<Demand, 'of'>, addressee: { agencyId: string | null }): boolean =>
  d.of === 'all' || (d.of === 'areas') === (addressee.agencyId === null)
