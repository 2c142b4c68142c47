/** Who owes a self-check report, and how far it is. */
import { z } from 'zod'
import { ActButton } from '../../platform/web/act.tsx'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { LastDay } from '../../platform/web/LimitMark.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { ReportTaskRow } from '../contract.ts'
import { mayWrite, timings } from '../report.ts'
import { supervisionText } from '../text.ts'
import { ReportMark, TimingMark } from './marks.tsx'
import { NoticeChoice } from './NoticeChoice.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

const reportFilters = z.object({ notice: z.uuid().optional(), timing: z.enum(timings).optional() })

export default function ReportsPage() {
  const t = useText(supervisionText)
  const { filters, setFilters, clearFilters, filtered } = useFilters(reportFilters)
  return (
    <PageFrame title={t('reports')} lead={t('reports.lead')}>
      <RecordList
        name="reports"
        queryKey={['reportTasks', filters]}
        sheet={{ list: 'supervision.listReportTasks', question: { noticeId: filters.notice, timing: filters.timing } }}
        load={(after) => supervision.listReportTasks({ noticeId: filters.notice, timing: filters.timing, after })}
        rowKey={(row) => row.taskId}
        columns={[
          { key: 'area', title: t('area'), shown: 'first', render: (row) => row.areaName },
          {
            key: 'notice',
            title: t('notice'),
            render: (row) => <ScreenLink to={`/notices/${row.noticeId}`}>{row.noticeNumber}</ScreenLink>,
          },
          { key: 'dueOn', title: t('dueOn'), width: 165, render: (row) => <LastDay dueOn={row.dueOn} /> },
          { key: 'timing', title: t('timing'), width: 120, render: (row) => <TimingMark timing={row.timing} /> },
          {
            key: 'report',
            title: t('reportState'),
            width: 120,
            render: (row) => <ReportMark status={row.reportStatus} />,
          },
          { key: 'number', title: t('number'), render: (row) => row.number ?? '—' },
          { key: 'acts', title: '', width: 150, render: (row) => <RowAct row={row} /> },
        ]}
        filters={
          <>
            <NoticeChoice value={filters.notice} onChange={(notice) => setFilters({ notice })} />
            <FilterSelect
              label={t('timing')}
              value={filters.timing}
              choices={timings}
              wordOf={(value) => t(`timing.${value}`)}
              onChange={(timing) => setFilters({ timing })}
            />
          </>
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('reports.none')}
      />
    </PageFrame>
  )
}

/** Begins a version where one is to be written, else opens the newest. */
function RowAct({ row }: { row: ReportTaskRow }) {
  const t = useText(supervisionText)
  const me = useMe()
  const navigate = useNavigateTo()
  const waits = row.taskStatus === 'open' || row.taskStatus === 'returned'
  const begins = mayWrite(me, row) && waits && (row.reportStatus === null || row.reportStatus === 'returned')
  return (
    <span className="acts">
      {row.reportId && <ScreenLink to={`/supervision/reports/${row.reportId}`}>{t('open')}</ScreenLink>}
      {begins && (
        <ActButton
          primary
          label={t(row.reportId ? 'draft.next' : 'draft')}
          run={() => supervision.draftReport({ taskId: row.taskId })}
          done={null}
          onDone={({ id }) => navigate(`/supervision/reports/${id}`)}
        />
      )}
    </span>
  )
}
