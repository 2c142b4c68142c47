import { useQuery } from '@tanstack/react-query'
import { Form, Input, Radio, Skeleton } from 'antd'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { LeadDetail } from '../contract.ts'
import { leadsText } from '../text.ts'
import { leads } from './leads-client.ts'

type Values = { agencyId: string; note?: string }

/** Charges one of the agencies that are competent for the place. */
export function AssignLead({ lead }: { lead: LeadDetail }) {
  const t = useText(leadsText)
  return (
    <FormAct<Values, unknown>
      primary
      label={t('assign')}
      help={t('assignHelp')}
      run={({ agencyId, note }) => leads.assignLead({ id: lead.id, agencyId, note: note?.trim() || null })}
    >
      <Form.Item name="agencyId" rules={[{ required: true, message: t('chooseAgency') }]}>
        <AgencyChoice leadId={lead.id} />
      </Form.Item>
      <Form.Item name="note" label={t('assignNote')}>
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
    </FormAct>
  )
}

/** `value` and `onChange` come from the form. */
function AgencyChoice({
  leadId,
  value,
  onChange,
}: {
  leadId: string
  value?: string
  onChange?: (id: string) => void
}) {
  const t = useText(leadsText)
  const pick = usePick()
  const agencies = useQuery({
    queryKey: ['leadAgencies', leadId],
    queryFn: () => leads.listChargeableAgencies({ id: leadId }),
  })
  if (agencies.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />
  if (agencies.isError) return <ErrorPanel error={agencies.error} onRetry={() => void agencies.refetch()} />
  if (agencies.data.rows.length === 0) return <EmptyPanel why="noData" words={t('noAgency')} />
  return (
    <Radio.Group
      value={value}
      onChange={(event) => onChange?.(String(event.target.value))}
      style={{ display: 'grid', gap: 8 }}
      options={agencies.data.rows.map((agency) => ({
        value: agency.id,
        label: (
          <>
            {pick(agency.name)} <small className="soft">{agency.areaName}</small>
            {agency.returnedBefore && <small className="soft"> {t('returnedBefore')}</small>}
          </>
        ),
      }))}
    />
  )
}
