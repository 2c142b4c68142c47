import { defineText } from '../shared/text.ts'
import { setLanguage, useLanguage, useText } from './text.tsx'

// its own few words, so that the public pages do not carry those of the kit
const switchText = defineText({ other: 'English' }, { other: '中文' })

/** Changes the language of the whole page. */
export function LanguageSwitch() {
  const language = useLanguage()
  const t = useText(switchText)
  return (
    <button
      type="button"
      className="language-switch"
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {t('other')}
    </button>
  )
}
