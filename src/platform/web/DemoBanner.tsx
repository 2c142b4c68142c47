import { platformText } from './platform-text.ts'
import { useHealth } from './session.ts'
import { useText } from './text.tsx'

/** Says on every screen, and on paper, that the data are a demonstration. */
export function DemoBanner() {
  const t = useText(platformText)
  const health = useHealth()
  if (!health.data?.demonstration) return null
  return (
    <div className="demo-banner" role="note" title={t('demonstrationLine')}>
      {t('demonstration')}
    </div>
  )
}
