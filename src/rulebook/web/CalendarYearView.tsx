/** The year as it will count: twelve months with their days off and make-up days, to be laid beside the official text. */
import { addDays, isWorkingDay, workCalendar } from '../../platform/shared/calendar.ts'
import { useText } from '../../platform/web/text.tsx'
import { type CalendarYearEntry, isWeekend } from '../calendar-year.ts'
import { rulebookText } from '../text.ts'
import './calendar-year.css'

const months = Array.from({ length: 12 }, (_, month) => month + 1)
const two = (n: number): string => String(n).padStart(2, '0')

function daysOfMonth(year: number, month: number): string[] {
  const first = `${year}-${two(month)}-01`
  const days = []
  for (let day = first; day.startsWith(first.slice(0, 7)); day = addDays(day, 1)) days.push(day)
  return days
}

/** Monday is 0. */
const weekday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

export function CalendarYearView({ entry }: { entry: CalendarYearEntry }) {
  const t = useText(rulebookText)
  if (!Number.isInteger(entry.year) || entry.year < 2000 || entry.year > 2100) return null
  const calendar = workCalendar([entry])
  const count = months.reduce(
    (sum, month) => sum + daysOfMonth(entry.year, month).filter((day) => isWorkingDay(day, calendar)).length,
    0,
  )
  const off = new Set(entry.offDays)
  const makeUp = new Set(entry.makeUpDays)
  const kind = (day: string) =>
    makeUp.has(day) ? 'worked' : off.has(day) ? 'off' : isWeekend(day) ? 'weekend' : undefined
  return (
    <section aria-label={t('yearView')}>
      <h2 className="part">{t('yearView')}</h2>
      <p className="soft">{t('yearCount', { count, off: off.size, makeUp: makeUp.size })}</p>
      <div className="calendar-year">
        {months.map((month) => (
          <div key={month} className="calendar-month">
            <strong>{t('month', { month: `${entry.year}-${two(month)}` })}</strong>
            <div className="calendar-grid">
              {[...t('weekdays')].map((name, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the seven days never change their order
                <em key={n}>{name}</em>
              ))}
              {daysOfMonth(entry.year, month).map((day, n) => (
                <span
                  key={day}
                  className={kind(day)}
                  style={n === 0 ? { gridColumnStart: weekday(day) + 1 } : undefined}
                  title={day}
                >
                  {n + 1}
                  {kind(day) === 'worked' && <small>{t('workedMark')}</small>}
                  {kind(day) === 'off' && <small>{t('offMark')}</small>}
                </span>
              ))}
            </div>
          </div>
        ))}
      </div>
    </section>
  )
}
