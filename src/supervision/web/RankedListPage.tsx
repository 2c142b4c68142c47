/** The list behind a figure of the ranking: exactly the rows it counts. */
import { Select } from 'antd'
import { z } from 'zod'
import { areaIdInput } from '../../platform/shared/contract.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { useFilters } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { pickText } from '../pick-text.ts'
import { rankedKeys } from '../ranking.ts'
import { usePickedColumns } from './picked-columns.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

const listFilters = z.object({
  figure: z.enum(rankedKeys).default('verification.missing'),
  area: areaIdInput.optional(),
})

export default function RankedListPage() {
  const t = useText(pickText)
  const columns = usePickedColumns()
  const { filters, setFilters } = useFilters(listFilters)
  const { figure, area } = filters
  return (
    <PageFrame title={t(`ranked.${figure}`)} scope>
      <RecordList
        name="ranked"
        queryKey={['ranked', filters]}
        sheet={{ list: 'supervision.listRankedFigure', question: { figure, areaId: area } }}
        load={(after) => supervision.listRankedFigure({ figure, areaId: area, after })}
        rowKey={(row) => row.id}
        columns={columns}
        filters={
          <Select
            className="figure-choice"
            aria-label={t('list.title')}
            value={figure}
            onChange={(next) => setFilters({ figure: next })}
            options={rankedKeys.map((value) => ({ value, label: t(`ranked.${value}`) }))}
          />
        }
        emptyWords={t('list.none')}
      />
    </PageFrame>
  )
}
