/** A load curve as a drawing: step lines, what is unknown hatched, licensed hours behind, and below it heats, register, tariff, night and days off. */
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, CustomSeriesRenderItemReturn } from 'echarts'
import type { EChartsCoreOption } from 'echarts/core'
import { token } from '../../platform/web/theme.ts'
import type { LoadCurve } from '../contract.ts'
import { type BandKind, curveBands } from '../curve-bands.ts'
import { slotsPerDay } from '../reading.ts'
import { axisTop } from '../sheet-drawing.ts'
import {
  dayStart,
  loadOf,
  lowestOf,
  missingRuns,
  peakOf,
  type Run,
  runsInView,
  slotMs,
  stepLine,
  type View,
} from './curve-data.ts'
import { hatchPattern } from './curve-shapes.ts'

export const stripNames = ['daysOff', 'night', 'tariff', 'licensed', 'heats'] as const
export type StripName = (typeof stripNames)[number]
export type CurveWords = Readonly<Record<StripName, string>>

/** A curve made ready once; zooming only draws. */
export type Drawable = {
  startMs: number
  endMs: number
  load: Float32Array
  missing: readonly Run[]
  runs: Readonly<Record<BandKind, Run[]>>
  topKw: number
  /** Below 0 only where a meter counts backwards. */
  bottomKw: number
  /** Strips that have anything to show; a row without data would look like "none". */
  strips: readonly StripName[]
}

export function drawable(curve: LoadCurve): Drawable {
  const load = loadOf(curve)
  const bands = curveBands(curve)
  const of = (kind: BandKind): Run[] => bands.filter((band) => band.kind === kind).map(({ from, to }) => [from, to])
  const runs: Drawable['runs'] = {
    heatCovered: of('heatCovered'),
    heatNotCovered: of('heatNotCovered'),
    licensed: of('licensed'),
    peak: of('peak'),
    flat: of('flat'),
    valley: of('valley'),
    night: of('night'),
    weekend: of('weekend'),
    holiday: of('holiday'),
  }
  const known = { daysOff: curve.daysOff !== null, night: curve.night !== null, tariff: runs.flat.length > 0 }
  return {
    startMs: dayStart(curve.from),
    endMs: dayStart(curve.from) + load.length * slotMs,
    load,
    missing: missingRuns(load),
    runs,
    topKw: axisTop(peakOf(load)),
    bottomKw: lowestOf(load) < 0 ? -axisTop(-lowestOf(load)) : 0,
    strips: stripNames.filter((name) => name === 'heats' || name === 'licensed' || known[name]),
  }
}

type Plot = { x: number; y: number; width: number; height: number }
type Paint = { kind: BandKind; fill?: string; stroke?: string }

/** Told apart by lightness and form, not by hue alone; red stays for what is forbidden. */
const paints: Readonly<Record<StripName, readonly Paint[]>> = {
  daysOff: [
    { kind: 'weekend', fill: 'line' },
    { kind: 'holiday', fill: 'text-soft' },
  ],
  night: [{ kind: 'night', fill: 'unknown' }],
  tariff: [
    { kind: 'valley', fill: 'due-soft' },
    { kind: 'flat', fill: 'hatch' },
    { kind: 'peak', fill: 'due' },
  ],
  licensed: [{ kind: 'licensed', fill: 'done' }],
  heats: [
    { kind: 'heatCovered', stroke: 'due' },
    { kind: 'heatNotCovered', fill: 'soon' },
  ],
}

/** Slots at the edges of the plot, and the pixel of a slot. */
function scaleOf({ startMs }: Drawable, params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) {
  const plot = params.coordSys as unknown as Plot // a drawing on axes; the type leaves the system open
  const [zero = 0] = api.coord([startMs, 0])
  const [one = 0] = api.coord([startMs + slotsPerDay * slotMs, 0])
  const perSlot = (one - zero) / slotsPerDay
  const x = (slot: number) => zero + slot * perSlot
  return { plot, x, from: (plot.x - zero) / perSlot, to: (plot.x + plot.width - zero) / perSlot }
}

// ECharts draws shapes registered by name too; its types list the built-in ones only
const registered = (parts: object): CustomSeriesRenderItemReturn => parts as CustomSeriesRenderItemReturn

function drawCurve(drawn: Drawable) {
  const hatch = hatchPattern(token('unknown'), token('unknown-soft'))
  return (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
    const { plot, x, from, to } = scaleOf(drawn, params, api)
    const y = (kw: number) => api.coord([drawn.startMs, kw])[1] ?? 0
    const base = y(0)
    const perKw = (y(drawn.topKw) - base) / drawn.topKw
    const whole = { y: plot.y, height: plot.height }
    return registered({
      type: 'group',
      children: [
        {
          type: 'bandRects',
          silent: true,
          shape: { runs: runsInView(drawn.runs.licensed, from, to, x, 0), ...whole },
          style: { fill: token('done-soft') },
        },
        {
          type: 'bandRects',
          silent: true,
          shape: { runs: runsInView(drawn.missing, from, to, x, 1), ...whole },
          style: { fill: hatch },
        },
        {
          type: 'stepLine',
          silent: true,
          shape: { line: stepLine(drawn.load, { from, to, x, y: (kw) => base + kw * perKw }) },
          style: { fill: 'none', stroke: token('primary'), lineWidth: 1.2, lineJoin: 'bevel' },
        },
      ],
    })
  }
}

function drawStrips(drawn: Drawable) {
  return (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
    const { x, from, to } = scaleOf(drawn, params, api)
    const size = api.size?.([0, 1])
    const height = (Array.isArray(size) ? (size[1] ?? 0) : 0) * 0.62
    const children = drawn.strips.flatMap((name, row) => {
      const [, middle = 0] = api.coord([drawn.startMs, row])
      return paints[name].map(({ kind, fill, stroke }) => ({
        type: 'bandRects',
        silent: true,
        shape: { runs: runsInView(drawn.runs[kind], from, to, x, 1), y: middle - height / 2, height },
        style: fill ? { fill: token(fill) } : { fill: 'none', stroke: token(stroke ?? 'text'), lineWidth: 1.2 },
      }))
    })
    return registered({ type: 'group', children })
  }
}

const plain = { axisTick: { show: false }, axisLine: { show: false } }
const stripPx = 17

/** @param narrow a phone: names of the strips take less room. @param view days shown at first. */
export function curveOption(drawn: Drawable, words: CurveWords, narrow: boolean, view: View): EChartsCoreOption {
  const left = narrow ? 52 : 84
  const time = { type: 'time', min: drawn.startMs, max: drawn.endMs }
  const pointer = { show: true, type: 'line', snap: false, triggerTooltip: false, label: { show: false } }
  const zoom = {
    xAxisIndex: [0, 1],
    filterMode: 'none',
    startValue: dayStart(view.from),
    endValue: dayStart(view.to) + slotsPerDay * slotMs,
    minValueSpan: 24 * slotMs,
    throttle: 0,
  }
  const series = {
    type: 'custom',
    silent: true,
    clip: true,
    encode: { x: [0, 1], y: -1 },
    data: [[drawn.startMs, drawn.endMs]],
  }
  return {
    useUTC: true,
    axisPointer: { link: [{ xAxisIndex: [0, 1] }] },
    grid: [
      { left, right: 16, top: 24, height: 220 },
      { left, right: 16, top: 270, height: stripPx * drawn.strips.length },
    ],
    xAxis: [
      { ...time, gridIndex: 0, axisLabel: { hideOverlap: true }, axisPointer: pointer },
      { ...time, gridIndex: 1, axisLabel: { show: false }, splitLine: { show: false }, axisPointer: pointer, ...plain },
    ],
    yAxis: [
      { type: 'value', gridIndex: 0, name: 'kW', nameGap: 8, min: drawn.bottomKw, max: drawn.topKw },
      {
        type: 'category',
        gridIndex: 1,
        data: drawn.strips.map((name) => words[name]),
        splitLine: { show: false },
        ...plain,
      },
    ],
    dataZoom: [
      { type: 'inside', ...zoom },
      { type: 'slider', ...zoom, bottom: 4, height: 24, showDetail: false, showDataShadow: false, brushSelect: false },
    ],
    series: [
      { ...series, xAxisIndex: 0, yAxisIndex: 0, renderItem: drawCurve(drawn) },
      { ...series, xAxisIndex: 1, yAxisIndex: 1, renderItem: drawStrips(drawn) },
    ],
  }
}

export const curveHeight = (strips: number): number => 270 + stripPx * strips + 40
