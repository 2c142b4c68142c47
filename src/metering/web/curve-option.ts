/** A load curve as a drawing: step lines, what the register covers behind them, heats, night and days off as strips below. */
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, CustomSeriesRenderItemReturn } from 'echarts'
import type { EChartsCoreOption } from 'echarts/core'
import { addDays } from '../../platform/shared/calendar.ts'
import { token } from '../../platform/web/theme.ts'
import type { LoadCurve } from '../contract.ts'
import { licenceLimits, type Shift } from '../licence.ts'
import { slotLabel, slotMinutes, slotsPerDay } from '../reading.ts'

const minuteMs = 60_000
const slotMs = slotMinutes * minuteMs
const dayMs = slotsPerDay * slotMs

/** Times are drawn in China time whatever the browser's zone: its wall clock counted as if it were UTC. */
export const dayStart = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const wallClock = (instant: string): number => Date.parse(`${instant.slice(0, 19)}Z`)

/** Days shown, both inclusive. */
export type View = { from: string; to: string }

const inOrder = (a: string, b: string): [string, string] => (a < b ? [a, b] : [b, a])
export const earlierOf = (a: string, b: string): string => inOrder(a, b)[0]
export const laterOf = (a: string, b: string): string => inOrder(a, b)[1]

export type CurveWords = {
  load: string
  noReading: string
  heats: string
  licensed: string
  night: string
  daysOff: string
}

export const stripNames = ['daysOff', 'night', 'licensed', 'heats'] as const
type StripName = (typeof stripNames)[number]

/** From and to in drawing time, the strip, and whether it is filled in whole (a heat beyond the register, anything else) or as an outline. */
type Band = [from: number, to: number, strip: number, solid: 0 | 1]

/** One point per quarter hour of the whole span; null where there is no reading, also on days not delivered. */
export function curvePoints(curve: LoadCurve): [number, number | null][] {
  const byDay = new Map(curve.days.map(({ day, loadKw }) => [day, loadKw]))
  const points: [number, number | null][] = []
  for (let day = curve.from; day <= curve.to; day = addDays(day, 1)) {
    const loadKw = byDay.get(day)
    const start = dayStart(day)
    for (let slot = 0; slot < slotsPerDay; slot++) points.push([start + slot * slotMs, loadKw?.[slot] ?? null])
  }
  const last = points.at(-1)
  // a step ends where the next begins; the last one would have no width
  if (last) points.push([last[0] + slotMs, last[1]])
  return points
}

const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** Stretches of a day in minutes; hours that cross midnight are two. */
const stretches = (from: number, to: number): [number, number][] =>
  from < to
    ? [[from, to]]
    : [
        [0, to],
        [from, 1440],
      ]

const hoursOf = (shift: Shift): [number, number][] => {
  if (shift === 'none') return []
  if (shift === 'any') return [[0, 1440]]
  const { fromMinute, toMinute } = licenceLimits.hours[shift]
  return stretches(fromMinute, toMinute)
}

function bandsOf(curve: LoadCurve): Band[] {
  const bands: Band[] = []
  const add = (strip: StripName, day: string, [from, to]: [number, number]) =>
    bands.push([dayStart(day) + from * minuteMs, dayStart(day) + to * minuteMs, stripNames.indexOf(strip), 1])
  const off = new Set(curve.daysOff ?? [])
  const night = curve.night ? stretches(minutesOf(curve.night.from), minutesOf(curve.night.to)) : []
  for (let day = curve.from; day <= curve.to; day = addDays(day, 1)) {
    if (off.has(day)) add('daysOff', day, [0, 1440])
    for (const hours of night) add('night', day, hours)
    for (const { shift, validFrom, validTo } of curve.licences) {
      if (validFrom > day || (validTo !== null && validTo < day)) continue
      for (const hours of hoursOf(shift)) add('licensed', day, hours)
    }
  }
  for (const { from, to, unlicensed } of curve.heats)
    bands.push([wallClock(from), wallClock(to), stripNames.indexOf('heats'), unlicensed ? 1 : 0])
  return bands
}

const stripColours: Readonly<Record<StripName, string>> = {
  daysOff: 'hatch',
  night: 'unknown',
  licensed: 'done',
  heats: 'overdue',
}

/** A rectangle in its strip; at least a pixel wide, so that a heat is seen in 120 days too. */
function drawBand(_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn {
  const strip = Number(api.value(2))
  const [left = 0, middle = 0] = api.coord([api.value(0), strip])
  const [right = 0] = api.coord([api.value(1), strip])
  const size = api.size?.([0, 1])
  const height = (Array.isArray(size) ? (size[1] ?? 0) : 0) * 0.62
  const colour = token(stripColours[stripNames[strip] ?? 'night'])
  const solid = api.value(3) === 1
  return {
    type: 'rect',
    shape: { x: left, y: middle - height / 2, width: Math.max(1, right - left), height },
    style: solid ? { fill: colour } : { fill: 'transparent', stroke: token('done'), lineWidth: 1.5 },
  }
}

/** Licensed hours behind the curve. */
function drawShade(params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn {
  const [left = 0] = api.coord([api.value(0), 0])
  const [right = 0] = api.coord([api.value(1), 0])
  // the plot's rectangle: the drawing has a cartesian system
  const { y, height } = params.coordSys as unknown as { y: number; height: number } // typed as any coordinate system
  return {
    type: 'rect',
    silent: true,
    shape: { x: left, y, width: right - left, height },
    style: { fill: token('done-soft') },
  }
}

const plain = { axisTick: { show: false }, axisLine: { show: false } }

/** @param narrow a phone: names of the strips take less room. */
export function curveOption(curve: LoadCurve, view: View, words: CurveWords, narrow: boolean): EChartsCoreOption {
  const bands = bandsOf(curve)
  const licensed = stripNames.indexOf('licensed')
  const left = narrow ? 52 : 72
  const time = { type: 'time', min: dayStart(curve.from), max: dayStart(curve.to) + dayMs }
  const zoom = {
    xAxisIndex: [0, 1],
    filterMode: 'weakFilter',
    startValue: dayStart(view.from),
    endValue: dayStart(view.to) + dayMs,
    minValueSpan: 6 * 60 * minuteMs,
  }
  return {
    useUTC: true,
    grid: [
      { left, right: 16, top: 16, height: 220 },
      { left, right: 16, top: 264, height: 84 },
    ],
    xAxis: [
      { ...time, gridIndex: 0, axisLabel: { hideOverlap: true } },
      { ...time, gridIndex: 1, axisLabel: { show: false }, splitLine: { show: false }, ...plain },
    ],
    yAxis: [
      { type: 'value', gridIndex: 0, name: 'kW', nameGap: 4, min: (range: { min: number }) => Math.min(0, range.min) },
      {
        type: 'category',
        gridIndex: 1,
        data: stripNames.map((name) => words[name]),
        splitLine: { show: false },
        ...plain,
      },
    ],
    dataZoom: [
      { type: 'inside', ...zoom },
      { type: 'slider', ...zoom, bottom: 6, height: 22, showDetail: false, brushSelect: false },
    ],
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line', snap: true },
      formatter: (given: unknown) => tooltipOf(given, words),
      confine: true,
    },
    series: [
      {
        type: 'custom',
        name: words.licensed,
        xAxisIndex: 0,
        yAxisIndex: 0,
        z: 1,
        silent: true,
        clip: true,
        tooltip: { show: false },
        renderItem: drawShade,
        encode: { x: [0, 1], y: -1 },
        data: bands.filter(([, , strip]) => strip === licensed),
      },
      {
        type: 'line',
        name: words.load,
        xAxisIndex: 0,
        yAxisIndex: 0,
        z: 3,
        step: 'end',
        symbol: 'none',
        connectNulls: false,
        sampling: 'minmax',
        color: token('primary'),
        lineStyle: { width: 1.2 },
        data: curvePoints(curve),
      },
      {
        type: 'custom',
        xAxisIndex: 1,
        yAxisIndex: 1,
        silent: true,
        clip: true,
        tooltip: { show: false },
        renderItem: drawBand,
        encode: { x: [0, 1], y: 2 },
        data: bands,
      },
    ],
  }
}

/** `2018-03-15 21:15–21:30 445 kW`. */
function tooltipOf(given: unknown, words: CurveWords): string {
  const items: unknown[] = Array.isArray(given) ? given : [given]
  for (const item of items) {
    if (
      typeof item !== 'object' ||
      item === null ||
      !('seriesType' in item) ||
      item.seriesType !== 'line' ||
      !('value' in item)
    )
      continue
    const [at, load] = Array.isArray(item.value) ? item.value : []
    if (typeof at !== 'number') continue
    const slot = Math.round((at % dayMs) / slotMs)
    const day = new Date(at).toISOString().slice(0, 10)
    const value = typeof load === 'number' ? `${Math.round(load * 10) / 10}\u202fkW` : words.noReading
    return `${day} ${slotLabel(slot)}–${slotLabel(slot + 1)}<br><b>${value}</b>`
  }
  return ''
}
