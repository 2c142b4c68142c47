import { useText } from '../../platform/web/text.tsx'
import { publicityText } from '../text.ts'

export function Failed({ onRetry }: { onRetry: () => void }) {
  const t = useText(publicityText)
  return (
    <div className="notice" role="alert">
      <p>{t('error')}</p>
      <button type="button" className="button" onClick={onRetry}>
        {t('retry')}
      </button>
    </div>
  )
}
