import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { ErrorPanel } from './ErrorPanel.tsx'
import { LimitMark } from './LimitMark.tsx'
import { platformText } from './platform-text.ts'
import { StatusMark } from './StatusMark.tsx'
import { useRecordParts, useWords } from './screen.ts'
import { platform } from './session.ts'
import { usePick, useText } from './text.tsx'

/** The time limits of one record, and what a later module knows of them. */
export function RecordLimits({ subjectId }: { subjectId: string }) {
  const t = useText(platformText)
  const pick = usePick()
  const wordOf = useWords('limitWords')
  const parts = useRecordParts('limitSteps')
  const limits = useQuery({ queryKey: ['limits', subjectId], queryFn: () => platform.listLimitsOf({ subjectId }) })
  if (limits.isPending) return <Skeleton active title={false} paragraph={{ rows: 1 }} />
  if (limits.isError) return <ErrorPanel error={limits.error} onRetry={() => void limits.refetch()} />
  const { rows, waiting } = limits.data
  if (rows.length === 0 && waiting.length === 0) return <p className="soft">{t('limit.none')}</p>
  return (
    <>
      <ul className="record-limits">
        {rows.map((limit) => {
          const word = wordOf(limit.kind)
          return (
            <li key={limit.id}>
              <strong>{word ? pick(word) : limit.kind}</strong>
              <LimitMark limit={limit} />
            </li>
          )
        })}
        {waiting.map(({ id, kind, days, dayKind }) => {
          const word = wordOf(kind)
          return (
            <li key={id}>
              <strong>{word ? pick(word) : kind}</strong>
              <span className="limit-mark">
                <StatusMark status="unknown" word={t('limit.toBeCounted')} />
                <span className="soft">
                  {t(dayKind === 'working' ? 'limit.workingDays' : 'limit.calendarDays', { count: days })}
                </span>
              </span>
            </li>
          )
        })}
      </ul>
      {parts.map((part) => (
        <part.component key={part.slot} id={subjectId} />
      ))}
    </>
  )
}
