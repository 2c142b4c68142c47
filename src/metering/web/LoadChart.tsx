/** The load curve: from a year to a single day without waiting, with its table behind it. */
import { Button, Segmented } from 'antd'
import type { ECharts } from 'echarts/core'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { addDays, daysBetween } from '../../platform/shared/calendar.ts'
import { Chart } from '../../platform/web/Chart.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { useText } from '../../platform/web/text.tsx'
import { useDark } from '../../platform/web/theme.ts'
import { usePhone } from '../../platform/web/use-phone.ts'
import type { LoadCurve } from '../contract.ts'
import { slotLabel, slotsPerDay } from '../reading.ts'
import { meteringText } from '../text.ts'
import { usagePointText } from '../usage-point-text.ts'
import { dayOfMs, dayStart, earlierOf, laterOf, slotMs, type View } from './curve-data.ts'
import { curveHeight, curveOption, type Drawable, drawable } from './curve-option.ts'
import { DayTable } from './DayTable.tsx'

type Props = { curve: LoadCurve; view: View; onView: (view: View) => void }

export function LoadChart({ curve, view, onView }: Props) {
  const t = useText(usagePointText)
  const phone = usePhone()
  const dark = useDark()
  const drawn = useMemo(() => drawable(curve), [curve])
  // where a new drawing begins; zooming needs none
  const present = useRef(view)
  present.current = view
  const option = useMemo(() => {
    // its colours are read from the scheme
    void dark
    const words = {
      daysOff: t('strip.daysOff'),
      night: t('strip.night'),
      tariff: t('strip.tariff'),
      licensed: t('strip.licensed'),
      heats: t('strip.heats'),
    }
    return curveOption(drawn, words, phone, present.current)
  }, [drawn, t, phone, dark])
  const { onDrawn, readout } = useZoom(drawn, view, onView)
  return (
    <>
      <ViewChoice curve={curve} view={view} onView={onView} />
      <output ref={readout} className="curve-readout" aria-live="off">
        {t('pointAt')}
      </output>
      <Chart
        title={t('curve')}
        option={option}
        height={curveHeight(drawn.strips.length)}
        renderer="canvas"
        onDrawn={onDrawn}
        table={<DayTable curve={curve} onView={onView} />}
      />
      <CurveLegend curve={curve} />
    </>
  )
}

const settleMs = 180

/** The days shown follow the wheel, and the drawing follows the days; neither redraws the other. */
function useZoom(drawn: Drawable, view: View, onView: (view: View) => void) {
  const chart = useRef<ECharts | null>(null)
  const shown = useRef<View>(view)
  const latest = useRef({ drawn, onView })
  latest.current = { drawn, onView }
  const readout = useReadout(latest)
  const { follow } = readout
  const onDrawn = useCallback(
    (made: ECharts) => {
      chart.current = made
      let waiting: ReturnType<typeof setTimeout> | undefined
      made.on('datazoom', () => {
        clearTimeout(waiting)
        waiting = setTimeout(() => {
          const seen = seenDays(made)
          if (!seen || (seen.from === shown.current.from && seen.to === shown.current.to)) return
          shown.current = seen
          latest.current.onView(seen)
        }, settleMs)
      })
      const leave = follow(made)
      return () => {
        clearTimeout(waiting)
        leave()
        chart.current = null
      }
    },
    [follow],
  )
  useEffect(() => {
    shown.current = view
    if (chart.current) zoomTo(chart.current, view)
  }, [view])
  return { onDrawn, readout: readout.place }
}

function zoomTo(chart: ECharts, view: View): void {
  const seen = seenDays(chart)
  if (seen && seen.from === view.from && seen.to === view.to) return
  const startValue = dayStart(view.from)
  const endValue = dayStart(view.to) + slotsPerDay * slotMs
  chart.dispatchAction({
    type: 'dataZoom',
    batch: [0, 1].map((dataZoomIndex) => ({ dataZoomIndex, startValue, endValue })),
  })
}

/** The days that the drawing shows, in whole or in part; undefined before there is one. */
function seenDays(chart: ECharts): View | undefined {
  const option: Record<string, unknown> | undefined = chart.getOption()
  const [zoom]: unknown[] = Array.isArray(option?.['dataZoom']) ? option['dataZoom'] : []
  if (typeof zoom !== 'object' || zoom === null || !('startValue' in zoom) || !('endValue' in zoom)) return undefined
  const { startValue, endValue } = zoom
  if (typeof startValue !== 'number' || typeof endValue !== 'number') return undefined
  return { from: dayOfMs(startValue), to: dayOfMs(Math.max(startValue, endValue - 1)) }
}

/** Says the reading under the pointer, without drawing anything anew. */
function useReadout(latest: { current: { drawn: Drawable } }) {
  const t = useText(usagePointText)
  const format = useFormat()
  const place = useRef<HTMLOutputElement>(null)
  const say = useRef((_at: number) => {})
  say.current = (at) => {
    const { load, startMs } = latest.current.drawn
    const slot = Math.floor((at - startMs) / slotMs)
    if (!place.current || slot < 0 || slot >= load.length) return
    const ofDay = slot % slotsPerDay
    const kw = load[slot] ?? Number.NaN
    const value = Number.isNaN(kw) ? t('noReading') : format.quantity(kw, 'kW', 1)
    place.current.textContent = `${format.date(dayOfMs(startMs + slot * slotMs))} ${slotLabel(ofDay)}–${slotLabel(ofDay + 1)}  ${value}`
  }
  const follow = useCallback((made: ECharts) => {
    const move = (event: { offsetX: number; offsetY: number }) => {
      const [at] = made.convertFromPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [event.offsetX, event.offsetY])
      if (at !== undefined) say.current(at)
    }
    const surface = made.getZr()
    surface.on('mousemove', move)
    surface.on('click', move)
    return () => {
      if (made.isDisposed()) return
      surface.off('mousemove', move)
      surface.off('click', move)
    }
  }, [])
  return { place, follow }
}

/** What the forms mean, where a label does not fit; and what could not be drawn because nobody knows it. */
function CurveLegend({ curve }: { curve: LoadCurve }) {
  const t = useText(usagePointText)
  const m = useText(meteringText)
  const known = curve.tariff?.filter(({ periods }) => periods !== null) ?? []
  const standing = known.find((span) => span.standing !== null)?.standing
  return (
    <ul className="curve-legend">
      {(['unknown', 'licensedHours', 'heatNotCovered', 'heatCovered'] as const).map((form) => (
        <li key={form}>
          <span className={`curve-form curve-${form}`} aria-hidden="true" /> {t(`form.${form}`)}
        </li>
      ))}
      {known.length > 0 ? (
        (['peak', 'flat', 'valley'] as const).map((form) => (
          <li key={form}>
            <span className={`curve-form curve-${form}`} aria-hidden="true" /> {t(`form.${form}`)}
          </li>
        ))
      ) : (
        <li className="soft">{t('tariffUnknown')}</li>
      )}
      {standing && (
        <li>
          <StandingTag standing={standing} />
        </li>
      )}
      {curve.daysOff === null ? (
        <li className="soft">{m('daysOffUnknown')}</li>
      ) : (
        (['weekend', 'holiday'] as const).map((form) => (
          <li key={form}>
            <span className={`curve-form curve-${form}`} aria-hidden="true" /> {t(`form.${form}`)}
          </li>
        ))
      )}
    </ul>
  )
}

const lengths = { fourWeeks: 28, week: 7, oneDay: 1 } as const
type Length = keyof typeof lengths | 'whole'

/** A stretch of `days` that ends as late as `to` and stays within the curve. */
function within(curve: LoadCurve, to: string, days: number): View {
  const end = earlierOf(laterOf(to, addDays(curve.from, days - 1)), curve.to)
  return { from: laterOf(addDays(end, 1 - days), curve.from), to: end }
}

function ViewChoice({ curve, view, onView }: Props) {
  const t = useText(meteringText)
  const shown = daysBetween(view.from, view.to) + 1
  const whole = daysBetween(curve.from, curve.to) + 1
  const value: Length | undefined =
    shown >= whole ? 'whole' : shown === 28 ? 'fourWeeks' : shown === 7 ? 'week' : shown === 1 ? 'oneDay' : undefined
  const choose = (length: Length) =>
    onView(length === 'whole' ? { from: curve.from, to: curve.to } : within(curve, view.to, lengths[length]))
  return (
    <div className="acts">
      <Segmented<Length>
        aria-label={t('window')}
        // a stretch of another length is none of these
        value={value ?? ('' as Length)} // shows nothing as chosen
        onChange={choose}
        options={[
          { value: 'whole', label: t('whole', { count: whole }) },
          { value: 'fourWeeks', label: t('fourWeeks') },
          { value: 'week', label: t('week') },
          { value: 'oneDay', label: t('oneDay') },
        ]}
      />
      <Button disabled={view.from <= curve.from} onClick={() => onView(within(curve, addDays(view.to, -shown), shown))}>
        {t('earlier')}
      </Button>
      <Button disabled={view.to >= curve.to} onClick={() => onView(within(curve, addDays(view.to, shown), shown))}>
        {t('later')}
      </Button>
      <span className="soft">{t('showing', view)}</span>
    </div>
  )
}
