/** What stands around the reporting pages: the way out, the other language, the content. */
import { type ReactNode, useEffect, useState } from 'react'
import { reportText } from '../report-text.ts'
import { leaveFast } from './leaving.ts'
import { isDemonstration } from './report-client.ts'
import { inLanguage, switchLanguage, useLanguage, useWords } from './words.tsx'

export function ReportShell({ title, children }: { title: string; children: ReactNode }) {
  const t = useWords(reportText)
  const language = useLanguage()
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  return (
    <>
      <header className="head">
        <strong>{t('product')}</strong>
        <span>
          <button type="button" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={switchLanguage}>
            {t('other')}
          </button>
          <button type="button" className="exit" onClick={leaveFast}>
            {t('exit')}
          </button>
        </span>
      </header>
      <DemonstrationNote />
      <main id="content">
        <h1>{title}</h1>
        {children}
      </main>
      <footer>
        <p>{t('urgent')}</p>
        <p>
          <a href={inLanguage('/public/', language)}>{t('home')}</a>
        </p>
      </footer>
    </>
  )
}

function DemonstrationNote() {
  const t = useWords(reportText)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    // unreachable: the page's own questions will say so
    isDemonstration().then(setShown, () => setShown(false))
  }, [])
  return shown ? (
    <p className="demonstration" role="note">
      {t('demonstration')}
    </p>
  ) : null
}
