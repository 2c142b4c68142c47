/** Operations of the notices and their tasks. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, line, page, pageInput, words } from '../platform/shared/contract.ts'
import { demand, noticeDraft, noticeStatuses, paragraph, products } from './notice.ts'
import { taskStatuses } from './task.ts'

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
  /** Addressees in my scope, and how many of them have confirmed. */
  addressees: z.number(),
  confirmed: z.number(),
})
export type NoticeRow = z.infer<typeof noticeRow>

export const addresseeRow = z.object({
  id: z.uuid(),
  areaId: z.number(),
  areaName: z.string(),
  agencyId: z.uuid().nullable(),
  agencyName: z.object({ zh: z.string(), en: z.string() }).nullable(),
  confirmedAt: instant.nullable(),
  confirmedBy: z.string().nullable(),
})
export type AddresseeRow = z.infer<typeof addresseeRow>

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
  withdrawnReason: z.string().nullable(),
  addresseeRows: z.array(addresseeRow),
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
  dueOn: date,
  status: z.enum(taskStatuses),
  deliveredOn: date.nullable(),
  productFileId: z.uuid().nullable(),
  productKind: z.string().nullable(),
  productId: z.uuid().nullable(),
  returnedReason: z.string().nullable(),
  noticeAreaPath: z.string(),
  raisedAreaId: z.number().nullable(),
})
export type TaskRow = z.infer<typeof taskRow>

export const noticesContract = contract({
  listNotices: {
    method: 'GET',
    path: '/api/notices',
    needs: 'signedIn',
    title: 'Notices from, to and within my area, newest first',
    input: z.object({ ...pageInput, status: z.enum(noticeStatuses).optional(), text: line.optional() }),
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
  getNoticeOfAddressee: {
    method: 'GET',
    path: '/api/notices/of-addressee/:id',
    needs: 'signedIn',
    title: 'The notice an addressee row belongs to',
    input: byId,
    output: z.object({ noticeId: z.uuid() }),
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
      areas: z.array(z.object({ id: z.number(), name: z.string(), level: z.string() })),
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
  withdrawNotice: {
    method: 'POST',
    path: '/api/notices/:id/withdraw',
    needs: offices,
    title: 'Withdraw with a reason; the number stays taken',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  confirmReceipt: {
    method: 'POST',
    path: '/api/notices/addressees/:id/confirm',
    needs: 'signedIn',
    title: 'Confirm receipt (确认) in my own name',
    input: byId,
    output: z.object({ confirmedAt: instant }),
  },
  listUnconfirmed: {
    method: 'GET',
    path: '/api/notices/unconfirmed',
    needs: 'signedIn',
    title: 'Addressees in my scope that have not confirmed, oldest first',
    input: z.object({ ...pageInput, noticeId: z.uuid().optional() }),
    output: page(
      addresseeRow.extend({ noticeId: z.uuid(), noticeNumber: z.string(), noticeTitle: z.string(), issuedOn: date }),
    ),
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
    }),
    output: page(taskRow),
  },
  getTask: {
    method: 'GET',
    path: '/api/tasks/:id',
    needs: 'signedIn',
    title: 'One task',
    input: byId,
    output: taskRow,
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
