/** Every addressee of one notice: told or not, confirmed by whom and when, chased how often. */
import { useQuery } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { z } from 'zod'
import { ActButton } from '../../platform/web/act.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useFilters, useParam } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { deliveryText } from '../delivery-text.ts'
import { mayUrge } from '../notice.ts'
import type { AddresseeRow } from '../receipt-contract.ts'
import { noticesText } from '../text.ts'
import { notices } from './notices-client.ts'

const receiptFilters = z.object({ open: z.enum(['yes']).optional() })

export default function ReceiptsPage() {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const id = useParam('id')
  const { filters, setFilters, clearFilters, filtered } = useFilters(receiptFilters)
  const found = useQuery({ queryKey: ['notice', id], queryFn: () => notices.getNotice({ id }) })
  const columns = useReceiptColumns(id)
  return (
    <PageFrame
      title={t('receiptList')}
      lead={
        found.data && <ScreenLink to={`/notices/${id}`}>{`${found.data.number ?? ''} ${found.data.title}`}</ScreenLink>
      }
    >
      <RecordList
        name="receipts"
        queryKey={['receipts', id, filters]}
        load={(after) => notices.listReceipts({ id, after, confirmed: filters.open ? 'false' : undefined })}
        sheet={{ list: 'notices.listReceipts', question: { id, confirmed: filters.open ? 'false' : undefined } }}
        rowKey={(row) => row.id}
        columns={columns}
        filters={
          <Checkbox
            checked={filters.open !== undefined}
            onChange={(event) => setFilters({ open: event.target.checked ? 'yes' : undefined })}
          >
            {t('onlyOpen')}
          </Checkbox>
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={filters.open ? n('unconfirmed.none') : t('receiptList.none')}
      />
    </PageFrame>
  )
}

function useReceiptColumns(noticeId: string): RecordColumn<AddresseeRow>[] {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const pick = usePick()
  const format = useFormat()
  const me = useMe()
  return [
    {
      key: 'addressee',
      title: n('addressee'),
      shown: 'first',
      render: (row) => (
        <>
          {row.agencyName ? pick(row.agencyName) : row.areaName}{' '}
          {row.forwarded && <small className="soft">{t('forwarded')}</small>}
          {row.byTask && <small className="soft">{n('byTask')}</small>}
        </>
      ),
    },
    {
      key: 'status',
      title: n('status'),
      width: 120,
      render: (row) => (
        <StatusMark
          status={row.confirmedAt ? 'done' : 'unknown'}
          word={n(row.confirmedAt ? 'confirmed' : 'unconfirmed')}
        />
      ),
    },
    { key: 'confirmedBy', title: n('confirmedBy'), render: (row) => row.confirmedBy ?? '' },
    {
      key: 'confirmedAt',
      title: n('confirmedAt'),
      render: (row) => (row.confirmedAt ? format.instant(row.confirmedAt) : ''),
    },
    { key: 'reach', title: t('reach'), render: (row) => t(`reach.${row.reach}`) },
    {
      key: 'urges',
      title: t('urge'),
      render: (row) => (
        <span className="acts">
          {row.urges > 0 && t('urged', { count: row.urges })}
          {row.confirmedAt === null && mayUrge(me, row) && (
            <ActButton
              label={t('urge.one')}
              run={() => notices.urgeNotice({ id: noticeId, addresseeId: row.id })}
              done={t('urge.done', { count: 1 })}
            />
          )}
        </span>
      ),
    },
  ]
}
