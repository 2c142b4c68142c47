import { useQuery } from '@tanstack/react-query'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import type { WorkbenchPanelProps } from '../../platform/web/screen.ts'
import { useText } from '../../platform/web/text.tsx'
import { figureAddress } from '../figure.ts'
import { supervisionText } from '../text.ts'
import { AreaStateMark } from './marks.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

/** How my area stands in one look: what is missing, what nobody visited, and each area below. */
export function ProgressPanel({ areaId }: WorkbenchPanelProps) {
  const t = useText(supervisionText)
  const progress = useQuery({
    queryKey: ['progress', areaId, undefined],
    queryFn: () => supervision.getProgress({ areaId }),
  })
  const data = progress.data
  const sweep = data?.total.sweep
  return (
    <BenchCard
      title={t('panel')}
      to={areaId === undefined ? '/supervision/progress' : `/supervision/progress?area=${areaId}`}
    >
      {progress.error && <ErrorPanel error={progress.error} onRetry={() => void progress.refetch()} />}
      {data && (
        <>
          <p>
            {data.total.tasks.missing > 0 ? (
              <ScreenLink to={figureAddress('tasks.missing', { areaId: data.area.id })}>
                {t('panel.missing', { count: data.total.tasks.missing })}
              </ScreenLink>
            ) : (
              t('panel.quiet')
            )}
            <br />
            {sweep ? (
              <ScreenLink
                to={figureAddress('sweep.villagesUnvisited', { areaId: data.area.id, sweepId: data.sweep?.id })}
              >
                {t('panel.unvisited', { villages: sweep.villagesUnvisited, sites: sweep.sitesUnvisited })}
              </ScreenLink>
            ) : (
              <span className="soft">{t('sweep.none')}</span>
            )}
          </p>
          <ul className="plain-list panel-areas">
            {data.rows
              .filter((row) => !row.own)
              .map((row) => (
                <li key={row.area.id}>
                  <ScreenLink to={`/supervision/progress?area=${row.area.id}`}>{row.area.name}</ScreenLink>{' '}
                  <AreaStateMark figures={row.figures} />
                </li>
              ))}
          </ul>
        </>
      )}
    </BenchCard>
  )
}
