import { RecordDrawer } from '../../platform/web/RecordDrawer.tsx'
import { useText } from '../../platform/web/text.tsx'
import { meteringText } from '../text.ts'
import { AlarmActs } from './AlarmActs.tsx'
import { AlarmBody } from './AlarmBody.tsx'
import { AlarmMark } from './marks.tsx'
import { useAlarm } from './metering-client.ts'

export function AlarmDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useText(meteringText)
  const alarm = useAlarm(id)
  return (
    <RecordDrawer
      subjectId={id}
      onClose={onClose}
      title={alarm.data && t('alarm', { account: alarm.data.account })}
      status={alarm.data && <AlarmMark status={alarm.data.status} />}
      address={`/metering/alarms/${id}`}
      loading={alarm.isPending}
      error={alarm.error}
      onRetry={() => void alarm.refetch()}
      acts={alarm.data && <AlarmActs alarm={alarm.data} />}
    >
      {alarm.data && <AlarmBody alarm={alarm.data} />}
    </RecordDrawer>
  )
}
