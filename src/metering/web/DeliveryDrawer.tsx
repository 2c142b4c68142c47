import { ActButton } from '../../platform/web/act.tsx'
import { RecordDrawer } from '../../platform/web/RecordDrawer.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { mayWithdrawDelivery } from '../delivery.ts'
import type { DeliveryAnswer } from '../delivery-contract.ts'
import { deliveryText } from '../delivery-text.ts'
import { DeliveryBody } from './DeliveryBody.tsx'
import { DeliveryMark } from './marks.tsx'
import { metering, useDelivery } from './metering-client.ts'

export function DeliveryDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useText(deliveryText)
  const delivery = useDelivery(id)
  return (
    <RecordDrawer
      subjectId={id}
      onClose={onClose}
      title={delivery.data && t('delivery', { name: delivery.data.fileName })}
      status={delivery.data && <DeliveryMark status={delivery.data.status} />}
      address={`/metering/deliveries/${id}`}
      loading={delivery.isPending}
      error={delivery.error}
      onRetry={() => void delivery.refetch()}
      acts={delivery.data && <WithdrawDelivery delivery={delivery.data} />}
    >
      {delivery.data && <DeliveryBody delivery={delivery.data} />}
    </RecordDrawer>
  )
}

export function WithdrawDelivery({ delivery }: { delivery: DeliveryAnswer }) {
  const t = useText(deliveryText)
  if (!mayWithdrawDelivery(useMe(), delivery)) return null
  return (
    <ActButton
      danger
      label={t('withdraw')}
      confirm={t('withdrawAsk')}
      reason="required"
      run={(reason) => metering.withdrawDelivery({ id: delivery.id, reason })}
    />
  )
}
