/** The second page about an alarm: four weeks and a typical day as drawings, the strongest heats, the implied tonnes. Pure. */
import { addDays } from '../platform/shared/calendar.ts'
import type { LoadCurve } from './contract.ts'
import { bandsFrom, curveBands } from './curve-bands.ts'
import { dayNumber, weekday } from './day.ts'
import type { DetectorModel } from './detector-model.ts'
import { axisTop, bandCentreMm, curveSvg, drawingHeightMm, type SheetBand, sheetBands } from './sheet-drawing.ts'
import { strongestHeats, tonnageOf, typicalDay } from './sheet-page.ts'
import { figure, type Words } from './sheet-words.ts'

const widthMm = 166
const weekPlotMm = 18
const dayPlotMm = 26

type Drawn = { curve: LoadCurve; bands: ReturnType<typeof curveBands>; topKw: number; t: Words }

export function curvePart(curve: LoadCurve, t: Words) {
  const peak = Math.max(0, ...curve.days.flatMap(({ loadKw }) => loadKw.map((kw) => kw ?? 0)))
  const drawn: Drawn = { curve, bands: curveBands(curve), topKw: axisTop(peak), t }
  const typical = typicalDay(curve.days, curve.heats)
  const starts = [0, 7, 14, 21].map((days) => addDays(curve.from, days)).filter((day) => day <= curve.to)
  return {
    curveTitle: `${t('theCurve')} · ${t('fourWeeks', { from: curve.from, to: curve.to })}`,
    weeks: starts.map((from) => drawingOf(drawn, { from, to: addDays(from, 6) }, weekPlotMm)),
    typicalTitle: typical ? t('typicalDay', { day: typical.day }) : t('noTypicalDay'),
    typical: typical && drawingOf(drawn, { from: typical.day, to: typical.day }, dayPlotMm),
    legend: legendOf(curve, t),
  }
}

/** What is drawn, and what is not known and so not drawn. */
function legendOf({ tariff, daysOff }: LoadCurve, t: Words): string {
  const known = tariff?.filter(({ periods }) => periods !== null) ?? []
  return [
    t('legend'),
    ...(known.length === 0
      ? [t('noTariff')]
      : known.some(({ standing }) => standing !== 'authentic')
        ? [t('tariffStanding')]
        : []),
    ...(daysOff === null ? [t('noDaysOff')] : []),
  ].join(' ')
}

function drawingOf({ curve, bands, topKw, t }: Drawn, { from, to }: { from: string; to: string }, plotMm: number) {
  const own = { days: curve.days, from, to, bands: bandsFrom(bands, curve.from, from) }
  return {
    svg: curveSvg(own, { widthMm, plotMm, topKw }),
    widthMm,
    plotMm,
    heightMm: drawingHeightMm(plotMm, sheetBands.length),
    top: figure(topKw),
    bands: sheetBands.map((band: SheetBand, index) => ({ word: t(`band.${band}`), atMm: bandCentreMm(plotMm, index) })),
    labels: from === to ? hourLabels() : dayLabels(from, t('weekdays')),
  }
}

const dayLabels = (from: string, weekdays: string) =>
  Array.from({ length: 7 }, (_, index) => {
    const day = addDays(from, index)
    return {
      word: `${day.slice(5)} ${weekdays.charAt(weekday(dayNumber(day)) - 1)}`,
      atMm: (index / 7) * widthMm + 0.8,
    }
  })

const hourLabels = () =>
  [0, 3, 6, 9, 12, 15, 18, 21].map((hour) => ({
    word: `${String(hour).padStart(2, '0')}:00`,
    atMm: (hour / 24) * widthMm + 0.8,
  }))

export function heatsPart(heats: LoadCurve['heats'], model: DetectorModel | null, t: Words) {
  const strongest = strongestHeats(heats)
  const tonnage = tonnageOf(heats, model)
  return {
    heatsTitle: heats.length === 0 ? t('noHeats') : t('heats', { count: heats.length, shown: strongest.length }),
    heatColumns: [t('heatFrom'), t('minutes'), 'kWh', 'kW', t('covered')],
    heats: strongest.map((heat) => [
      `${heat.from.slice(5, 10)} ${heat.from.slice(11, 16)}`,
      figure(heat.durationMin),
      figure(heat.energyKwh),
      figure(heat.heightKw),
      heat.unlicensed ? t('no') : t('yes'),
    ]),
    tonnage:
      tonnage === null
        ? t(model === null ? 'noModel' : 'noTonnage')
        : t('tonnage', {
            heats: tonnage.heats,
            energy: figure(tonnage.energyKwh),
            low: figure(tonnage.low),
            high: figure(tonnage.high),
            perTonne: tonnage.perTonne,
          }),
  }
}
