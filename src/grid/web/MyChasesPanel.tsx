/** Blind spots I was reminded of, until they are gone; nothing while there are none. */
import { useQuery } from '@tanstack/react-query'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useText } from '../../platform/web/text.tsx'
import { gridText } from '../text.ts'
import { grid } from './grid-client.ts'

export function MyChasesPanel() {
  const t = useText(gridText)
  const format = useFormat()
  const chases = useQuery({ queryKey: ['myChases'], queryFn: () => grid.listMyChases({}) })
  if (chases.isError) return <ErrorPanel error={chases.error} onRetry={() => void chases.refetch()} />
  if (!chases.data || chases.data.rows.length === 0) return null
  return (
    <BenchCard title={t('chasedForMe')}>
      <ul className="plain-list">
        {chases.data.rows.map(({ id, kind, post, areaId, areaName, chasedByName, chasedOn }) => (
          <li key={id}>
            <ScreenLink to={`/grid/blind-spots?area=${areaId}&kind=${kind}`}>
              {areaName} · {t(`post.${post}`)} · {t(kind)}
            </ScreenLink>{' '}
            <span className="soft">{t('chasedForMeHelp', { by: chasedByName, date: format.date(chasedOn) })}</span>
          </li>
        ))}
      </ul>
    </BenchCard>
  )
}
