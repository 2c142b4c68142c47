/** The heats of the days shown, newest first, thousands of them without waiting; to be taken along as a workbook. */
import { Button, Table } from 'antd'
import { useMemo } from 'react'
import { addressOf } from '../../platform/shared/address.ts'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { useLanguage, useText } from '../../platform/web/text.tsx'
import type { LoadCurve } from '../contract.ts'
import { meteringText } from '../text.ts'
import { usagePointContract } from '../usage-point-contract.ts'
import { usagePointText } from '../usage-point-text.ts'
import type { View } from './curve-data.ts'

type Heat = LoadCurve['heats'][number]
type Props = { id: string; curve: LoadCurve; view: View; onView: (view: View) => void }

const rowsHeight = 420

export function HeatsTable({ id, curve, view, onView }: Props) {
  const u = useText(usagePointText)
  const language = useLanguage()
  const columns = useHeatColumns(onView)
  const heats = useMemo(
    () => curve.heats.filter(({ from }) => isWithin(from.slice(0, 10), view)).toReversed(),
    [curve, view],
  )
  const beyond = heats.filter(({ unlicensed }) => unlicensed).length
  return (
    <>
      <div className="acts">
        <span>{u('heatsShown', { count: heats.length, beyond, ...view })}</span>
        <Button href={addressOf(usagePointContract.exportHeats, { id, ...view, language })} download>
          {u('export')}
        </Button>
      </div>
      {heats.length === 0 ? (
        <EmptyPanel why="noData" words={u('noHeatsWhy')} />
      ) : (
        <Table<Heat>
          size="small"
          rowKey="from"
          dataSource={heats}
          virtual={heats.length > 40}
          pagination={false}
          scroll={heats.length > 40 ? { x: 560, y: rowsHeight } : { x: 'max-content' }}
          columns={columns}
        />
      )}
    </>
  )
}

const isWithin = (day: string, { from, to }: View): boolean => day >= from && day <= to

function useHeatColumns(onView: (view: View) => void) {
  const t = useText(meteringText)
  const format = useFormat()
  return [
    {
      title: t('heatFrom'),
      width: 170,
      render: (_: unknown, { from }: Heat) => (
        <Button type="link" size="small" onClick={() => onView({ from: from.slice(0, 10), to: from.slice(0, 10) })}>
          {format.instant(from)}
        </Button>
      ),
    },
    {
      title: t('duration'),
      width: 90,
      align: 'right' as const,
      render: (_: unknown, heat: Heat) => t('minutes', { count: heat.durationMin }),
    },
    {
      title: t('energy'),
      width: 100,
      align: 'right' as const,
      render: (_: unknown, heat: Heat) => format.quantity(heat.energyKwh, 'kWh'),
    },
    {
      title: t('height'),
      width: 90,
      align: 'right' as const,
      render: (_: unknown, heat: Heat) => format.quantity(heat.heightKw, 'kW'),
    },
    {
      title: t('covered'),
      width: 110,
      render: (_: unknown, heat: Heat) => t(heat.unlicensed ? 'covered.no' : 'covered.yes'),
    },
  ]
}
