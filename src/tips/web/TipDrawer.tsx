import { RecordDrawer } from '../../platform/web/RecordDrawer.tsx'
import { useText } from '../../platform/web/text.tsx'
import { officeText } from '../office-text.ts'
import { useTip } from './office-client.ts'
import { TipActs } from './TipActs.tsx'
import { TipBody } from './TipBody.tsx'
import { TipStatusMark } from './tip-marks.tsx'

export function TipDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useText(officeText)
  const tip = useTip(id)
  return (
    <RecordDrawer
      subjectId={id}
      onClose={onClose}
      title={tip.data && t('tip', { name: tip.data.codeName })}
      status={tip.data && <TipStatusMark tip={tip.data} />}
      address={`/tips/${id}`}
      loading={tip.isPending}
      error={tip.error}
      onRetry={() => void tip.refetch()}
      acts={tip.data && <TipActs tip={tip.data} />}
    >
      {tip.data && <TipBody tip={tip.data} />}
    </RecordDrawer>
  )
}
