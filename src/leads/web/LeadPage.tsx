import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { useParam } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { leadsText } from '../text.ts'
import { LeadActs } from './LeadActs.tsx'
import { LeadBody } from './LeadBody.tsx'
import { LeadStatusMark } from './lead-marks.tsx'
import { useLead } from './leads-client.ts'

export default function LeadPage() {
  const t = useText(leadsText)
  const id = useParam('id')
  const lead = useLead(id)
  if (lead.isPending) return <PageSkeleton />
  if (lead.isError) return <PageError error={lead.error} onRetry={() => void lead.refetch()} />
  return (
    <PageFrame
      title={t('lead', { number: lead.data.number })}
      status={<LeadStatusMark status={lead.data.status} joined={lead.data.joinedTo !== null} />}
      lead={lead.data.title}
      actions={<LeadActs lead={lead.data} />}
    >
      <LeadBody lead={lead.data} />
      <RecordHistory subjectId={id} />
    </PageFrame>
  )
}
