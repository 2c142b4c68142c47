/** Deliveries of readings: handing over with agreement, purpose and basis, and what became of each. */
import { z } from 'zod'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { useFilters, useOpenRecord } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { deliveryStatuses } from '../delivery.ts'
import type { DeliveryAnswer } from '../delivery-contract.ts'
import { deliveryText } from '../delivery-text.ts'
import { DeliverReadings } from './DeliverReadings.tsx'
import { DeliveryDrawer } from './DeliveryDrawer.tsx'
import { DeliveryMark } from './marks.tsx'
import { metering } from './metering-client.ts'
import { WatchedFolder } from './WatchedFolder.tsx'

const deliveryFilters = z.object({ status: z.enum(deliveryStatuses).optional() })

export default function DeliveriesPage() {
  const t = useText(deliveryText)
  const me = useMe()
  const { filters, setFilters, clearFilters, filtered } = useFilters(deliveryFilters)
  const { openId, open, close } = useOpenRecord()
  const liaison = me.grants.find(({ role }) => role === 'powerLiaison')
  return (
    <PageFrame
      title={t('deliveries')}
      lead={t('deliveriesLead')}
      actions={liaison && <DeliverReadings areaId={liaison.areaId} onDelivered={open} />}
    >
      {me.grants.some(({ role }) => role === 'powerLiaison' || role === 'cityOffice') && <WatchedFolder />}
      <RecordList
        name="deliveries"
        queryKey={['deliveries', filters]}
        sheet={{ list: 'metering.listDeliveries', question: filters }}
        load={(after) => metering.listDeliveries({ ...filters, after })}
        rowKey={(delivery) => delivery.id}
        columns={useColumns()}
        onOpen={(delivery) => open(delivery.id)}
        openId={openId}
        filters={
          <FilterSelect
            label={t('status')}
            all={t('allStatuses')}
            value={filters.status}
            choices={deliveryStatuses}
            wordOf={(status) => t(`delivery.${status}`)}
            onChange={(status) => setFilters({ status })}
          />
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('noDeliveries')}
      />
      <DeliveryDrawer id={openId} onClose={close} />
    </PageFrame>
  )
}

function useColumns(): RecordColumn<DeliveryAnswer>[] {
  const t = useText(deliveryText)
  const format = useFormat()
  return [
    { key: 'file', title: t('file'), shown: 'first', render: (delivery) => delivery.fileName },
    { key: 'status', title: t('status'), width: 120, render: (delivery) => <DeliveryMark status={delivery.status} /> },
    { key: 'at', title: t('deliveredAt'), width: 140, render: (delivery) => format.instant(delivery.deliveredAt) },
    {
      key: 'span',
      title: t('span'),
      width: 200,
      render: ({ firstDay, lastDay }) => (firstDay && lastDay ? t('showing', { from: firstDay, to: lastDay }) : '—'),
    },
    {
      key: 'accounts',
      title: t('accounts'),
      width: 90,
      align: 'right',
      render: (delivery) => format.number(delivery.accounts),
    },
    {
      key: 'days',
      title: t('dayCount'),
      width: 100,
      align: 'right',
      render: (delivery) => format.number(delivery.days),
    },
    {
      key: 'unknown',
      title: t('unknownAccounts'),
      width: 110,
      align: 'right',
      render: (delivery) => format.number(delivery.unknownAccounts),
    },
    {
      key: 'rejected',
      title: t('rejected'),
      width: 100,
      align: 'right',
      render: (delivery) => format.number(delivery.rejectedRows),
    },
    { key: 'agreement', title: t('agreement'), shown: 'hidden', render: (delivery) => delivery.agreement },
  ]
}
