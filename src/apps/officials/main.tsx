/** The officials' pages: what is mounted, and nothing else. */
import '../../platform/web/old-browsers.ts'
import '../../platform/web/styles/officials.css'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { OfficialsApp } from '../../platform/web/OfficialsApp.tsx'
import { startLanguage } from '../../platform/web/text.tsx'
import { areas } from './areas.ts'
import { modules } from './screens.ts'

// the pages' content policy forbids code made from text, which zod would try
z.config({ jitless: true })
startLanguage()
const root = document.getElementById('root')
if (root) createRoot(root).render(<OfficialsApp modules={modules} areas={areas} />)
