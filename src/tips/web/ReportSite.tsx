/** Both reporting pages in one document: a code goes from one to the other in memory, never through the address. */
import { useState } from 'react'
import { MinePage } from './MinePage.tsx'
import { ReportPage } from './ReportPage.tsx'

/** The code after `#` of a QR code's address, which is taken out of the address at once. '' where there is none. */
export function takeCode(): string {
  const code = window.location.hash.slice(1)
  if (code !== '') window.history.replaceState(null, '', window.location.pathname + window.location.search)
  return code
}

const startsAtMine = () => /^\/public\/mine\/?$/.test(window.location.pathname)

export function ReportSite({ code }: { code: string }) {
  const [mine, setMine] = useState(startsAtMine() ? code : null)
  const show = (next: string | null) => {
    window.history.replaceState(null, '', `/public/${next === null ? 'report' : 'mine'}${window.location.search}`)
    window.scrollTo(0, 0)
    setMine(next)
  }
  return mine === null ? <ReportPage onMine={show} /> : <MinePage shown={mine} onReport={() => show(null)} />
}
