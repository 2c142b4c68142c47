/** The register of leads: list with filters in the address, the record in the drawer. */
import { Select } from 'antd'
import { z } from 'zod'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { useFilters, useOpenRecord } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { LeadRow } from '../contract.ts'
import { assigningRoles, leadSources, leadStatuses } from '../lead.ts'
import { leadsText } from '../text.ts'
import { LeadDrawer } from './LeadDrawer.tsx'
import { LeadDueMark, LeadStatusMark } from './lead-marks.tsx'
import { leads } from './leads-client.ts'
import { WriteLead } from './WriteLead.tsx'

const leadFilters = z.object({
  status: z.enum(leadStatuses).optional(),
  open: z.literal('true').optional(),
  source: z.enum(leadSources).optional(),
  agencyId: z.uuid().optional(),
  openedSince: z.iso.datetime({ offset: true }).optional(),
  text: z.string().optional(),
})

export default function LeadsPage() {
  const t = useText(leadsText)
  const me = useMe()
  const { areaId } = useAreaChoice()
  const { filters, clearFilters, filtered } = useFilters(leadFilters)
  const { openId, open, close } = useOpenRecord()
  const mayWrite = me.grants.some((grant) => assigningRoles.some((role) => role === grant.role))
  return (
    <PageFrame title={t('title')} lead={t('listLead')} scope actions={mayWrite && <WriteLead onWritten={open} />}>
      <RecordList
        name="leads"
        queryKey={['leads', filters, areaId ?? null]}
        load={(after) => leads.listLeads({ ...filters, areaId, after })}
        sheet={{ list: 'leads.listLeads', question: { ...filters, areaId } }}
        rowKey={(lead) => lead.id}
        columns={useColumns()}
        onOpen={(lead) => open(lead.id)}
        openId={openId}
        filters={<LeadFilters />}
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('emptyWords')}
      />
      <LeadDrawer id={openId} onClose={close} />
    </PageFrame>
  )
}

function useColumns(): RecordColumn<LeadRow>[] {
  const t = useText(leadsText)
  const pick = usePick()
  const format = useFormat()
  return [
    {
      key: 'title',
      title: t('matter'),
      shown: 'first',
      render: (lead) => (
        <span>
          <span className="soft">{lead.number}</span> {lead.title}
        </span>
      ),
    },
    {
      key: 'status',
      title: t('status'),
      width: 150,
      render: (lead) => <LeadStatusMark status={lead.status} joined={lead.joinedTo !== null} />,
    },
    { key: 'due', title: t('due'), width: 160, render: (lead) => <LeadDueMark lead={lead} compact /> },
    {
      key: 'agency',
      title: t('agency'),
      width: 180,
      render: (lead) =>
        lead.assignedAgencyName ? pick(lead.assignedAgencyName) : <span className="soft">{t('nobody')}</span>,
    },
    { key: 'source', title: t('source'), width: 90, render: (lead) => t(`source.${lead.source}`) },
    {
      key: 'place',
      title: t('place'),
      width: 120,
      render: (lead) =>
        [lead.countyName, lead.areaName].filter((name, index, all) => all.indexOf(name) === index).join(' '),
    },
    { key: 'site', title: t('site'), shown: 'hidden', render: (lead) => lead.siteName ?? t('siteUnknown') },
    {
      key: 'opened',
      title: t('openedAt'),
      width: 130,
      shown: 'hidden',
      render: (lead) => format.instant(lead.openedAt),
    },
  ]
}

function LeadFilters() {
  const t = useText(leadsText)
  const format = useFormat()
  const me = useMe()
  const { filters, setFilters } = useFilters(leadFilters)
  const own = me.grants.find((grant) => grant.role === 'departmentOfficer' && grant.agencyId !== null)?.agencyId
  const open = { value: 'open', label: t('open') } as const
  return (
    <>
      <SearchField
        label={t('search')}
        value={filters.text}
        onChange={(text) => setFilters({ text }, { replace: true })}
      />
      <Select
        aria-label={t('status')}
        value={filters.status ?? (filters.open ? open.value : '')}
        style={{ minWidth: 150 }}
        onChange={(value) =>
          setFilters({
            status: leadStatuses.find((status) => status === value),
            open: value === open.value ? 'true' : undefined,
          })
        }
        options={[
          { value: '', label: t('allStatuses') },
          open,
          ...leadStatuses.map((status) => ({ value: status, label: t(`status.${status}`) })),
        ]}
      />
      <FilterSelect
        label={t('source')}
        all={t('allSources')}
        value={filters.source}
        choices={leadSources}
        wordOf={(source) => t(`source.${source}`)}
        onChange={(source) => setFilters({ source })}
      />
      {own && (
        <FilterSelect
          label={t('agency')}
          all={t('all')}
          value={filters.agencyId}
          choices={[own]}
          wordOf={() => t('mine')}
          onChange={(agencyId) => setFilters({ agencyId })}
        />
      )}
      {filters.openedSince && <span className="soft">{t('since', { at: format.instant(filters.openedSince) })}</span>}
    </>
  )
}
