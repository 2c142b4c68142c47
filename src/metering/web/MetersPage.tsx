/** Usage points with how well their meters are read; what is unknown is called so. */
import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { z } from 'zod'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { FigureLink } from '../../platform/web/ScreenLink.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { stringifySearch, useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { meterStates } from '../assessment.ts'
import type { UsagePointRow } from '../contract.ts'
import { heatQueues } from '../detector-contract.ts'
import { detectorText } from '../detector-text.ts'
import { meteringText } from '../text.ts'
import { contractWords } from './contract-words.ts'
import { MeterMark } from './marks.tsx'
import { metering } from './metering-client.ts'

const states = [...meterStates, 'unknown'] as const
const meterFilters = z.object({
  state: z.enum(states).optional(),
  text: z.string().optional(),
  queue: z.enum(heatQueues).optional(),
  scoreFrom: z.coerce.number().optional(),
  judged: z.enum(['true', 'false']).optional(),
})

export default function MetersPage() {
  const t = useText(meteringText)
  const { areaId } = useAreaChoice()
  const { filters, setFilters, clearFilters, filtered } = useFilters(meterFilters)
  const goTo = useNavigateTo()
  return (
    <PageFrame title={t('meters')} lead={t('metersLead')} scope>
      <StateCounts areaId={areaId} />
      <RecordList
        name="meters"
        queryKey={['meters', filters, areaId ?? null]}
        sheet={{ list: 'metering.listUsagePoints', question: { ...filters, areaId } }}
        load={(after) => metering.listUsagePoints({ ...filters, areaId, after })}
        rowKey={(point) => point.id}
        columns={useColumns()}
        onOpen={(point) => goTo(`/metering/usage-points/${point.id}`)}
        filters={
          <>
            <SearchField
              label={t('search')}
              value={filters.text}
              onChange={(text) => setFilters({ text }, { replace: true })}
            />
            <FilterSelect
              label={t('state')}
              all={t('allStates')}
              value={filters.state}
              choices={states}
              wordOf={(state) => t(`state.${state}`)}
              onChange={(state) => setFilters({ state })}
            />
            <DetectorFilter />
          </>
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('noMeters')}
      />
    </PageFrame>
  )
}

/** What the detector's page has chosen, in words, until it is taken away. */
function DetectorFilter() {
  const t = useText(detectorText)
  const format = useFormat()
  const { filters, setFilters } = useFilters(meterFilters)
  const { queue, scoreFrom, judged } = filters
  if (queue === undefined && scoreFrom === undefined && judged === undefined) return null
  const words = [
    queue && t(`queue.${queue}`),
    scoreFrom !== undefined && `${t('scoreFrom')} ${format.number(scoreFrom, 1)}`,
    judged && t(judged === 'true' ? 'judged' : 'notJudged'),
  ]
  return (
    <Tag closable onClose={() => setFilters({ queue: undefined, scoreFrom: undefined, judged: undefined })}>
      {words.filter(Boolean).join(' · ')}
    </Tag>
  )
}

function StateCounts({ areaId }: { areaId: number | undefined }) {
  const t = useText(meteringText)
  const format = useFormat()
  const counts = useQuery({
    queryKey: ['meterStates', areaId ?? null],
    queryFn: () => metering.countMeterStates({ areaId }),
  })
  const inOrder = states.flatMap((state) => counts.data?.rows.filter((row) => row.state === state) ?? [])
  return (
    <div className="acts">
      {inOrder.map(({ state, count }) => (
        <FigureLink
          key={state}
          value={format.number(count)}
          unit={t(`state.${state}`)}
          to={`/metering/usage-points${stringifySearch({ state, area: areaId })}`}
        />
      ))}
    </div>
  )
}

function useColumns(): RecordColumn<UsagePointRow>[] {
  const t = useText(meteringText)
  const format = useFormat()
  return [
    { key: 'account', title: t('account'), shown: 'first', width: 150, render: (point) => point.account },
    { key: 'site', title: t('site'), render: (point) => point.siteName },
    { key: 'place', title: t('place'), width: 140, render: (point) => point.areaName },
    { key: 'state', title: t('state'), width: 130, render: (point) => <MeterMark state={point.state} /> },
    {
      key: 'last',
      title: t('lastReadOn'),
      width: 160,
      render: (point) => (point.lastReadOn ? format.date(point.lastReadOn) : '—'),
    },
    {
      key: 'missing',
      title: t('missingShare'),
      width: 120,
      align: 'right',
      render: (point) => (point.missingShare === null ? '—' : format.share(point.missingShare, 1)),
    },
    {
      key: 'score',
      title: t('score'),
      width: 80,
      align: 'right',
      render: (point) => (point.score === null ? '—' : format.number(point.score, 1)),
    },
    {
      key: 'contract',
      title: t('contract'),
      width: 110,
      align: 'right',
      shown: 'hidden',
      render: (point) => contractWords(point, format) ?? '—',
    },
  ]
}
