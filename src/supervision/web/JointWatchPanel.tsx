/** The warning on the workbench: there are matters of the national conference, and how near they are to a joint investigation. */
import { useQuery } from '@tanstack/react-query'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import type { WorkbenchPanelProps } from '../../platform/web/screen.ts'
import { usePastDay } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { limitsText } from '../limits-text.ts'
import { supervision } from './supervision-client.ts'
import './limits.css'

const kinds = [
  ['met', 'overdue'],
  ['pressing', 'soon'],
  ['noLimit', 'unknown'],
  ['inTime', 'due'],
] as const

export function JointWatchPanel({ areaId }: WorkbenchPanelProps) {
  const t = useText(limitsText)
  const past = usePastDay()
  const watch = useQuery({
    queryKey: ['jointWatch', areaId, 'panel'],
    queryFn: () => supervision.listJointWatch({ areaId, limit: 200 }),
    enabled: !past,
  })
  if (past || watch.isPending) return null
  if (watch.isError) return <ErrorPanel error={watch.error} onRetry={() => void watch.refetch()} />
  const { rows, pressingWithinWorkingDays: within } = watch.data
  if (rows.length === 0) return null
  const to = areaId === undefined ? '/supervision/joint-watch' : `/supervision/joint-watch?area=${areaId}`
  return (
    <BenchCard title={t('watch')} to={to}>
      <ul className="told-list">
        {kinds.map(([state, status]) => {
          const count = rows.filter((row) => row.state === state).length
          return count === 0 ? null : (
            <li key={state}>
              <ScreenLink to={to}>
                <StatusMark status={status} word={t(`panel.${state}`, { count, within })} />
              </ScreenLink>
            </li>
          )
        })}
      </ul>
    </BenchCard>
  )
}
