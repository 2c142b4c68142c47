/** One sweep: how far it is, area by area; each figure opens its list, and what nobody visited is never green. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ActButton } from '../../platform/web/act.tsx'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useParam } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { SweepRow } from '../contract.ts'
import { mayOpenSweep } from '../sweep.ts'
import { inspectionsText } from '../text.ts'
import { inspections } from './inspections-client.ts'
import { SweepMark } from './marks.tsx'
import { SweepFigures, SweepTable, SweepTiles } from './SweepProgress.tsx'

export default function SweepPage() {
  const t = useText(inspectionsText)
  const id = useParam('id')
  const { areaId } = useAreaChoice()
  const found = useQuery({
    queryKey: ['sweep', id, areaId],
    queryFn: () => inspections.getSweep({ id, areaId }),
    placeholderData: keepPreviousData,
  })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) {
    return (
      <PageFrame title={t('sweep')} scope>
        <PageError error={found.error} onRetry={() => void found.refetch()} />
      </PageFrame>
    )
  }
  const sweep = found.data
  return (
    <PageFrame
      title={sweep.name}
      status={<SweepMark status={sweep.status} />}
      scope
      actions={<SweepActs sweep={sweep} />}
    >
      <SweepFacts sweep={sweep} />
      <h2 className="part">
        {t('progress')} · {sweep.total.areaName}
      </h2>
      <SweepFigures sweepId={sweep.id} row={sweep.total} />
      <SweepTiles sweepId={sweep.id} rows={sweep.children} />
      <SweepTable sweepId={sweep.id} rows={sweep.children} />
      <RecordHistory subjectId={sweep.id} />
    </PageFrame>
  )
}

function SweepFacts({ sweep }: { sweep: SweepRow }) {
  const t = useText(inspectionsText)
  const format = useFormat()
  const notice = (
    <ScreenLink key="notice" to={`/notices/${sweep.noticeId}`}>
      {sweep.noticeNumber}
    </ScreenLink>
  )
  return (
    <Facts
      facts={[
        [t('sweep.notice'), sweep.noticeNumber && notice],
        [t('sweep.area'), sweep.areaName],
        [t('sweep.startsOn'), format.date(sweep.startsOn)],
        [t('sweep.dueOn'), format.date(sweep.dueOn)],
        [
          t('sweep.plan'),
          sweep.planNumber ? t('sweep.withPlan', { number: sweep.planNumber }) : t('sweep.withoutPlan'),
        ],
      ]}
    />
  )
}

function SweepActs({ sweep }: { sweep: SweepRow }) {
  const t = useText(inspectionsText)
  const me = useMe()
  return (
    <>
      <ScreenLink to={`/inspections/targets?sweep=${sweep.id}`}>{t('targets')}</ScreenLink>
      {sweep.status === 'running' && mayOpenSweep(me, sweep.areaPath) && (
        <ActButton
          label={t('finish')}
          reason="optional"
          confirm={<p>{t('finish.ask')}</p>}
          run={(reason) => inspections.finishSweep({ id: sweep.id, reasonForGaps: reason || null })}
          done={t('finish.done')}
        />
      )}
    </>
  )
}
