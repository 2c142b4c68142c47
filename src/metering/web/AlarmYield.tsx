/** What alarms have yielded so far, what the model was measured on, and the published yield of the screen of practice beside it. */
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { FigureLink, ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { stringifySearch } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { type AlarmCause, isModelKind, modelKinds } from '../alarm.ts'
import { detectorText } from '../detector-text.ts'
import { meteringText } from '../text.ts'
import { metering } from './metering-client.ts'

export function AlarmYield({ areaId }: { areaId: number | undefined }) {
  const t = useText(meteringText)
  const d = useText(detectorText)
  const pick = usePick()
  const format = useFormat()
  const answer = useQuery({ queryKey: ['alarmYield', areaId ?? null], queryFn: () => metering.getYield({ areaId }) })
  if (answer.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />
  if (answer.isError) return <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />
  const { rows, practice, model } = answer.data
  const sum = (figure: 'closed' | 'forbidden' | 'unseen') =>
    rows.filter(({ kind }) => isModelKind(kind)).reduce((total, row) => total + row[figure], 0)
  const closed = sum('closed')
  const list = (more: { status?: string; cause?: AlarmCause; onSite?: 'true' | 'false' }) =>
    `/metering/alarms${stringifySearch({ queue: 'all', kind: modelKinds, area: areaId, ...more })}`
  return (
    <section className="bench-card" style={{ marginBlock: 12 }} aria-label={t('yieldTitle')}>
      <div className="acts">
        <FigureLink
          value={format.number(closed)}
          unit={t('closedOnSite')}
          to={list({ status: 'closed', onSite: 'true' })}
        />
        <FigureLink
          value={format.number(sum('forbidden'))}
          unit={t('cause.forbidden')}
          to={list({ status: 'closed', cause: 'forbidden', onSite: 'true' })}
        />
        {sum('unseen') > 0 && (
          <FigureLink
            value={format.number(sum('unseen'))}
            unit={t('closedUnseen')}
            to={list({ status: 'closed', onSite: 'false' })}
          />
        )}
      </div>
      <p>{closed === 0 ? t('yieldNone') : t('yieldSoFar', { closed, forbidden: sum('forbidden') })}</p>
      <p className="soft">
        {model === null
          ? d('noModel')
          : t(model.training.kind === 'siteChecks' ? 'measuredOnSites' : 'measuredOnCases', {
              model: model.version,
            })}{' '}
        <ScreenLink to="/metering/detector">{d('detector')}</ScreenLink>
      </p>
      {practice && (
        <p className="soft">
          {t('practice', {
            energy: format.number(practice.monthEnergyAboveKwh),
            share: format.share(practice.nightShareAbove),
            checked: practice.checked,
            foundCount: practice.found,
          })}{' '}
          {pick(practice.citation)} <StandingTag standing={practice.standing} />
        </p>
      )}
    </section>
  )
}
