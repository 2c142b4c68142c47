/** Targets of a sweep in an area, by kind and status; what a figure of its progress opens. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { z } from 'zod'
import { hasRole } from '../../platform/shared/permission.ts'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useFilters } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { SweepRow, TargetRow } from '../contract.ts'
import { mayObserve } from '../observation.ts'
import { targetKinds, targetStatuses } from '../sweep.ts'
import { inspectionsText } from '../text.ts'
import { inspections } from './inspections-client.ts'
import { TargetMark } from './marks.tsx'

const targetFilters = z.object({
  sweep: z.uuid().optional(),
  kind: z.enum(targetKinds).optional(),
  status: z.enum(targetStatuses).optional(),
})

export default function TargetsPage() {
  const t = useText(inspectionsText)
  const { areaId } = useAreaChoice()
  const { filters, setFilters } = useFilters(targetFilters)
  const sweeps = useQuery({ queryKey: ['sweeps', 'choice'], queryFn: () => inspections.listSweeps({ limit: 100 }) })
  const running = sweeps.data?.rows.find((row) => row.status === 'running')
  const sweepId = filters.sweep ?? running?.id
  const sweep = sweeps.data?.rows.find((row) => row.id === sweepId)
  const columns = useTargetColumns(sweep)
  const { kind, status } = filters
  const selects = (
    <>
      <Select
        aria-label={t('sweep')}
        placeholder={t('targets.choose')}
        value={sweepId}
        onChange={(id) => setFilters({ sweep: id })}
        options={sweeps.data?.rows.map((row) => ({ value: row.id, label: row.name }))}
        className="sweep-select"
      />
      <FilterSelect
        label={t('target.kind')}
        value={kind}
        choices={targetKinds}
        wordOf={(value) => t(`target.${value}`)}
        onChange={(value) => setFilters({ kind: value })}
      />
      <FilterSelect
        label={t('status')}
        value={status}
        choices={targetStatuses}
        wordOf={(value) => t(`target.${value}`)}
        onChange={(value) => setFilters({ status: value })}
      />
    </>
  )
  return (
    <PageFrame
      title={t('targets')}
      scope
      actions={sweep && <ScreenLink to={`/inspections/sweeps/${sweep.id}`}>{t('progress')}</ScreenLink>}
    >
      {sweepId ? (
        <RecordList
          name="targets"
          queryKey={['targets', sweepId, kind, status, areaId]}
          load={(after) => inspections.listTargets({ id: sweepId, kind, status, areaId, after })}
          sheet={{ list: 'inspections.listTargets', question: { id: sweepId, kind, status, areaId } }}
          rowKey={(row) => row.id}
          columns={columns}
          filters={selects}
          filtered={kind !== undefined || status !== undefined}
          onClearFilters={() => setFilters({ kind: undefined, status: undefined })}
          emptyWords={t('targets.none')}
        />
      ) : (
        !sweeps.isPending && <EmptyPanel why="noData" words={t('sweeps.none')} />
      )}
    </PageFrame>
  )
}

function useTargetColumns(sweep: SweepRow | undefined): RecordColumn<TargetRow>[] {
  const t = useText(inspectionsText)
  const format = useFormat()
  return [
    { key: 'name', title: t('targets'), shown: 'first', render: (row) => row.siteName ?? row.areaName },
    { key: 'kind', title: t('target.kind'), width: 110, render: (row) => t(`target.${row.kind}`) },
    { key: 'status', title: t('status'), width: 150, render: (row) => <TargetMark status={row.status} /> },
    { key: 'area', title: t('village'), render: (row) => row.areaName },
    {
      key: 'reportedOn',
      title: t('target.reportedOn'),
      width: 150,
      render: (row) => (row.reportedOn ? format.date(row.reportedOn) : '—'),
    },
    {
      key: 'observations',
      title: t('observations'),
      width: 110,
      render: (row) => <ScreenLink to={`/inspections/observations?target=${row.id}`}>{t('list')}</ScreenLink>,
    },
    {
      key: 'acts',
      title: '',
      render: (row) => sweep?.status === 'running' && <TargetActs target={row} sweep={sweep} />,
    },
  ]
}

function TargetActs({ target, sweep }: { target: TargetRow; sweep: SweepRow }) {
  const t = useText(inspectionsText)
  const me = useMe()
  const site = target.siteId ? `&site=${target.siteId}` : ''
  const mayPlan = target.kind === 'site' && sweep.planNumber !== null && hasRole(me, 'departmentOfficer')
  return (
    <span className="acts">
      {mayObserve(me, target.areaPath) && (
        <ScreenLink to={`/field/observe?target=${target.id}&area=${target.areaId}${site}`}>
          {t('recordHere')}
        </ScreenLink>
      )}
      {mayPlan && (
        <ScreenLink to={`/inspections/visits/plan?site=${target.siteId}&target=${target.id}`}>
          {t('planVisit')}
        </ScreenLink>
      )}
    </span>
  )
}
