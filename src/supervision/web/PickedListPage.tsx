import { z } from 'zod'
import { areaIdInput } from '../../platform/shared/contract.ts'
import { useFilters } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { listedPickKeys } from '../pick.ts'
import { pickText } from '../pick-text.ts'
import { CountedList } from './CountedList.tsx'
import { supervision } from './supervision-client.ts'

const listFilters = z.object({
  figure: z.enum(listedPickKeys).default('lateVerifications'),
  area: areaIdInput.optional(),
})

export default function PickedListPage() {
  const t = useText(pickText)
  const { filters, setFilters } = useFilters(listFilters)
  const { figure, area: areaId } = filters
  return (
    <CountedList
      name="picked"
      queryKey={['picked', filters]}
      sheet={{ list: 'supervision.listPickedFigure', question: { figure, areaId } }}
      load={(after) => supervision.listPickedFigure({ figure, areaId, after })}
      figures={listedPickKeys}
      figure={figure}
      wordOf={(key) => t(`figure.${key}`)}
      onChoose={(next) => setFilters({ figure: next })}
    />
  )
}
