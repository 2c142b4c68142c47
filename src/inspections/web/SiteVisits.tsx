/** The visits of one site, newest first: for the records of other modules that are about a site. */
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { visitText } from '../visit-text.ts'
import { inspections } from './inspections-client.ts'
import { VisitMark } from './marks.tsx'

const shown = 20

export function SiteVisits({ id }: { id: string }) {
  const t = useText(visitText)
  const pick = usePick()
  const format = useFormat()
  const found = useQuery({
    queryKey: ['visits', 'site', id],
    queryFn: () => inspections.listVisits({ siteId: id, limit: shown }),
  })
  if (found.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  if (found.isError) return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
  if (found.data.rows.length === 0) return <p className="soft">{t('site.none')}</p>
  return (
    <>
      <ul className="plain-list">
        {found.data.rows.map((visit) => (
          <li key={visit.id}>
            <ScreenLink to={`/inspections/visits/${visit.id}`}>{format.date(visit.plannedOn)}</ScreenLink>{' '}
            {pick(visit.agencyName)} <VisitMark status={visit.status} />
          </li>
        ))}
      </ul>
      {found.data.next !== null && <ScreenLink to={`/inspections/visits?site=${id}`}>{t('site.all')}</ScreenLink>}
    </>
  )
}
