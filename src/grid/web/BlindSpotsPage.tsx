/** The list of blind spots behind every figure. */
import { Button } from 'antd'
import { z } from 'zod'
import { areaLevels } from '../../platform/shared/permission.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { useAsOf } from '../../platform/web/area-source.ts'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { today, useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useFilters } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { type BlindSpot, type BlindSpotKind, blindSpotKinds } from '../blind-spot.ts'
import { mayChase } from '../chase.ts'
import { gridText } from '../text.ts'
import { grid, useGridArea } from './grid-client.ts'

const spotFilters = z.object({ kind: z.enum(blindSpotKinds).optional(), level: z.enum(areaLevels).optional() })

/** Columns that a kind never fills: a vacant post has no holder, an unconfirmed notice is no matter of observations. */
const empty: Partial<Record<BlindSpotKind, readonly string[]>> = {
  vacancy: ['holder', 'lastActive'],
  unacknowledged: ['holder', 'lastActive'],
}
const withoutEmpty = <C extends { key: string }>(kind: BlindSpotKind | undefined, columns: readonly C[]): C[] =>
  columns.filter(({ key }) => kind === undefined || !empty[kind]?.includes(key))

export default function BlindSpotsPage() {
  const t = useText(gridText)
  const pick = usePick()
  const format = useFormat()
  const areaId = useGridArea()
  const { asOf } = useAsOf()
  const { filters, setFilters, clearFilters, filtered } = useFilters(spotFilters)
  return (
    <PageFrame
      title={t('blindSpots')}
      lead={t('blindSpotsLead')}
      scope
      actions={<ScreenLink to="/grid/chases">{t('chases')}</ScreenLink>}
    >
      {areaId === undefined ? (
        <EmptyPanel why="scope" />
      ) : (
        <RecordList
          name="blindSpots"
          queryKey={['blindSpots', filters, areaId, asOf]}
          load={(after) => grid.listBlindSpots({ ...filters, areaId, asOf, after })}
          sheet={{ list: 'grid.listBlindSpots', question: { ...filters, areaId, asOf } }}
          rowKey={(row) => `${row.areaId} ${row.kind} ${row.post} ${row.appointmentId ?? row.agencyId}`}
          columns={withoutEmpty<RecordColumn<BlindSpot>>(filters.kind, [
            {
              key: 'area',
              title: t('area'),
              shown: 'first',
              width: 150,
              render: (row) => <ScreenLink to={`/grid?area=${row.areaId}`}>{row.areaName}</ScreenLink>,
            },
            { key: 'level', title: t('level'), width: 90, render: (row) => t(`level.${row.level}`) },
            {
              key: 'post',
              title: t('post'),
              width: 190,
              render: (row) => (
                <>
                  {t(`post.${row.post}`)} {row.agencyName && <small className="soft">{pick(row.agencyName)}</small>}
                </>
              ),
            },
            {
              key: 'kind',
              title: t('kind'),
              width: 160,
              render: (row) => (
                <>
                  <StatusMark status={row.kind === 'vacancy' ? 'overdue' : 'soon'} word={t(row.kind)} />{' '}
                  {row.noticeId && <ScreenLink to={`/notices/${row.noticeId}`}>{row.noticeNumber}</ScreenLink>}
                </>
              ),
            },
            {
              key: 'holder',
              title: t('holder'),
              width: 90,
              render: (row) =>
                row.appointmentId ? (
                  <ScreenLink to={`/grid/appointments?open=${row.appointmentId}`}>{row.officialName ?? '—'}</ScreenLink>
                ) : (
                  '—'
                ),
            },
            {
              key: 'lastActive',
              title: t('lastActive'),
              width: 150,
              render: (row) => (row.lastActiveOn ? format.date(row.lastActiveOn) : '—'),
            },
            {
              key: 'chase',
              title: t('chase'),
              width: 150,
              render: (row) => <Chase spot={row} past={asOf !== undefined} />,
            },
          ])}
          filters={
            <>
              <FilterSelect
                label={t('kind')}
                value={filters.kind}
                choices={blindSpotKinds}
                wordOf={t}
                onChange={(kind) => setFilters({ kind })}
              />
              <FilterSelect
                label={t('level')}
                value={filters.level}
                choices={areaLevels}
                wordOf={(level) => t(`level.${level}`)}
                onChange={(level) => setFilters({ level })}
              />
            </>
          }
          filtered={filtered}
          onClearFilters={clearFilters}
          emptyWords={t('noBlindSpots')}
        />
      )}
    </PageFrame>
  )
}

/** One click; who is reminded is found by the server. Only of today, and once a day. */
function Chase({ spot, past }: { spot: BlindSpot; past: boolean }) {
  const t = useText(gridText)
  const format = useFormat()
  const me = useMe()
  const { kind, post, areaId, appointmentId, agencyId } = spot
  const { act, pending, error } = useMutationAct({
    run: () => grid.chaseBlindSpot({ kind, post, areaId, appointmentId, agencyId }),
    done: t('chased'),
  })
  return (
    <>
      {spot.chasedOn && <small className="soft">{t('chasedOn', { date: format.date(spot.chasedOn) })}</small>}{' '}
      {!past && spot.chasedOn !== today() && mayChase(me, spot.areaPath) && (
        <Button size="small" loading={pending} onClick={() => void act(undefined)}>
          {t('chase')}
        </Button>
      )}
      {error && <ErrorPanel error={error} />}
    </>
  )
}
