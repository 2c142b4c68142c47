/** Blind spots of the area chosen, by kind; each figure opens its list. */
import { useQuery } from '@tanstack/react-query'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { FigureLink } from '../../platform/web/ScreenLink.tsx'
import type { WorkbenchPanelProps } from '../../platform/web/screen.ts'
import { useText } from '../../platform/web/text.tsx'
import { blindSpotKinds } from '../blind-spot.ts'
import { gridText } from '../text.ts'
import { grid, useGridArea } from './grid-client.ts'

export function BlindSpotPanel({ areaId: chosen }: WorkbenchPanelProps) {
  const t = useText(gridText)
  const format = useFormat()
  const own = useGridArea()
  const areaId = chosen ?? own
  const counts = useQuery({
    queryKey: ['blindSpotCounts', areaId, undefined],
    queryFn: () => grid.countBlindSpots({ areaId: areaId ?? 0 }),
    enabled: areaId !== undefined,
  })
  const sum = (kind: (typeof blindSpotKinds)[number]) =>
    counts.data?.rows.reduce((total, row) => total + row[kind], 0) ?? 0
  return (
    <BenchCard title={t('blindSpots')} to={`/grid?area=${areaId ?? ''}`}>
      {counts.isError && <ErrorPanel error={counts.error} onRetry={() => void counts.refetch()} />}
      {counts.data && (
        <ul className="plain-list panel-figures">
          {blindSpotKinds.map((kind) => (
            <li key={kind}>
              <span>{t(kind)}</span>
              {sum(kind) === 0 ? (
                <span className="soft">0</span>
              ) : (
                <FigureLink
                  value={format.number(sum(kind))}
                  to={`/grid/blind-spots?area=${areaId}&kind=${kind}`}
                  label={t(kind)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {sum('vacancy') > 0 && <p className="soft">{t('vacantUnknown')}</p>}
    </BenchCard>
  )
}
