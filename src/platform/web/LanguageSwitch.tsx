import { platformText } from './platform-text.ts'
import { setLanguage, useLanguage, useText } from './text.tsx'

/** Changes the language of the whole page; each language names itself. Plain, so that the public pages use it too. */
export function LanguageSwitch() {
  const language = useLanguage()
  const t = useText(platformText)
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button
      type="button"
      className="language-switch"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      title={t('languageLabel')}
      onClick={() => setLanguage(other)}
    >
      {t('language')}
    </button>
  )
}
