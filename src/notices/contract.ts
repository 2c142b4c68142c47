/** Operations of the notices and their tasks. */
import { z } from 'zod'
import {
  areaIdInput,
  contract,
  date,
  flagInput,
  instant,
  line,
  page,
  pageInput,
  words,
} from '../platform/shared/contract.ts'
import {
  addresseeLevels,
  demand,
  noticeDraft,
  noticeStatuses,
  ownerPosts,
  paragraph,
  products,
  sealKinds,
} from './notice.ts'
import { noticePaper } from './notice-document.ts'
import { addresseeRow, receiptContract } from './receipt-contract.ts'
import { taskStatuses } from './task.ts'
import { taskExtension } from './task-extension.ts'
import { taskExtensionContract } from './task-extension-contract.ts'

const offices = ['cityOffice', 'countyOffice', 'townshipLeader'] as const
const byId = z.object({ id: z.uuid() })

export const noticeRow = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  title: z.string(),
  issuerName: z.object({ zh: z.string(), en: z.string() }),
  status: z.enum(noticeStatuses),
  issuedOn: date.nullable(),
  draftedAt: instant,
  /** Without it the numbered document does not count as issued yet. */
  sealKind: z.enum(sealKinds).nullable(),
  /** Addressees in my scope, and how many of them have confirmed. */
  addressees: z.number(),
  confirmed: z.number(),
})
export type NoticeRow = z.infer<typeof noticeRow>

const reference = z.object({ id: z.uuid(), number: z.string().nullable(), title: z.string() })

export const noticeRecord = noticeRow.extend({
  issuerAgencyId: z.uuid(),
  areaId: z.number(),
  areaPath: z.string(),
  paragraphs: z.array(paragraph),
  demands: z.array(demand),
  receiptDays: z.number().nullable(),
  superior: reference.nullable(),
  superiorNumber: z.string().nullable(),
  subordinate: z.array(reference),
  fileId: z.uuid().nullable(),
  addresseeLevels: z.array(z.enum(addresseeLevels)),
  draftedBy: z.uuid(),
  submittedBy: z.uuid().nullable(),
  reviewedBy: z.string().nullable(),
  reviewedAt: instant.nullable(),
  /** Why the last review sent it back. */
  reviewNote: z.string().nullable(),
  sealedFileId: z.uuid().nullable(),
  sealedAt: instant.nullable(),
  /** SHA-256 over the document as it was issued. */
  digest: z.string().nullable(),
  supersedes: reference.nullable(),
  supersededBy: reference.nullable(),
  withdrawnReason: z.string().nullable(),
  /** The first of them; all are in listReceipts. */
  addresseeRows: z.array(addresseeRow),
  /** What the document says: as issued, or as it stands. */
  paper: noticePaper,
})
export type NoticeRecord = z.infer<typeof noticeRecord>

export const taskRow = z.object({
  id: z.uuid(),
  noticeId: z.uuid(),
  noticeNumber: z.string().nullable(),
  paragraph: z.number(),
  title: z.string(),
  product: z.enum(products),
  ownerAreaId: z.number(),
  ownerAreaName: z.string(),
  ownerAgencyId: z.uuid().nullable(),
  ownerAgencyName: z.object({ zh: z.string(), en: z.string() }).nullable(),
  ownerAreaPath: z.string(),
  /** Owned by whoever holds this post of the area; by name those who hold it today. */
  ownerPost: z.enum(ownerPosts).nullable(),
  holders: z.array(z.string()),
  /** The post has no holder today: the office above it acts. */
  vacant: z.boolean(),
  /** Null: it is counted into a year of which nobody has entered the working days yet. */
  dueOn: date.nullable(),
  status: z.enum(taskStatuses),
  deliveredOn: date.nullable(),
  productFileId: z.uuid().nullable(),
  productKind: z.string().nullable(),
  productId: z.uuid().nullable(),
  returnedReason: z.string().nullable(),
  noticeAreaPath: z.string(),
  noticeStatus: z.enum(noticeStatuses),
  raisedAreaId: z.number().nullable(),
  /** Of the version that waits for its answer: whose office handed it in (null: none did), and who. */
  deliveredAreaId: z.number().nullable(),
  deliveredById: z.uuid().nullable(),
  /** How many versions have been handed in. */
  versions: z.number(),
})
export type TaskRow = z.infer<typeof taskRow>

export const productVersion = z.object({
  id: z.uuid(),
  version: z.number(),
  fileId: z.uuid().nullable(),
  productKind: z.string().nullable(),
  productId: z.uuid().nullable(),
  deliveredBy: z.string().nullable(),
  deliveredAt: instant,
  late: z.boolean(),
  status: z.enum(['delivered', 'accepted', 'returned']),
  reviewedBy: z.string().nullable(),
  reviewedAt: instant.nullable(),
  returnedReason: z.string().nullable(),
})
export type ProductVersion = z.infer<typeof productVersion>

export const taskRecord = taskRow.extend({ products: z.array(productVersion), extensions: z.array(taskExtension) })
export type TaskRecord = z.infer<typeof taskRecord>

export const noticesContract = contract({
  ...receiptContract,
  ...taskExtensionContract,
  listNotices: {
    method: 'GET',
    path: '/api/notices',
    needs: 'signedIn',
    title: 'Notices from, to and within my area, newest first',
    input: z.object({
      ...pageInput,
      status: z.enum(noticeStatuses).optional(),
      unsealed: flagInput.optional(),
      text: line.optional(),
    }),
    output: page(noticeRow),
  },
  getNotice: {
    method: 'GET',
    path: '/api/notices/:id',
    needs: 'signedIn',
    title: 'One notice with its addressees and receipts',
    input: byId,
    output: noticeRecord,
  },
  listIssuers: {
    method: 'GET',
    path: '/api/notices/issuers',
    needs: offices,
    title: 'Agencies for which I may issue, and whom they may address',
    input: z.object({}),
    output: z.object({
      issuers: z.array(
        z.object({
          id: z.uuid(),
          name: z.object({ zh: z.string(), en: z.string() }),
          areaId: z.number(),
          documentCode: z.string().nullable(),
        }),
      ),
      areas: z.array(z.object({ id: z.number(), name: z.string(), level: z.enum(addresseeLevels) })),
      agencies: z.array(
        z.object({ id: z.uuid(), name: z.object({ zh: z.string(), en: z.string() }), areaId: z.number() }),
      ),
    }),
  },
  draftNotice: {
    method: 'POST',
    path: '/api/notices',
    needs: offices,
    title: 'Draft a notice',
    input: noticeDraft,
    output: byId,
  },
  changeDraft: {
    method: 'PUT',
    path: '/api/notices/:id',
    needs: offices,
    title: 'Change a draft',
    input: noticeDraft.extend({ id: z.uuid() }),
    output: byId,
  },
  issueNotice: {
    method: 'POST',
    path: '/api/notices/:id/issue',
    needs: offices,
    title: 'Take the next number and deliver to every addressee',
    input: byId,
    output: z.object({ number: z.string() }),
  },
  submitDraft: {
    method: 'POST',
    path: '/api/notices/:id/submit',
    needs: offices,
    title: 'Hand a draft in for review',
    input: byId,
    output: byId,
  },
  discardDraft: {
    method: 'POST',
    path: '/api/notices/:id/discard',
    needs: offices,
    title: 'Discard a draft that will not be issued, with reasons',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  returnDraft: {
    method: 'POST',
    path: '/api/notices/:id/return',
    needs: offices,
    title: 'Send a draft back from review, with reasons',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  approveDraft: {
    method: 'POST',
    path: '/api/notices/:id/approve',
    needs: offices,
    title: 'Approve a draft that another has written',
    input: byId,
    output: byId,
  },
  sealNotice: {
    method: 'POST',
    path: '/api/notices/:id/seal',
    needs: offices,
    title: 'Attach the scan of the sealed paper or the file with the electronic seal: from then on it counts as issued',
    input: z.object({ id: z.uuid(), fileId: z.uuid(), kind: z.enum(sealKinds) }),
    output: byId,
  },
  downloadNotice: {
    method: 'GET',
    path: '/api/notices/:id/document',
    needs: 'signedIn',
    title: 'The notice as a document in the layout of GB/T 9704, Word or PDF',
    body: 'download',
    input: z.object({ id: z.uuid(), format: z.enum(['docx', 'pdf']) }),
    output: z.unknown(),
  },
  withdrawNotice: {
    method: 'POST',
    path: '/api/notices/:id/withdraw',
    needs: offices,
    title: 'Withdraw with a reason; the number stays taken',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  listTasks: {
    method: 'GET',
    path: '/api/tasks',
    needs: 'signedIn',
    title: 'Tasks in my scope, due first',
    input: z.object({
      ...pageInput,
      noticeId: z.uuid().optional(),
      areaId: areaIdInput.optional(),
      status: z.enum(taskStatuses).optional(),
      product: z.enum(products).optional(),
      ownerAreaId: areaIdInput.optional(),
      ownerAgencyId: z.uuid().optional(),
      ownerPost: z.enum(ownerPosts).optional(),
      vacant: flagInput.optional(),
    }),
    output: page(taskRow),
  },
  getTask: {
    method: 'GET',
    path: '/api/tasks/:id',
    needs: 'signedIn',
    title: 'One task with every version that was handed in and every request for more time, newest first',
    input: byId,
    output: taskRecord,
  },
  deliverTask: {
    method: 'POST',
    path: '/api/tasks/:id/deliver',
    needs: 'signedIn',
    title: 'Hand in the product as a file',
    input: z.object({ id: z.uuid(), fileId: z.uuid() }),
    output: byId,
  },
  acceptTask: {
    method: 'POST',
    path: '/api/tasks/:id/accept',
    needs: offices,
    title: 'Accept the product',
    input: byId,
    output: byId,
  },
  returnTask: {
    method: 'POST',
    path: '/api/tasks/:id/return',
    needs: offices,
    title: 'Return the product with reasons',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
})
