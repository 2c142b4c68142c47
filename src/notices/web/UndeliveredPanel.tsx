import { useQuery } from '@tanstack/react-query'
import { messageTitle } from '../../platform/shared/message.ts'
import { platformContract } from '../../platform/shared/platform-contract.ts'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { call } from '../../platform/web/client.ts'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { deliveryText } from '../delivery-text.ts'
import { noticesText } from '../text.ts'
import { notices } from './notices-client.ts'

const shown = 6

/** On the first page: whom nobody could tell. */
export function UndeliveredPanel() {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const pick = usePick()
  const unreached = useQuery({
    queryKey: ['unreached', 'panel'],
    queryFn: () => notices.listUnreached({ limit: shown }),
  })
  const failed = useQuery({
    queryKey: ['undelivered', 'panel'],
    queryFn: () => call(platformContract.listUndelivered, { limit: shown }),
  })
  const titleOf = (row: Parameters<typeof messageTitle>[0]) => {
    const title = messageTitle(row)
    return typeof title === 'string' ? title : pick(title)
  }
  const error = unreached.error ?? failed.error
  const none = unreached.data?.rows.length === 0 && failed.data?.rows.length === 0
  return (
    <BenchCard title={t('undelivered')} to="/notices/undelivered">
      {error && <ErrorPanel error={error} onRetry={() => void unreached.refetch()} />}
      {none && <p className="soft">{t('unreached.none')}</p>}
      <ul className="plain-list">
        {unreached.data?.rows.map((row) => (
          <li key={row.id}>
            <ScreenLink to={`/notices/${row.noticeId}`}>
              {row.agencyName ? pick(row.agencyName) : row.areaName} · {row.noticeNumber}
            </ScreenLink>{' '}
            <small className="soft">{t('reach.nobody')}</small>
          </li>
        ))}
        {failed.data?.rows.map((row) => (
          <li key={row.id}>
            {row.officialName} · {titleOf(row)}{' '}
            <small className="soft">
              {t(`channel.${row.channel}`)} {row.failure ?? t('failure.none')}
            </small>
          </li>
        ))}
      </ul>
      {(unreached.data?.next || failed.data?.next) && (
        <small className="soft">{n('panelMore', { count: shown })}</small>
      )}
    </BenchCard>
  )
}
