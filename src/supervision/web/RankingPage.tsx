/** The ranking of the places below by the published formula, with every term and the formula itself. */
import { useQuery } from '@tanstack/react-query'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordCards } from '../../platform/web/RecordCards.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { usePick, usePunctuation, useText } from '../../platform/web/text.tsx'
import { usePhone } from '../../platform/web/use-phone.ts'
import { pickText } from '../pick-text.ts'
import { type RankingTerm, rankingTerms } from '../ranking.ts'
import type { Ranking } from '../ranking-contract.ts'
import { supervision } from './supervision-client.ts'
import './supervision.css'

export default function RankingPage() {
  const t = useText(pickText)
  const format = useFormat()
  const { areaId } = useAreaChoice()
  const found = useQuery({ queryKey: ['ranking', areaId], queryFn: () => supervision.getRanking({ areaId }) })
  return (
    <PageFrame
      title={t('ranking')}
      scope
      lead={t('ranking.lead')}
      status={found.data && <span className="soft">{format.instant(found.data.asOf)}</span>}
    >
      {found.isPending && <PageSkeleton />}
      {found.isError && <PageError error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <Places ranking={found.data} />
          <Formula formula={found.data.formula} />
        </>
      )}
    </PageFrame>
  )
}

function Places({ ranking }: { ranking: Ranking }) {
  const t = useText(pickText)
  const phone = usePhone()
  if (!phone) return <Table ranking={ranking} />
  return (
    <RecordCards
      rows={ranking.rows}
      rowKey={(row) => String(row.areaId)}
      columns={[
        { key: 'place', title: t('place'), shown: 'first', render: (row) => `${row.place ?? '—'} ${row.areaName}` },
        { key: 'score', title: t('score'), render: (row) => <Score row={row} /> },
        ...rankingTerms.map((term) => ({
          key: term,
          title: t(`term.${term}`),
          render: (row: Row) => <Term term={term} row={row} />,
        })),
      ]}
    />
  )
}

function Score({ row }: { row: Row }) {
  const t = useText(pickText)
  const { colon } = usePunctuation()
  if (row.why) return <StatusMark status="unknown" word={`${t('unranked')}${colon}${t(`why.${row.why}`)}`} />
  return row.score !== null && <b>{row.score.toFixed(1)}</b>
}

function Table({ ranking }: { ranking: Ranking }) {
  const t = useText(pickText)
  return (
    <div className="progress-scroll">
      <table className="progress-table ranking-table">
        <thead>
          <tr>
            <th scope="col">{t('rank')}</th>
            <th scope="col">{t('place')}</th>
            <th scope="col">{t('score')}</th>
            {rankingTerms.map((term) => (
              <th key={term} scope="col">
                {t(`term.${term}`)}
                <br />
                <small className="soft">
                  {t('weight')} {ranking.formula.weights[term]}
                </small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ranking.rows.map((row) => (
            <tr key={row.areaId}>
              <td>{row.place ?? '—'}</td>
              <th scope="row">{row.areaName}</th>
              <td>
                <Score row={row} />
              </td>
              {rankingTerms.map((term) => (
                <td key={term}>
                  <Term term={term} row={row} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Row = Ranking['rows'][number]

/** Where the records behind a term are listed. */
const lists: Partial<Record<RankingTerm, (areaId: number) => string>> = {
  tasks: (areaId) => `/supervision/list?figure=tasks.missing&area=${areaId}`,
  receipts: (areaId) => `/supervision/list?figure=receipts.missing&area=${areaId}`,
  verification: (areaId) => `/supervision/picks/list?figure=lateVerifications&area=${areaId}`,
  rectification: (areaId) => `/supervision/rectifications?area=${areaId}`,
  coverage: (areaId) => `/supervision/list?figure=sweep.villagesUnvisited&area=${areaId}`,
  ownFinds: (areaId) => `/supervision/list?figure=leads.founded&area=${areaId}`,
}

function Term({ term, row }: { term: RankingTerm; row: Row }) {
  const t = useText(pickText)
  const value = row.terms[term]
  if (value === null || value === undefined) return <span className="soft">{t('term.none')}</span>
  return (
    <>
      <ScreenLink to={lists[term]?.(row.areaId) ?? ''} label={`${row.areaName} ${t(`term.${term}`)}`}>
        {Math.round(value * 100)}%
      </ScreenLink>{' '}
      <small className="soft">
        <Words term={term} figures={row.figures} />
      </small>
    </>
  )
}

function Words({ term, figures }: { term: RankingTerm; figures: Row['figures'] }) {
  const t = useText(pickText)
  if (term === 'coverage') return <>{t('term.covered', figures.coverage ?? { done: 0, of: 0 })}</>
  return <>{term === 'ownFinds' ? t('term.found', figures.ownFinds) : t('term.duty', figures[term])}</>
}

function Formula({ formula }: { formula: Ranking['formula'] }) {
  const t = useText(pickText)
  const pick = usePick()
  return (
    <section>
      <h2 className="part">{t('formula')}</h2>
      <ul className="formula">
        <li>{t('formula.score')}</li>
        <li>{t('formula.duty', { times: formula.missingCounts })}</li>
        <li>{t('formula.coverage')}</li>
        <li>{t('formula.ownFinds')}</li>
        <li>{t('formula.unranked', { least: formula.leastDue })}</li>
        <li>{t('formula.window', { days: formula.windowDays })}</li>
      </ul>
      <p>
        <StandingTag standing={formula.standing} grade={formula.grade} />{' '}
        <small className="soft">{pick(formula.citation)}</small>
      </p>
    </section>
  )
}
