/** The visits of one site, newest first, and the way to the next one: for the records of other modules that wait for a visit. */
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { leadsContract } from '../../leads/contract.ts'
import { mayGoForLead } from '../../leads/lead.ts'
import { hasRole } from '../../platform/shared/permission.ts'
import { client } from '../../platform/web/client.ts'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { LinkButton } from '../../platform/web/LinkButton.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { visitText } from '../visit-text.ts'
import { inspections } from './inspections-client.ts'
import { VisitMark } from './marks.tsx'

const leads = client(leadsContract)
const shown = 20

/** Of a site. */
export function SiteVisits({ id }: { id: string }) {
  const me = useMe()
  return <Visits siteId={id} plan={hasRole(me, 'departmentOfficer') ? `/inspections/visits/plan?site=${id}` : null} />
}

/** Of the site of a lead, to be visited by the agency that verifies it. */
export function LeadVisits({ id }: { id: string }) {
  const me = useMe()
  const lead = useQuery({ queryKey: ['lead', id], queryFn: () => leads.getLead({ id }) })
  if (!lead.data || lead.data.siteId === null) return null
  const { siteId } = lead.data
  const plan = mayGoForLead(me, lead.data) ? `/inspections/visits/plan?site=${siteId}&lead=${id}` : null
  return <Visits siteId={siteId} plan={plan} primary={lead.data.visitId === null} />
}

type Props = {
  siteId: string
  /** Where the next one is planned; null: not by me. */
  plan: string | null
  primary?: boolean
}

function Visits({ siteId, plan, primary = false }: Props) {
  const t = useText(visitText)
  const pick = usePick()
  const format = useFormat()
  const found = useQuery({
    queryKey: ['visits', 'site', siteId],
    queryFn: () => inspections.listVisits({ siteId, limit: shown }),
  })
  if (found.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  if (found.isError) return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
  return (
    <>
      {plan && (
        <p>
          <LinkButton to={plan} primary={primary}>
            {t('plan')}
          </LinkButton>
        </p>
      )}
      {found.data.rows.length === 0 && <p className="soft">{t('site.none')}</p>}
      <ul className="plain-list">
        {found.data.rows.map((visit) => (
          <li key={visit.id}>
            <ScreenLink to={`/inspections/visits/${visit.id}`}>{format.date(visit.plannedOn)}</ScreenLink>{' '}
            {pick(visit.agencyName)} <VisitMark status={visit.status} />
          </li>
        ))}
      </ul>
      {found.data.next !== null && <ScreenLink to={`/inspections/visits?site=${siteId}`}>{t('site.all')}</ScreenLink>}
    </>
  )
}
