import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { useParam } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { meteringText } from '../text.ts'
import { AlarmActs } from './AlarmActs.tsx'
import { AlarmBody } from './AlarmBody.tsx'
import { AlarmMark } from './marks.tsx'
import { useAlarm } from './metering-client.ts'
import { SheetButton } from './SheetButton.tsx'

export default function AlarmPage() {
  const t = useText(meteringText)
  const id = useParam('id')
  const alarm = useAlarm(id)
  if (alarm.isPending) return <PageSkeleton />
  if (alarm.isError) return <PageError error={alarm.error} onRetry={() => void alarm.refetch()} />
  return (
    <PageFrame
      title={t('alarm', { account: alarm.data.account })}
      status={<AlarmMark status={alarm.data.status} />}
      lead={alarm.data.siteName}
      actions={
        <>
          <AlarmActs alarm={alarm.data} />
          {alarm.data.usagePointId !== null && <SheetButton alarmId={id} />}
        </>
      }
    >
      <AlarmBody alarm={alarm.data} />
      <RecordHistory subjectId={id} />
    </PageFrame>
  )
}
