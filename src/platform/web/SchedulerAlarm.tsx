import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useFormat } from './format.ts'
import { platformText } from './platform-text.ts'
import { ScreenLink } from './ScreenLink.tsx'
import { platform } from './session.ts'
import { useText } from './text.tsx'

const askAgainMs = 60_000

/** Says that reminders and escalation stand still, to those who can have it mended; nothing while the scheduler beats. */
export function SchedulerAlarm({ mayOpenHealth }: { mayOpenHealth: boolean }) {
  const t = useText(platformText)
  const format = useFormat()
  const health = useQuery({ queryKey: ['health'], queryFn: () => platform.getHealth({}), refetchInterval: askAgainMs })
  const scheduler = health.data?.scheduler
  if (!scheduler || scheduler.ok) return null
  const since = scheduler.beatAt ? t('scheduler.since', { at: format.instant(scheduler.beatAt) }) : t('scheduler.never')
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('scheduler.dead')}
      description={
        <>
          {since} {t('scheduler.help')} {mayOpenHealth && <ScreenLink to="/health">{t('scheduler.open')}</ScreenLink>}
        </>
      }
    />
  )
}
