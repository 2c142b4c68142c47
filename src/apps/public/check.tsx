/** One file that checks a receipt from disk, without a network. */
import '../../platform/web/old-browsers.ts'
import '../../platform/web/styles/tokens.css'
import '../../platform/web/styles/public.css'
import '../../tips/web/register.css'
import { createRoot } from 'react-dom/client'
import { LanguageSwitch } from '../../platform/web/LanguageSwitch.tsx'
import { startLanguage, useText } from '../../platform/web/text.tsx'
import { registerText } from '../../tips/register-text.ts'
import { ReceiptCheck } from '../../tips/web/ReceiptCheck.tsx'

function CheckPage() {
  const t = useText(registerText)
  return (
    <>
      <header className="public-head">
        <h1>{t('check.title')}</h1>
        <LanguageSwitch />
      </header>
      <main>
        <ReceiptCheck />
        <p className="soft">{t('how.limits')}</p>
        <p className="soft">{t('check.demonstration')}</p>
      </main>
    </>
  )
}

startLanguage()
const root = document.getElementById('root')
if (root) {
  root.textContent = ''
  createRoot(root).render(<CheckPage />)
}
