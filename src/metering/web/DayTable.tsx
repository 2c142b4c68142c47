/** The table behind the curve: energy, peak, heats and missing readings of each day. */
import { Button, Table } from 'antd'
import { useMemo } from 'react'
import { useFormat } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import type { LoadCurve } from '../contract.ts'
import { slotHours } from '../reading.ts'
import { meteringText } from '../text.ts'
import type { View } from './curve-data.ts'

type DaySum = { day: string; energyKwh: number | null; peakKw: number | null; missing: number; heats: number }

function sumDays(curve: LoadCurve): DaySum[] {
  const heats = new Map<string, number>()
  for (const { from } of curve.heats) heats.set(from.slice(0, 10), (heats.get(from.slice(0, 10)) ?? 0) + 1)
  return curve.days.map(({ day, loadKw }) => {
    const read = loadKw.filter((value) => value !== null)
    return {
      day,
      energyKwh: read.length === 0 ? null : read.reduce((sum, value) => sum + value * slotHours, 0),
      peakKw: read.length === 0 ? null : Math.max(...read),
      missing: loadKw.length - read.length,
      heats: heats.get(day) ?? 0,
    }
  })
}

export function DayTable({ curve, onView }: { curve: LoadCurve; onView: (view: View) => void }) {
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
