/** One visit: its plan, who went, each furnace with its judgement, the findings, and what can be done next. */
import { useQuery } from '@tanstack/react-query'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { Picture } from '../../platform/web/Picture.tsx'
import { Present } from '../../platform/web/Present.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { useParam } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { mayCarryOut } from '../visit.ts'
import { visitText } from '../visit-text.ts'
import { Furnaces } from './Furnaces.tsx'
import { inspections } from './inspections-client.ts'
import { VisitMark } from './marks.tsx'
import { SubmitForm } from './SubmitForm.tsx'
import { VisitActs } from './VisitActs.tsx'
import { VisitFacts, VisitFindings } from './VisitFacts.tsx'

export default function VisitPage() {
  const t = useText(visitText)
  const pick = usePick()
  const me = useMe()
  const id = useParam('id')
  const found = useQuery({ queryKey: ['visit', id], queryFn: () => inspections.getVisit({ id }) })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) {
    return (
      <PageFrame title={t('visit')}>
        <PageError error={found.error} onRetry={() => void found.refetch()} />
      </PageFrame>
    )
  }
  const visit = found.data
  const officerIds = visit.officers.map((officer) => officer.id)
  return (
    <PageFrame
      title={t('visitOf', { site: visit.siteName })}
      status={<VisitMark status={visit.status} />}
      lead={pick(visit.agencyName)}
      actions={<VisitActs visit={visit} />}
    >
      <div className="visit-page">
        <VisitFacts visit={visit} />
        <Furnaces visit={visit} />
        {visit.status === 'underway' && mayCarryOut(me, officerIds) && (
          <Present>
            <SubmitForm visit={visit} />
          </Present>
        )}
        {visit.findings && <VisitFindings findings={visit.findings} />}
        {visit.photoIds.length > 0 && (
          <div className="pictures">
            {visit.photoIds.map((photo, i) => (
              <Picture key={photo} fileId={photo} alt={t('photo', { number: i + 1 })} />
            ))}
          </div>
        )}
        <RecordHistory subjectId={visit.id} />
      </div>
    </PageFrame>
  )
}
