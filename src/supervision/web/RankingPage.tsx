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
          render: (row: Row) => <Term term={term} row={row} sweepId={ranking.sweepId} />,
        })),
        {
          key: 'looks',
          title: t('looks'),
          render: (row) => <Parts of="looks" row={row} sweepId={ranking.sweepId} />,
        },
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways has to be reached by the keyboard
    <section className="progress-scroll" tabIndex={0} aria-label={t('ranking')}>
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
            <th scope="col">{t('looks')}</th>
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
                  <Term term={term} row={row} sweepId={ranking.sweepId} />
                </td>
              ))}
              <td>
                <Parts of="looks" row={row} sweepId={ranking.sweepId} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type Row = Ranking['rows'][number]

/** Figures of a term, each with the list it opens; those of tasks, receipts and the sweep are figures of the progress. */
function partsOf(term: RankingTerm | 'looks', { figures, areaId }: Row, sweepId: string | null) {
  const progress = (key: string) => `/supervision/list?figure=${key}&area=${areaId}`
  const own = (part: string) => `/supervision/ranking/list?figure=${term}.${part}&area=${areaId}`
  if (term === 'coverage') {
    const { reported, nothingSeen, unvisited } = figures.coverage ?? { reported: 0, nothingSeen: 0, unvisited: 0 }
    const village = (name: string) => `${progress(`sweep.villages${name}`)}&sweep=${sweepId}`
    return [
      { part: 'reported', value: reported, to: village('Reported') },
      { part: 'nothingSeen', value: nothingSeen, to: village('NothingSeen') },
      { part: 'unvisited', value: unvisited, to: village('Unvisited') },
    ] as const
  }
  if (term === 'ownFinds')
    return (['own', 'others'] as const).map((part) => ({ part, value: figures.ownFinds[part], to: own(part) }))
  if (term === 'looks')
    return (['observations', 'visits'] as const).map((part) => ({ part, value: figures.looks[part], to: own(part) }))
  const ofProgress = term === 'tasks' || term === 'receipts'
  return (['onTime', 'late', 'missing'] as const).map((part) => ({
    part,
    value: figures[term][part],
    to: ofProgress ? progress(`${term}.${part}`) : own(part),
  }))
}

function Term({ term, row, sweepId }: { term: RankingTerm; row: Row; sweepId: string | null }) {
  const t = useText(pickText)
  const value = row.terms[term]
  if (value === null || value === undefined) return <span className="soft">{t('term.none')}</span>
  return (
    <>
      <b>{Math.round(value * 100)}%</b>
      <Parts of={term} row={row} sweepId={sweepId} />
    </>
  )
}

/** The figures a term is made of; each that is not zero opens the rows it counts. */
function Parts({ of, row, sweepId }: { of: RankingTerm | 'looks'; row: Row; sweepId: string | null }) {
  const t = useText(pickText)
  return (
    <ul className="term-parts">
      {partsOf(of, row, sweepId).map(({ part, value, to }) => (
        <li key={part}>
          {t(`part.${part}`)}{' '}
          {value === 0 ? (
            value
          ) : (
            <ScreenLink
              to={to}
              label={`${row.areaName} ${t(of === 'looks' ? of : `term.${of}`)} ${t(`part.${part}`)} ${value}`}
            >
              {value}
            </ScreenLink>
          )}
        </li>
      ))}
    </ul>
  )
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
