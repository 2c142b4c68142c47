/** My exports, latest first. */
import { exportText } from '../shared/export-text.ts'
import { DownloadButton, failureOf, isUnderWay } from './ExportButton.tsx'
import { useFormat } from './format.ts'
import { PageFrame } from './PageFrame.tsx'
import { RecordList } from './RecordList.tsx'
import { type MarkStatus, StatusMark } from './StatusMark.tsx'
import { platform } from './session.ts'
import { usePick, useText } from './text.tsx'

const marks: Readonly<Record<'waiting' | 'running' | 'done' | 'failed' | 'deleted', MarkStatus>> = {
  waiting: 'due',
  running: 'due',
  done: 'done',
  failed: 'overdue',
  deleted: 'ended',
}

export default function ExportsPage() {
  const t = useText(exportText)
  const pick = usePick()
  const format = useFormat()
  return (
    <PageFrame title={t('exports')} lead={t('lead')}>
      <RecordList
        name="exports"
        queryKey={['exports']}
        load={(after) => platform.listExports({ after })}
        refreshWhile={(rows) => rows.some(isUnderWay)}
        rowKey={(row) => row.id}
        columns={[
          { key: 'list', title: t('list'), shown: 'first', render: (row) => pick(row.title) },
          {
            key: 'status',
            title: t('status'),
            width: 150,
            render: (row) => <StatusMark status={marks[row.status]} word={t(`status.${row.status}`)} />,
          },
          {
            key: 'asOf',
            title: t('asOf'),
            width: 170,
            render: (row) => (row.asOf === null ? t('asAsked') : format.date(row.asOf)),
          },
          { key: 'rows', title: t('rows'), width: 110, align: 'right', render: (row) => format.number(row.rowCount) },
          { key: 'at', title: t('askedAt'), width: 180, render: (row) => format.instant(row.askedAt) },
          {
            key: 'file',
            title: '',
            render: (row) =>
              row.status === 'done' ? <DownloadButton id={row.id} /> : row.failure !== null && t(failureOf(row)),
          },
        ]}
        emptyWords={t('none')}
      />
    </PageFrame>
  )
}
