/** The load curve of an alarm's sheet as SVG: step lines, unknown hatched, licensed hours shaded, heats, night and tariff as bands. Pure. */
import { daysBetween } from '../platform/shared/calendar.ts'
import type { LoadCurve } from './contract.ts'
import { bandStretches, type CurveBand } from './curve-bands.ts'
import { slotsPerDay } from './reading.ts'

/** Millimetres of paper. */
export type Box = { widthMm: number; heightMm: number }
export type DrawnDays = Pick<LoadCurve, 'days'> & { from: string; to: string; bands: readonly CurveBand[] }

const bandMm = 1.7
const gapMm = 0.5
/** Paper is printed black on white: shades are told apart by lightness and by place. */
const colours = {
  line: '#1d4e89',
  grid: '#cfc9bd',
  licensed: '#dcefe3',
  covered: '#ffffff',
  notCovered: '#855400',
  night: '#5f5a52',
  peak: '#8a5fa8',
  flat: '#c9b6d8',
  valley: '#eee6f3',
  weekend: '#ddd8ce',
  holiday: '#8a8378',
} as const

/** Names of the bands drawn, from the top; the words beside them stand in the sheet. */
export const sheetBands = ['heats', 'licensed', 'tariff', 'night', 'daysOff'] as const
export type SheetBand = (typeof sheetBands)[number]

export const bandCentreMm = (plotMm: number, index: number): number =>
  plotMm + gapMm + index * (bandMm + gapMm) + bandMm / 2
export const drawingHeightMm = (plotMm: number, bands: number): number => plotMm + bands * (bandMm + gapMm) + gapMm

/** The top of the axis: the next of 1, 2, 2.5, 5 × 10ⁿ that is not below the peak. */
export function axisTop(peakKw: number): number {
  if (!(peakKw > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(peakKw))
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((top) => top >= peakKw) ?? 10 * power
}

/** @param plotMm height of the curve; the bands lie below it. */
export function curveSvg(
  drawn: DrawnDays,
  { widthMm, plotMm, topKw }: { widthMm: number; plotMm: number; topKw: number },
): string {
  const dayCount = daysBetween(drawn.from, drawn.to) + 1
  const dayMm = widthMm / dayCount
  const heightMm = drawingHeightMm(plotMm, sheetBands.length)
  const y = (kw: number) => fixed(plotMm - (Math.max(0, Math.min(kw, topKw)) / topKw) * plotMm)
  const values = valuesOf(drawn, dayCount)
  const x = (slot: number) => fixed((slot / slotsPerDay) * dayMm)
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => line(0, plotMm * share, widthMm, plotMm * share))
  const days = Array.from({ length: dayCount + 1 }, (_, day) => line(day * dayMm, 0, day * dayMm, plotMm))
  const shade = rects(drawn, 'licensed', { y: 0, height: plotMm, fill: colours.licensed }, x)
  const bands = sheetBands.map((_, index) => bandRects(drawn, index, plotMm, x)).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthMm}mm" height="${fixed(heightMm)}mm" viewBox="0 0 ${widthMm} ${fixed(heightMm)}">${hatch}${shade}${unknownRects(values, x, plotMm)}<g stroke="${colours.grid}" stroke-width="0.1">${grid.join('')}${days.join('')}</g><path d="${stepPath(values, x, y)}" fill="none" stroke="${colours.line}" stroke-width="0.22"/>${bands}</svg>`
}

const hatch =
  '<defs><pattern id="unknown" width="1.2" height="1.2" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.2" height="1.2" fill="#f3f1ec"/><rect width="0.35" height="1.2" fill="#8a8378"/></pattern></defs>'

const fixed = (mm: number): number => Math.round(mm * 100) / 100
const line = (x1: number, y1: number, x2: number, y2: number): string =>
  `<path d="M${fixed(x1)} ${fixed(y1)}L${fixed(x2)} ${fixed(y2)}"/>`

/** One value per quarter hour of the span; null where nothing was read or delivered. */
function valuesOf({ days, from }: DrawnDays, dayCount: number): (number | null)[] {
  const values = Array.from<number | null>({ length: dayCount * slotsPerDay }).fill(null)
  for (const { day, loadKw } of days) {
    const first = daysBetween(from, day) * slotsPerDay
    if (first < 0 || first >= values.length) continue
    for (let slot = 0; slot < slotsPerDay; slot++) values[first + slot] = loadKw[slot] ?? null
  }
  return values
}

/** A reading holds from its quarter hour to the next; a gap lifts the pen. */
export function stepPath(
  values: readonly (number | null)[],
  x: (slot: number) => number,
  y: (kw: number) => number,
): string {
  let path = ''
  let before: number | null = null
  values.forEach((value, slot) => {
    if (value !== null) {
      if (before === null) path += `M${x(slot)} ${y(value)}`
      else if (before !== value) path += `V${y(value)}`
      path += `H${x(slot + 1)}`
    }
    before = value
  })
  return path
}

/** Runs of missing readings [from, to) in slots. */
export function unknownRuns(values: readonly (number | null)[]): [number, number][] {
  const runs: [number, number][] = []
  let start = -1
  for (let slot = 0; slot <= values.length; slot++) {
    const missing = slot < values.length && values[slot] === null
    if (missing && start < 0) start = slot
    if (!missing && start >= 0) {
      runs.push([start, slot])
      start = -1
    }
  }
  return runs
}

const unknownRects = (values: readonly (number | null)[], x: (slot: number) => number, plotMm: number): string =>
  unknownRuns(values)
    .map(
      ([from, to]) =>
        `<rect x="${x(from)}" y="0" width="${fixed(Math.max(0.2, x(to) - x(from)))}" height="${plotMm}" fill="url(#unknown)"/>`,
    )
    .join('')

type Paint = { y: number; height: number; fill: string; stroke?: string }

function rects(drawn: DrawnDays, kind: CurveBand['kind'], paint: Paint, x: (slot: number) => number): string {
  const stroke = paint.stroke ? ` stroke="${paint.stroke}" stroke-width="0.2"` : ''
  return bandStretches(drawn.bands, kind, drawn.from, drawn.to)
    .map(
      ([from, to]) =>
        `<rect x="${x(from)}" y="${fixed(paint.y)}" width="${fixed(Math.max(0.15, x(to) - x(from)))}" height="${fixed(paint.height)}" fill="${paint.fill}"${stroke}/>`,
    )
    .join('')
}

function bandRects(drawn: DrawnDays, index: number, plotMm: number, x: (slot: number) => number): string {
  const place = { y: bandCentreMm(plotMm, index) - bandMm / 2, height: bandMm }
  const paint = (kind: CurveBand['kind'], fill: string, stroke?: string) =>
    rects(drawn, kind, { ...place, fill, ...(stroke && { stroke }) }, x)
  const painters: Record<SheetBand, () => string> = {
    heats: () => paint('heatCovered', colours.covered, colours.line) + paint('heatNotCovered', colours.notCovered),
    licensed: () => paint('licensed', '#7fb894'),
    tariff: () =>
      paint('peak', colours.peak) + paint('flat', colours.flat) + paint('valley', colours.valley, colours.flat),
    night: () => paint('night', colours.night),
    daysOff: () => paint('weekend', colours.weekend) + paint('holiday', colours.holiday),
  }
  const band = sheetBands[index]
  return band ? painters[band]() : ''
}
