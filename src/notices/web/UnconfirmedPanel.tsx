import { useQuery } from '@tanstack/react-query'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { noticesText } from '../text.ts'
import { notices } from './notices-client.ts'

const shown = 6

/** The oldest deliveries nobody has confirmed. */
export function UnconfirmedPanel() {
  const t = useText(noticesText)
  const pick = usePick()
  const open = useQuery({
    queryKey: ['unconfirmed', 'panel'],
    queryFn: () => notices.listUnconfirmed({ limit: shown }),
  })
  return (
    <BenchCard title={t('panelUnconfirmed')} to="/notices/unconfirmed">
      {open.isError && <ErrorPanel error={open.error} onRetry={() => void open.refetch()} />}
      {open.data?.rows.length === 0 && <p className="soft">{t('panelUnconfirmed.none')}</p>}
      <ul className="plain-list">
        {open.data?.rows.map((row) => (
          <li key={row.id}>
            <ScreenLink to={`/notices/${row.noticeId}`}>
              {row.agencyName ? pick(row.agencyName) : row.areaName} · {row.noticeNumber}
            </ScreenLink>
          </li>
        ))}
      </ul>
      {open.data?.next && <small className="soft">{t('panelMore', { count: shown })}</small>}
    </BenchCard>
  )
}
