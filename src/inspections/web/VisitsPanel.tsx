import { useQuery } from '@tanstack/react-query'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useText } from '../../platform/web/text.tsx'
import { visitText } from '../visit-text.ts'
import { inspections } from './inspections-client.ts'
import { VisitMark } from './marks.tsx'

const shown = 5
const waiting = ['proposed', 'planned', 'underway'] as const

/** Visits that wait for officers: revisits to be planned, visits to be made, findings to be submitted. */
export function VisitsPanel() {
  const t = useText(visitText)
  return (
    <BenchCard title={t('panel')} to="/inspections/visits">
      {waiting.map((status) => (
        <Waiting key={status} status={status} />
      ))}
    </BenchCard>
  )
}

function Waiting({ status }: { status: (typeof waiting)[number] }) {
  const t = useText(visitText)
  const format = useFormat()
  const found = useQuery({
    queryKey: ['visits', 'panel', status],
    queryFn: () => inspections.listVisits({ status, limit: shown }),
  })
  if (found.isError) return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
  const rows = found.data?.rows ?? []
  return (
    <section className="waiting-visits">
      <ScreenLink to={`/inspections/visits?status=${status}`} label={t(`status.${status}`)}>
        <VisitMark status={status} />
      </ScreenLink>
      {found.data && rows.length === 0 && <span className="soft"> {t('panel.none')}</span>}
      <ul className="plain-list">
        {rows.map((visit) => (
          <li key={visit.id}>
            <ScreenLink to={`/inspections/visits/${visit.id}`}>{visit.siteName}</ScreenLink>{' '}
            <span className="soft">{format.date(visit.plannedOn)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
