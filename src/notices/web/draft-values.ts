/** A draft as the form holds it: demands under their paragraphs, addressees as keys. And the way to and from the contract. */
import type { NoticeRecord } from '../contract.ts'
import type { addresseeLevels, Demand, NoticeDraft } from '../notice.ts'

export type DemandValues = {
  title: string
  product: Demand['product']
  of: Demand['of']
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

function toDemand({ title, product, of, limit, dueOn, days }: DemandValues, paragraph: number): Demand {
  const dayKind = limit === 'calendar' ? 'calendar' : 'working'
  return {
    paragraph,
    title,
    product,
    of,
    dueOn: limit === 'date' ? (dueOn ?? null) : null,
    days: limit === 'date' ? null : (days ?? null),
    dayKind,
  }
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
    addressees: notice.addresseeRows.map((row) => addresseeKey(row.areaId, row.agencyId)),
    paragraphs: notice.paragraphs.map((paragraph, i) => ({
      ...paragraph,
      demands: notice.demands.filter((demand) => demand.paragraph === i + 1).map(fromDemand),
    })),
  }
}

function fromDemand({ title, product, of, dueOn, days, dayKind }: Demand): DemandValues {
  return {
    title,
    product,
    of,
    limit: dueOn === null ? dayKind : 'date',
    dueOn: dueOn ?? undefined,
    days: days ?? undefined,
  }
}
