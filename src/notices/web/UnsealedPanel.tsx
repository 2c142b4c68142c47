import { useQuery } from '@tanstack/react-query'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { deliveryText } from '../delivery-text.ts'
import { noticesText } from '../text.ts'
import { notices } from './notices-client.ts'

const shown = 6

/** On the first page: what has its number and not yet its sealed copy. */
export function UnsealedPanel() {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const { accountId } = useMe()
  const open = useQuery({
    queryKey: ['notices', 'unsealed', accountId],
    queryFn: () => notices.listNotices({ unsealed: 'true', limit: shown }),
  })
  return (
    <BenchCard title={t('panelUnsealed')} to="/notices?unsealed=yes">
      {open.isError && <ErrorPanel error={open.error} onRetry={() => void open.refetch()} />}
      {open.data?.rows.length === 0 && <p className="soft">{t('panelUnsealed.none')}</p>}
      <ul className="plain-list">
        {open.data?.rows.map((row) => (
          <li key={row.id}>
            <ScreenLink to={`/notices/${row.id}`}>
              {row.number} {row.title}
            </ScreenLink>
          </li>
        ))}
      </ul>
      {open.data?.next && <small className="soft">{n('panelMore', { count: shown })}</small>}
    </BenchCard>
  )
}
