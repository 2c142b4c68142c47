/** The heats found, newest first: when, how long, how much, and whether the register covers them. */
import { Button, Table } from 'antd'
import { useFormat } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import type { LoadCurve } from '../contract.ts'
import { meteringText } from '../text.ts'
import type { View } from './curve-option.ts'

type Heat = LoadCurve['heats'][number]

export function HeatsTable({ curve, view, onView }: { curve: LoadCurve; view: View; onView: (view: View) => void }) {
  const t = useText(meteringText)
  const format = useFormat()
  const heats = curve.heats
    .filter(({ from }) => from.slice(0, 10) >= view.from && from.slice(0, 10) <= view.to)
    .toReversed()
  return (
    <>
      <h2 className="part">{t('heatsTitle', { count: heats.length })}</h2>
      <Table<Heat>
        size="small"
        rowKey="from"
        dataSource={heats}
        locale={{ emptyText: t('noHeats') }}
        pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            title: t('heatFrom'),
            render: (_, { from }) => (
              <Button
                type="link"
                size="small"
                onClick={() => onView({ from: from.slice(0, 10), to: from.slice(0, 10) })}
              >
                {format.instant(from)}
              </Button>
            ),
          },
          { title: t('duration'), align: 'right', render: (_, heat) => t('minutes', { count: heat.durationMin }) },
          { title: t('energy'), align: 'right', render: (_, heat) => format.quantity(heat.energyKwh, 'kWh') },
          { title: t('height'), align: 'right', render: (_, heat) => format.quantity(heat.heightKw, 'kW') },
          { title: t('covered'), render: (_, heat) => t(heat.unlicensed ? 'covered.no' : 'covered.yes') },
        ]}
      />
    </>
  )
}
