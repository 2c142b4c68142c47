/** The reporting pages: a part of their own, small, without cookies, storage or anything from elsewhere. */
import '../../platform/web/old-browsers.ts'
import '../../platform/web/styles/tokens.css'
import '../../tips/web/report.css'
import { createRoot } from 'react-dom/client'
import { forgetOnReturn } from '../../tips/web/leaving.ts'
import { ReportSite, takeCode } from '../../tips/web/ReportSite.tsx'

/** What sealing and codes need; a browser without goes on with the plain form. */
const isAble =
  typeof BigInt === 'function' && typeof TransformStream === 'function' && 'getRandomValues' in window.crypto

const root = document.getElementById('root')
if (!isAble) window.location.replace('/public/plain')
else if (root) {
  forgetOnReturn()
  createRoot(root).render(<ReportSite code={takeCode()} />)
}
