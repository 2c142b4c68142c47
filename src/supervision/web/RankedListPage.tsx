import { z } from 'zod'
import { areaIdInput } from '../../platform/shared/contract.ts'
import { useFilters } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { pickText } from '../pick-text.ts'
import { rankedKeys } from '../ranking.ts'
import { CountedList } from './CountedList.tsx'
import { supervision } from './supervision-client.ts'

const listFilters = z.object({
  figure: z.enum(rankedKeys).default('verification.missing'),
  area: areaIdInput.optional(),
})

export default function RankedListPage() {
  const t = useText(pickText)
  const { filters, setFilters } = useFilters(listFilters)
  const { figure, area: areaId } = filters
  return (
    <CountedList
      name="ranked"
      queryKey={['ranked', filters]}
      sheet={{ list: 'supervision.listRankedFigure', question: { figure, areaId } }}
      load={(after) => supervision.listRankedFigure({ figure, areaId, after })}
      figures={rankedKeys}
      figure={figure}
      wordOf={(key) => t(`ranked.${key}`)}
      onChoose={(next) => setFilters({ figure: next })}
    />
  )
}
