/** A chart that answers one question: its title is the subject, the figures behind it are one click away. Import lazily: ECharts is large. */

import { Button } from 'antd'
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  AxisPointerComponent,
  DataZoomComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components'
import { type ECharts, type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { platformText } from './platform-text.ts'
import { useText } from './text.tsx'
import { token, useDark } from './theme.ts'

use([
  BarChart,
  CustomChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  AxisPointerComponent,
  DataZoomComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
  SVGRenderer,
])

type Props = {
  /** The subject of the answer, with the unit: `负荷（kW）`. */
  title: string
  /** Axis units belong to it; build it with `useMemo`. Colours come from the theme unless set. */
  option: EChartsCoreOption
  height?: number
  /** The same figures as a table. */
  table?: ReactNode
  /** `canvas` where thousands of points move; anything else is drawn as SVG, which prints sharply. */
  renderer?: 'svg' | 'canvas'
  /** Given the drawing each time it is made, to zoom or to listen; a constant function. */
  onDrawn?: (chart: ECharts) => () => void
}

export function Chart({ title, option, height = 300, table, renderer = 'svg', onDrawn }: Props) {
  const t = useText(platformText)
  const [asTable, setAsTable] = useState(false)
  return (
    <figure className="chart">
      <figcaption>
        <strong>{title}</strong>
        {table && (
          <Button size="small" type="link" onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'chart.chart' : 'chart.table')}
          </Button>
        )}
      </figcaption>
      {asTable ? (
        table
      ) : (
        <Drawing title={title} option={option} height={height} renderer={renderer} onDrawn={onDrawn} />
      )}
    </figure>
  )
}

type DrawingProps = Pick<Props, 'title' | 'option' | 'onDrawn'> & { height: number; renderer: 'svg' | 'canvas' }

function Drawing({ title, option, height, renderer, onDrawn }: DrawingProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  const dark = useDark()
  useEffect(() => {
    if (!place.current) return
    // a new drawing per scheme: its colours are read from the tokens
    const drawn = init(place.current, chartTheme(dark), { renderer })
    chart.current = drawn
    const resizing = new ResizeObserver(() => drawn.resize())
    resizing.observe(place.current)
    const leave = onDrawn?.(drawn)
    return () => {
      leave?.()
      resizing.disconnect()
      drawn.dispose()
    }
  }, [dark, renderer, onDrawn])
  useEffect(() => {
    // `dark` because the drawing is a new one then
    void dark
    // its name is the subject: ECharts' own sentence would stand in its place and read every reading aloud
    const aria = { enabled: true, label: { description: title } }
    chart.current?.setOption({ animation: false, aria, ...option }, { notMerge: true })
  }, [option, dark, title])
  return <div ref={place} role="img" aria-label={title} style={{ height }} />
}

/** Colours that stay apart for colour-blind eyes, and axes in the tokens' greys. */
const chartTheme = (dark: boolean) => {
  const axis = {
    axisLine: { lineStyle: { color: token('line') } },
    axisLabel: { color: token('text-soft') },
    splitLine: { lineStyle: { color: token('line-soft') } },
    nameTextStyle: { color: token('text-soft') },
  }
  return {
    darkMode: dark,
    color: [token('primary'), '#c17a1f', '#5b9c8a', '#8a5fa8', token('unknown')],
    backgroundColor: 'transparent',
    textStyle: { fontFamily: token('font') },
    categoryAxis: axis,
    valueAxis: axis,
    timeAxis: axis,
    tooltip: { backgroundColor: token('raised'), borderColor: token('line'), textStyle: { color: token('text') } },
  }
}
