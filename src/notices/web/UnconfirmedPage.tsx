/** Who has not confirmed receipt: of all notices, or of one. */
import { Button } from 'antd'
import { z } from 'zod'
import { daysBetween } from '../../platform/shared/calendar.ts'
import type { Answer } from '../../platform/web/client.ts'
import { today, useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { noticesContract } from '../contract.ts'
import { noticesText } from '../text.ts'
import { notices } from './notices-client.ts'

const unconfirmedFilters = z.object({ notice: z.uuid().optional() })
type Row = Answer<typeof noticesContract.listUnconfirmed>['rows'][number]

export default function UnconfirmedPage() {
  const t = useText(noticesText)
  const navigate = useNavigateTo()
  const { filters, clearFilters } = useFilters(unconfirmedFilters)
  const columns = useUnconfirmedColumns()
  return (
    <PageFrame title={t('unconfirmedTitle')} lead={t('unconfirmed.lead')}>
      <RecordList
        name="unconfirmed"
        queryKey={['unconfirmed', filters.notice]}
        load={(after) => notices.listUnconfirmed({ noticeId: filters.notice, after })}
        sheet={{ list: 'notices.listUnconfirmed', question: { noticeId: filters.notice } }}
        rowKey={(row) => row.id}
        columns={columns}
        onOpen={(row) => navigate(`/notices/${row.noticeId}`)}
        filters={
          filters.notice && (
            <span className="acts">
              {t('ofOneNotice')} <ScreenLink to={`/notices/${filters.notice}`}>{t('notice')}</ScreenLink>
              <Button type="link" onClick={clearFilters}>
                {t('showAll')}
              </Button>
            </span>
          )
        }
        emptyWords={t('unconfirmed.none')}
      />
    </PageFrame>
  )
}

function useUnconfirmedColumns(): RecordColumn<Row>[] {
  const t = useText(noticesText)
  const pick = usePick()
  return [
    {
      key: 'addressee',
      title: t('addressee'),
      shown: 'first',
      render: (row) => (row.agencyName ? pick(row.agencyName) : row.areaName),
    },
    {
      key: 'status',
      title: t('status'),
      width: 120,
      render: () => <StatusMark status="unknown" word={t('unconfirmed')} />,
    },
    { key: 'number', title: t('number'), render: (row) => row.noticeNumber },
    {
      key: 'title',
      title: t('title'),
      render: (row) => <ScreenLink to={`/notices/${row.noticeId}`}>{row.noticeTitle}</ScreenLink>,
    },
    {
      key: 'issuedOn',
      title: t('issuedOn'),
      width: 220,
      render: (row) => <IssuedOn date={row.issuedOn} />,
    },
  ]
}

/** The day of issue, and how long it has been waiting. */
function IssuedOn({ date }: { date: string }) {
  const t = useText(noticesText)
  const format = useFormat()
  const days = daysBetween(date, today())
  return (
    <>
      {format.date(date)} {days > 0 && <span className="soft">{t('daysWaiting', { count: days })}</span>}
    </>
  )
}
