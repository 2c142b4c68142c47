/** Operations of delivery: addressees, receipts, chasing, passing on, and the tree of documents. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, page, pageInput, words } from '../platform/shared/contract.ts'
import { noticeStatuses } from './notice.ts'

const offices = ['cityOffice', 'countyOffice', 'townshipLeader'] as const
const byId = z.object({ id: z.uuid() })
const name = z.object({ zh: z.string(), en: z.string() })

/** How far the word of it has come: to nobody (no account there), into the program, out by another channel, or given up outside. */
export const reaches = ['nobody', 'inApp', 'outside', 'failed'] as const

export const addresseeRow = z.object({
  id: z.uuid(),
  areaId: z.number(),
  areaName: z.string(),
  areaPath: z.string(),
  agencyId: z.uuid().nullable(),
  agencyName: name.nullable(),
  confirmedAt: instant.nullable(),
  confirmedBy: z.string().nullable(),
  /** Passed on by a place in between, and not addressed by the issuer. */
  forwarded: z.boolean(),
  /** Not named as addressee; the notice reaches it because a task is its own. */
  byTask: z.boolean(),
  urges: z.number(),
  urgedAt: instant.nullable(),
  reach: z.enum(reaches),
})
export type AddresseeRow = z.infer<typeof addresseeRow>

/** Named by the issuer, and so on the paper: not reached by passing on or because of a task. */
export const isNamed = ({ forwarded, byTask }: AddresseeRow): boolean => !forwarded && !byTask

const openRow = addresseeRow.extend({
  noticeId: z.uuid(),
  noticeNumber: z.string(),
  noticeTitle: z.string(),
  issuedOn: date,
})

/** One node of the tree: a document, or a place that passed its superior's document on as it is. */
export const treeNode = z.object({
  id: z.uuid(),
  parentId: z.uuid().nullable(),
  kind: z.enum(['notice', 'forward']),
  noticeId: z.uuid(),
  number: z.string().nullable(),
  title: z.string(),
  /** Who issued or passed it on. */
  by: name,
  status: z.enum(noticeStatuses),
  on: date.nullable(),
  addressees: z.number(),
  confirmed: z.number(),
})
export type TreeNode = z.infer<typeof treeNode>

export const receiptContract = contract({
  listReceipts: {
    method: 'GET',
    path: '/api/notices/:id/receipts',
    needs: 'signedIn',
    title: 'Addressees of a notice in my scope with their receipts, by place',
    input: z.object({ ...pageInput, id: z.uuid(), confirmed: z.enum(['true', 'false']).optional() }),
    output: page(addresseeRow),
  },
  confirmReceipt: {
    method: 'POST',
    path: '/api/notices/addressees/:id/confirm',
    needs: 'signedIn',
    title: 'Confirm receipt (确认) in my own name',
    input: byId,
    output: z.object({ confirmedAt: instant }),
  },
  getNoticeOfAddressee: {
    method: 'GET',
    path: '/api/notices/of-addressee/:id',
    needs: 'signedIn',
    title: 'The notice an addressee row belongs to',
    input: byId,
    output: z.object({ noticeId: z.uuid() }),
  },
  listUnconfirmed: {
    method: 'GET',
    path: '/api/notices/unconfirmed',
    needs: 'signedIn',
    title: 'Addressees in my scope that have not confirmed, oldest first',
    input: z.object({ ...pageInput, noticeId: z.uuid().optional() }),
    output: page(openRow),
  },
  listUnreached: {
    method: 'GET',
    path: '/api/notices/unreached',
    needs: 'signedIn',
    title: 'Addressees in my scope that have not confirmed and where nobody could be told, oldest first',
    input: z.object(pageInput),
    output: page(openRow),
  },
  urgeNotice: {
    method: 'POST',
    path: '/api/notices/:id/urge',
    needs: offices,
    title: 'Chase whoever below me has not confirmed, or one addressee; once a day',
    input: z.object({ id: z.uuid(), addresseeId: z.uuid().optional() }),
    output: z.object({ urged: z.number() }),
  },
  forwardNotice: {
    method: 'POST',
    path: '/api/notices/:id/forward',
    needs: ['countyOffice', 'townshipLeader'],
    title: 'Pass a notice addressed to my area on to areas below, with a remark of my own',
    input: z.object({ id: z.uuid(), areaIds: z.array(areaIdInput).min(1).max(500), remark: words }),
    output: z.object({ id: z.uuid(), addressees: z.number() }),
  },
  listForwards: {
    method: 'GET',
    path: '/api/notices/:id/forwards',
    needs: 'signedIn',
    title: 'Who has passed a notice on, and with what remark',
    input: byId,
    output: z.object({
      rows: z.array(
        z.object({
          id: z.uuid(),
          areaName: z.string(),
          remark: z.string(),
          forwardedBy: z.string(),
          forwardedAt: instant,
          addressees: z.number(),
          confirmed: z.number(),
        }),
      ),
    }),
  },
  getNoticeTree: {
    method: 'GET',
    path: '/api/notices/:id/tree',
    needs: 'signedIn',
    title: 'The tree of documents a notice stands in, as far as I may see it: from the highest superior down',
    input: byId,
    output: z.object({
      /** Number of the document above the root that is not kept here. */
      superiorNumber: z.string().nullable(),
      nodes: z.array(treeNode),
      /** Whether there are more than are given. */
      more: z.boolean(),
    }),
  },
})
