import { useQuery } from '@tanstack/react-query'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { FigureLink, ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useText } from '../../platform/web/text.tsx'
import { inspectionsText } from '../text.ts'
import { inspections } from './inspections-client.ts'

/** Running sweeps with what is not covered yet. */
export function SweepsPanel() {
  const t = useText(inspectionsText)
  const format = useFormat()
  const sweeps = useQuery({ queryKey: ['sweeps', 'panel'], queryFn: () => inspections.listSweeps({ limit: 20 }) })
  const running = (sweeps.data?.rows ?? []).filter((sweep) => sweep.status === 'running')
  return (
    <BenchCard title={t('benchSweeps')} to="/inspections/sweeps">
      {sweeps.isError && <ErrorPanel error={sweeps.error} onRetry={() => void sweeps.refetch()} />}
      {sweeps.data && running.length === 0 && <p className="soft">{t('benchSweeps.none')}</p>}
      <ul className="plain-list">
        {running.map((sweep) => (
          <li key={sweep.id} className="small-figure">
            <ScreenLink to={`/inspections/sweeps/${sweep.id}`}>{sweep.name}</ScreenLink>{' '}
            <FigureLink
              value={`${format.number(sweep.covered)}/${format.number(sweep.targets)}`}
              label={t('covered')}
              to={`/inspections/targets?sweep=${sweep.id}`}
            />
          </li>
        ))}
      </ul>
    </BenchCard>
  )
}
