/** Who is, and was, at a site; or where an enterprise is and was. */

import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { SiteDetail, Stay } from '../contract.ts'
import { enterprisesText } from '../text.ts'
import { DateField, EnterpriseField } from './form-fields.tsx'
import { ledger } from './ledger-client.ts'
import './ledger.css'

type Props = { stays: readonly Stay[]; of: 'site' | 'enterprise'; keeper: boolean }

export function Stays({ stays, of, keeper }: Props) {
  const t = useText(enterprisesText)
  if (stays.length === 0) return <p className="soft">{t('noStays')}</p>
  return (
    <ul className="ledger-rows">
      {stays.map((stay) => (
        <li key={stay.id}>
          <strong>
            {of === 'site' ? (
              <ScreenLink to={`/ledger/enterprises/${stay.enterpriseId}`}>{stay.enterpriseName}</ScreenLink>
            ) : (
              <ScreenLink to={`/ledger/sites/${stay.siteId}`}>{stay.siteName}</ScreenLink>
            )}
          </strong>
          <Period from={stay.validFrom} to={stay.validTo} />
          {keeper && stay.validTo === null && <EndStay id={stay.id} />}
        </li>
      ))}
    </ul>
  )
}

/** `2016-01-01 – 至今` */
export function Period({ from, to }: { from: string; to: string | null }) {
  const t = useText(enterprisesText)
  const format = useFormat()
  return (
    <span className="soft">
      {format.date(from)} – {to === null ? t('lasting') : format.date(to)}
    </span>
  )
}

function EndStay({ id }: { id: string }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<{ on: string }, unknown>
      label={t('endStay')}
      help={t('endStayHelp')}
      small
      run={({ on }) => ledger.endOccupancy({ id, on })}
    >
      <DateField name="on" label={t('lastDay')} required />
    </FormAct>
  )
}

export function OccupySite({ site }: { site: SiteDetail }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<{ enterpriseId: string; validFrom: string }, unknown>
      label={t('occupy')}
      help={t('occupyHelp')}
      small
      done={t('registered')}
      run={(values) => ledger.occupySite({ ...values, id: site.id })}
    >
      <EnterpriseField name="enterpriseId" label={t('enterprise')} required />
      <DateField name="validFrom" label={t('validFrom')} required />
    </FormAct>
  )
}
