import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { useParam } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { officeText } from '../office-text.ts'
import { useTip } from './office-client.ts'
import { TipActs } from './TipActs.tsx'
import { TipBody } from './TipBody.tsx'
import { TipStatusMark } from './tip-marks.tsx'

export default function TipPage() {
  const t = useText(officeText)
  const id = useParam('id')
  const tip = useTip(id)
  if (tip.isPending) return <PageSkeleton />
  if (tip.isError) return <PageError error={tip.error} onRetry={() => void tip.refetch()} />
  return (
    <PageFrame
      title={t('tip', { name: tip.data.codeName })}
      status={<TipStatusMark tip={tip.data} />}
      lead={t('listLead')}
      actions={<TipActs tip={tip.data} />}
    >
      <TipBody tip={tip.data} />
      <RecordHistory subjectId={id} />
    </PageFrame>
  )
}
