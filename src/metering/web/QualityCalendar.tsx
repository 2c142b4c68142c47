/** The quality of each day as a calendar of weeks: by shade, by sign and by word; silent and not delivered are never empty. */
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { QualityDay } from '../contract.ts'
import { dayNumber, weekday } from '../day.ts'
import { slotMinutes } from '../reading.ts'
import { meteringText } from '../text.ts'
import { tokenText } from '../token-text.ts'
import type { View } from './curve-data.ts'
import { metering } from './metering-client.ts'

type Flag = QualityDay['flags'][number]
const order = [
  'notDelivered',
  'silent',
  'zero',
  'negative',
  'spike',
  'multiplier',
  'clockShift',
  'pointShift',
  'stuck',
  'repeated',
  'gaps',
  'duplicate',
  'halfHour',
] as const satisfies readonly Flag[]
const signs: Readonly<Record<Flag | 'ok', string>> = {
  ok: '',
  notDelivered: '?',
  silent: '×',
  zero: '0',
  gaps: '–',
  negative: '±',
  spike: '↑',
  stuck: '=',
  repeated: '≡',
  duplicate: '2',
  multiplier: '×n',
  clockShift: '⇆',
  pointShift: '⇆',
  halfHour: '½',
}

export function QualityCalendar({ id, span, onView }: { id: string; span: View; onView: (view: View) => void }) {
  const t = useText(meteringText)
  const quality = useQuery({
    queryKey: ['meterQuality', id, span],
    queryFn: () => metering.listQuality({ id, ...span }),
  })
  if (quality.isPending) return <Skeleton active title={false} paragraph={{ rows: 5 }} />
  if (quality.isError) return <ErrorPanel error={quality.error} onRetry={() => void quality.refetch()} />
  const days = quality.data.rows
  const found = new Set(days.map(worst))
  const first = days[0]
  return (
    <>
      <div className="quality-weeks">
        {days.map((day) => (
          <DayCell
            key={day.day}
            day={day}
            offset={day === first ? weekday(dayNumber(day.day)) : undefined}
            onView={onView}
          />
        ))}
      </div>
      <ul className="quality-legend">
        {(['ok', ...order] as const)
          .filter((flag) => found.has(flag))
          .map((flag) => (
            <li key={flag}>
              <span className={`quality-day quality-${flag}`} aria-hidden="true">
                {signs[flag]}
              </span>{' '}
              {t(`flag.${flag}`)} {days.filter((day) => worst(day) === flag).length}
            </li>
          ))}
      </ul>
      <Delivered id={id} days={days.filter(({ flags }) => flags.includes('duplicate')).map(({ day }) => day)} />
    </>
  )
}

const daysLinked = 31

/** Days of which there are several versions, the newest first. */
function Delivered({ id, days }: { id: string; days: readonly string[] }) {
  const t = useText(tokenText)
  if (days.length === 0) return null
  return (
    <p className="soft">
      {t('deliveredTwice')}:{' '}
      {days
        .slice(-daysLinked)
        .reverse()
        .map((day) => (
          <ScreenLink key={day} to={`/metering/usage-points/${id}/days/${day}`}>{`${day} `}</ScreenLink>
        ))}
    </p>
  )
}

/** The gravest mark of a day. */
const worst = ({ flags }: QualityDay): Flag | 'ok' => order.find((flag) => flags.includes(flag)) ?? 'ok'

/** @param offset row of the first day, 1 = Monday. */
function DayCell({
  day,
  offset,
  onView,
}: {
  day: QualityDay
  offset: number | undefined
  onView: (view: View) => void
}) {
  const t = useText(meteringText)
  const flag = worst(day)
  const words = [
    ...(day.flags.length === 0 ? [t('flag.ok')] : day.flags.map((one) => t(`flag.${one}`))),
    ...(day.flags.includes('gaps') ? [t('missingOf', { count: day.missingCount })] : []),
    ...(day.shiftSlots === 0 ? [] : [t('shiftedBy', { minutes: day.shiftSlots * slotMinutes })]),
    ...(day.factor === 1 ? [] : [t('timesUsual', { factor: Number(day.factor.toPrecision(2)) })]),
  ]
  const title = `${day.day} ${words.join(' · ')}`
  return (
    <button
      type="button"
      className={`quality-day quality-${flag}`}
      style={offset === undefined ? undefined : { gridRowStart: offset }}
      title={title}
      aria-label={title}
      onClick={() => onView({ from: day.day, to: day.day })}
    >
      {signs[flag]}
    </button>
  )
}
