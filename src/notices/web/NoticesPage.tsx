/** Notices from, to and within my area. */

import { Checkbox } from 'antd'
import { z } from 'zod'
import { hasRole } from '../../platform/shared/permission.ts'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { LinkButton } from '../../platform/web/LinkButton.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { FigureLink } from '../../platform/web/ScreenLink.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { NoticeRow } from '../contract.ts'
import { deliveryText } from '../delivery-text.ts'
import { noticeStatuses } from '../notice.ts'
import { noticesText } from '../text.ts'
import { NoticeMark } from './marks.tsx'
import { notices } from './notices-client.ts'

const noticeFilters = z.object({
  status: z.enum(noticeStatuses).optional(),
  unsealed: z.enum(['yes']).optional(),
  text: z.string().trim().max(200).optional(),
})

export default function NoticesPage() {
  const t = useText(noticesText)
  const d = useText(deliveryText)
  const me = useMe()
  const navigate = useNavigateTo()
  const { filters, setFilters, clearFilters, filtered } = useFilters(noticeFilters)
  const columns = useNoticeColumns()
  return (
    <PageFrame
      title={t('notices')}
      actions={
        hasRole(me, 'cityOffice', 'countyOffice', 'townshipLeader') && (
          <LinkButton to="/notices/draft" primary>
            {t('newDraft')}
          </LinkButton>
        )
      }
    >
      <RecordList
        name="notices"
        queryKey={['notices', filters]}
        load={(after) =>
          notices.listNotices({
            status: filters.status,
            unsealed: filters.unsealed && 'true',
            text: filters.text || undefined,
            after,
          })
        }
        sheet={{
          list: 'notices.listNotices',
          question: { status: filters.status, unsealed: filters.unsealed && 'true', text: filters.text },
        }}
        rowKey={(notice) => notice.id}
        columns={columns}
        onOpen={(notice) => navigate(`/notices/${notice.id}`)}
        filters={
          <>
            <FilterSelect
              label={t('status')}
              all={t('allStatuses')}
              value={filters.status}
              choices={noticeStatuses}
              wordOf={(value) => t(value)}
              onChange={(status) => setFilters({ status })}
            />
            <Checkbox
              checked={filters.unsealed !== undefined}
              onChange={(event) => setFilters({ unsealed: event.target.checked ? 'yes' : undefined })}
            >
              {d('unsealed.only')}
            </Checkbox>
            <SearchField
              label={t('search')}
              value={filters.text}
              onChange={(text) => setFilters({ text }, { replace: true })}
            />
          </>
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('notices.none')}
      />
    </PageFrame>
  )
}

function useNoticeColumns(): RecordColumn<NoticeRow>[] {
  const t = useText(noticesText)
  const pick = usePick()
  const format = useFormat()
  return [
    { key: 'title', title: t('title'), shown: 'first', render: (notice) => notice.title },
    {
      key: 'number',
      title: t('number'),
      render: (notice) => notice.number ?? <span className="soft">{t('noNumber')}</span>,
    },
    { key: 'issuer', title: t('issuer'), render: (notice) => pick(notice.issuerName) },
    { key: 'status', title: t('status'), width: 120, render: (notice) => <NoticeMark notice={notice} /> },
    {
      key: 'confirmed',
      title: t('confirmed'),
      width: 100,
      align: 'right',
      render: (notice) => <ConfirmedFigure notice={notice} />,
    },
    {
      key: 'issuedOn',
      title: t('issuedOn'),
      width: 150,
      render: (notice) => (notice.issuedOn ? format.date(notice.issuedOn) : '—'),
    },
    { key: 'draftedAt', title: t('draftedAt'), shown: 'hidden', render: (notice) => format.instant(notice.draftedAt) },
  ]
}

/** Confirmed of all addressees in my scope; opens the list of those that have not. */
export function ConfirmedFigure({ notice }: { notice: NoticeRow }) {
  const t = useText(noticesText)
  if (notice.status === 'draft' || notice.addressees === 0) return <>—</>
  const value = `${notice.confirmed}/${notice.addressees}`
  const open = notice.confirmed < notice.addressees && notice.status === 'issued'
  return (
    <span className="small-figure">
      <FigureLink
        value={value}
        label={t('confirmed')}
        to={open ? `/notices/unconfirmed?notice=${notice.id}` : `/notices/${notice.id}`}
      />
    </span>
  )
}
