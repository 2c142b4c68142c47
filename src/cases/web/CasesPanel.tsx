import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import type { WorkbenchPanelProps } from '../../platform/web/screen.ts'
import { stringifySearch } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { casesText } from '../text.ts'
import { cases } from './cases-client.ts'

const shown = 5

/** Cards that wait for a second person. */
export function CasesPanel({ areaId }: WorkbenchPanelProps) {
  const t = useText(casesText)
  const waiting = useQuery({
    queryKey: ['casesClosing', areaId ?? null],
    queryFn: () => cases.listCases({ status: 'closing', areaId, limit: shown }),
  })
  return (
    <BenchCard title={t('waitingAcceptance')} to={`/cases${stringifySearch({ status: 'closing', area: areaId })}`}>
      {waiting.isPending && <Skeleton active title={false} paragraph={{ rows: 1 }} />}
      {waiting.isError && <ErrorPanel error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {waiting.data?.rows.length === 0 && <p className="soft">{t('noneWaiting')}</p>}
      <ul>
        {waiting.data?.rows.map((row) => (
          <li key={row.id}>
            <ScreenLink to={`/cases/${row.id}`}>{row.number}</ScreenLink> {row.siteName}
          </li>
        ))}
      </ul>
    </BenchCard>
  )
}
