/** One observation at its own address. */
import { useQuery } from '@tanstack/react-query'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { useParam } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { inspectionsText } from '../text.ts'
import { inspections } from './inspections-client.ts'
import { ObservationFacts } from './ObservationFacts.tsx'

export default function ObservationPage() {
  const t = useText(inspectionsText)
  const id = useParam('id')
  const found = useQuery({ queryKey: ['observation', id], queryFn: () => inspections.getObservation({ id }) })
  if (found.isPending) return <PageSkeleton />
  return (
    <PageFrame title={t('observation')}>
      {found.isError && <PageError error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <ObservationFacts observation={found.data} />}
      {found.data && <RecordHistory subjectId={id} />}
    </PageFrame>
  )
}
