/** Duties of departments with legal basis and standing, and who holds them in the area and directly below: once for each department. */
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { isFunction } from '../../agencies/agency.ts'
import { agenciesText } from '../../agencies/text.ts'
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
  const a = useText(agenciesText)
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
    { key: 'function', title: a('function'), width: 130, render: (row) => <FunctionName kind={row.functionKind} /> },
    { key: 'duty', title: t('duty'), width: 300, shown: 'first', render: (row) => pick(row.text) },
    {
      key: 'basis',
      title: t('basis'),
      width: 230,
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
        onCell: (_: DutyRow, at?: number) => (ofDepartment.has(key) ? { rowSpan: spanAt(rows, at ?? 0) } : {}),
      }))}
    />
  )
}

/** What all duties of a department have in common stands once, over the height of all of them. */
const ofDepartment = new Set(['function', 'holders'])

/** How many rows of one department begin here; 0 within it. */
function spanAt(rows: readonly DutyRow[], at: number): number {
  const kind = rows[at]?.functionKind
  if (at > 0 && rows[at - 1]?.functionKind === kind) return 0
  const next = rows.findIndex((row, i) => i > at && row.functionKind !== kind)
  return (next < 0 ? rows.length : next) - at
}

function FunctionName({ kind }: { kind: string }) {
  const t = useText(agenciesText)
  return isFunction(kind) ? t(`function.${kind}`) : kind
}

function Holders({ row }: { row: DutyRow }) {
  const t = useText(gridText)
  const pick = usePick()
  const phone = usePhone()
  if (row.holders.length === 0) return <StatusMark status="unknown" word={t('noDutyHolder')} />
  const list = (
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
  if (!phone) return list
  return (
    <details>
      <summary>{t('dutyHolders.count', { count: row.holders.length })}</summary>
      {list}
    </details>
  )
}
