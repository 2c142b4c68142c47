/** The public pages: no sign-in, no Ant Design. */
import '../../platform/web/old-browsers.ts'
import '../../platform/web/styles/tokens.css'
import '../../platform/web/styles/public.css'
import { createRoot } from 'react-dom/client'
import { PublicShell } from '../../platform/web/PublicShell.tsx'
import { startLanguage } from '../../platform/web/text.tsx'
import { pages } from './pages.ts'

startLanguage()
const root = document.getElementById('root')
if (root) createRoot(root).render(<PublicShell pages={pages} />)
