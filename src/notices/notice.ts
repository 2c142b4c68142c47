/** A notice (通知): an official document with number, issuer and addressees, whose paragraphs demand tasks. */
import { z } from 'zod'
import { postsOfLevel } from '../grid/appointment.ts'
import { date, line, words } from '../platform/shared/contract.ts'
import { type Moves, move } from '../platform/shared/moves.ts'
import { type Actor, type AreaLevel, areaLevels, covers, levelOfPath } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { functionKinds } from '../rulebook/values.ts'

export const noticeStatuses = [
  'draft',
  'discarded',
  'inReview',
  'approved',
  'issued',
  'withdrawn',
  'superseded',
] as const
export type NoticeStatus = (typeof noticeStatuses)[number]

/** Whether what a notice says is still to be done. */
export const demands = (status: NoticeStatus): boolean => status === 'issued'

/** The whole life of a notice. A withdrawn or superseded one keeps its number. */
export const noticeMoves = {
  change: { from: ['draft'], to: 'draft' },
  discard: { from: ['draft', 'approved'], to: 'discarded' },
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

/** Posts whose holders can be made to answer for a task by name of the post. */
export const ownerPosts = ['principal', 'leaderInCharge', 'gridLeader', 'gridWorker'] as const
export type OwnerPost = (typeof ownerPosts)[number]

/** Whose a task is: a government, an agency, or whoever holds a post of the area. */
const owner = z.object({
  areaId: z.number().int().positive(),
  agencyId: z.uuid().nullable(),
  post: z.enum(ownerPosts).nullable(),
})
export type Owner = z.infer<typeof owner>

const product = z.object({
  /** Number of the paragraph it is drawn from, from 1. */
  paragraph: z.number().int().positive(),
  title: line,
  product: z.enum(products),
  /** The text names a date … */
  dueOn: date.nullable(),
  /** … or days from the issue. */
  days: z.number().int().positive().max(3650).nullable(),
  dayKind: z.enum(['working', 'calendar']),
})

/**
 * What a paragraph demands, and of whom (`of`): a product by a date, or within days counted from the issue. Whoever is made an owner without
 * being addressed is added to the addressees at the issue.
 */
export const demand = z.discriminatedUnion('of', [
  /** Among the addressees: governments of areas, agencies, or both. */
  product.extend({ of: z.enum(['areas', 'agencies', 'all']) }),
  /** Whoever holds a post, in every area of a level below the issuer. */
  product.extend({ of: z.literal('post'), level: z.enum(addresseeLevels), post: z.enum(ownerPosts) }),
  /** The department of a kind in every area of a level; where there is none, the government of that area. */
  product.extend({ of: z.literal('function'), level: z.enum(areaLevels), functionKind: z.enum(functionKinds) }),
  product.extend({ of: z.literal('named'), owners: z.array(owner).min(1).max(200) }),
])
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

/** Owners that are named one by one. */
export const namedOwners = (demands: readonly Demand[]): Owner[] =>
  demands.flatMap((one) => (one.of === 'named' ? one.owners : []))

/**
 * @param addresseePaths of the addressees. @param ownerPaths of `namedOwners`, in their order.
 * Refuses `addressee-missing`, `addressee-outside` for a place that does not answer to the issuer, `demand-without-limit`, `demand-paragraph`,
 * `post-wrong-level`, `owner-unclear` for an agency with a post.
 */
export function checkDraft(
  draft: NoticeDraft,
  issuer: Issuer,
  addresseePaths: readonly string[],
  ownerPaths: readonly string[],
): void {
  if (draft.addressees.length === 0 && draft.addresseeLevels.length === 0) throw new Refusal('addressee-missing')
  if ([...addresseePaths, ...ownerPaths].some((path) => !covers(issuer.areaPath, path)))
    throw new Refusal('addressee-outside')
  for (const demanded of draft.demands) {
    const { dueOn, days, paragraph } = demanded
    if ((dueOn === null) === (days === null)) throw new Refusal('demand-without-limit', { paragraph })
    if (paragraph > draft.paragraphs.length) throw new Refusal('demand-paragraph', { paragraph })
    if (demanded.of === 'post') checkPost(demanded.post, demanded.level)
  }
  for (const [n, { agencyId, post }] of namedOwners(draft.demands).entries()) {
    if (post === null) continue
    if (agencyId !== null) throw new Refusal('owner-unclear')
    checkPost(post, levelOfPath(ownerPaths[n] ?? ''))
  }
}

function checkPost(post: OwnerPost, level: AreaLevel): void {
  if (!postsOfLevel[level].includes(post)) throw new Refusal('post-wrong-level', { post, level })
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
