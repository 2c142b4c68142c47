import { Button } from 'antd'
import { z } from 'zod'
import { addressOf } from '../../platform/shared/address.ts'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { Present } from '../../platform/web/Present.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { focusKinds } from '../../rulebook/values.ts'
import { enterprisesContract, type SiteRow } from '../contract.ts'
import { ledgerPaths } from '../enterprise.ts'
import { siteKinds, siteStatuses } from '../site.ts'
import { enterprisesText } from '../text.ts'
import { focusWords, siteKindWords, siteStatusWords } from '../words.ts'
import { ledger } from './ledger-client.ts'
import './ledger.css'
import { FocusTags, SiteMark } from './ledger-marks.tsx'
import { RegisterSite } from './record-forms.tsx'

const siteFilters = z.object({
  text: z.string().optional(),
  kind: z.enum(siteKinds).optional(),
  status: z.enum(siteStatuses).optional(),
  focus: z.enum(focusKinds).optional(),
  furnace: z.enum(['true', 'false']).optional(),
})

export default function SitesPage() {
  const t = useText(enterprisesText)
  const { areaId } = useAreaChoice()
  const { filters, setFilters, clearFilters, filtered } = useFilters(siteFilters)
  const go = useNavigateTo()
  const keeper = ledgerPaths(useMe()).length > 0
  return (
    <PageFrame
      title={t('sites')}
      lead={t('sitesLead')}
      scope
      actions={
        keeper && (
          <>
            <Present>
              <Button onClick={() => go('/ledger/imports')}>{t('import')}</Button>
            </Present>
            <RegisterSite onDone={(id) => go(`/ledger/sites/${id}`)} />
          </>
        )
      }
    >
      <RecordList
        name="sites"
        queryKey={['sites', filters, areaId]}
        sheet={{ list: 'enterprises.listSites', question: { ...filters, areaId } }}
        load={(after) => ledger.listSites({ ...filters, areaId, after })}
        rowKey={(site) => site.id}
        columns={useColumns()}
        onOpen={(site) => go(`/ledger/sites/${site.id}`)}
        filters={<Filters filters={filters} setFilters={setFilters} />}
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('noSites')}
        tools={
          <Present>
            <Button href={addressOf(enterprisesContract.exportSites, { ...filters, areaId })}>{t('export')}</Button>
          </Present>
        }
      />
    </PageFrame>
  )
}

function useColumns() {
  const t = useText(enterprisesText)
  const pick = usePick()
  return [
    { key: 'name', title: t('site'), shown: 'first' as const, render: (site: SiteRow) => site.name },
    {
      key: 'status',
      title: t('status'),
      width: 110,
      render: (site: SiteRow) => <SiteMark status={site.status} />,
    },
    { key: 'place', title: t('place'), render: (site: SiteRow) => site.placeName },
    { key: 'occupants', title: t('occupants'), render: (site: SiteRow) => site.occupants.join('、') || '—' },
    { key: 'kind', title: t('kind'), width: 130, render: (site: SiteRow) => pick(siteKindWords[site.kind]) },
    {
      key: 'furnaces',
      title: t('furnaceCount'),
      width: 70,
      align: 'right' as const,
      render: (site: SiteRow) => site.furnaceCount,
    },
    {
      key: 'points',
      title: t('usagePointCount'),
      width: 80,
      align: 'right' as const,
      render: (site: SiteRow) => site.usagePointCount,
    },
    { key: 'focus', title: t('focus'), render: (site: SiteRow) => <FocusTags kinds={site.focusKinds} /> },
    { key: 'address', title: t('address'), shown: 'hidden' as const, render: (site: SiteRow) => site.address },
  ]
}

type FilterProps = Pick<ReturnType<typeof useFilters<typeof siteFilters>>, 'filters' | 'setFilters'>

function Filters({ filters, setFilters }: FilterProps) {
  const t = useText(enterprisesText)
  const pick = usePick()
  return (
    <>
      <SearchField
        label={t('search')}
        value={filters.text}
        onChange={(text) => setFilters({ text }, { replace: true })}
      />
      <FilterSelect
        label={t('kind')}
        value={filters.kind}
        choices={siteKinds}
        wordOf={(kind) => pick(siteKindWords[kind])}
        onChange={(kind) => setFilters({ kind })}
      />
      <FilterSelect
        label={t('status')}
        value={filters.status}
        choices={siteStatuses}
        wordOf={(status) => pick(siteStatusWords[status])}
        onChange={(status) => setFilters({ status })}
      />
      <FilterSelect
        label={t('focus')}
        value={filters.focus}
        choices={focusKinds}
        wordOf={(focus) => pick(focusWords[focus])}
        onChange={(focus) => setFilters({ focus })}
      />
      <FilterSelect
        label={t('furnacesHere')}
        value={filters.furnace}
        choices={['true', 'false']}
        wordOf={(furnace) => t(furnace === 'true' ? 'withFurnace' : 'withoutFurnace')}
        onChange={(furnace) => setFilters({ furnace })}
      />
    </>
  )
}
