import { useEffect, useState } from 'react'
import { getSealingKeys, type SealingKeys } from './report-client.ts'

/** Who would keep the halves of the key for a place. */
export function useSealingKeys(placeAreaId: number | undefined, countyInvolved: boolean) {
  const [state, setState] = useState<{ found?: SealingKeys; failed?: true }>({})
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again
  useEffect(() => {
    if (placeAreaId === undefined) return
    let wanted = true
    setState({})
    getSealingKeys(placeAreaId, countyInvolved).then(
      (found) => wanted && setState({ found }),
      () => wanted && setState({ failed: true }),
    )
    return () => {
      wanted = false
    }
  }, [placeAreaId, countyInvolved, tries])
  return { ...state, retry: () => setTries(tries + 1) }
}
