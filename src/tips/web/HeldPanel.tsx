/** Reports that wait for the hour's budget; nothing while none is held back. */
import { useQuery } from '@tanstack/react-query'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { FigureLink } from '../../platform/web/ScreenLink.tsx'
import { usePastDay } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { limitText } from '../limit-text.ts'
import { office } from './office-client.ts'

export function HeldPanel() {
  const t = useText(limitText)
  const format = useFormat()
  const past = usePastDay()
  const held = useQuery({ queryKey: ['heldTips'], queryFn: () => office.countWaitingTips({}), enabled: !past })
  if (past) return null
  if (held.isError) return <ErrorPanel error={held.error} onRetry={() => void held.refetch()} />
  if (!held.data?.oldestAt) return null
  const { waiting, oldestAt } = held.data
  return (
    <BenchCard title={t('held')} to="/tips?show=waiting">
      <FigureLink value={format.number(waiting)} unit={t('heldUnit')} to="/tips?show=waiting" />
      <p className="soft">{t('heldHelp', { at: format.instant(oldestAt) })}</p>
    </BenchCard>
  )
}
