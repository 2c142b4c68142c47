import type { z } from 'zod'
import { daysBetween } from '../shared/calendar.ts'
import type { limitRow } from '../shared/platform-contract.ts'
import { today, useFormat } from './format.ts'
import { platformText } from './platform-text.ts'
import { StatusMark } from './StatusMark.tsx'
import { useText } from './text.tsx'

export type Limit = z.infer<typeof limitRow>

/** When it is due, how long is left in days of the calendar, and how the limit counts (working days are called so). */
export function LimitMark({
  limit,
  compact = false,
}: {
  limit: Pick<Limit, 'dueOn' | 'dayKind' | 'days' | 'status'>
  compact?: boolean
}) {
  const t = useText(platformText)
  const format = useFormat()
  return (
    <span className="limit-mark">
      <StatusMark status={limit.status} />
      <span className="limit-date">{format.date(limit.dueOn)}</span>
      <DaysLeft {...limit} />
      {!compact && (
        <span className="soft">
          {limit.days === null
            ? limit.dayKind === 'working' && t('limit.byWorkingDays')
            : t(limit.dayKind === 'working' ? 'limit.workingDays' : 'limit.calendarDays', { count: limit.days })}
        </span>
      )}
    </span>
  )
}

/** The last day of something that has one; null while the working days of its year are still to be entered. */
export function LastDay({ dueOn }: { dueOn: string | null }) {
  const t = useText(platformText)
  const format = useFormat()
  return dueOn === null ? <span className="soft">{t('limit.toBeCounted')}</span> : format.date(dueOn)
}

const running: readonly Limit['status'][] = ['due', 'soon', 'overdue']

/** `还剩 3 天`, `今日截止`, `逾期 2 天`, in days of the calendar; nothing once the limit no longer runs. */
export function DaysLeft({ dueOn, status = 'due' }: Pick<Limit, 'dueOn'> & Partial<Pick<Limit, 'status'>>) {
  const t = useText(platformText)
  if (!running.includes(status)) return null
  const left = daysBetween(today(), dueOn)
  if (left === 0) return <span>{t('limit.today')}</span>
  return (
    <span className={left < 0 ? 'late' : undefined}>
      {left < 0 ? t('limit.late', { count: -left }) : t('limit.left', { count: left })}
    </span>
  )
}
