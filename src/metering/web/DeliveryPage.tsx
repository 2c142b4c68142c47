import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { useParam } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { deliveryText } from '../delivery-text.ts'
import { DeliveryBody } from './DeliveryBody.tsx'
import { WithdrawDelivery } from './DeliveryDrawer.tsx'
import { DeliveryMark } from './marks.tsx'
import { useDelivery } from './metering-client.ts'

export default function DeliveryPage() {
  const t = useText(deliveryText)
  const id = useParam('id')
  const delivery = useDelivery(id)
  if (delivery.isPending) return <PageSkeleton />
  if (delivery.isError) return <PageError error={delivery.error} onRetry={() => void delivery.refetch()} />
  return (
    <PageFrame
      title={t('delivery', { name: delivery.data.fileName })}
      status={<DeliveryMark status={delivery.data.status} />}
      lead={t('deliveriesLead')}
      actions={<WithdrawDelivery delivery={delivery.data} />}
    >
      <DeliveryBody delivery={delivery.data} />
      <RecordHistory subjectId={id} />
    </PageFrame>
  )
}
