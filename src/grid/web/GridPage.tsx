/** The grid of an area: blind spots of each area below it, and the posts of the area itself. */
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import type { z } from 'zod'
import { AreaTiles } from '../../areas/web/AreaTiles.tsx'
import { useAsOf } from '../../platform/web/area-source.ts'
import { belowBar } from '../../platform/web/below-bar.ts'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import { usePhone } from '../../platform/web/use-phone.ts'
import { blindSpotKinds } from '../blind-spot.ts'
import { changeText } from '../change-text.ts'
import type { gridContract } from '../contract.ts'
import { gridText } from '../text.ts'
import { AreaPosts } from './AreaPosts.tsx'
import { grid, useGridArea } from './grid-client.ts'

type Counts = z.output<typeof gridContract.countBlindSpots.output>['rows'][number]

export default function GridPage() {
  const t = useText(gridText)
  const c = useText(changeText)
  const areaId = useGridArea()
  return (
    <PageFrame
      title={t('grid')}
      lead={t('blindSpotsLead')}
      scope
      actions={
        <ScreenLink to={`/grid/changes${areaId === undefined ? '' : `?area=${areaId}`}`}>{c('changes')}</ScreenLink>
      }
    >
      {areaId === undefined ? <EmptyPanel why="scope" /> : <GridOfArea areaId={areaId} />}
    </PageFrame>
  )
}

function GridOfArea({ areaId }: { areaId: number }) {
  const t = useText(gridText)
  const { asOf } = useAsOf()
  const counts = useQuery({
    queryKey: ['blindSpotCounts', areaId, asOf],
    queryFn: () => grid.countBlindSpots({ areaId, asOf }),
  })
  if (counts.isError) return <PageError error={counts.error} onRetry={() => void counts.refetch()} />
  if (!counts.data) return <PageSkeleton />
  return (
    <>
      <h2 className="part">{t('blindSpots')}</h2>
      <SpotTiles rows={counts.data.rows.filter((row) => !row.self)} asOf={asOf} />
      <CountTable rows={counts.data.rows} asOf={asOf} />
      <AreaPosts areaId={areaId} asOf={asOf} />
    </>
  )
}

/** The areas below on a map: whether any post is vacant, whether anything else is wrong, and how much. */
function SpotTiles({ rows, asOf }: { rows: readonly Counts[]; asOf: string | undefined }) {
  const t = useText(gridText)
  const day = asOf ? `&asOf=${asOf}` : ''
  if (rows.length === 0) return null
  return (
    <AreaTiles
      rows={rows}
      nameOf={(row) => row.name}
      tile={(row, name) => {
        const count = blindSpotKinds.reduce((sum, kind) => sum + row[kind], 0)
        return (
          <>
            <ScreenLink to={`/grid?area=${row.areaId}${day}`}>
              <strong>{name}</strong>
            </ScreenLink>
            {count === 0 ? (
              <StatusMark status="done" word={t('noSpots')} />
            ) : (
              <ScreenLink to={`/grid/blind-spots?area=${row.areaId}${day}`}>
                <StatusMark status={row.vacancy > 0 ? 'overdue' : 'soon'} word={t('spots', { count })} />
              </ScreenLink>
            )}
          </>
        )
      }}
    />
  )
}

function CountTable({ rows, asOf }: { rows: Counts[]; asOf: string | undefined }) {
  const t = useText(gridText)
  const format = useFormat()
  const phone = usePhone()
  const address = (row: Counts, kind: string) =>
    `/grid/blind-spots?area=${row.areaId}&kind=${kind}${row.self ? `&level=${row.level}` : ''}${asOf ? `&asOf=${asOf}` : ''}`
  const figure = (row: Counts, kind: (typeof blindSpotKinds)[number]) =>
    row[kind] === 0 ? (
      <span className="soft">0</span>
    ) : (
      <ScreenLink to={address(row, kind)} label={`${row.name} ${t(kind)} ${row[kind]}`}>
        {format.number(row[kind])}
      </ScreenLink>
    )
  return (
    <Table<Counts>
      dataSource={rows}
      rowKey={(row) => `${row.areaId}${row.self}`}
      size={phone ? 'small' : 'medium'}
      pagination={false}
      sticky={belowBar}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          key: 'name',
          title: t('area'),
          fixed: phone ? false : 'left',
          render: (_: unknown, row: Counts) =>
            row.self ? (
              <strong>
                {row.name} <small className="soft">{t('self')}</small>
              </strong>
            ) : (
              <ScreenLink to={`/grid?area=${row.areaId}${asOf ? `&asOf=${asOf}` : ''}`}>{row.name}</ScreenLink>
            ),
        },
        ...blindSpotKinds.map((kind) => ({
          key: kind,
          title: t(kind),
          align: 'right' as const,
          width: phone ? undefined : 140,
          render: (_: unknown, row: Counts) => figure(row, kind),
        })),
      ]}
    />
  )
}
