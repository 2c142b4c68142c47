/** Leaving the page: at once, or not by mistake. */
import { useEffect } from 'react'

/** Where somebody is who was never here. */
const elsewhere = 'https://www.baidu.com/'

const ask = (event: BeforeUnloadEvent) => {
  event.preventDefault()
  event.returnValue = '' // what browsers of that time look at
}

/** While `guarded`, the browser asks before the page is left or reloaded. */
export function useLeaveGuard(guarded: boolean): void {
  useEffect(() => {
    if (!guarded) return
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [guarded])
}

/** Takes everything off the screen and puts another site in place of this page in the history. */
export function leaveFast(): void {
  window.removeEventListener('beforeunload', ask)
  document.body.textContent = ''
  document.title = ' '
  window.location.replace(elsewhere)
}

/** A page that the browser has kept alive is begun anew, so that nobody goes back to what was written. */
export function forgetOnReturn(): void {
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload()
  })
}
