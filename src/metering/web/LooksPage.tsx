/** Who looked at which load curve; with the rule that ends these rows. */

import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { useFilters } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { LookRow } from '../token-contract.ts'
import { tokenText } from '../token-text.ts'
import { metering } from './metering-client.ts'

const lookFilters = z.object({ account: z.string().optional() })

export default function LooksPage() {
  const t = useText(tokenText)
  const { filters, setFilters, clearFilters, filtered } = useFilters(lookFilters)
  return (
    <PageFrame title={t('looks')} lead={t('looksLead')}>
      <Retention />
      <RecordList
        name="looks"
        queryKey={['looks', filters]}
        sheet={{ list: 'metering.listLooks', question: filters }}
        load={(after) => metering.listLooks({ ...filters, after })}
        rowKey={({ id }) => id}
        columns={useColumns()}
        filters={
          <SearchField
            label={t('search')}
            value={filters.account}
            onChange={(account) => setFilters({ account }, { replace: true })}
          />
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('noLooks')}
      />
    </PageFrame>
  )
}

function Retention() {
  const t = useText(tokenText)
  const pick = usePick()
  const rule = useQuery({ queryKey: ['lookRetention'], queryFn: () => metering.listLooks({ limit: 1 }) })
  if (!rule.data) return null
  const { retention } = rule.data
  if (!retention) return <p className="soft">{t('retentionNone')}</p>
  return (
    <p className="soft">
      {t('retention', { years: retention.years, citation: pick(retention.citation) })}{' '}
      <StandingTag standing={retention.standing} />
    </p>
  )
}

function useColumns(): RecordColumn<LookRow>[] {
  const t = useText(tokenText)
  const format = useFormat()
  return [
    { key: 'at', title: t('at'), width: 170, shown: 'first', render: ({ at }) => format.instant(at) },
    { key: 'who', title: t('who'), width: 160, render: ({ officialName }) => officialName },
    { key: 'account', title: t('account'), width: 160, render: ({ account }) => account },
    { key: 'days', title: t('days'), render: ({ from, to }) => (from === to ? from : t('showing', { from, to })) },
  ]
}
