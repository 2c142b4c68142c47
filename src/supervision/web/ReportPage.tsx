/** One version of a report: the county's words, the figures, the paper, and what may be done next. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ActButton } from '../../platform/web/act.tsx'
import { DocumentPreview } from '../../platform/web/DocumentPreview.tsx'
import { ErrorPanel, PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { LastDay } from '../../platform/web/LimitMark.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useNavigateTo, useParam, usePastDay } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePunctuation, useText } from '../../platform/web/text.tsx'
import type { ReportRecord } from '../contract.ts'
import { canMove, mayReview, mayWrite, missingTexts, type ReportTexts } from '../report.ts'
import { reportDocument } from '../report-document.ts'
import { supervisionText } from '../text.ts'
import { ReportMark, TimingMark } from './marks.tsx'
import { ReportForm } from './ReportForm.tsx'
import { reportFile, supervision } from './supervision-client.ts'
import './supervision.css'

export default function ReportPage() {
  const t = useText(supervisionText)
  const id = useParam('id')
  const report = useQuery({ queryKey: ['report', id], queryFn: () => supervision.getReport({ id }) })
  if (report.error)
    return (
      <PageFrame title={t('report')}>
        <PageError error={report.error} onRetry={() => void report.refetch()} />
      </PageFrame>
    )
  if (!report.data)
    return (
      <PageFrame title={t('report')}>
        <PageSkeleton />
      </PageFrame>
    )
  return <Loaded key={id} report={report.data} />
}

function Loaded({ report }: { report: ReportRecord }) {
  const t = useText(supervisionText)
  const me = useMe()
  const [texts, setTexts] = useState<ReportTexts>(report.texts)
  const past = usePastDay()
  const writing = !past && mayWrite(me, report) && canMove('change', report.status)
  const shown = writing ? texts : report.texts
  return (
    <PageFrame
      title={`${report.areaName} ${t('report')}`}
      status={
        <>
          <ReportMark status={report.status} /> <TimingMark timing={report.timing} />
        </>
      }
      actions={<ReportActs report={report} texts={shown} />}
    >
      {!report.intact && <ErrorPanel error={new Error(t('notIntact'))} />}
      <ReportFacts report={report} />
      <div className={writing ? 'report-columns' : 'report-single'}>
        {writing && (
          <section>
            <h2 className="part">{t('texts')}</h2>
            <ReportForm id={report.id} texts={report.texts} onChange={setTexts} />
          </section>
        )}
        <section>
          <h2 className="part">
            {t('preview')} <small className="soft">{t('preview.help')}</small>
          </h2>
          <DocumentPreview input={reportDocument(report.figures, shown, report)} />
        </section>
      </div>
      <section className="no-print">
        <RecordHistory subjectId={report.id} limitsOf={report.taskId} />
      </section>
    </PageFrame>
  )
}

function ReportActs({ report, texts }: { report: ReportRecord; texts: ReportTexts }) {
  const t = useText(supervisionText)
  const { and } = usePunctuation()
  const me = useMe()
  const navigate = useNavigateTo()
  const { id } = report
  const own = mayWrite(me, report)
  const missing = missingTexts(texts)
  const judging = mayReview(me, report) && canMove('accept', report.status)
  const next =
    own && report.status === 'returned' && report.taskStatus === 'returned' && report.versions.at(-1)?.id === id
  return (
    <>
      {own && canMove('submit', report.status) && (
        <>
          <ActButton label={t('refresh')} run={() => supervision.refreshReport({ id })} done={t('refreshed')} />
          <ActButton
            primary
            label={t('submit')}
            disabled={missing.length > 0}
            confirm={t('submit.ask')}
            // what stands in the fields is what is submitted
            run={() => supervision.writeReport({ id, texts }).then(() => supervision.submitReport({ id }))}
          />
          {missing.length > 0 && (
            <small className="soft">{t('submit.missing', { fields: missing.map((name) => t(name)).join(and) })}</small>
          )}
        </>
      )}
      {judging && <ActButton primary label={t('accept')} run={() => supervision.acceptReport({ id })} />}
      {judging && (
        <ActButton
          label={t('return')}
          reason="required"
          confirm={t('return.ask')}
          run={(reason) => supervision.returnReport({ id, reason })}
        />
      )}
      {next && (
        <ActButton
          primary
          label={t('draft.next')}
          run={() => supervision.draftReport({ taskId: report.taskId })}
          done={null}
          onDone={(made) => navigate(`/supervision/reports/${made.id}`)}
        />
      )}
      <Button href={reportFile(id, 'docx')} download>
        {t('word')}
      </Button>
      <Button href={reportFile(id, 'pdf')} download>
        {t('pdf')}
      </Button>
    </>
  )
}

function ReportFacts({ report }: { report: ReportRecord }) {
  const t = useText(supervisionText)
  const format = useFormat()
  const others = report.versions.filter((version) => version.id !== report.id)
  return (
    <Facts
      facts={[
        [t('number'), report.number],
        [
          t('notice'),
          <ScreenLink key="notice" to={`/notices/${report.noticeId}`}>
            {report.figures.notice.number}
          </ScreenLink>,
        ],
        [
          t('task'),
          <ScreenLink key="task" to={`/tasks/${report.taskId}`}>
            {t('task.open')}
          </ScreenLink>,
        ],
        [t('dueOn'), <LastDay key="due" dueOn={report.dueOn} />],
        [t('asOf'), format.instant(report.asOf)],
        [
          t('digest'),
          <span key="digest" className="digest">
            {report.digest.slice(0, 16)}… {t(report.intact ? 'intact' : 'notIntact')}
          </span>,
        ],
        [
          t('submittedBy'),
          report.submittedAt ? `${report.submittedByName} ${format.instant(report.submittedAt)}` : undefined,
        ],
        [
          t('reviewedBy'),
          report.reviewedAt ? `${report.reviewedByName ?? '—'} ${format.instant(report.reviewedAt)}` : undefined,
        ],
        [t('returnedReason'), report.returnedReason ?? undefined],
        [
          t('versions'),
          others.length > 0 ? (
            <span className="acts" key="versions">
              {others.map((version) => (
                <ScreenLink key={version.id} to={`/supervision/reports/${version.id}`}>
                  {t('version', { count: version.version })} {version.number ?? ''}
                </ScreenLink>
              ))}
            </span>
          ) : undefined,
        ],
      ]}
    />
  )
}
