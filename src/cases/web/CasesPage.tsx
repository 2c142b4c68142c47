import { z } from 'zod'
import { hasRole } from '../../platform/shared/permission.ts'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { closureAtoms } from '../../rulebook/values.ts'
import { atomStatuses } from '../atom.ts'
import { cardText } from '../card-text.ts'
import { caseStatuses } from '../case-file.ts'
import { casesText } from '../text.ts'
import { CaseStatusMark } from './case-marks.tsx'
import { cases } from './cases-client.ts'
import { OpenCase } from './OpenCase.tsx'
import './cases.css'

const caseFilters = z.object({
  status: z.enum(caseStatuses).optional(),
  atom: z.enum(closureAtoms).optional(),
  state: z.enum(atomStatuses).optional(),
  siteId: z.uuid().optional(),
  leadId: z.uuid().optional(),
  text: z.string().max(100).optional(),
})

export default function CasesPage() {
  const t = useText(casesText)
  const pick = usePick()
  const format = useFormat()
  const { areaId } = useAreaChoice()
  const { filters, clearFilters, filtered } = useFilters(caseFilters)
  const navigate = useNavigateTo()
  const officer = hasRole(useMe(), 'departmentOfficer')
  return (
    <PageFrame title={t('title')} scope actions={officer && <OpenCase />}>
      <RecordList
        name="cases"
        queryKey={['cases', filters, areaId]}
        load={(after) => cases.listCases({ ...filters, areaId, after })}
        sheet={{ list: 'cases.listCases', question: { ...filters, areaId } }}
        rowKey={(row) => row.id}
        columns={[
          { key: 'number', title: t('number'), width: 140, shown: 'first', render: (row) => row.number },
          { key: 'status', title: t('status'), width: 120, render: (row) => <CaseStatusMark status={row.status} /> },
          { key: 'site', title: t('site'), render: (row) => row.siteName },
          {
            key: 'place',
            title: t('place'),
            render: (row) => [row.countyName, row.areaName].filter(Boolean).join(' · '),
          },
          { key: 'agency', title: t('agency'), render: (row) => pick(row.agencyName) },
          {
            key: 'progress',
            title: t('progress'),
            width: 110,
            render: (row) => t('progressOf', { settled: row.settled, atoms: row.atoms }),
          },
          { key: 'dueOn', title: t('dueOn'), width: 160, render: (row) => (row.dueOn ? format.date(row.dueOn) : '—') },
          {
            key: 'openedOn',
            title: t('openedOn'),
            width: 160,
            shown: 'hidden',
            render: (row) => format.date(row.openedOn),
          },
        ]}
        onOpen={(row) => navigate(`/cases/${row.id}`)}
        filters={<CaseFilters />}
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={filtered ? undefined : t('noneYet')}
      />
    </PageFrame>
  )
}

function CaseFilters() {
  const t = useText(casesText)
  const c = useText(cardText)
  const { filters, setFilters } = useFilters(caseFilters)
  return (
    <>
      <FilterSelect
        label={t('status')}
        value={filters.status}
        choices={caseStatuses}
        wordOf={(status) => t(`status.${status}`)}
        onChange={(status) => setFilters({ status })}
      />
      <FilterSelect
        label={t('stateFilter')}
        value={filters.state}
        choices={atomStatuses}
        wordOf={(state) => c(`state.${state}`)}
        onChange={(state) => setFilters({ state })}
      />
      <SearchField
        label={t('search')}
        value={filters.text}
        onChange={(text) => setFilters({ text }, { replace: true })}
      />
    </>
  )
}
