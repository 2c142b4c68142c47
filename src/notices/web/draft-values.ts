/** A draft as the form holds it: demands under their paragraphs, addressees as keys. And the way to and from the contract. */

import type { AreaLevel } from '../../platform/shared/permission.ts'
import type { FunctionKind } from '../../rulebook/values.ts'
import type { NoticeRecord } from '../contract.ts'
import {
  type addresseeLevels,
  type Demand,
  type NoticeDraft,
  type Owner,
  type OwnerPost,
  ownerPosts,
} from '../notice.ts'
import { isNamed } from '../receipt-contract.ts'

export const ownerChoices = ['areas', 'agencies', 'all', 'post', 'function', 'named'] as const satisfies Demand['of'][]

/** Who of a place: `government`, a post, or the id of an agency. */
export type OwnerValue = { areaId?: number | undefined; who?: string | undefined }

export type DemandValues = {
  title: string
  product: Demand['product']
  of: Demand['of']
  level?: AreaLevel | undefined
  post?: OwnerPost | undefined
  functionKind?: FunctionKind | undefined
  owners?: OwnerValue[] | undefined
  limit: 'date' | 'working' | 'calendar'
  dueOn?: string | undefined
  days?: number | undefined
}

export type ParagraphValues = { heading: string; text: string; demands?: DemandValues[] | undefined }

export type DraftValues = {
  issuerAgencyId: string
  title: string
  superiorNoticeId?: string | undefined
  superiorNumber?: string | undefined
  receiptDays?: number | null | undefined
  paragraphs: ParagraphValues[]
  /** Keys of `addresseeKey`. */
  addressees: string[]
  addresseeLevels?: (typeof addresseeLevels)[number][] | undefined
  supersedesId?: string | undefined
}

export const addresseeKey = (areaId: number, agencyId: string | null): string =>
  agencyId === null ? `${areaId}` : `${areaId} ${agencyId}`

function readAddresseeKey(key: string): NoticeDraft['addressees'][number] {
  const [areaId = '', agencyId] = key.split(' ')
  return { areaId: Number(areaId), agencyId: agencyId ?? null }
}

export const emptyDemand: DemandValues = { title: '', product: 'other', of: 'all', limit: 'date' }
export const emptyParagraph: ParagraphValues = { heading: '', text: '' }

/** What the contract takes. @param fileId of the attachment. */
export function toDraft(values: DraftValues, fileId: string | null): NoticeDraft {
  const { paragraphs, addressees, superiorNoticeId, superiorNumber, receiptDays, supersedesId, ...rest } = values
  return {
    ...rest,
    receiptDays: receiptDays ?? null,
    supersedesId: supersedesId ?? null,
    addresseeLevels: values.addresseeLevels ?? [],
    superiorNoticeId: superiorNoticeId ?? null,
    superiorNumber: superiorNoticeId ? null : superiorNumber?.trim() || null,
    fileId,
    addressees: addressees.map(readAddresseeKey),
    paragraphs: paragraphs.map(({ heading, text }) => ({ heading, text })),
    demands: paragraphs.flatMap((paragraph, i) => (paragraph.demands ?? []).map((demand) => toDemand(demand, i + 1))),
  }
}

function toDemand({ title, product, limit, dueOn, days, ...of }: DemandValues, paragraph: number): Demand {
  return {
    paragraph,
    title,
    product,
    dueOn: limit === 'date' ? (dueOn ?? null) : null,
    days: limit === 'date' ? null : (days ?? null),
    dayKind: limit === 'calendar' ? 'calendar' : 'working',
    ...of,
    owners: of.owners?.map(toOwner),
  } as Demand // the form holds a demand with the fields of its kind, and the server reads it again
}

const isPost = (who: string): who is OwnerPost => ownerPosts.some((one) => one === who)

function toOwner({ areaId = 0, who = '' }: OwnerValue): Owner {
  if (isPost(who)) return { areaId, agencyId: null, post: who }
  return { areaId, agencyId: who === 'government' ? null : who, post: null }
}

/** The form of a draft that is changed. */
export function fromNotice(notice: NoticeRecord): DraftValues {
  return {
    issuerAgencyId: notice.issuerAgencyId,
    title: notice.title,
    superiorNoticeId: notice.superior?.id,
    superiorNumber: notice.superiorNumber ?? undefined,
    receiptDays: notice.receiptDays,
    supersedesId: notice.supersedes?.id,
    addresseeLevels: notice.addresseeLevels,
    addressees: notice.addresseeRows.filter(isNamed).map((row) => addresseeKey(row.areaId, row.agencyId)),
    paragraphs: notice.paragraphs.map((paragraph, i) => ({
      ...paragraph,
      demands: notice.demands.filter((demand) => demand.paragraph === i + 1).map(fromDemand),
    })),
  }
}

function fromDemand({ paragraph: _paragraph, dueOn, days, dayKind, ...rest }: Demand): DemandValues {
  return {
    ...rest,
    ...(rest.of === 'named' && { owners: rest.owners.map(fromOwner) }),
    limit: dueOn === null ? dayKind : 'date',
    dueOn: dueOn ?? undefined,
    days: days ?? undefined,
  }
}

const fromOwner = ({ areaId, agencyId, post }: Owner): OwnerValue => ({ areaId, who: post ?? agencyId ?? 'government' })
