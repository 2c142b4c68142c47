import { dateInChina } from '../shared/calendar.ts'
import { readStored, store } from './text.tsx'

const keyOf = (accountId: string): string => `gangshao.visit.${accountId}`
const sessionKey = 'gangshao.visit.before'

/** Instant of the visit before this one, null at the first; a visit lasts as long as its browser tab. */
export function lastVisit(accountId: string, now: Date): string | null {
  const noted = window.sessionStorage.getItem(sessionKey)
  if (noted !== null) return noted || null
  const before = readStored(keyOf(accountId))
  window.sessionStorage.setItem(sessionKey, before ?? '')
  store(keyOf(accountId), now.toISOString())
  return before
}

/** Date, in Beijing, of an instant. */
export const dayOf = (instant: string): string => dateInChina(new Date(instant))
