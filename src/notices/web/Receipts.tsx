import { Alert } from 'antd'
import { ActButton } from '../../platform/web/act.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { RecordLimits } from '../../platform/web/RecordLimits.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { NoticeRecord } from '../contract.ts'
import { deliveryText } from '../delivery-text.ts'
import { mayConfirm } from '../notice.ts'
import type { AddresseeRow } from '../receipt-contract.ts'
import { noticesText } from '../text.ts'
import { notices } from './notices-client.ts'

const useName = () => {
  const pick = usePick()
  return (row: AddresseeRow) => (row.agencyName ? pick(row.agencyName) : row.areaName)
}

/** Addressees with who confirmed and when; those that have not come first. */
export function Receipts({ notice }: { notice: NoticeRecord }) {
  const t = useText(noticesText)
  const format = useFormat()
  const nameOf = useName()
  const rows = notice.addresseeRows.toSorted((a, b) => Number(a.confirmedAt !== null) - Number(b.confirmedAt !== null))
  return (
    <ul className="receipts">
      {rows.map((row) => (
        <li key={row.id}>
          <strong>{nameOf(row)}</strong>
          {row.confirmedAt ? (
            <>
              <StatusMark status="done" word={t('confirmed')} />
              <span>
                {row.confirmedBy} · {format.instant(row.confirmedAt)}
              </span>
            </>
          ) : (
            notice.number !== null && <Unconfirmed row={row} />
          )}
        </li>
      ))}
    </ul>
  )
}

/** Not confirmed; how far the word has come, and how often it was chased. */
function Unconfirmed({ row }: { row: AddresseeRow }) {
  const t = useText(noticesText)
  const d = useText(deliveryText)
  return (
    <>
      <StatusMark status="unknown" word={t('unconfirmed')} />
      <span className="soft">
        {d(`reach.${row.reach}`)}
        {row.urges > 0 && ` · ${d('urged', { count: row.urges })}`}
      </span>
    </>
  )
}

/** Asks me to confirm where I am the addressee. */
export function ConfirmReceipt({ notice }: { notice: NoticeRecord }) {
  const t = useText(noticesText)
  const me = useMe()
  const nameOf = useName()
  if (notice.status !== 'issued') return null
  const mine = notice.addresseeRows.filter((row) => row.confirmedAt === null && mayConfirm(me, row))
  return mine.map((row) => (
    <Alert
      key={row.id}
      type="warning"
      showIcon
      className="confirm-receipt"
      title={t('confirmReceipt.for', { name: nameOf(row) })}
      description={
        <>
          {t('confirmReceipt.help')}
          <RecordLimits subjectId={row.id} />
        </>
      }
      action={
        <ActButton
          primary
          label={t('confirmReceipt')}
          run={() => notices.confirmReceipt({ id: row.id })}
          done={t('confirmReceipt.done')}
        />
      }
    />
  ))
}
