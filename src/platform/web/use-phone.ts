import { useSyncExternalStore } from 'react'

const phoneQuery = '(max-width: 600px)'

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(phoneQuery)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Whether the screen is as narrow as a phone's. */
export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(phoneQuery).matches)
