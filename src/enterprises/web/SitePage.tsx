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
import type { SiteDetail } from '../contract.ts'
import { mayKeepLedger } from '../enterprise.ts'
import { enterprisesText } from '../text.ts'
import { mayKeepUsagePoints } from '../usage-point.ts'
import { siteKindWords } from '../words.ts'
import { useSite } from './ledger-client.ts'
import { FocusTags, SiteMark } from './ledger-marks.tsx'
import { ChangeSite } from './record-forms.tsx'
import { RegisterFurnace, SiteFurnaces } from './SiteFurnaces.tsx'
import { MoveSite } from './SiteMoves.tsx'
import { OccupySite, Stays } from './SiteStays.tsx'
import { Licences, RegisterLicence, RegisterUsagePoint, UsagePoints } from './SiteSupplies.tsx'

export default function SitePage() {
  const id = useParam('id')
  const me = useMe()
  const found = useSite(id)
  if (found.isPending) return <PageSkeleton />
  if (found.isError) return <PageError error={found.error} onRetry={() => void found.refetch()} />
  const site = found.data
  const keeper = mayKeepLedger(me, site.areaPath)
  return (
    <PageFrame
      title={site.name}
      status={<SiteMark status={site.status} />}
      actions={
        keeper && (
          <>
            <ChangeSite site={site} />
            <MoveSite site={site} />
          </>
        )
      }
    >
      <SiteFacts site={site} />
      <SiteParts site={site} keeper={keeper} supplier={mayKeepUsagePoints(me, site.areaPath)} />
      <RecordHistory subjectId={id} />
    </PageFrame>
  )
}

function SiteFacts({ site }: { site: SiteDetail }) {
  const t = useText(enterprisesText)
  const pick = usePick()
  const format = useFormat()
  return (
    <Facts
      facts={[
        [t('place'), site.placeName],
        [t('address'), site.address],
        [t('kind'), pick(siteKindWords[site.kind])],
        [t('focus'), <FocusTags key="focus" kinds={site.focusKinds} />],
        [t('closedOn'), site.closedOn ? format.date(site.closedOn) : undefined],
        [
          t('registeredAt'),
          <>
            {format.instant(site.registeredAt)}{' '}
            {site.importId && <ScreenLink to={`/ledger/imports/${site.importId}`}>{t('byImport')}</ScreenLink>}
          </>,
        ],
      ]}
    />
  )
}

function SiteParts({ site, keeper, supplier }: { site: SiteDetail; keeper: boolean; supplier: boolean }) {
  const t = useText(enterprisesText)
  return (
    <>
      <Part title={t('furnacesHere')} act={keeper && <RegisterFurnace siteId={site.id} />}>
        <SiteFurnaces furnaces={site.furnaces} keeper={keeper} />
      </Part>
      <Part title={t('usagePoints')} act={supplier && <RegisterUsagePoint siteId={site.id} />}>
        <UsagePoints points={site.usagePoints} supplier={supplier} />
      </Part>
      <Part title={t('licences')} act={keeper && <RegisterLicence siteId={site.id} />}>
        <Licences licences={site.licences} keeper={keeper} />
      </Part>
      <Part title={t('stays')} act={keeper && <OccupySite site={site} />}>
        <Stays stays={site.stays} of="site" keeper={keeper} />
      </Part>
    </>
  )
}

function Part({ title, act, children }: { title: string; act: React.ReactNode; children: React.ReactNode }) {
  return (
    <section>
      <div className="ledger-part">
        <h2 className="part">{title}</h2>
        {act}
      </div>
      {children}
    </section>
  )
}
