/** The roster of an area on a day. */
import { z } from 'zod'
import { addressOf } from '../../platform/shared/address.ts'
import { useAsOf } from '../../platform/web/area-source.ts'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { useFilters, useOpenRecord } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { postKinds } from '../../rulebook/values.ts'
import { gridContract } from '../contract.ts'
import { gridText } from '../text.ts'
import { AppointmentDrawer } from './AppointmentDrawer.tsx'
import { grid, useGridArea } from './grid-client.ts'
import { OnLeave } from './Leave.tsx'

const appointmentFilters = z.object({ post: z.enum(postKinds).optional(), text: z.string().optional() })

export default function AppointmentsPage() {
  const t = useText(gridText)
  const pick = usePick()
  const format = useFormat()
  const areaId = useGridArea()
  const { asOf } = useAsOf()
  const { filters, setFilters, clearFilters, filtered } = useFilters(appointmentFilters)
  const { openId, open, close } = useOpenRecord()
  return (
    <PageFrame title={t('appointments')} scope actions={<ScreenLink to="/grid/roster">{t('roster')}</ScreenLink>}>
      {areaId === undefined ? (
        <EmptyPanel why="scope" />
      ) : (
        <RecordList
          name="appointments"
          queryKey={['appointments', filters, areaId, asOf]}
          load={(after) => grid.listAppointments({ ...filters, areaId, asOf, after })}
          sheet={{ list: 'grid.listAppointments', question: { ...filters, areaId, asOf } }}
          rowKey={(row) => row.id}
          onOpen={(row) => open(row.id)}
          openId={openId}
          columns={[
            {
              key: 'holder',
              title: t('holder'),
              shown: 'first',
              render: (row) => (
                <>
                  {row.officialName} {row.leave && <OnLeave leave={row.leave} />}
                </>
              ),
            },
            { key: 'area', title: t('area'), render: (row) => row.areaName },
            { key: 'post', title: t('post'), width: 130, render: (row) => t(`post.${row.post}`) },
            {
              key: 'agency',
              title: t('agency'),
              shown: 'hidden',
              render: (row) => (row.agencyName ? pick(row.agencyName) : '—'),
            },
            { key: 'phone', title: t('phone'), width: 150, render: (row) => row.phone ?? '—' },
            { key: 'from', title: t('from'), width: 160, render: (row) => format.date(row.validFrom) },
            { key: 'source', title: t('source'), render: (row) => row.source },
            {
              key: 'pledge',
              title: t('pledge'),
              width: 90,
              render: (row) => t(row.pledgeFileId ? 'pledgeFiled' : 'pledgeMissing'),
            },
          ]}
          filters={
            <>
              <SearchField
                value={filters.text}
                label={t('searchHolder')}
                onChange={(text) => setFilters({ text }, { replace: true })}
              />
              <FilterSelect
                label={t('post')}
                value={filters.post}
                choices={postKinds}
                wordOf={(kind) => t(`post.${kind}`)}
                onChange={(post) => setFilters({ post })}
              />
            </>
          }
          filtered={filtered}
          onClearFilters={clearFilters}
          emptyWords={t('none')}
          tools={<a href={addressOf(gridContract.exportRoster, { areaId, asOf })}>{t('export')}</a>}
        />
      )}
      <AppointmentDrawer id={openId} onClose={close} />
    </PageFrame>
  )
}
