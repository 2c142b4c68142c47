/** What happened to a record, newest first, out of the events. */
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { z } from 'zod'
import type { eventRow } from '../shared/platform-contract.ts'
import { ErrorPanel } from './ErrorPanel.tsx'
import { useFormat } from './format.ts'
import { platformText } from './platform-text.ts'
import { useStatusWords, useWords } from './screen.ts'
import { platform } from './session.ts'
import { usePick, useText } from './text.tsx'

export type EventRow = z.infer<typeof eventRow>

export function Timeline({ subjectId }: { subjectId: string }) {
  const t = useText(platformText)
  const events = useQuery({ queryKey: ['events', subjectId], queryFn: () => platform.listEventsOf({ subjectId }) })
  if (events.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />
  if (events.isError) return <ErrorPanel error={events.error} onRetry={() => void events.refetch()} />
  if (events.data.rows.length === 0) return <p className="soft">{t('timeline.none')}</p>
  const newestFirst = events.data.rows.toSorted((a, b) => b.id - a.id)
  return (
    <ol className="timeline">
      {newestFirst.map((event) => (
        <TimelineEntry key={event.id} event={event} />
      ))}
    </ol>
  )
}

function TimelineEntry({ event }: { event: EventRow }) {
  const t = useText(platformText)
  const pick = usePick()
  const format = useFormat()
  const eventWord = useWords('eventWords')(event.kind)
  return (
    <li>
      <time dateTime={event.at} title={format.relative(event.at)}>
        {format.instant(event.at)}
      </time>
      <div>
        <strong>{eventWord ? pick(eventWord) : event.kind}</strong>
        <span className="soft">
          {' '}
          <EventMove event={event} />
        </span>
      </div>
      <div className="soft">
        {event.actorName ?? t('timeline.system')}
        <ActsFor changed={event.changed} /> · {event.sealed ? t('timeline.sealed') : t('timeline.unsealed')} #{event.id}
      </div>
    </li>
  )
}

/** The post for which somebody acted who was there as its substitute. */
function ActsFor({ changed }: Pick<EventRow, 'changed'>) {
  const t = useText(platformText)
  const found = actsFor.safeParse(changed)
  return found.success ? <> {t(`timeline.for.${found.data.actsFor.post}`)}</> : null
}
const actsFor = z.object({ actsFor: z.object({ post: z.enum(['gridWorker', 'gridLeader']) }) })

/** `planned → underway` in the words of the module; nothing where no state has changed. */
export function EventMove({ event }: { event: Pick<EventRow, 'kind' | 'fromStatus' | 'toStatus'> }) {
  const pick = usePick()
  const statusWord = useStatusWords(event.kind)
  if (event.toStatus === null || event.fromStatus === event.toStatus) return null
  const states = [event.fromStatus, event.toStatus].filter((status) => status !== null)
  return <>{states.map((status) => pick(statusWord(status) ?? { zh: status, en: status })).join(' → ')}</>
}
