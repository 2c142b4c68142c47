/** Months of implied, declared and invoiced tonnes side by side, and whether they disagree. What is not known is told so. */
import './metering.css'
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useLanguage, useText } from '../../platform/web/text.tsx'
import { outputSentences, outputText } from '../output-text.ts'
import type { OutputComparison as Comparison } from '../usage-point-contract.ts'
import { metering } from './metering-client.ts'

/** @param to the last day looked at; the newest where it is not given. */
export function OutputComparison({ id, to }: { id: string; to?: string }) {
  const answer = useQuery({
    queryKey: ['outputComparison', id, to],
    queryFn: () => metering.compareOutput({ id, ...(to !== undefined && { to }) }),
    // each look is recorded
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  if (answer.isPending) return <Skeleton active title={false} paragraph={{ rows: 6 }} />
  if (answer.isError) return <PageError error={answer.error} onRetry={() => void answer.refetch()} />
  return <Compared given={answer.data} />
}

function Compared({ given }: { given: Comparison }) {
  const t = useText(outputText)
  const language = useLanguage()
  const format = useFormat()
  const { kwhPerTonne, enterpriseName } = given
  if (given.span === null) return <EmptyPanel why="noData" words={t('noSpan')} />
  const notes = [
    t('lead'),
    ...(kwhPerTonne
      ? [t('perTonne', { low: format.number(kwhPerTonne.low), high: format.number(kwhPerTonne.high) })]
      : []),
    enterpriseName === null ? t('noOccupant') : t('occupant', { name: enterpriseName }),
    t('logged'),
  ]
  return (
    <>
      <ul className="tight-list">
        {outputSentences(given, language).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Months given={given} />
      <p className="soft">{notes.join(language === 'zh' ? '' : ' ')}</p>
    </>
  )
}

function Months({ given: { months, declared, invoicesShown } }: { given: Comparison }) {
  const t = useText(outputText)
  return (
    <div className="points-scroll">
      <table className="points output-months">
        <thead>
          <tr>
            <th>{t('month')}</th>
            <th className="number">{t('implied')}</th>
            <th className="number">
              {declared?.year ? t('declaredOf', { year: String(declared.year) }) : t('declared')}
            </th>
            {invoicesShown && <th className="number">{t('invoiced')}</th>}
          </tr>
        </thead>
        <tbody>
          {months.map((one) => (
            <tr key={one.month}>
              <th>
                {one.month} {!one.whole && one.daysRead > 0 && <small className="soft">{t('partial')}</small>}
              </th>
              <td className="number">
                <Tonnes low={one.impliedLowT} high={one.impliedHighT} />
              </td>
              <td className="number">
                <Tonnes low={one.declaredT} />
              </td>
              {invoicesShown && (
                <td className="number">
                  <Tonnes low={one.invoicedT} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Tonnes({ low, high }: { low: number | null; high?: number | null }) {
  const t = useText(outputText)
  const format = useFormat()
  if (low === null || high === null) return <StatusMark status="unknown" word={t('unknown')} />
  return high === undefined || high === low
    ? format.number(low)
    : t('range', { low: format.number(low), high: format.number(high) })
}
