/** No alarm is no proof: how many meters were looked at, and how many tell nothing. */
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { usePastDay } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { queueText } from '../queue-text.ts'
import { meteringText } from '../text.ts'
import { metering } from './metering-client.ts'

export function LookedAt({ areaId }: { areaId: number | undefined }) {
  const t = useText(meteringText)
  const q = useText(queueText)
  const format = useFormat()
  const past = usePastDay()
  const counts = useQuery({
    queryKey: ['meterStates', areaId ?? null],
    queryFn: () => metering.countMeterStates({ areaId }),
    enabled: !past,
  })
  const sum = (...states: string[]) =>
    format.number(
      counts.data?.rows.filter(({ state }) => states.includes(state)).reduce((total, row) => total + row.count, 0) ?? 0,
    )
  return (
    <>
      {counts.data &&
        q('lookedAt', {
          read: sum('reading', 'gaps'),
          silent: sum('silent', 'noReadings'),
          unknown: sum('unknown'),
        })}{' '}
      <ScreenLink to="/metering/usage-points">{t('meters')}</ScreenLink>
    </>
  )
}
