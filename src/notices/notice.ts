/** A notice (通知): an official document with number, issuer and addressees, whose paragraphs demand tasks. */
import { z } from 'zod'
import { date, line, words } from '../platform/shared/contract.ts'
import { type Moves, move } from '../platform/shared/moves.ts'
import { type Actor, covers } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'

export const noticeStatuses = ['draft', 'inReview', 'approved', 'issued', 'withdrawn', 'superseded'] as const
export type NoticeStatus = (typeof noticeStatuses)[number]

/** The whole life of a notice. A withdrawn or superseded one keeps its number. */
export const noticeMoves = {
  change: { from: ['draft'], to: 'draft' },
  submit: { from: ['draft'], to: 'inReview' },
  return: { from: ['inReview'], to: 'draft' },
  approve: { from: ['inReview'], to: 'approved' },
  issue: { from: ['draft', 'approved'], to: 'issued' },
  withdraw: { from: ['issued'], to: 'withdrawn' },
  supersede: { from: ['issued'], to: 'superseded' },
} as const satisfies Moves<NoticeStatus>

export const products = ['workPlan', 'dutySplit', 'selfCheckReport', 'sweep', 'other'] as const

/** What makes a numbered document count as issued: the scan of the sealed paper, or a file with an electronic seal. */
export const sealKinds = ['scan', 'eSeal'] as const
export type SealKind = (typeof sealKinds)[number]

export const addresseeLevels = ['county', 'township', 'village'] as const

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
  addressees: z.array(z.object({ areaId: z.number().int().positive(), agencyId: z.uuid().nullable() })).max(500),
  /** Every area of these levels below the issuer, as the tree stands on the day of issue. */
  addresseeLevels: z.array(z.enum(addresseeLevels)).max(3).default([]),
  /** Working days within which receipt is to be confirmed; null takes the rule of the day. */
  receiptDays: z.number().int().positive().max(60).nullable(),
  superiorNoticeId: z.uuid().nullable(),
  superiorNumber: line.nullable(),
  /** The notice of this issuer in whose place this one steps when it is issued. */
  supersedesId: z.uuid().nullable().default(null),
  fileId: z.uuid().nullable(),
})
export type NoticeDraft = z.infer<typeof noticeDraft>

export type Issuer = {
  id: string
  areaId: number
  areaPath: string
  documentCode: string | null
  name: { zh: string; en: string }
}

const offices = ['cityOffice', 'countyOffice', 'townshipLeader'] as const

/** The office of the issuer's own area drafts, issues and withdraws. */
export const mayIssue = (user: Actor, issuer: Pick<Issuer, 'areaId'>): boolean =>
  user.grants.some((g) => offices.some((role) => role === g.role) && g.areaId === issuer.areaId)

/** What one drafted or handed in, another reviews. */
export const mayReviewDraft = (
  user: Actor,
  notice: Pick<Issuer, 'areaId'> & { draftedBy: string; submittedBy: string | null },
): boolean => mayIssue(user, notice) && user.officialId !== notice.draftedBy && user.officialId !== notice.submittedBy

type Place = { areaId: number; agencyId: string | null }

/** The addressee confirms: its own office for an area, its own people for an agency. */
export const mayConfirm = (user: Actor, addressee: Place): boolean =>
  user.grants.some((g) =>
    addressee.agencyId === null
      ? ['countyOffice', 'townshipLeader', 'gridWorker'].includes(g.role) && g.areaId === addressee.areaId
      : g.agencyId === addressee.agencyId,
  )

/** An office above the addressee chases it; nobody chases itself. */
export const mayUrge = (user: Actor, addressee: Place & { areaPath: string }): boolean =>
  user.grants.some(
    (g) =>
      offices.some((role) => role === g.role) &&
      covers(g.areaPath, addressee.areaPath) &&
      (g.areaId !== addressee.areaId || addressee.agencyId !== null),
  )

/** The areas for which a person may pass on what was addressed to them. */
export const forwardingAreas = (user: Actor): { areaId: number; areaPath: string }[] =>
  user.grants.filter((g) => g.role === 'countyOffice' || g.role === 'townshipLeader')

/** Refuses `addressee-missing`, `addressee-outside` for a place that does not answer to the issuer, `demand-without-limit`, `demand-paragraph`. */
export function checkDraft(draft: NoticeDraft, issuer: Issuer, addresseePaths: readonly string[]): void {
  if (draft.addressees.length === 0 && draft.addresseeLevels.length === 0) throw new Refusal('addressee-missing')
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
