/** The list behind a figure of the picking rule: exactly the rows it counts. */
import { Select } from 'antd'
import { z } from 'zod'
import { areaIdInput } from '../../platform/shared/contract.ts'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useFilters } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { listedPickKeys } from '../pick.ts'
import type { PickedRow } from '../pick-contract.ts'
import { pickText } from '../pick-text.ts'
import { supervision } from './supervision-client.ts'
import './supervision.css'

const listFilters = z.object({
  figure: z.enum(listedPickKeys).default('lateVerifications'),
  area: areaIdInput.optional(),
})

export default function PickedListPage() {
  const t = useText(pickText)
  const format = useFormat()
  const { filters, setFilters } = useFilters(listFilters)
  const { figure, area } = filters
  return (
    <PageFrame title={t(`figure.${figure}`)} scope>
      <RecordList
        name="picked"
        queryKey={['picked', filters]}
        sheet={{ list: 'supervision.listPickedFigure', question: { figure, areaId: area } }}
        load={(after) => supervision.listPickedFigure({ figure, areaId: area, after })}
        rowKey={(row) => row.id}
        columns={[
          { key: 'record', title: t('record'), shown: 'first', render: (row) => <RecordOf row={row} /> },
          { key: 'place', title: t('place'), width: 200, render: (row) => row.areaName },
          { key: 'dueOn', title: t('dueOn'), width: 160, render: (row) => (row.dueOn ? format.date(row.dueOn) : '—') },
          {
            key: 'doneOn',
            title: t('doneOn'),
            width: 160,
            render: (row) => (row.doneOn ? format.date(row.doneOn) : '—'),
          },
        ]}
        filters={
          <Select
            className="figure-choice"
            aria-label={t('list.title')}
            value={figure}
            onChange={(next) => setFilters({ figure: next })}
            options={listedPickKeys.map((value) => ({ value, label: t(`figure.${value}`) }))}
          />
        }
        emptyWords={t('list.none')}
      />
    </PageFrame>
  )
}

function RecordOf({ row }: { row: PickedRow }) {
  const t = useText(pickText)
  const path = useSubjectPath()(row.recordKind, row.recordId ?? '')
  if (row.recordKind === 'month') return <span>{t('month', { month: row.title })}</span>
  return path && row.recordId ? <ScreenLink to={path}>{row.title}</ScreenLink> : <span>{row.title}</span>
}
