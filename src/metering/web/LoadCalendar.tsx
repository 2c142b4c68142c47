/** A year at a glance: days across, quarter hours down, the darker the higher; what was not read is hatched. Drawn on a canvas of its own. */
import { type MouseEvent, useEffect, useMemo, useRef } from 'react'
import { addDays } from '../../platform/shared/calendar.ts'
import { useFormat } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import { token, useDark } from '../../platform/web/theme.ts'
import type { LoadCurve } from '../contract.ts'
import { slotLabel, slotsPerDay } from '../reading.ts'
import { usagePointText } from '../usage-point-text.ts'
import { loadOf, peakOf, type View } from './curve-data.ts'
import { hatchPattern } from './curve-shapes.ts'
import { type Rgb, shadeOf, shades } from './load-shades.ts'

type Props = { curve: LoadCurve; onView: (view: View) => void }

const rowPx = 2
const heightPx = slotsPerDay * rowPx
/** Narrower and a day cannot be hit. */
const leastDayPx = 2
const hours = [0, 6, 12, 18, 24]

export function LoadCalendar({ curve, onView }: Props) {
  const t = useText(usagePointText)
  const format = useFormat()
  const dark = useDark()
  const canvas = useRef<HTMLCanvasElement>(null)
  const readout = useRef<HTMLOutputElement>(null)
  const load = useMemo(() => loadOf(curve), [curve])
  const peak = useMemo(() => peakOf(load), [load])
  const days = load.length / slotsPerDay
  useEffect(() => {
    if (canvas.current) paint(canvas.current, load, peak, dark)
  }, [load, peak, dark])
  const cellOf = (event: MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = (share: number, count: number) => Math.max(0, Math.min(count - 1, Math.floor(share * count)))
    const day = at((event.clientX - box.left) / box.width, days)
    return { day, slot: at((event.clientY - box.top) / box.height, slotsPerDay) }
  }
  const say = (event: MouseEvent<HTMLCanvasElement>) => {
    const { day, slot } = cellOf(event)
    const kw = load[day * slotsPerDay + slot] ?? Number.NaN
    const value = Number.isNaN(kw) ? t('noReading') : format.quantity(kw, 'kW', 1)
    if (readout.current)
      readout.current.textContent = `${format.date(addDays(curve.from, day))} ${slotLabel(slot)}–${slotLabel(slot + 1)}  ${value}`
  }
  const choose = (event: MouseEvent<HTMLCanvasElement>) => {
    const day = addDays(curve.from, cellOf(event).day)
    onView({ from: day, to: day })
  }
  return (
    <figure className="load-calendar">
      <figcaption>
        <strong>{t('calendarTitle')}</strong>
      </figcaption>
      <output ref={readout} className="curve-readout" aria-live="off">
        {t('calendarHelp')}
      </output>
      <div className="load-calendar-plot">
        <div className="load-calendar-hours" style={{ height: heightPx }} aria-hidden="true">
          {hours.map((hour) => (
            <span key={hour} style={{ top: `${(hour / 24) * 100}%` }}>
              {hour}
            </span>
          ))}
        </div>
        <div className="load-calendar-scroll">
          {/* the same figures stand in the table of days behind the curve */}
          <canvas
            ref={canvas}
            role="img"
            aria-label={t('calendarTitle')}
            style={{ height: heightPx, minWidth: days * leastDayPx }}
            onMouseMove={say}
            onClick={choose}
          />
          <Months from={curve.from} days={days} />
        </div>
      </div>
      <Scale peak={peak} dark={dark} />
    </figure>
  )
}

function Months({ from, days }: { from: string; days: number }) {
  const first = Array.from({ length: days }, (_, index) => ({ day: addDays(from, index), index })).filter(
    ({ day, index }) => day.endsWith('-01') || index === 0,
  )
  const shown = first.filter(({ index }, at) => at > 0 || (first[1]?.index ?? days) - index > 14)
  return (
    <div className="load-calendar-months" style={{ minWidth: days * leastDayPx }} aria-hidden="true">
      {shown.map(({ day, index }) => (
        <span key={day} style={{ left: `${(index / days) * 100}%` }}>
          {day.slice(2, 7)}
        </span>
      ))}
    </div>
  )
}

const css = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`

function Scale({ peak, dark }: { peak: number; dark: boolean }) {
  const t = useText(usagePointText)
  const format = useFormat()
  return (
    <p className="load-calendar-scale">
      <span>{t('calendarLow')}</span>
      <span
        className="load-calendar-ramp"
        aria-hidden="true"
        style={{ background: `linear-gradient(90deg, ${shades(dark).map(css).join(', ')})` }}
      />
      <span>{format.quantity(peak, 'kW')}</span>
      <span className="curve-form curve-unknown" aria-hidden="true" /> <span>{t('form.unknown')}</span>
    </p>
  )
}

/** One pixel a quarter hour, then stretched; the hatching of the unknown is laid over it at full size. */
function paint(canvas: HTMLCanvasElement, load: Float32Array, peak: number, dark: boolean): void {
  const days = load.length / slotsPerDay
  const small = document.createElement('canvas')
  small.width = days
  small.height = slotsPerDay
  const smallPen = small.getContext('2d')
  const dayPx = Math.max(leastDayPx, Math.ceil(1460 / days))
  canvas.width = days * dayPx
  canvas.height = heightPx
  const pen = canvas.getContext('2d')
  if (!smallPen || !pen) return
  const cells = smallPen.createImageData(days, slotsPerDay)
  for (let day = 0; day < days; day++)
    for (let slot = 0; slot < slotsPerDay; slot++) {
      const kw = load[day * slotsPerDay + slot] ?? Number.NaN
      if (!Number.isNaN(kw)) cells.data.set([...shadeOf(kw / peak, dark), 255], (slot * days + day) * 4)
    }
  smallPen.putImageData(cells, 0, 0)
  const hatch = hatchPattern(token('unknown'), token('unknown-soft'))
  pen.fillStyle = pen.createPattern(hatch.image, 'repeat') ?? token('unknown-soft')
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.imageSmoothingEnabled = false
  pen.drawImage(small, 0, 0, canvas.width, canvas.height)
}
