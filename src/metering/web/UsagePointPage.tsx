/** One usage point: what the ledger says of it, its load curve, and behind tabs its heats, year, trade, quality, neighbours and history. */
import './metering.css'
import { useQuery } from '@tanstack/react-query'
import { Skeleton, Tabs } from 'antd'
import { useMemo, useState } from 'react'
import { addDays } from '../../platform/shared/calendar.ts'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { useParam, useSearchValues, useSetSearch } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import type { UsagePointDetail } from '../contract.ts'
import { meteringText } from '../text.ts'
import { usagePointText } from '../usage-point-text.ts'
import { earlierOf, laterOf, type View } from './curve-data.ts'
import { FeederNeighbours } from './FeederNeighbours.tsx'
import { HeatsTable } from './HeatsTable.tsx'
import { LoadCalendar } from './LoadCalendar.tsx'
import { LoadChart } from './LoadChart.tsx'
import { MeterMark } from './marks.tsx'
import { metering, useLoadCurve } from './metering-client.ts'
import { OutputComparison } from './OutputComparison.tsx'
import { PointFacts } from './PointFacts.tsx'
import { PointHistory } from './PointHistory.tsx'
import { QualityCalendar } from './QualityCalendar.tsx'
import { TradeComparison } from './TradeComparison.tsx'

export default function UsagePointPage() {
  const t = useText(meteringText)
  const id = useParam('id')
  const point = useQuery({ queryKey: ['usagePoint', id], queryFn: () => metering.getUsagePoint({ id }) })
  if (point.isPending) return <PageSkeleton />
  if (point.isError) return <PageError error={point.error} onRetry={() => void point.refetch()} />
  return (
    <PageFrame
      title={t('meter', { account: point.data.account })}
      status={<MeterMark state={point.data.state} />}
      lead={t('viewLogged')}
    >
      <PointFacts point={point.data} />
      {/* another usage point begins with its own days */}
      <Readings key={id} point={point.data} />
      <RecordHistory subjectId={id} />
    </PageFrame>
  )
}

/** Days drawn at once: a year. */
const spanDays = 365
/** Days shown at first where the address names none. */
const firstDays = 28
const isDay = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The newest year, or the one that ends after the days the address names; and what of it is shown at first. */
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
  return { span, view: wanted ?? { from: laterOf(addDays(span.to, 1 - firstDays), span.from), to: span.to } }
}

function Readings({ point }: { point: UsagePointDetail }) {
  const t = useText(meteringText)
  const asked = useSearchValues()
  const setSearch = useSetSearch()
  const { delivered } = point
  const [shown, setShown] = useState(() => (delivered ? spanOf(delivered, asked) : null))
  if (!shown)
    return (
      <>
        <EmptyPanel why="noData" words={t('noDelivery')} />
        <PointTabs point={point} shown={null} />
      </>
    )
  const onView = (view: View) => {
    setShown({ span: shown.span, view })
    setSearch({ ...view }, { replace: true })
  }
  return <Drawn point={point} shown={shown} onView={onView} />
}

type Shown = { span: View; view: View }

function Drawn({ point, shown, onView }: { point: UsagePointDetail; shown: Shown; onView: (view: View) => void }) {
  const { span, view } = shown
  const curve = useLoadCurve(point.id, span.from, span.to)
  return (
    <>
      {curve.isPending && <Skeleton.Node active style={{ width: '100%', height: 500 }} />}
      {curve.isError && <PageError error={curve.error} onRetry={() => void curve.refetch()} />}
      {curve.data && <LoadChart curve={curve.data} view={view} onView={onView} />}
      <PointTabs point={point} shown={{ ...shown, curve: curve.data, onView }} />
    </>
  )
}

type TabsShown = Shown & { curve: ReturnType<typeof useLoadCurve>['data']; onView: (view: View) => void }
const tabNames = ['heats', 'calendar', 'output', 'trade', 'quality', 'neighbours', 'history'] as const
type TabName = (typeof tabNames)[number]

/** Only the open one is asked for: each comparison is a look at readings, and is recorded. */
function PointTabs({ point, shown }: { point: UsagePointDetail; shown: TabsShown | null }) {
  const t = useText(usagePointText)
  const asked = useSearchValues()['tab']
  const setSearch = useSetSearch()
  const names = useMemo(
    () => (shown ? tabNames : (['neighbours', 'history'] as const satisfies readonly TabName[])),
    [shown],
  )
  const open = names.find((name) => name === asked) ?? names[0]
  return (
    <Tabs
      activeKey={open}
      onChange={(tab) => setSearch({ tab: tab === names[0] ? undefined : tab }, { replace: true })}
      destroyOnHidden
      items={names.map((name) => ({
        key: name,
        label: t(`tab.${name}`),
        children: open === name && <TabBody name={name} point={point} shown={shown} />,
      }))}
    />
  )
}

function TabBody({ name, point, shown }: { name: TabName; point: UsagePointDetail; shown: TabsShown | null }) {
  const { id } = point
  if (name === 'neighbours') return <FeederNeighbours point={point} />
  if (name === 'history') return <PointHistory point={point} />
  if (name === 'output') return <OutputComparison id={id} />
  if (name === 'trade') return <TradeComparison id={id} />
  if (!shown) return null
  const { span, view, curve, onView } = shown
  if (name === 'quality') return <QualityCalendar id={id} span={span} onView={onView} />
  if (!curve) return <Skeleton active title={false} paragraph={{ rows: 5 }} />
  if (name === 'calendar') return <LoadCalendar curve={curve} onView={onView} />
  return <HeatsTable id={id} curve={curve} view={view} onView={onView} />
}
