/** What the first administrators do, as long as nobody but them and the city office is entered: an empty program says where it begins. */
import { useQuery } from '@tanstack/react-query'
import { hasRole } from '../../platform/shared/permission.ts'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { agenciesText } from '../text.ts'
import { agencies } from './agencies-client.ts'

/** As many as `gangshao admin create` makes, and the two of the city office whom the steps are about. */
const firstPeople = 5

export function FirstSteps() {
  const t = useText(agenciesText)
  const me = useMe()
  const found = useQuery({
    queryKey: ['firstSteps'],
    queryFn: () => agencies.listOfficials({ limit: firstPeople + 1 }),
  })
  if (found.data === undefined || found.data.rows.length > firstPeople) return null
  const own = (role: 'systemAdmin' | 'securityAdmin' | 'auditAdmin') => hasRole(me, role) && <b> {t('first.you')}</b>
  return (
    <BenchCard title={t('first')}>
      <ol className="steps">
        <li>
          {t('first.agencies')} <ScreenLink to="/agencies">{t('agencies')}</ScreenLink>
          {own('systemAdmin')}
        </li>
        <li>
          {t('first.accounts')}{' '}
          {!hasRole(me, 'auditAdmin') && <ScreenLink to="/officials">{t('officials')}</ScreenLink>}
          {own('systemAdmin')}
        </li>
        <li>
          {t('first.roles')} {own('securityAdmin')}
        </li>
        <li>{t('first.roster')}</li>
        <li>
          {t('first.audit')} {own('auditAdmin')}
        </li>
      </ol>
    </BenchCard>
  )
}
