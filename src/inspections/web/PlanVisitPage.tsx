/** Plans a visit (`?site=&lead=&target=`), or a proposed revisit (`?visit=`): asks for what the rule of its day demands. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { enterprisesContract } from '../../enterprises/contract.ts'
import { client } from '../../platform/web/client.ts'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { useFilters } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { visitText } from '../visit-text.ts'
import { inspections } from './inspections-client.ts'
import { PlanForm } from './PlanForm.tsx'

const enterprises = client(enterprisesContract)
export const planSearch = z.object({
  site: z.uuid().optional(),
  lead: z.uuid().optional(),
  target: z.uuid().optional(),
  visit: z.uuid().optional(),
})

export default function PlanVisitPage() {
  const t = useText(visitText)
  const me = useMe()
  const { filters, setFilters } = useFilters(planSearch)
  const proposed = useQuery({
    queryKey: ['visit', filters.visit],
    queryFn: () => inspections.getVisit({ id: filters.visit ?? '' }),
    enabled: filters.visit !== undefined,
  })
  const siteId = proposed.data?.siteId ?? filters.site
  const site = useQuery({
    queryKey: ['site', siteId],
    queryFn: () => enterprises.getSite({ id: siteId ?? '' }),
    enabled: siteId !== undefined,
  })
  const agencyIds = [
    ...new Set(me.grants.flatMap((g) => (g.role === 'departmentOfficer' && g.agencyId ? [g.agencyId] : []))),
  ]
  const error = proposed.error ?? site.error
  return (
    <PageFrame title={t('plan')}>
      {agencyIds.length === 0 && <EmptyPanel why="scope" words={t('plan.noAgency')} />}
      {error && <PageError error={error} onRetry={() => void site.refetch()} />}
      {filters.visit && proposed.isPending && <PageSkeleton />}
      {agencyIds.length > 0 && !filters.visit && (
        <SiteField siteId={siteId} name={site.data?.name} onChoose={(id) => setFilters({ site: id })} />
      )}
      {agencyIds.length > 0 && site.data && (!filters.visit || proposed.data) && (
        <PlanForm
          key={site.data.id}
          site={site.data}
          agencyIds={agencyIds}
          proposed={proposed.data}
          leadId={filters.lead}
          targetId={filters.target}
        />
      )}
    </PageFrame>
  )
}

type SiteFieldProps = { siteId: string | undefined; name: string | undefined; onChoose: (id: string) => void }

function SiteField({ siteId, name, onChoose }: SiteFieldProps) {
  const t = useText(visitText)
  const [text, setText] = useState('')
  const found = useQuery({
    queryKey: ['sites', 'plan', text],
    queryFn: () => enterprises.listSites({ text: text || undefined, limit: 20 }),
  })
  const rows = (found.data?.rows ?? []).map((site) => ({ value: site.id, label: `${site.name} ${site.placeName}` }))
  const known =
    siteId && name && !rows.some((row) => row.value === siteId) ? [{ value: siteId, label: name }, ...rows] : rows
  return (
    <div className="site-field">
      <label htmlFor="plan-site">{t('plan.site')}</label>
      <Select
        id="plan-site"
        showSearch={{ filterOption: false, onSearch: setText }}
        placeholder={t('plan.searchSite')}
        loading={found.isFetching}
        value={siteId}
        onChange={onChoose}
        options={known}
        className="wide-select"
      />
    </div>
  )
}
