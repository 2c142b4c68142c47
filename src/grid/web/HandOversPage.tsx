/** Hand-overs of a place, and what the nightly check found that nobody answers for. */
import { Switch } from 'antd'
import { z } from 'zod'
import { hasRole } from '../../platform/shared/permission.ts'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useFilters, useOpenRecord } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { changeText } from '../change-text.ts'
import type { HandOver } from '../hand-over.ts'
import { gridText } from '../text.ts'
import { grid, useGridArea } from './grid-client.ts'
import { Counts, HandOverDrawer } from './HandOverDrawer.tsx'
import { OrphanPanel } from './OrphanPanel.tsx'

const handOverFilters = z.object({ toMe: z.enum(['true', 'false']).default('false') })

export default function HandOversPage() {
  const t = useText(changeText)
  const me = useMe()
  const areaId = useGridArea()
  const { filters, setFilters, clearFilters, filtered } = useFilters(handOverFilters)
  const { openId, open, close } = useOpenRecord()
  const columns = useHandOverColumns()
  return (
    <PageFrame title={t('handOvers')} lead={t('handOversLead')} scope>
      {hasRole(me, 'cityOffice', 'countyOffice', 'townshipLeader') && <OrphanPanel />}
      {areaId === undefined ? (
        <EmptyPanel why="scope" />
      ) : (
        <RecordList
          name="handOvers"
          queryKey={['handOvers', filters, areaId]}
          load={(after) => grid.listHandOvers({ areaId, toMe: filters.toMe, after })}
          sheet={{ list: 'grid.listHandOvers', question: { areaId, toMe: filters.toMe } }}
          rowKey={(row) => row.id}
          onOpen={(row) => open(row.id)}
          openId={openId}
          columns={columns}
          filters={
            <label className="switch-label" htmlFor="hand-overs-to-me">
              <Switch
                id="hand-overs-to-me"
                size="small"
                checked={filters.toMe === 'true'}
                onChange={(on) => setFilters({ toMe: on ? 'true' : 'false' })}
              />
              {t('toMe')}
            </label>
          }
          filtered={filtered}
          onClearFilters={clearFilters}
          emptyWords={t('noHandOvers')}
        />
      )}
      <HandOverDrawer id={openId} onClose={close} />
    </PageFrame>
  )
}

function useHandOverColumns() {
  const t = useText(changeText)
  const g = useText(gridText)
  const format = useFormat()
  return [
    {
      key: 'from',
      title: t('from'),
      shown: 'first',
      render: (row: HandOver) =>
        row.fromName === null
          ? t('ofArea', { area: row.areaName })
          : `${row.fromName}${row.post ? ` · ${g(`post.${row.post}`)}` : ''}`,
    },
    { key: 'area', title: t('area'), render: (row: HandOver) => row.areaName },
    { key: 'to', title: t('to'), render: (row: HandOver) => row.toName },
    { key: 'on', title: t('effectiveOn'), width: 170, render: (row: HandOver) => format.date(row.effectiveOn) },
    { key: 'counts', title: t('counts'), render: (row: HandOver) => <Counts counts={row.counts} /> },
    {
      key: 'confirmed',
      title: t('confirmation'),
      width: 150,
      render: (row: HandOver) => (
        <StatusMark status={row.confirmedAt ? 'done' : 'due'} word={t(row.confirmedAt ? 'confirmed' : 'unconfirmed')} />
      ),
    },
  ] as const
}
