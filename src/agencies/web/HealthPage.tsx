/** Whether each part of the program runs, and how far it lags. */
import { useQuery } from '@tanstack/react-query'
import { hasRole } from '../../platform/shared/permission.ts'
import { lagRoles, tipQueueRoles } from '../../platform/shared/platform-contract.ts'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { platform, useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { agenciesText } from '../text.ts'

const askAgainMs = 10_000

export default function HealthPage() {
  const t = useText(agenciesText)
  const format = useFormat()
  const health = useQuery({ queryKey: ['health'], queryFn: () => platform.getHealth({}), refetchInterval: askAgainMs })
  const me = useMe()
  const { data: lag } = useQuery({
    queryKey: ['lag'],
    queryFn: () => platform.getLag({}),
    refetchInterval: askAgainMs,
    enabled: hasRole(me, ...lagRoles),
  })
  const { data: queue } = useQuery({
    queryKey: ['tipQueue'],
    queryFn: () => platform.getTipQueue({}),
    refetchInterval: askAgainMs,
    enabled: hasRole(me, ...tipQueueRoles),
  })
  const mark = (ok: boolean) => <StatusMark status={ok ? 'done' : 'overdue'} word={t(ok ? 'running' : 'failing')} />
  const data = health.data
  return (
    <PageFrame title={t('health')} status={data && mark(data.ok)}>
      {health.isError && <PageError error={health.error} onRetry={() => void health.refetch()} />}
      {health.isPending && <PageSkeleton />}
      {data && !data.ok && <p role="alert">{t('failingHelp')}</p>}
      {data && (
        <Facts
          facts={[
            [t('version'), data.version],
            [
              t('part.database'),
              <>
                {mark(data.database.ok)} {data.database.detail}
              </>,
            ],
            [
              t('part.meterStore'),
              <>
                {mark(data.meterStore.ok)} {data.meterStore.detail}
              </>,
            ],
            [
              t('part.jobs'),
              <>
                {mark(data.jobs.ok)}{' '}
                {lag
                  ? t('waiting', {
                      waiting: lag.jobs.waiting,
                      seconds: Math.round(lag.jobs.oldestSeconds),
                      failed: lag.jobs.failed,
                    })
                  : t('lag', { count: data.jobs.lagMinutes })}
              </>,
            ],
            [
              t('part.scheduler'),
              <>
                {mark(data.scheduler.ok)}{' '}
                {data.scheduler.beatAt
                  ? t('scheduler.beat', { at: format.relative(data.scheduler.beatAt) })
                  : t('scheduler.never')}
                {data.scheduler.roundDay && ` · ${t('scheduler.round', { day: format.date(data.scheduler.roundDay) })}`}
              </>,
            ],
            ...(queue
              ? [
                  [
                    t('part.tipQueue'),
                    <>
                      {queue.ok && queue.oldestAt ? (
                        <StatusMark status="soon" word={t('tipQueue.behind')} />
                      ) : (
                        mark(queue.ok)
                      )}{' '}
                      {queue.oldestAt
                        ? t('tipQueue.held', { count: queue.waiting, at: format.relative(queue.oldestAt) })
                        : t('tipQueue.none')}
                    </>,
                  ] as const,
                ]
              : []),
            [
              t('part.sealer'),
              <>
                {mark(data.sealer.ok)}{' '}
                {lag
                  ? t('unsealedCount', { count: lag.sealer.unsealed, seconds: Math.round(lag.sealer.oldestSeconds) })
                  : t('lag', { count: data.sealer.lagMinutes })}
              </>,
            ],
          ]}
        />
      )}
    </PageFrame>
  )
}
