/** The limits in force, group by group, each with where its values come from. */

import './metering.css'
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { LimitLine } from '../detector-limits.ts'
import { limitText } from '../limit-text.ts'
import { metering } from './metering-client.ts'

export function DetectorLimits() {
  const t = useText(limitText)
  const pick = usePick()
  const answer = useQuery({ queryKey: ['detectorLimits'], queryFn: () => metering.getDetectorLimits({}) })
  return (
    <section>
      <h2 className="part">{t('limits')}</h2>
      <p className="soft">{t('limitsLead')}</p>
      {answer.isPending && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
      {answer.isError && <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && (
        <div className="limit-groups">
          {answer.data.own.map(({ group, origin, versions, lines }) => (
            <Limits key={group} title={t(`limitGroup.${group}`)} lines={lines}>
              {t(`limitFrom.${group}`)}
              <br />
              {t(`limitOrigin.${origin}`, { versions: versions.join(', ') })}
            </Limits>
          ))}
          {answer.data.rules.map(({ id, title, citation, standing, lines }) => (
            <Limits key={id} title={pick(title)} lines={lines}>
              <ScreenLink to={`/rules/${id}`}>{t('limitRule')}</ScreenLink> {pick(citation)}{' '}
              <StandingTag standing={standing} />
            </Limits>
          ))}
        </div>
      )}
    </section>
  )
}

/** Some limits, and below them where they come from. */
function Limits({ title, lines, children }: { title: string; lines: readonly LimitLine[]; children: ReactNode }) {
  const t = useText(limitText)
  const words = useLimitWords()
  return (
    <section className="bench-card" aria-label={title}>
      <h3>{title}</h3>
      <Facts facts={lines.map((line) => [t(`limit.${line.name}`), words(line)])} />
      <p className="soft">{children}</p>
    </section>
  )
}

/** `80 kW`, `30–195 分钟`, `7 / 14 / 28 天`. */
function useLimitWords(): (line: LimitLine) => string {
  const t = useText(limitText)
  const format = useFormat()
  const plain = (value: number) => format.number(value, Number.isInteger(value) ? 0 : 2)
  return ({ unit, values }) => {
    const join = values.length === 2 ? '–' : ' / '
    if (unit === 'share') return values.map((value) => format.share(value)).join(join)
    const figures = values.map(plain).join(join)
    if (unit === 'number') return figures
    if (unit === 'points') return t('points', { value: figures })
    return `${figures}\u202f${unit === 'kW' || unit === 'kWh' ? unit : t(`unit.${unit}`)}`
  }
}
