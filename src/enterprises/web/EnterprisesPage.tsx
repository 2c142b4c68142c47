import { z } from 'zod'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { focusKinds } from '../../rulebook/values.ts'
import type { EnterpriseRow } from '../contract.ts'
import { ledgerPaths } from '../enterprise.ts'
import { mayKeepInvoices } from '../invoiced-tonnage.ts'
import { enterprisesText } from '../text.ts'
import { focusWords } from '../words.ts'
import { ImportInvoices } from './EnterpriseInvoices.tsx'
import { ledger } from './ledger-client.ts'
import './ledger.css'
import { RegisterEnterprise } from './record-forms.tsx'

const enterpriseFilters = z.object({
  text: z.string().optional(),
  focus: z.enum(focusKinds).optional(),
  withoutCode: z.enum(['true', 'false']).optional(),
})

export default function EnterprisesPage() {
  const t = useText(enterprisesText)
  const pick = usePick()
  const { areaId } = useAreaChoice()
  const { filters, setFilters, clearFilters, filtered } = useFilters(enterpriseFilters)
  const go = useNavigateTo()
  const me = useMe()
  const keeper = ledgerPaths(me).length > 0
  const invoices = me.grants.find(({ areaPath }) => mayKeepInvoices(me, areaPath))
  return (
    <PageFrame
      title={t('enterprises')}
      scope
      actions={
        <>
          {invoices && <ImportInvoices areaId={invoices.areaId} />}
          {keeper && <RegisterEnterprise onDone={(id) => go(`/ledger/enterprises/${id}`)} />}
        </>
      }
    >
      <RecordList
        name="enterprises"
        queryKey={['enterprises', filters, areaId]}
        sheet={{ list: 'enterprises.listEnterprises', question: { ...filters, areaId } }}
        load={(after) => ledger.listEnterprises({ ...filters, areaId, after })}
        rowKey={(one) => one.id}
        columns={[
          { key: 'name', title: t('enterprise'), shown: 'first', render: (one) => one.name },
          { key: 'uscc', title: t('uscc'), render: (one) => one.uscc ?? <span className="soft">{t('noUscc')}</span> },
          { key: 'place', title: t('place'), render: (one) => one.placeName },
          { key: 'industry', title: t('industry'), render: (one) => <Industry enterprise={one} /> },
          { key: 'sites', title: t('siteCount'), width: 80, align: 'right', render: (one) => one.siteCount },
        ]}
        onOpen={(one) => go(`/ledger/enterprises/${one.id}`)}
        filters={
          <>
            <SearchField
              label={t('searchEnterprise')}
              value={filters.text}
              onChange={(text) => setFilters({ text }, { replace: true })}
            />
            <FilterSelect
              label={t('focus')}
              value={filters.focus}
              choices={focusKinds}
              wordOf={(focus) => pick(focusWords[focus])}
              onChange={(focus) => setFilters({ focus })}
            />
            <FilterSelect
              label={t('uscc')}
              value={filters.withoutCode}
              choices={['true', 'false']}
              wordOf={(withoutCode) => t(withoutCode === 'true' ? 'noUscc' : 'withUscc')}
              onChange={(withoutCode) => setFilters({ withoutCode })}
            />
          </>
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('noEnterprises')}
      />
    </PageFrame>
  )
}

/** A code with its edition: without it it means nothing. */
export function Industry({ enterprise }: { enterprise: Pick<EnterpriseRow, 'industryCode' | 'industryEdition'> }) {
  const t = useText(enterprisesText)
  const { industryCode: code, industryEdition: edition } = enterprise
  if (code === null) return '—'
  return edition === null ? t('editionUnknown', { code }) : t('edition', { code, edition })
}
