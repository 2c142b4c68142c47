/** The list behind a figure of the picking rule: exactly the rows it counts. */
import { Select } from 'antd'
import { z } from 'zod'
import { areaIdInput } from '../../platform/shared/contract.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { useFilters } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { listedPickKeys } from '../pick.ts'
import { pickText } from '../pick-text.ts'
import { usePickedColumns } from './picked-columns.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

const listFilters = z.object({
  figure: z.enum(listedPickKeys).default('lateVerifications'),
  area: areaIdInput.optional(),
})

export default function PickedListPage() {
  const t = useText(pickText)
  const columns = usePickedColumns()
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
        columns={columns}
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
