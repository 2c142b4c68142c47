/** The leads on the workbench: how many wait in each state, and what came in since the last visit. */
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { FigureLink, ScreenLink } from '../../platform/web/ScreenLink.tsx'
import type { WorkbenchPanelProps } from '../../platform/web/screen.ts'
import { stringifySearch } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { leadStatuses } from '../lead.ts'
import { leadsText } from '../text.ts'
import { leads } from './leads-client.ts'

export function LeadPanel({ areaId }: WorkbenchPanelProps) {
  const t = useText(leadsText)
  const format = useFormat()
  const counts = useQuery({ queryKey: ['leadCounts', areaId ?? null], queryFn: () => leads.countLeads({ areaId }) })
  const inOrder = leadStatuses.flatMap((status) => counts.data?.rows.filter((row) => row.status === status) ?? [])
  return (
    <BenchCard title={t('panel')} to="/leads?open=true">
      {counts.isPending && <Skeleton active title={false} paragraph={{ rows: 1 }} />}
      {counts.isError && <ErrorPanel error={counts.error} onRetry={() => void counts.refetch()} />}
      {counts.data?.rows.length === 0 && <p className="soft">{t('panelNone')}</p>}
      <div className="acts">
        {inOrder.map(({ status, count }) => (
          <FigureLink
            key={status}
            value={format.number(count)}
            unit={t(`status.${status}`)}
            to={`/leads${stringifySearch({ status, area: areaId })}`}
          />
        ))}
      </div>
    </BenchCard>
  )
}

const shown = 5

export function NewLeadsPanel({ areaId, since }: WorkbenchPanelProps) {
  const t = useText(leadsText)
  const format = useFormat()
  const fresh = useQuery({
    queryKey: ['newLeads', areaId ?? null, since],
    queryFn: () => leads.listLeads({ areaId, openedSince: since ?? undefined, limit: shown }),
    enabled: since !== null,
  })
  if (since === null) return null
  return (
    <BenchCard title={t('panelNew')} to={`/leads${stringifySearch({ openedSince: since, area: areaId })}`}>
      {fresh.isPending && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {fresh.isError && <ErrorPanel error={fresh.error} onRetry={() => void fresh.refetch()} />}
      {fresh.data?.rows.length === 0 && <p className="soft">{t('panelNewNone')}</p>}
      <ul>
        {fresh.data?.rows.map((lead) => (
          <li key={lead.id}>
            <ScreenLink to={`/leads/${lead.id}`}>{lead.number}</ScreenLink> {lead.title}{' '}
            <span className="soft">{format.relative(lead.openedAt)}</span>
          </li>
        ))}
      </ul>
    </BenchCard>
  )
}
