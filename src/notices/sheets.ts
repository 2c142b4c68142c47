/** Lists of the notices as spreadsheets. */
import { gridText } from '../grid/text.ts'
import { type SheetColumn, sheet, when, wordsOf } from '../platform/shared/sheet.ts'
import { noticesContract } from './contract.ts'
import { deliveryText } from './delivery-text.ts'
import type { AddresseeRow } from './receipt-contract.ts'
import { noticesText } from './text.ts'

const t = wordsOf(noticesText)
const d = wordsOf(deliveryText)
const g = wordsOf(gridText)

const receiptColumns: readonly SheetColumn<AddresseeRow>[] = [
  [t('addressee'), (row) => row.agencyName ?? row.areaName],
  [t('status'), (row) => t(row.confirmedAt ? 'confirmed' : 'unconfirmed')],
  [t('confirmedBy'), (row) => row.confirmedBy],
  [t('confirmedAt'), (row) => when(row.confirmedAt)],
  [d('reach'), (row) => d(`reach.${row.reach}`)],
  [{ zh: '催签次数', en: 'Times chased' }, (row) => row.urges],
]

const openColumns: readonly SheetColumn<
  AddresseeRow & { noticeNumber: string; noticeTitle: string; issuedOn: string }
>[] = [
  [t('number'), (row) => row.noticeNumber],
  [t('title'), (row) => row.noticeTitle],
  [t('issuedOn'), (row) => row.issuedOn],
  ...receiptColumns,
]

export const noticeSheets = {
  listNotices: sheet(noticesContract.listNotices, t('notices'), [
    [t('number'), (row) => row.number],
    [t('title'), (row) => row.title],
    [t('issuer'), (row) => row.issuerName],
    [t('status'), (row) => t(row.status === 'issued' && row.sealKind === null ? 'issuedUnsealed' : row.status)],
    [t('issuedOn'), (row) => row.issuedOn],
    [t('addressees'), (row) => row.addressees],
    [t('confirmed'), (row) => row.confirmed],
  ]),
  listReceipts: sheet(noticesContract.listReceipts, t('receipts'), receiptColumns),
  listUnconfirmed: sheet(noticesContract.listUnconfirmed, t('unconfirmedTitle'), openColumns),
  listUnreached: sheet(noticesContract.listUnreached, d('unreached'), openColumns),
  listTasks: sheet(noticesContract.listTasks, t('tasks'), [
    [t('task'), (row) => row.title],
    [t('owner'), (row) => row.ownerAgencyName ?? row.ownerAreaName],
    [t('owner.post'), (row) => row.ownerPost && g(`post.${row.ownerPost}`)],
    [t('owner.holders'), (row) => (row.vacant ? t('owner.vacant') : row.holders.join('、'))],
    [t('product'), (row) => t(`product.${row.product}`)],
    [t('status'), (row) => t(`task.${row.status}`)],
    [t('dueOn'), (row) => row.dueOn],
    [t('deliveredOn'), (row) => row.deliveredOn],
    [t('fromNotice'), (row) => row.noticeNumber],
    [t('paragraphs'), (row) => row.paragraph],
  ]),
}
