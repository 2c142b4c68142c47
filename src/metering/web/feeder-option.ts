/** The balance of a feeder as drawings: the surplus of each day, and the load of a lasting surplus over the day. */
import type { EChartsCoreOption } from 'echarts/core'
import { token } from '../../platform/web/theme.ts'
import type { FeederDetail } from '../feeder-contract.ts'
import { slotLabel } from '../reading.ts'

type Day = FeederDetail['days'][number]
export type BalanceWords = Record<Day['state'], string>

/** Stretches of unknown days as [first index, last index]. */
export function unknownStretches(days: readonly Day[]): [number, number][] {
  const stretches: [number, number][] = []
  for (const [index, { state }] of days.entries()) {
    const last = stretches.at(-1)
    if (state !== 'unknown') continue
    if (last && last[1] === index - 1) last[1] = index
    else stretches.push([index, index])
  }
  return stretches
}

export function surplusOption(days: readonly Day[], words: BalanceWords, phone: boolean): EChartsCoreOption {
  const bars = days.map(({ state, surplusKwh }) => ({
    value: surplusKwh === null ? null : Math.round(surplusKwh),
    itemStyle: { color: state === 'surplus' ? token('soon') : token('primary') },
  }))
  return {
    grid: { left: phone ? 48 : 64, right: 12, top: 16, bottom: 32 },
    tooltip: {
      trigger: 'axis',
      formatter: (at: { dataIndex: number }[]) => {
        const day = days[at[0]?.dataIndex ?? 0]
        const kwh = day?.surplusKwh
        return day
          ? `${day.day} ${words[day.state]}${kwh === null || kwh === undefined ? '' : ` ${Math.round(kwh)} kWh`}`
          : ''
      },
    },
    xAxis: { type: 'category', data: days.map(({ day }) => day.slice(5)), axisTick: { show: false } },
    yAxis: { type: 'value', axisLabel: { formatter: '{value}' } },
    series: [
      {
        type: 'bar',
        data: bars,
        barCategoryGap: '25%',
        markArea: {
          silent: true,
          itemStyle: { color: token('unknown-soft'), borderColor: token('unknown'), borderWidth: 0 },
          label: { show: !phone, color: token('text-soft'), position: 'insideTop', fontSize: 11 },
          data: unknownStretches(days).map(([from, to]) => [
            { xAxis: from, name: to - from > 5 ? words.unknown : '' },
            { xAxis: to },
          ]),
        },
      },
    ],
  }
}

/** A reading is a mean of a quarter hour: steps. */
export function surplusCurveOption(surplusKw: readonly number[], phone: boolean): EChartsCoreOption {
  return {
    grid: { left: phone ? 48 : 64, right: 12, top: 16, bottom: 32 },
    tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => `${value} kW` },
    xAxis: {
      type: 'category',
      data: Array.from({ length: 97 }, (_, slot) => slotLabel(slot)),
      axisLabel: { interval: phone ? 23 : 11 },
      axisTick: { show: false },
      boundaryGap: false,
    },
    yAxis: { type: 'value' },
    series: [
      {
        type: 'line',
        step: 'end',
        showSymbol: false,
        data: [...surplusKw, surplusKw.at(-1) ?? 0].map((kw) => Math.round(kw)),
        lineStyle: { color: token('soon'), width: 2 },
      },
    ],
  }
}
