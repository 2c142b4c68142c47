/** One usage point: what the ledger says of it, its load curve with heats, the quality of its readings, its alarms. */
import './metering.css'
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { addDays } from '../../platform/shared/calendar.ts'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useParam, useSearchValues } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import type { UsagePointDetail } from '../contract.ts'
import { meteringText } from '../text.ts'
import { earlierOf, laterOf, type View } from './curve-option.ts'
import { HeatsTable } from './HeatsTable.tsx'
import { LoadChart } from './LoadChart.tsx'
import { AlarmMark, MeterMark } from './marks.tsx'
import { metering, useLoadCurve } from './metering-client.ts'
import { QualityCalendar } from './QualityCalendar.tsx'

export default function UsagePointPage() {
  const t = useText(meteringText)
  const id = useParam('id')
  const point = useQuery({ queryKey: ['usagePoint', id], queryFn: () => metering.getUsagePoint({ id }) })
  if (point.isPending) return <PageSkeleton />
  if (point.isError) return <PageError error={point.error} onRetry={() => void point.refetch()} />
  const { delivered } = point.data
  return (
    <PageFrame
      title={t('meter', { account: point.data.account })}
      status={<MeterMark state={point.data.state} />}
      lead={t('viewLogged')}
    >
      <PointFacts point={point.data} />
      <AlarmHistory point={point.data} />
      <h2 className="part">{t('load')}</h2>
      {delivered ? <Readings id={id} delivered={delivered} /> : <EmptyPanel why="noData" words={t('noDelivery')} />}
      <RecordHistory subjectId={id} />
    </PageFrame>
  )
}

/** Days drawn at once. */
const spanDays = 120
const isDay = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The newest 120 days, or those around the window that the address names; and what of them is shown at first. */
function spanOf(delivered: View, asked: { from?: unknown; to?: unknown }): { span: View; view: View } {
  const wanted =
    isDay(asked.from) && isDay(asked.to) && asked.from <= asked.to && asked.to <= delivered.to
      ? { from: asked.from, to: asked.to }
      : null
  const newest = addDays(delivered.to, 1 - spanDays)
  const early = wanted !== null && wanted.from < newest
  const to = early ? addDays(wanted.from, spanDays - 1) : delivered.to
  const from = early ? wanted.from : laterOf(newest, delivered.from)
  const span = { from, to: earlierOf(to, delivered.to) }
  return { span, view: wanted ?? span }
}

function Readings({ id, delivered }: { id: string; delivered: View }) {
  const t = useText(meteringText)
  const asked = useSearchValues()
  const [{ span, view }, setShown] = useState(() => spanOf(delivered, asked))
  const onView = (next: View) => setShown({ span, view: next })
  const curve = useLoadCurve(id, span.from, span.to)
  return (
    <>
      {curve.isPending && <Skeleton.Node active style={{ width: '100%', height: 440 }} />}
      {curve.isError && <PageError error={curve.error} onRetry={() => void curve.refetch()} />}
      {curve.data && <LoadChart curve={curve.data} view={view} onView={onView} />}
      <h2 className="part">{t('quality')}</h2>
      <QualityCalendar id={id} span={span} onView={onView} />
      {curve.data && <HeatsTable curve={curve.data} view={view} onView={onView} />}
    </>
  )
}

function PointFacts({ point }: { point: UsagePointDetail }) {
  const t = useText(meteringText)
  const format = useFormat()
  const capacity = [
    ...(point.contractKw === null ? [] : [format.quantity(point.contractKw, 'kW')]),
    ...(point.contractKva === null ? [] : [format.quantity(point.contractKva, 'kVA')]),
  ]
  const licences = point.licences.map(({ number, furnacePowerKw, shift, validFrom: from, validTo: to }) => {
    const values = { power: format.number(furnacePowerKw), shift: t(`shift.${shift}`), from, to: to ?? '' }
    return [number, t(to === null ? 'licence' : 'licenceUntil', values)].filter(Boolean).join(' ')
  })
  const furnaces = point.furnaces.map(({ label, capacityT }) =>
    capacityT === null ? label : `${label} ${format.quantity(capacityT, 't', 1)}`,
  )
  const siteStatus =
    point.siteStatus === 'operating' || point.siteStatus === 'idle' || point.siteStatus === 'closed'
      ? t(`siteStatus.${point.siteStatus}`)
      : point.siteStatus
  return (
    <Facts
      facts={[
        [
          t('site'),
          <ScreenLink key="site" to={`/ledger/sites/${point.siteId}`}>
            {point.siteName}
          </ScreenLink>,
        ],
        [t('siteStatus'), `${siteStatus}${point.siteClosedOn ? t('closedOn', { on: point.siteClosedOn }) : ''}`],
        [t('enterprise'), point.enterpriseName],
        [t('place'), point.areaName],
        [t('contract'), capacity.join(' · ') || null],
        [t('feeder'), point.feeder],
        [t('licences'), licences.length > 0 ? licences.join('; ') : t('noLicence')],
        [t('furnaces'), furnaces.length > 0 ? furnaces.join(', ') : t('noFurnace')],
        [t('lastReadOn'), point.lastReadOn ? format.date(point.lastReadOn) : null],
      ]}
    />
  )
}

function AlarmHistory({ point }: { point: UsagePointDetail }) {
  const t = useText(meteringText)
  const format = useFormat()
  return (
    <>
      <h2 className="part">{t('alarmHistory')}</h2>
      {point.alarms.length === 0 && <p className="soft">{t('noHistory')}</p>}
      <ul>
        {point.alarms.map((alarm) => (
          <li key={alarm.id}>
            <ScreenLink to={`/metering/alarms/${alarm.id}`}>{t(`kind.${alarm.kind}`)}</ScreenLink>{' '}
            {format.instant(alarm.raisedAt)} <AlarmMark status={alarm.status} />{' '}
            {alarm.cause && t(`cause.${alarm.cause}`)}
          </li>
        ))}
      </ul>
    </>
  )
}
