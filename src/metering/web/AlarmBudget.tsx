/** What if: how many usage points would be on the list today, for a number of alarms or from a score on; each figure opens its list. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { InputNumber, Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { FigureLink } from '../../platform/web/ScreenLink.tsx'
import { stringifySearch } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import type { DetectorModel } from '../detector-model.ts'
import { detectorText } from '../detector-text.ts'
import { metering } from './metering-client.ts'

type Ask = { by: 'points' | 'score'; points: number; score: number }

export function AlarmBudget({ areaId, model }: { areaId: number | undefined; model: DetectorModel | null }) {
  const t = useText(detectorText)
  const alarmScore = model?.alarmScore ?? 0
  const [ask, setAsk] = useState<Ask>({ by: 'score', points: 20, score: alarmScore })
  return (
    <section className="bench-card">
      <h2 className="part">{t('budget')}</h2>
      <p className="soft">{model ? t('budgetLead') : t('noModel')}</p>
      {model && (
        <>
          <div className="acts">
            <Segmented<Ask['by']>
              aria-label={t('budget')}
              value={ask.by}
              onChange={(by) => setAsk({ ...ask, by })}
              options={[
                { value: 'score', label: t('byScore') },
                { value: 'points', label: t('byPoints') },
              ]}
            />
            {ask.by === 'points' ? (
              <InputNumber
                aria-label={t('pointsWanted')}
                addonBefore={t('pointsWanted')}
                min={1}
                max={100_000}
                precision={0}
                value={ask.points}
                onChange={(points) => setAsk({ ...ask, points: points ?? 1 })}
              />
            ) : (
              <InputNumber
                aria-label={t('scoreFrom')}
                addonBefore={t('scoreFrom')}
                min={-1000}
                max={1000}
                step={0.5}
                value={ask.score}
                onChange={(score) => setAsk({ ...ask, score: score ?? alarmScore })}
              />
            )}
          </div>
          <BudgetFigures areaId={areaId} ask={ask} alarmScore={alarmScore} />
        </>
      )}
    </section>
  )
}

function BudgetFigures({ areaId, ask, alarmScore }: { areaId: number | undefined; ask: Ask; alarmScore: number }) {
  const t = useText(detectorText)
  const format = useFormat()
  const wanted = ask.by === 'points' ? { points: ask.points } : { score: ask.score }
  const answer = useQuery({
    queryKey: ['alarmBudget', areaId ?? null, wanted],
    queryFn: () => metering.getAlarmBudget({ areaId, ...wanted }),
    placeholderData: keepPreviousData,
  })
  if (answer.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  if (answer.isError) return <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />
  const { fromScore, queues, judged, notJudged } = answer.data
  const list = (more: Record<string, string | number | undefined>) =>
    `/metering/usage-points${stringifySearch({ area: areaId, ...more })}`
  return (
    <>
      <div className="acts" style={{ marginBlockStart: 12 }}>
        {queues.map(({ queue, points }) => (
          <FigureLink
            key={queue}
            value={format.number(points)}
            unit={t(`queue.${queue}`)}
            to={list({ queue, scoreFrom: fromScore ?? undefined })}
          />
        ))}
        <FigureLink value={format.number(judged)} unit={t('judged')} to={list({ judged: 'true' })} />
        <FigureLink value={format.number(notJudged)} unit={t('notJudged')} to={list({ judged: 'false' })} />
      </div>
      <p className="soft">
        {fromScore === null
          ? t('budgetNone')
          : t('budgetFrom', { score: format.number(fromScore, 1), alarmScore: format.number(alarmScore, 1) })}
      </p>
    </>
  )
}
