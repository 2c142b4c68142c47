import { RecordDrawer } from '../../platform/web/RecordDrawer.tsx'
import { useText } from '../../platform/web/text.tsx'
import { leadsText } from '../text.ts'
import { LeadActs } from './LeadActs.tsx'
import { LeadBody } from './LeadBody.tsx'
import { LeadStatusMark } from './lead-marks.tsx'
import { useLead } from './leads-client.ts'

export function LeadDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useText(leadsText)
  const lead = useLead(id)
  return (
    <RecordDrawer
      subjectId={id}
      onClose={onClose}
      title={lead.data && t('lead', { number: lead.data.number })}
      status={lead.data && <LeadStatusMark status={lead.data.status} joined={lead.data.joinedTo !== null} />}
      address={`/leads/${id}`}
      loading={lead.isPending}
      error={lead.error}
      onRetry={() => void lead.refetch()}
      acts={lead.data && <LeadActs lead={lead.data} />}
    >
      {lead.data && <LeadBody lead={lead.data} />}
    </RecordDrawer>
  )
}
