/** Officials of an area, their accounts and roles. */
import { Button } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { Present } from '../../platform/web/Present.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { useFilters, useOpenRecord } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { mayKeepOfficials } from '../official.ts'
import { agenciesText } from '../text.ts'
import { agencies } from './agencies-client.ts'
import { OfficialDrawer } from './OfficialDrawer.tsx'
import { OfficialForm } from './OfficialForm.tsx'

const officialFilters = z.object({ text: z.string().optional() })

export default function OfficialsPage() {
  const t = useText(agenciesText)
  const pick = usePick()
  const me = useMe()
  const { areaId } = useAreaChoice()
  const { filters, setFilters, clearFilters, filtered } = useFilters(officialFilters)
  const { openId, open, close } = useOpenRecord()
  const [entering, setEntering] = useState(false)
  const keepsOfficials = me.grants.some((grant) => mayKeepOfficials(me, grant.areaPath))
  return (
    <PageFrame
      title={t('officials')}
      lead={t('officialsLead')}
      scope
      actions={
        keepsOfficials && (
          <Present>
            <Button onClick={() => setEntering(true)}>{t('enter')}</Button>
          </Present>
        )
      }
    >
      <RecordList
        name="officials"
        queryKey={['officials', filters, areaId]}
        sheet={{ list: 'agencies.listOfficials', question: { ...filters, areaId } }}
        load={(after) => agencies.listOfficials({ ...filters, areaId, after })}
        rowKey={(row) => row.id}
        onOpen={(row) => open(row.id)}
        openId={openId}
        columns={[
          { key: 'name', title: t('official'), shown: 'first', render: (row) => row.name },
          { key: 'agency', title: t('agency'), render: (row) => (row.agencyName ? pick(row.agencyName) : '—') },
          { key: 'area', title: t('area'), width: 180, render: (row) => row.areaName },
          {
            key: 'account',
            title: t('account'),
            width: 120,
            render: (row) => t(row.hasAccount ? 'hasAccount' : 'noAccount'),
          },
          { key: 'card', title: t('card'), width: 160, render: (row) => row.enforcementCard ?? '—' },
          {
            key: 'demonstration',
            title: t('demonstration'),
            width: 110,
            shown: 'hidden',
            render: (row) => (row.demonstration ? t('demonstration') : ''),
          },
        ]}
        filters={
          <SearchField
            value={filters.text}
            label={t('official')}
            onChange={(text) => setFilters({ text }, { replace: true })}
          />
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('noOfficials')}
      />
      <OfficialDrawer id={openId} onClose={close} />
      {entering && <OfficialForm areaId={areaId} onClose={() => setEntering(false)} />}
    </PageFrame>
  )
}
