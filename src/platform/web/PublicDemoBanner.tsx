import { useEffect, useState } from 'react'
import { publicText } from './public-text.ts'
import { useText } from './text.tsx'

/** The health answer is asked by address: its contract would bring the whole of zod to the public pages. */
async function isDemonstration(): Promise<boolean> {
  const response = await fetch('/api/health')
  const answer: unknown = response.ok ? await response.json() : null
  return typeof answer === 'object' && answer !== null && 'demonstration' in answer && answer.demonstration === true
}

export function PublicDemoBanner() {
  const t = useText(publicText)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    // unreachable: the pages' own questions will say so
    isDemonstration().then(setShown, () => setShown(false))
  }, [])
  return shown ? (
    <p className="demo-banner" role="note">
      {t('demonstration')}
    </p>
  ) : null
}
