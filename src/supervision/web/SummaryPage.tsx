/** The summary of a notice over all areas that owe a report. */
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { ActButton } from '../../platform/web/act.tsx'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { ErrorPanel, PageError } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useFilters } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import type { FigureCounts } from '../figure.ts'
import { sitesOf, villagesOf } from '../figures.ts'
import { timings } from '../report.ts'
import type { Summary } from '../summary.ts'
import { supervisionText } from '../text.ts'
import { ReportMark, TimingMark } from './marks.tsx'
import { NoticeChoice } from './NoticeChoice.tsx'
import { PaperLinks } from './PaperLinks.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

const summaryFilters = z.object({ notice: z.uuid().optional(), edition: z.uuid().optional() })

export default function SummaryPage() {
  const { filters } = useFilters(summaryFilters)
  return filters.edition ? <EditionPage id={filters.edition} /> : <PresentPage />
}

function PresentPage() {
  const t = useText(supervisionText)
  const { filters, setFilters } = useFilters(summaryFilters)
  // without a choice: the notice of the newest report that is owed
  const owed = useQuery({
    queryKey: ['reportTasks', 'any'],
    queryFn: () => supervision.listReportTasks({ limit: 200 }),
    enabled: filters.notice === undefined,
  })
  const noticeId = filters.notice ?? owed.data?.rows.at(-1)?.noticeId
  const summary = useQuery({
    queryKey: ['summary', noticeId],
    queryFn: () => supervision.getSummary({ noticeId: noticeId ?? '' }),
    enabled: noticeId !== undefined,
  })
  const error = owed.error ?? summary.error
  return (
    <PageFrame
      title={summary.data ? t('summary.of', { name: summary.data.areaName }) : t('summary')}
      lead={summary.data && t('summary.lead', { reported: summary.data.reported, count: summary.data.rows.length })}
      actions={
        <>
          <NoticeChoice all={false} value={noticeId} onChange={(notice) => setFilters({ notice })} />
          {summary.data?.mayIssue && summary.data.rows.length > 0 && (
            <IssueSummary noticeId={summary.data.notice.id} onIssued={(edition) => setFilters({ edition })} />
          )}
          {summary.data && <Downloads address={summaryAddress(summary.data.notice.id)} />}
        </>
      }
    >
      {error && <PageError error={error} onRetry={() => void summary.refetch()} />}
      {!error && owed.data && noticeId === undefined && <EmptyPanel why="noData" words={t('summary.none')} />}
      {!error && noticeId !== undefined && summary.isPending && <PageSkeleton />}
      {summary.data && <Editions noticeId={summary.data.notice.id} shown={undefined} />}
      {summary.data && <SummaryTable summary={summary.data} />}
    </PageFrame>
  )
}

function IssueSummary({ noticeId, onIssued }: { noticeId: string; onIssued: (editionId: string) => void }) {
  const t = useText(supervisionText)
  return (
    <ActButton
      primary
      label={t('edition.issue')}
      confirm={<p>{t('edition.issue.ask')}</p>}
      run={() => supervision.issueSummary({ noticeId })}
      done={t('edition.issue.done')}
      onDone={({ id }) => onIssued(id)}
    />
  )
}

/** An edition as it was issued. */
function EditionPage({ id }: { id: string }) {
  const t = useText(supervisionText)
  const format = useFormat()
  const found = useQuery({ queryKey: ['summaryEdition', id], queryFn: () => supervision.getSummaryEdition({ id }) })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) {
    return (
      <PageFrame title={t('summary')}>
        <PageError error={found.error} onRetry={() => void found.refetch()} />
      </PageFrame>
    )
  }
  const { summary, number, edition, asOf, digest, intact, noticeId, issuedByName } = found.data
  return (
    <PageFrame
      title={`${t('summary.of', { name: summary.areaName })} ${number}`}
      lead={t('edition.lead', { edition, at: format.instant(asOf), name: issuedByName })}
      actions={<Downloads address={`/api/supervision/summary-editions/${id}/document?`} />}
    >
      {!intact && <ErrorPanel error={new Error(t('notIntact'))} />}
      <p className="soft">
        {t('edition.digest')} <code className="wrap">{digest}</code>
      </p>
      <Editions noticeId={noticeId} shown={id} />
      <SummaryTable summary={summary} />
    </PageFrame>
  )
}

/** Now, and what was issued of it, newest first. */
function Editions({ noticeId, shown }: { noticeId: string; shown: string | undefined }) {
  const t = useText(supervisionText)
  const format = useFormat()
  const found = useQuery({
    queryKey: ['summaryEditions', noticeId],
    queryFn: () => supervision.listSummaryEditions({ noticeId, limit: 50 }),
  })
  if (!found.data) return found.error ? <PageError error={found.error} /> : null
  const address = `/supervision/summary?notice=${noticeId}`
  return (
    <nav className="acts" aria-label={t('editions')}>
      <strong>{t('editions')}</strong>
      {found.data.rows.length === 0 && <span className="soft">{t('editions.none')}</span>}
      {shown !== undefined && <ScreenLink to={address}>{t('edition.now')}</ScreenLink>}
      {found.data.rows.map((row) =>
        row.id === shown ? (
          <b key={row.id}>{row.number}</b>
        ) : (
          <ScreenLink key={row.id} to={`${address}&edition=${row.id}`}>
            {row.number} <small className="soft">{format.instant(row.asOf)}</small>
          </ScreenLink>
        ),
      )}
    </nav>
  )
}

const summaryAddress = (noticeId: string): string => `/api/supervision/summaries/${noticeId}/document?`

function Downloads({ address }: { address: string }) {
  const t = useText(supervisionText)
  return <PaperLinks address={address} word={t('word')} pdf={t('pdf')} />
}

function SummaryTable({ summary }: { summary: Summary }) {
  const t = useText(supervisionText)
  const format = useFormat()
  const headings = [
    'area',
    'timing',
    'dueOn',
    'reportState',
    'number',
    'posts.vacant',
    'villagesDone',
    'sitesDone',
    'leads',
    'forbidden',
    'forbiddenStanding',
    'cases',
  ] as const
  return (
    <div className="progress-scroll">
      <p className="acts">
        {timings.map((timing) => (
          <span key={timing}>
            <TimingMark timing={timing} />{' '}
            <ScreenLink to={`/supervision/reports?notice=${summary.notice.id}&timing=${timing}`}>
              {format.number(summary.timing[timing])}
            </ScreenLink>
          </span>
        ))}
      </p>
      <table className="progress-table summary-table">
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {t(heading)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {summary.rows.map((row) => (
            <tr key={row.taskId}>
              <th scope="row">{row.areaName}</th>
              <td>
                <TimingMark timing={row.timing} />
              </td>
              <td>{row.dueOn ?? '—'}</td>
              <td>
                {row.deliveredOn !== null && row.reportId === null ? (
                  <ScreenLink to={`/tasks/${row.taskId}`}>{t('report.file')}</ScreenLink>
                ) : (
                  <ReportMark status={row.reportStatus} />
                )}
              </td>
              <td>
                {row.reportId ? <ScreenLink to={`/supervision/reports/${row.reportId}`}>{row.number}</ScreenLink> : '—'}
              </td>
              <FigureCells figures={row.figures} vacantPosts={row.vacantPosts} />
            </tr>
          ))}
          <tr className="total">
            <th scope="row" colSpan={5}>
              {t('total')}
            </th>
            <FigureCells figures={summary.total} vacantPosts={summary.vacantPosts} />
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function FigureCells({ figures, vacantPosts }: { figures: FigureCounts | null; vacantPosts: number | null }) {
  const t = useText(supervisionText)
  if (figures === null) return ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => <UnknownCell key={key} />)
  const { sweep, leads, furnaces, closures } = figures
  const cells = {
    vacantPosts: vacantPosts ?? t('unknown'),
    villages: sweep ? `${villagesOf(sweep) - sweep.villagesUnvisited} / ${villagesOf(sweep)}` : t('unknown'),
    sites: sweep ? `${sweep.sitesVisited} / ${sitesOf(sweep)}` : t('unknown'),
    leads: leads.waiting + leads.underVerification + leads.founded + leads.cleared,
    forbidden: furnaces.forbidden,
    standing: furnaces.forbiddenStanding,
    cases: `${closures.closed} / ${closures.open + closures.closing + closures.closed}`,
  }
  return Object.entries(cells).map(([key, cell]) => <td key={key}>{cell}</td>)
}

function UnknownCell() {
  const t = useText(supervisionText)
  return <td className="unknown-cell">{t('unknown')}</td>
}
