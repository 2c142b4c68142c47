/** The registry of agencies on a day. */
import { z } from 'zod'
import { useAreaChoice, useAsOf } from '../../platform/web/area-source.ts'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { useFilters, useOpenRecord } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { functionKinds } from '../../rulebook/values.ts'
import { agenciesText } from '../text.ts'
import { AgencyDrawer } from './AgencyDrawer.tsx'
import { agencies, useFunctionWord } from './agencies-client.ts'

const agencyFilters = z.object({ text: z.string().optional(), functionKind: z.enum(functionKinds).optional() })

export default function AgenciesPage() {
  const t = useText(agenciesText)
  const pick = usePick()
  const functionWord = useFunctionWord()
  const { areaId } = useAreaChoice()
  const { asOf } = useAsOf()
  const { filters, setFilters, clearFilters, filtered } = useFilters(agencyFilters)
  const { openId, open, close } = useOpenRecord()
  return (
    <PageFrame title={t('agencies')} lead={t('agenciesLead')} scope>
      <RecordList
        name="agencies"
        queryKey={['agencies', filters, areaId, asOf]}
        sheet={{ list: 'agencies.listAgencies', question: { ...filters, areaId, asOf } }}
        load={(after) => agencies.listAgencies({ ...filters, areaId, asOf, after })}
        rowKey={(row) => row.id}
        onOpen={(row) => open(row.id)}
        openId={openId}
        columns={[
          { key: 'name', title: t('name'), shown: 'first', render: (row) => pick(row.name) },
          { key: 'area', title: t('area'), width: 160, render: (row) => row.areaName },
          { key: 'function', title: t('function'), width: 180, render: (row) => functionWord(row.functionKind) },
          { key: 'exists', title: t('exists'), width: 220, render: (row) => `${row.validFrom} – ${row.validTo ?? ''}` },
          {
            key: 'standing',
            title: t('standing'),
            width: 140,
            render: (row) => <StandingTag standing={row.standing} />,
          },
        ]}
        filters={
          <>
            <SearchField
              value={filters.text}
              label={t('search')}
              onChange={(text) => setFilters({ text }, { replace: true })}
            />
            <FilterSelect
              label={t('function')}
              value={filters.functionKind}
              choices={functionKinds}
              wordOf={functionWord}
              onChange={(functionKind) => setFilters({ functionKind })}
            />
          </>
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('noAgencies')}
      />
      <AgencyDrawer id={openId} onClose={close} />
    </PageFrame>
  )
}
