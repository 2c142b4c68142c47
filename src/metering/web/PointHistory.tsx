/** Alarms of a usage point, and what later modules know of visits to its site. */
import { hasRole } from '../../platform/shared/permission.ts'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useRecordParts } from '../../platform/web/screen.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { UsagePointDetail } from '../contract.ts'
import { meteringText } from '../text.ts'
import { usagePointText } from '../usage-point-text.ts'
import { AlarmMark } from './marks.tsx'

export function PointHistory({ point }: { point: UsagePointDetail }) {
  const t = useText(meteringText)
  const u = useText(usagePointText)
  const me = useMe()
  const format = useFormat()
  const visits = useRecordParts('siteVisits').filter(({ roles }) => !roles || hasRole(me, ...roles))
  return (
    <>
      <h2 className="part">{u('historyAlarms')}</h2>
      {point.alarms.length === 0 && <p className="soft">{t('noHistory')}</p>}
      <ul>
        {point.alarms.map((alarm) => (
          <li key={alarm.id}>
            <ScreenLink to={`/metering/alarms/${alarm.id}`}>{t(`kind.${alarm.kind}`)}</ScreenLink>{' '}
            {format.instant(alarm.raisedAt)} <AlarmMark status={alarm.status} />{' '}
            {alarm.cause && t(`cause.${alarm.cause}`)}
          </li>
        ))}
      </ul>
      {visits.length > 0 && <h2 className="part">{u('historyVisits')}</h2>}
      {visits.map(({ component: Visits }) => (
        <Visits key="visits" id={point.siteId} />
      ))}
    </>
  )
}
