/** The electricity watch on the workbench: alarms not closed by queue, and meters that tell nothing. */
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { FigureLink } from '../../platform/web/ScreenLink.tsx'
import type { WorkbenchPanelProps } from '../../platform/web/screen.ts'
import { stringifySearch } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { kindsOf, type Queue, queueNames } from '../queue.ts'
import { queueText } from '../queue-text.ts'
import { meteringText } from '../text.ts'
import { LookedAt } from './LookedAt.tsx'
import { metering } from './metering-client.ts'

/** The screen of practice is for comparison and no work. */
const queues = queueNames.filter((queue) => queue !== 'all' && queue !== 'plainThreshold')

export function MeteringPanel({ areaId }: WorkbenchPanelProps) {
  const t = useText(meteringText)
  const q = useText(queueText)
  const format = useFormat()
  const answer = useQuery({ queryKey: ['alarmYield', areaId ?? null], queryFn: () => metering.getYield({ areaId }) })
  const open = (queue: Queue) =>
    (answer.data?.rows ?? [])
      .filter(({ kind }) => kindsOf(queue).includes(kind))
      .reduce((sum, row) => sum + row.open, 0)
  const shown = queues.flatMap((queue) => (open(queue) > 0 ? [{ queue, count: open(queue) }] : []))
  return (
    <BenchCard title={t('panel')} to="/metering/alarms">
      {answer.isPending && <Skeleton active title={false} paragraph={{ rows: 1 }} />}
      {answer.isError && <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && shown.length === 0 && (
        <p className="soft">
          {t('panelNone')} <LookedAt areaId={areaId} />
        </p>
      )}
      <div className="acts">
        {shown.map(({ queue, count }) => (
          <FigureLink
            key={queue}
            value={format.number(count)}
            unit={q(`queue.${queue}`)}
            to={`/metering/alarms${stringifySearch({ queue, area: areaId })}`}
          />
        ))}
      </div>
    </BenchCard>
  )
}
