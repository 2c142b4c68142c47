import { reportText } from '../report-text.ts'
import { inLanguage, useLanguage, useWords } from './words.tsx'

/** How to stay safe, before anything is asked. */
export function SafetyFirst({ onBegin, onMine }: { onBegin: () => void; onMine: () => void }) {
  const t = useWords(reportText)
  const language = useLanguage()
  return (
    <>
      <p>{t('begin.lead')}</p>
      <h2>{t('begin.safe')}</h2>
      <ul>
        <li>{t('begin.safe.1')}</li>
        <li>{t('begin.safe.2')}</li>
        <li>{t('begin.safe.3')}</li>
        <li>{t('begin.safe.4')}</li>
      </ul>
      <button type="button" className="primary wide" onClick={onBegin}>
        {t('begin')}
      </button>
      <button type="button" className="wide" onClick={onMine}>
        {t('begin.mine')}
      </button>
      <p>
        <a href={inLanguage('/public/plain', language)}>{t('begin.plain')}</a>
      </p>
    </>
  )
}
