/** Duties of departments with legal basis and standing, and who holds them in the area and directly below. */
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { useAsOf } from '../../platform/web/area-source.ts'
import { belowBar } from '../../platform/web/below-bar.ts'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordCards } from '../../platform/web/RecordCards.tsx'
import type { RecordColumn } from '../../platform/web/RecordList.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { usePhone } from '../../platform/web/use-phone.ts'
import type { DutyRow } from '../duty-contract.ts'
import { gridText } from '../text.ts'
import { grid, useGridArea } from './grid-client.ts'

export default function DutiesPage() {
  const t = useText(gridText)
  const areaId = useGridArea()
  return (
    <PageFrame title={t('duties')} lead={t('dutiesLead')} scope>
      {areaId === undefined ? <EmptyPanel why="scope" /> : <Matrix areaId={areaId} />}
    </PageFrame>
  )
}

function Matrix({ areaId }: { areaId: number }) {
  const t = useText(gridText)
  const pick = usePick()
  const { asOf } = useAsOf()
  const phone = usePhone()
  const matrix = useQuery({
    queryKey: ['dutyMatrix', areaId, asOf],
    queryFn: () => grid.listDutyMatrix({ areaId, asOf }),
  })
  if (matrix.isError) return <PageError error={matrix.error} onRetry={() => void matrix.refetch()} />
  if (!matrix.data) return <PageSkeleton />
  const { rows } = matrix.data
  const columns: RecordColumn<DutyRow>[] = [
    { key: 'duty', title: t('duty'), width: 320, shown: 'first', render: (row) => pick(row.text) },
    {
      key: 'basis',
      title: t('basis'),
      width: 260,
      render: (row) => (
        <>
          {pick(row.citation)} <StandingTag standing={row.standing} grade={row.grade} />
        </>
      ),
    },
    { key: 'holders', title: t('dutyHolders'), render: (row) => <Holders row={row} /> },
  ]
  if (rows.length === 0) return <EmptyPanel why="noData" />
  if (phone) return <RecordCards rows={rows} columns={columns} rowKey={(row) => row.dutyId} />
  return (
    <Table<DutyRow>
      dataSource={rows}
      rowKey="dutyId"
      size="small"
      pagination={false}
      sticky={belowBar}
      scroll={{ x: 900 }}
      columns={columns.map(({ key, title, width, render }) => ({
        key,
        title,
        width,
        render: (_: unknown, row: DutyRow) => render(row),
      }))}
    />
  )
}

function Holders({ row }: { row: DutyRow }) {
  const t = useText(gridText)
  const pick = usePick()
  if (row.holders.length === 0) return <StatusMark status="unknown" word={t('noDutyHolder')} />
  return (
    <ul className="plain-list">
      {row.holders.map((held) => (
        <li key={held.agencyId}>
          {held.areaName} · {pick(held.agencyName)}{' '}
          <small className="soft">
            {t('post.liaison')} {held.officialName ?? t('nobody')}
          </small>
        </li>
      ))}
    </ul>
  )
}
