import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useParam } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { EnterpriseDetail } from '../contract.ts'
import { ledgerPaths, mayKeepLedger } from '../enterprise.ts'
import { mayKeepInvoices, mayReadInvoices } from '../invoiced-tonnage.ts'
import { enterprisesText } from '../text.ts'
import { EnterpriseInvoices } from './EnterpriseInvoices.tsx'
import { Industry } from './EnterprisesPage.tsx'
import { useEnterprise } from './ledger-client.ts'
import { ChangeEnterprise } from './record-forms.tsx'
import { Stays } from './SiteStays.tsx'

export default function EnterprisePage() {
  const t = useText(enterprisesText)
  const id = useParam('id')
  const me = useMe()
  const found = useEnterprise(id)
  if (found.isPending) return <PageSkeleton />
  if (found.isError) return <PageError error={found.error} onRetry={() => void found.refetch()} />
  const enterprise = found.data
  const keeps = mayKeepLedger(me, enterprise.areaPath)
  return (
    <PageFrame
      title={enterprise.name}
      lead={!keeps && ledgerPaths(me).length > 0 ? t('readOnlyElsewhere') : undefined}
      actions={keeps && <ChangeEnterprise enterprise={enterprise} />}
    >
      <EnterpriseFacts enterprise={enterprise} />
      <h2 className="part">{t('siteCount')}</h2>
      <Stays stays={enterprise.stays} of="enterprise" keeper={false} />
      {mayReadInvoices(me, enterprise.areaPath) && (
        <EnterpriseInvoices id={id} keeper={mayKeepInvoices(me, enterprise.areaPath)} />
      )}
      <RecordHistory subjectId={id} />
    </PageFrame>
  )
}

function EnterpriseFacts({ enterprise }: { enterprise: EnterpriseDetail }) {
  const t = useText(enterprisesText)
  const pick = usePick()
  const format = useFormat()
  const { declaredOutputT: tonnes, declaredOutputYear: year, industryName } = enterprise
  return (
    <Facts
      facts={[
        [t('place'), enterprise.placeName],
        [t('uscc'), enterprise.uscc ?? t('noUscc')],
        [
          t('industry'),
          <>
            <Industry enterprise={enterprise} /> {industryName && pick(industryName)}
          </>,
        ],
        [
          t('output'),
          tonnes === null
            ? null
            : t('outputOf', { tonnes: format.number(tonnes), year: year === null ? '—' : String(year) }),
        ],
        [t('registeredAt'), format.instant(enterprise.registeredAt)],
        [
          t('source'),
          enterprise.importId ? (
            <ScreenLink key="source" to={`/ledger/imports/${enterprise.importId}`}>
              {t('byImport')}
            </ScreenLink>
          ) : (
            t('byHand')
          ),
        ],
      ]}
    />
  )
}
