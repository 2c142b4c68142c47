/** Visits in my scope. */

import { z } from 'zod'
import { hasRole } from '../../platform/shared/permission.ts'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { LinkButton } from '../../platform/web/LinkButton.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { VisitRow } from '../contract.ts'
import { evidenceText } from '../evidence-text.ts'
import { visitStatuses } from '../visit.ts'
import { visitText } from '../visit-text.ts'
import { inspections } from './inspections-client.ts'
import { VisitMark } from './marks.tsx'

const visitFilters = z.object({
  status: z.enum(visitStatuses).optional(),
  site: z.uuid().optional(),
  lead: z.uuid().optional(),
})

export default function VisitsPage() {
  const t = useText(visitText)
  const me = useMe()
  const { areaId } = useAreaChoice()
  const navigate = useNavigateTo()
  const { filters, setFilters, clearFilters, filtered } = useFilters(visitFilters)
  const columns = useVisitColumns()
  return (
    <PageFrame
      title={t('visits')}
      scope
      actions={
        hasRole(me, 'departmentOfficer') && (
          <LinkButton to="/inspections/visits/plan" primary>
            {t('plan')}
          </LinkButton>
        )
      }
    >
      <RecordList
        name="visits"
        queryKey={['visits', filters, areaId]}
        load={(after) =>
          inspections.listVisits({ status: filters.status, siteId: filters.site, leadId: filters.lead, areaId, after })
        }
        sheet={{
          list: 'inspections.listVisits',
          question: { status: filters.status, siteId: filters.site, leadId: filters.lead, areaId },
        }}
        rowKey={(visit) => visit.id}
        columns={columns}
        onOpen={(visit) => navigate(`/inspections/visits/${visit.id}`)}
        filters={
          <FilterSelect
            label={t('state')}
            all={t('allStates')}
            value={filters.status}
            choices={visitStatuses}
            wordOf={(value) => t(`status.${value}`)}
            onChange={(status) => setFilters({ status })}
          />
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('visits.none')}
      />
    </PageFrame>
  )
}

function useVisitColumns(): RecordColumn<VisitRow>[] {
  const t = useText(visitText)
  const e = useText(evidenceText)
  const pick = usePick()
  const format = useFormat()
  return [
    { key: 'site', title: t('site'), shown: 'first', render: (visit) => visit.siteName },
    { key: 'area', title: t('place'), render: (visit) => visit.areaName },
    { key: 'agency', title: t('agency'), render: (visit) => pick(visit.agencyName) },
    { key: 'source', title: t('taskSource'), width: 130, render: (visit) => e(`source.${visit.taskSource}`) },
    { key: 'status', title: t('state'), width: 120, render: (visit) => <VisitMark status={visit.status} /> },
    { key: 'plannedOn', title: t('plannedOn'), width: 150, render: (visit) => format.date(visit.plannedOn) },
  ]
}
