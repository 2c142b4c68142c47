/** A usage point beside its trade: the shape of its day within the quartiles of others, and its use of the contract. */
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { EChartsCoreOption } from 'echarts/core'
import { useMemo } from 'react'
import { siteKindWords } from '../../enterprises/words.ts'
import { Chart } from '../../platform/web/Chart.tsx'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { token, useDark } from '../../platform/web/theme.ts'
import { slotLabel, slotsPerDay } from '../reading.ts'
import type { TradeComparison as Comparison } from '../usage-point-contract.ts'
import { usagePointText } from '../usage-point-text.ts'
import { metering } from './metering-client.ts'

export function TradeComparison({ id }: { id: string }) {
  const t = useText(usagePointText)
  const answer = useQuery({
    queryKey: ['tradeComparison', id],
    queryFn: () => metering.compareTrade({ id }),
    // each look is recorded
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  if (answer.isPending) return <Skeleton.Node active style={{ width: '100%', height: 300 }} />
  if (answer.isError) return <PageError error={answer.error} onRetry={() => void answer.refetch()} />
  return <Compared given={answer.data} caution={t('tradeCaution')} />
}

function Compared({ given, caution }: { given: Comparison; caution: string }) {
  const t = useText(usagePointText)
  const basis = useBasis(given)
  if (given.span === null) return <EmptyPanel why="noData" words={t('tradeNoOwn')} />
  if (basis === null) return <EmptyPanel why="noData" words={t('tradeUnknown')} />
  if (given.trade === null)
    return <EmptyPanel why="noData" words={t('tradeTooFew', { basis, count: given.others, needed: given.needed })} />
  const hasOwn = given.own.shape.some((value) => value !== null)
  return (
    <>
      <p className="soft">{t('tradeBasis', { basis, count: given.others, ...given.span })}</p>
      {!hasOwn && <p>{t('tradeNoOwn')}</p>}
      <ShapeChart own={given.own} trade={given.trade} />
      <UseOfContract own={given.own} trade={given.trade} />
      <p className="soft">{caution}</p>
    </>
  )
}

function useBasis({ basis }: Comparison): string | null {
  const t = useText(usagePointText)
  const pick = usePick()
  if (basis === null) return null
  const kinds: Readonly<Record<string, { zh: string; en: string }>> = siteKindWords
  const kind = kinds[basis.code]
  const code = basis.kind === 'siteKind' && kind ? pick(kind) : basis.code
  return t(`basis.${basis.kind}`, { code, edition: basis.edition ?? '' })
}

type Shown = { own: Comparison['own']; trade: NonNullable<Comparison['trade']> }

function UseOfContract({ own, trade }: Shown) {
  const t = useText(usagePointText)
  const format = useFormat()
  const ownUse =
    own.kwhPerKwDay === null ? t('tradeUseUnknown') : t('tradeUseOwn', { own: format.number(own.kwhPerKwDay, 1) })
  const use = trade.kwhPerKwDay
  const tradeUse = use && {
    low: format.number(use.low, 1),
    median: format.number(use.median, 1),
    high: format.number(use.high, 1),
  }
  return <Facts facts={[[t('tradeUse'), [ownUse, ...(tradeUse ? [t('tradeUseTrade', tradeUse)] : [])].join('; ')]]} />
}

/** Bands are drawn as the low quartile, unseen, and the way from it to the high one. */
function ShapeChart({ own, trade }: Shown) {
  const t = useText(usagePointText)
  const dark = useDark()
  const option = useMemo((): EChartsCoreOption => {
    // its colours are read from the scheme
    void dark
    const at = (values: readonly (number | null)[]) => [...values, values.at(-1) ?? null]
    const clocks = Array.from({ length: slotsPerDay + 1 }, (_, slot) => slotLabel(slot))
    const wide = trade.shape.high.map((high, slot) => (high === null ? null : high - (trade.shape.low[slot] ?? 0)))
    const medianAbove = (trade.shape.median.at(-1) ?? 0) > (own.shape.at(-1) ?? 0)
    const line = { type: 'line', step: 'end', symbol: 'none', silent: true }
    const label = (text: string, offset: number) => ({ show: true, formatter: text, distance: 4, offset: [0, offset] })
    return {
      grid: { left: 40, right: 96, top: 16, bottom: 32 },
      xAxis: {
        type: 'category',
        data: clocks,
        boundaryGap: false,
        axisLabel: { interval: 11 },
        axisTick: { interval: 11 },
      },
      yAxis: { type: 'value', min: 0 },
      series: [
        { ...line, data: at(trade.shape.low), stack: 'band', lineStyle: { opacity: 0 } },
        {
          ...line,
          data: at(wide),
          stack: 'band',
          lineStyle: { opacity: 0 },
          areaStyle: { color: token('hatch'), opacity: 0.6 },
        },
        {
          ...line,
          data: at(trade.shape.median),
          color: token('unknown'),
          lineStyle: { width: 1.5, type: 'dashed' },
          endLabel: label(t('tradeMedian'), medianAbove ? -8 : 8),
        },
        {
          ...line,
          data: at(own.shape),
          color: token('primary'),
          lineStyle: { width: 2 },
          endLabel: label(t('tradeOwn'), medianAbove ? 8 : -8),
        },
      ],
    }
  }, [own, trade, t, dark])
  return <Chart title={t('tradeTitle')} option={option} height={280} />
}
