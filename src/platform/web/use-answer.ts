import { useEffect, useState } from 'react'

export type Answered<T> = { data: T | undefined; failed: boolean; retry: () => void }

/** Asks whenever `key` changes; an answer that comes too late is dropped. @param key undefined asks nothing. */
export function useAnswer<T>(key: string | undefined, ask: (key: string) => Promise<T>): Answered<T> {
  const [state, setState] = useState<{ key: string; data: T | undefined; failed: boolean }>()
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ask` is a function of the module; `tries` asks again
  useEffect(() => {
    if (key === undefined) return
    let wanted = true
    ask(key).then(
      (data) => wanted && setState({ key, data, failed: false }),
      () => wanted && setState({ key, data: undefined, failed: true }),
    )
    return () => {
      wanted = false
    }
  }, [key, tries])
  const present = state?.key === key ? state : undefined
  return { data: present?.data, failed: present?.failed ?? false, retry: () => setTries(tries + 1) }
}
