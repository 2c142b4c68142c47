/** The load curve: from the whole span to a single day, with its table behind it. */
import { Button, Segmented, Table } from 'antd'
import { useMemo } from 'react'
import { addDays, daysBetween } from '../../platform/shared/calendar.ts'
import { Chart } from '../../platform/web/Chart.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import { usePhone } from '../../platform/web/use-phone.ts'
import type { LoadCurve } from '../contract.ts'
import { slotHours } from '../reading.ts'
import { meteringText } from '../text.ts'
import { curveOption, earlierOf, laterOf, type View } from './curve-option.ts'

type Props = { curve: LoadCurve; view: View; onView: (view: View) => void }

export function LoadChart({ curve, view, onView }: Props) {
  const t = useText(meteringText)
  const phone = usePhone()
  const option = useMemo(() => {
    const words = {
      load: t('load'),
      noReading: t('noReading'),
      heats: t('strip.heats'),
      licensed: t('strip.licensed'),
      night: t('strip.night'),
      daysOff: t('strip.daysOff'),
    }
    return curveOption(curve, view, words, phone)
  }, [curve, view, t, phone])
  return (
    <>
      <ViewChoice curve={curve} view={view} onView={onView} />
      <Chart title={t('curve')} option={option} height={400} table={<DayTable curve={curve} onView={onView} />} />
      {curve.daysOff === null && <p className="soft">{t('daysOffUnknown')}</p>}
    </>
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

type DaySum = { day: string; energyKwh: number | null; peakKw: number | null; missing: number; heats: number }

function sumDays(curve: LoadCurve): DaySum[] {
  return curve.days.map(({ day, loadKw }) => {
    const read = loadKw.filter((value) => value !== null)
    return {
      day,
      energyKwh: read.length === 0 ? null : read.reduce((sum, value) => sum + value * slotHours, 0),
      peakKw: read.length === 0 ? null : Math.max(...read),
      missing: loadKw.length - read.length,
      heats: curve.heats.filter(({ from }) => from.startsWith(day)).length,
    }
  })
}

function DayTable({ curve, onView }: Pick<Props, 'curve' | 'onView'>) {
  const t = useText(meteringText)
  const format = useFormat()
  const rows = useMemo(() => sumDays(curve), [curve])
  const figure = (value: number | null, unit: string) => (value === null ? '—' : format.quantity(value, unit))
  return (
    <Table<DaySum>
      size="small"
      rowKey="day"
      dataSource={rows}
      pagination={{ pageSize: 31, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('day'),
          render: (_, { day }) => (
            <Button type="link" size="small" onClick={() => onView({ from: day, to: day })}>
              {format.date(day)}
            </Button>
          ),
        },
        { title: t('energy'), align: 'right', render: (_, row) => figure(row.energyKwh, 'kWh') },
        { title: t('peak'), align: 'right', render: (_, row) => figure(row.peakKw, 'kW') },
        { title: t('heats'), align: 'right', dataIndex: 'heats' },
        { title: t('missing'), align: 'right', render: (_, row) => t('missingOf', { count: row.missing }) },
      ]}
    />
  )
}
