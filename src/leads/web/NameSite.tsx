import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Form, Select } from 'antd'
import { useState } from 'react'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { LeadDetail } from '../contract.ts'
import { leadsText } from '../text.ts'
import { leads } from './leads-client.ts'

/** Names the site from the ledger of the lead's area. */
export function NameSite({ lead }: { lead: LeadDetail }) {
  const t = useText(leadsText)
  return (
    <FormAct<{ siteId: string }, unknown>
      label={t('nameSite')}
      help={t('nameSiteHelp')}
      run={({ siteId }) => leads.nameSite({ id: lead.id, siteId })}
    >
      <Form.Item name="siteId" label={t('site')} rules={[{ required: true, message: t('chooseSite') }]}>
        <SiteSearch leadId={lead.id} />
      </Form.Item>
    </FormAct>
  )
}

/** `value` and `onChange` come from the form. */
function SiteSearch({ leadId, value, onChange }: { leadId: string; value?: string; onChange?: (id: string) => void }) {
  const t = useText(leadsText)
  const [text, setText] = useState('')
  const sites = useQuery({
    queryKey: ['leadSites', leadId, text],
    queryFn: () => leads.listSitesForLead({ id: leadId, text }),
    placeholderData: keepPreviousData,
  })
  if (sites.isError) return <ErrorPanel error={sites.error} onRetry={() => void sites.refetch()} />
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value}
      onChange={onChange}
      aria-label={t('siteSearch')}
      placeholder={t('siteSearch')}
      loading={sites.isFetching}
      notFoundContent={sites.isPending ? null : t('siteNone')}
      options={(sites.data?.rows ?? []).map((site) => ({
        value: site.id,
        label: (
          <>
            {site.name} <small className="soft">{`${site.areaName} · ${site.address}`}</small>
            {site.openLead && <small> {t('siteJoins', { number: site.openLead })}</small>}
          </>
        ),
      }))}
    />
  )
}
